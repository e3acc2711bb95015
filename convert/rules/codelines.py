"""Recognises whole lines that are code, data, log or Latin prose, so that no rule touches their marks."""

from __future__ import annotations

from convert import patterns
from convert.chars import HANZI
from convert.diagnostics import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

_NAME: Final = "[A-Za-z_$@][A-Za-z0-9_$]*+"
_WORD: Final = f"[A-Za-z0-9_{HANZI}]"
_DECLARING: Final = (
    "const|let|var|final|static|export|local|auto|char|string|String|int|float|double|bool|val|my|global"
)
_STATING: Final = (
    "return|raise|throw|echo|print|puts|assert|case|when|msgid|msgstr|import|from|include|require|use|package|yield|await"
    "|#include|#define|@import|new|elif|if|while|unless|default|label|LABEL|ENV|CMD|RUN|ENTRYPOINT|COPY|ADD|set|source|load"
)
_SHELL: Final = (
    "echo|git|grep|egrep|sed|awk|cd|ls|cp|mv|rm|cat|curl|wget|python3?|pip3?|npm|npx|yarn|pnpm|sudo|apt|apt-get|yum|dnf|brew"
    "|docker|docker-compose|kubectl|export|printf|make|cmake|cargo|ssh|scp|rsync|chmod|chown|mkdir|tar|ffmpeg|pandoc|wenzhuan"
    "|netstat|findstr|ping|ipconfig|ifconfig|systemctl|service|ps|kill|find|head|tail|sort|uniq|wc|xargs|node|java|javac"
    "|gcc|g\\+\\+|go|php|ruby|mysql|psql|redis-cli|adb|dir|copy|move|del|type|conda|helm|terraform|vim|touch|ln|openssl|zip|unzip"
)

_CANDIDATE = patterns.compile(
    f"^(?=[^\n]*[{HANZI}])(?=[^\n]*(?:[=;{{}}()<>\"'|:\\]$#@]|import |is |are |the |of ))[ \t]*([!-~{HANZI}][^\n]*)",
    patterns.MULTILINE,
)
_STRING = patterns.compile(r"""f?"(?:[^"\\\n]|\\[^\n])*+"|f?'(?:[^'\\\n]|\\[^\n])*+'|`[^`\n]*+`""")
_COMMENT = patterns.compile(r"(?<![:/\\])//|(?<=[ \t])(?:#|--) |/\*")
_EASTERN = patterns.compile(f"[{HANZI}\u3000-\u303f\uff01-\uff65]")
_SPOKEN = patterns.compile(f"[{HANZI}](?:[,.:!?]|;(?!$))|[，。；：！？、]")

# Shapes of a line whose Chinese all stands in string literals, each written "", or in a comment at its end.
_ASSIGNS: Final = (
    rf"(?:(?:{_DECLARING}) )*(?:{_NAME}|\"\")(?:[.:>-]+{_NAME}|\[[^\]]*\]| {_NAME})*\*? ?(?:[-+*/|.:?]|\?\?)?= ?[^=]"
)
_CALLS: Final = rf"(?:(?:{_STATING}|{_DECLARING}) )*{_NAME}(?:(?:\.|::|->){_NAME}|\[[^\]]*\])*\(.*\)"
_SHAPES = patterns.compile(
    rf"{_ASSIGNS}.*[^.!?]$"
    rf"|{_CALLS}[;,:{{]?$"
    rf"|(?:{_STATING}) ?[(\[<]?\"\".*$"  # return "甲" + x; #include "甲.h"
    rf"|(?:{_STATING}) [^ ]+(?: [^ ]+)? ?(?:==|!=|<=|>=|=>|\+|,|\() ?.*$"
    r"|\"\" ?: ?(?:\"\"|-?[\d.]+|true|false|null|[\[{].*),?$"  # "名称": "甲",
    r"|\[ ?(?:\"\"(?:, ?(?:\"\"|-?[\d.]+))*+) ?\][;,]?$|\"\",$"  # ["甲", "乙"]
    rf"|(?:- )?[a-z_][a-z0-9_-]*: +(?:\"\"|\[.*\]|\{{.*\}})$"  # 'name: "甲, 乙"'
    r"|(?:\"\"|[\w.-]*)(?:,(?:\"\"|[\w.-]*)){2,}+$"  # "甲","乙","丙"
    r"|[a-z-]+ ?: ?[^;{}]*;$"  # font-family: "宋体", serif;
    r"|[^;{]*(?:<<|>>|->|::|=>|==|&&|\|\|| = |\+\+)[^;]*[;{}]$"
    r"|[})\]]+[;,]?$|.*\{$|.*\}\)?[;,]?$|.*\);$|" + rf"{_NAME} \"\";$"
)

# Shapes of a line with Chinese names outside of its strings.
_NAMED = patterns.compile(
    rf"(?:{_DECLARING}|def|class|function|func|fn) {_WORD}+ ?(?:=|\(|:=).*$"
    rf"|(?:assert|if|elif|while|return|else if) \(?[^,.;]* (?:==|!=|>=|<=|&&|\|\||not in|in) .*$"
    rf"|[^ ]+ ?(?:==|!=|&&|\|\||:=|=>|->|<<|>>) ?.*[;{{]$"
)
_PLAIN_NAMED = patterns.compile(
    rf"(?:from {_WORD}[\w.]* )?import {_WORD}[\w.]*(?: as \w+)?(?:, ?{_WORD}[\w.]*)*+$"
    rf"|{_WORD}++(?:\.{_WORD}++)+\((?:\"\"|[\d., ])+\);?$"
    r"|(?:if|while|until|for|elif) .*; ?(?:then|do)(?: .*)?$"
)
_SQL = patterns.compile(
    r"(?:SELECT|select)\b.* (?:FROM|from) .*$|(?:INSERT INTO|insert into) .*(?:VALUES?|values?|SELECT|select|\().*$"
    r"|(?:UPDATE|update) .* (?:SET|set) .*=.*$|(?:DELETE FROM|delete from) .*$|VALUES ?\(.*$|values ?\(.*\)[,;]?$"
    r"|(?:CREATE|ALTER|DROP|create|alter|drop) (?:TABLE|VIEW|DATABASE|INDEX|table|view|database|index) .*$"
    r"|(?:WHERE|AND|OR|ON|SET|HAVING|where|and|or|on|set|having) [^ ]+ ?"
    r"(?:=|<>|!=|<|>|LIKE|IN|like|in|BETWEEN|IS) ?.*$"
    r"|(?:LEFT |RIGHT |INNER |CROSS )?JOIN [^ ]+(?: (?:AS )?\w+)? ON .*=.*$"
    r"|(?:FROM|ORDER BY|GROUP BY|(?:LEFT |RIGHT |INNER )?JOIN|LIMIT) [^ ,]+"
    r"(?: (?:AS )?[a-z]\w*)?(?: (?:ON .*|ASC|DESC))?[;,]?$"
)
_PROMPT = patterns.compile(
    r"(?:\$ [a-z./]|[\w-]+@[\w.-]+:[^\s$#]*[$#] |PS [A-Z]:\\[^>]*> ?|[A-Z]:\\[^>]*>|mysql> |>>> |In \[\d*\]: )"
)
_COMMAND = patterns.compile(rf"(?:sudo )?(?:{_SHELL})[ \t].*")
_OPTION = patterns.compile(r"[ \t](?:--?[A-Za-z]|--[ \t]|[|<>]{1,2}[ \t]|[./~$]|&& )|\"\"|://|=")
_LOG = patterns.compile(
    r"\[?(?:\d{4}[-/]\d\d[-/]\d\d[T ])?+\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?\]?[ \t|-]*"
    r"(?:\[[^\]\n]{1,40}\][ \t]*){0,3}(?:[A-Za-z0-9_.]{1,40}[ \t]*[-|][ \t]*){0,3}\[?(?:[\w-]+\.)?"
    r"(?:INFO|WARN|WARNING|ERROR|DEBUG|FATAL|TRACE|NOTICE|CRITICAL|SEVERE|I|W|E|D"
    r"|(?<=\[)(?:info|warn|error|debug|notice|crit))\b"
    r"|\[(?:INFO|WARN|WARNING|ERROR|DEBUG|FATAL|TRACE|NOTICE|CRITICAL)\]|(?:INFO|WARN|WARNING|ERROR|DEBUG|FATAL|TRACE):[\w.]+:"
    r"|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S* \[[\w-]+\]"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d \d\d:\d\d:\d\d [\w.-]+ "
    r"|\d{1,3}(?:\.\d{1,3}){3} - \S+ \[|[VDIWEF]/[A-Z]\w+(?:\( *\d+\))?: "
    r"|File \"[^\"\n]+\", line \d|(?:\w+\.)*[A-Z][a-z]\w*(?:Error|Exception|Warning): "
    r"|#(?:define|include|ifdef|ifndef|undef|pragma|!)"
    r"|(?:/?\*+ ?|//+ ?)?@(?:param|returns?|throws|exception|see|since)[ \t]"
)
_FORMULA = patterns.compile(r"=[A-Z]{2,}\(.*\)$")
_LONGEST: Final = 500  # characters of a line looked at


def lines_of_code(text: str) -> Iterator[Span]:
    """Yield the range of every line with Chinese in it that is code, data or log, the blanks around it left out."""
    for match in _CANDIDATE.finditer(text):
        start, end = match.span(1)
        line = text[start:end].rstrip()
        if len(line) <= _LONGEST and _is_code(line):
            yield Span(start, start + len(line))


def _is_code(line: str) -> bool:
    if _LOG.match(line) or _FORMULA.match(line) or _PROMPT.match(line):
        return True
    if _is_latin_sentence(line):
        return True
    bare = _STRING.sub('""', line)
    if _is_command(bare) and not _SPOKEN.search(bare):
        return True
    comment = _COMMENT.search(bare)
    words = (bare[: comment.start()] if comment else bare).rstrip()
    if not words:
        return False
    if not _EASTERN.search(words):
        return bool(_SHAPES.match(words) or _PLAIN_NAMED.match(words))
    if _SPOKEN.search(words):
        return bool(_PLAIN_NAMED.match(words) or (_SQL.match(words) and not _TALK.search(words)))
    return bool(_NAMED.match(words) or _SQL.match(words))


_GLOSS = patterns.compile(
    f'[(（"“《「‘][^()（）"“”《》「」‘’]{{0,40}}[{HANZI}][^()（）"“”《》「」‘’]{{0,40}}[)）"”》」’]'
)
_LATIN_WORD = patterns.compile("(?<![A-Za-z])[A-Za-z]{2,}(?![A-Za-z])")
_LINKING = patterns.compile(
    " (?:is|are|was|were|be|the|of|to|in|on|at|by|for|and|or|with|from|as|said|means|that|this|it)[ ,.]"
)


def _is_latin_sentence(line: str) -> bool:
    """Tell whether a line is a Latin sentence whose Chinese stands in brackets, quotation marks or titles only."""
    if not line[0].isascii() or not _LINKING.search(line):
        return False
    rest = _GLOSS.sub("", line)
    return not _EASTERN.search(rest) and sum(1 for _ in _LATIN_WORD.finditer(rest)) >= 3


def _is_command(words: str) -> bool:
    """Tell whether a line begins with the name of a program and has an option, a pipe, a path or a string."""
    return _COMMAND.match(words) is not None and _OPTION.search(words) is not None


_TALK = patterns.compile(f"[，。；：！？]|[{HANZI}]{{2}}[:;!?](?!$)|[{HANZI}]{{8}}")

_SECTION = patterns.compile(
    f"^\\[[{HANZI}A-Za-z0-9_. :-]{{1,40}}\\][ \t]*\n(?:[ \t]*\n|[;#][^\n]*\n|[^\n=\\[]{{1,60}}=[^\n]*(?:\n|\\Z))++",
    patterns.MULTILINE,
)
_ROW: Final = '[^\n,，。；：！？“”"]{0,40}'
_TABLE = patterns.compile(f"^{_ROW}(?:,{_ROW}){{2,}}+$(?:\n{_ROW}(?:,{_ROW}){{2,}}+$)++", patterns.MULTILINE)
_FIELD: Final = '(?:"[^"\n]{0,200}"|-?[0-9.]{1,20})'
_QUOTED_TABLE = patterns.compile(f"^{_FIELD}(?:,{_FIELD})++$(?:\n{_FIELD}(?:,{_FIELD})++$)++", patterns.MULTILINE)
_FIGURE = patterns.compile(r"(?:^|,)[ \t]?[A-Za-z0-9_.:/%-]+[ \t]?(?:,|$)")


def blocks_of_data(text: str) -> Iterator[Span]:
    """Yield the ranges of comma-separated rows with as many fields each, some of them figures, and of INI sections."""
    if "=" in text and "[" in text:
        yield from (Span(*match.span()) for match in _SECTION.finditer(text))
    if "," in text:
        yield from (Span(*match.span()) for match in _QUOTED_TABLE.finditer(text))
        for match in _TABLE.finditer(text):
            rows = match.group().split("\n")
            alike = len({row.count(",") for row in rows}) == 1
            if alike and sum(_FIGURE.search(row) is not None for row in rows) * 2 >= len(rows):
                yield Span(*match.span())
