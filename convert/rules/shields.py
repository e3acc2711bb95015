"""Patterns of the spans that rules must leave alone, as data; every one runs in linear time."""

from __future__ import annotations

from convert import patterns
from convert.chars import HANZI
from convert.records import record
from convert.rules.passage import MASK, MASK_DIGIT, MASK_LATIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from typing import Final


_SUFFIX: Final = (
    "docx?|xlsx?|pptx?|pdf|txt|md|rtf|wps|dps|ofd|csv|tsv|json|ya?ml|toml|xml|html?|css|jsx?|tsx?|vue|py|java|rs|rb|php|cpp"
    "|hpp|sh|bat|exe|dll|ini|cfg|conf|log|sql|db|zip|rar|7z|gz|tar|jpe?g|png|gif|bmp|svg|webp|tiff?|mp3|mp4|avi|mov|wav|psd"
    "|dwg|epub|mobi|tex|bib|ttf|otf"
)
_DOMAIN: Final = "com|cn|org|net|gov|edu|io|info|top|xyz|me|tv|cc|co|uk|us|jp|hk|tw|de|fr|ru|eu|dev|app|fm|ai"
_COMMAND: Final = (
    "echo|git|grep|sed|awk|cd|ls|cp|mv|rm|cat|curl|wget|python|python3|pip|pip3|npm|npx|yarn|sudo|apt|apt-get|yum|brew"
    "|docker|kubectl|export|printf|make|cargo|ssh|scp|chmod|chown|mkdir|tar|ffmpeg|pandoc|wenzhuan"
)
_TALK: Final = (
    "请|并|然后|再|找到|打开|点击|查看|删除|修改|其中|将|在|把|和|或|里面|运行|执行|选择|双击|进入|以及|如|若|可|会|即|就|也|则|但|而|因|所以"
    "|否则|包括|同时|最后|接着|之后|从|用|由|对|按|见|下载|复制|保存|编辑|输入|不|是|共|至|内含|属于|默认|我|你|他|它|这|那|要|需|应"
)
_QUOTED: Final = r"""(?:"[^"\n]*+"|'[^'\n]*+')"""
_ARGUMENTS: Final = rf"(?:{_QUOTED}|[!#-&*-~ ])*+"
_TERM: Final = r"(?:[a-z]\d?|[A-Z]|-?\d{1,4}(?:\.\d{1,4})?|[+-]?∞)"
_NO_WORD: Final = "(?<![A-Za-z0-9_])"
_PATH_TAIL: Final = f"[A-Za-z0-9_{HANZI}.%~/#?&=+-]*+"
_CHINESE_DOMAIN: Final = (
    r"(?<=\.中国)|(?<=\.公司)|(?<=\.网络)|(?<=\.政务)|(?<=\.公益)|(?<=\.集团)"
    r"|(?<=\.在线)|(?<=\.中文网)|(?<=\.香港)|(?<=\.台湾)"
)
_ASKING: Final = "请|找到|打开|点击|查看|删除|修改|下载|复制|保存|编辑|输入|然后|并且|其中|详见|见附|如下|命名|发送"
_BACKSLASHED: Final = rf'(?:(?![,;] ?(?:{_TALK}))[^\\/:*?"<>|\n\t，。；：！？“”《》])'
_SLASHED: Final = rf"(?:(?!, ?(?:{_TALK}))[A-Za-z0-9_.,()@+{HANZI}-])"
_ENDING: Final = rf"\.(?:{_SUFFIX})(?![A-Za-z0-9])"


@record
class Shield:
    """One kind of protected span: sought when one of `signs` and a match of `gate` occur, masked by `mask`.

    Group "keep", where the pattern has one, is all that is masked of a match.
    """

    name: str
    signs: tuple[str, ...]
    pattern: re.Pattern[str]
    mask: str = MASK_LATIN
    gate: re.Pattern[str] | None = None

    def needed(self, text: str, present: set[str]) -> bool:
        """Tell whether `text`, whose characters are `present`, may hold a span of this kind."""
        if not any(present.issuperset(sign) and (len(sign) == 1 or sign in text) for sign in self.signs):
            return False
        return self.gate is None or self.gate.search(text) is not None


def _shield(name: str, signs: str, pattern: str, mask: str = MASK_LATIN, *, gate: str = "") -> Shield:
    """Make a shield; `gate`, begun by a character class, is quick to find wanting where `pattern` is not."""
    return Shield(
        name,
        tuple(signs.split("\t")),
        patterns.compile(pattern, patterns.MULTILINE),
        mask,
        patterns.compile(gate) if gate else None,
    )


_KEYWORD: Final = (
    "def|class|import|from|return|if|elif|else|while|for|with|var|let|const|function|public|private|static|void|int|package"
    "|using|select|SELECT|#include|@import|print"
)

INLINE_CODE: Final = _shield("inline code", "`", r"(?<!`)(?P<fence>`++)[^`\n]++(?P=fence)(?!`)")

PATHS: Final = (
    _shield(
        "Windows path",
        ":\\\t\\\\",
        rf"(?:{_NO_WORD}[A-Za-z]:|(?<![\\A-Za-z0-9])\\\\[A-Za-z0-9_.-]{{2,}}+)\\(?:{_BACKSLASHED}{{1,80}}+\\)*+"
        rf"(?:{_BACKSLASHED}{{1,100}}?{_ENDING}"
        r"|(?:(?!\.(?![A-Za-z0-9_]))[^\s，。；：！？“”（）《》,;\"<>|])*+)",
    ),
    _shield("file address", "file://", r"file://[^\s，。；“”\"<>]++(?<![.,;:!?])"),
    _shield(
        "path with names",
        "/",
        rf"(?:(?<![A-Za-z0-9_./:>)<{HANZI}*-])(?:\.{{1,2}}|~)?/|(?<=[{HANZI}])/(?=[a-z][A-Za-z0-9_-]*+/))"
        rf"(?=[A-Za-z0-9_{HANZI}])(?:(?:{_SLASHED}{{1,60}}+/)++{_SLASHED}{{1,80}}?{_ENDING}"
        rf"|(?=[A-Za-z0-9_./-]*+[{HANZI}][^/\s]*/)(?:{_SLASHED}{{1,60}}+/)++[A-Za-z0-9_.-]*+(?<!\.))",
        gate=r"/[^/\n]*/",
    ),
    _shield(
        "file name with brackets",
        ").\t(",
        rf"\([^()\n]{{1,40}}\)[A-Za-z0-9_{HANZI}-]{{0,20}}+{_ENDING}",
        gate=_ENDING,
    ),
    _shield(
        "line that is a file name",
        ",",
        rf"^[ \t]*(?P<keep>(?:(?!{_ASKING})[A-Za-z0-9_{HANZI} ,()-]){{1,60}}{_ENDING})[ \t]*$",
        gate=_ENDING,
    ),
)
"""Paths and names of files with Chinese in them."""

CODE: Final = (
    _shield("formula", "$", r"\$(?=[!-#%-~ ]{1,200}\$)[^$\n]++\$"),
    _shield("LaTeX command", "\\", r"\\[A-Za-z]++\*?(?:\[[^\]\n]{0,200}\]|\{[^{}\n]{0,400}\})*+"),
    _shield("LaTeX formula", "\\(\t\\[", r"\\\([^\n\\]{0,200}\\\)|\\\[[^\n\\]{0,200}\\\]"),
    _shield("tag", "<", r"</?[A-Za-z][A-Za-z0-9:-]{0,30}(?:\s[^<>\n]{0,500})?/?>|<!--[^\n]{0,500}?-->", MASK),
    _shield("entity", "&", r"&(?:[A-Za-z]{2,10}|#\d{1,7}|#x[0-9A-Fa-f]{1,6});", MASK),
    _shield("braces", "{", r"\{[^{}\n]{0,400}\}", MASK),
    _shield("outer braces", "{", r"\{[^{}\n]{0,400}\}", MASK),
    _shield("assignment", '="\t= "', _NO_WORD + r'[A-Za-z_][A-Za-z0-9_.-]*+ ?= ?"[^"\n]*+"'),
    _shield("key and value", '":\t" :', r'"[!#-~]{1,40}" ?: ?"[^"\n]*+"'),
    _shield(
        "command",
        " ",
        rf"(?<![A-Za-z0-9_./-])(?:{_COMMAND})(?:[ \t]++(?:(?![.,;:!?]+(?:[^\x00-\x7f]|$))[!#-&(-~]|{_QUOTED})++)++",
        gate=rf"(?:{_COMMAND})[ \t]",
    ),
    _shield(
        "call",
        "(",
        rf"{_NO_WORD}(?![A-Z]{{2,}}\([A-Z][a-z])[A-Za-z_][A-Za-z0-9_.]*+\({_ARGUMENTS}\)",
        gate=r"[A-Za-z0-9_]\(",
    ),
    _shield("long option", "--", r"(?<![A-Za-z0-9-])--[A-Za-z][A-Za-z0-9_-]*+(?:=[!-~]++)?"),
    _shield("short option", " -", r"(?<= )-[A-Za-z][A-Za-z0-9]?(?![A-Za-z0-9-])"),
    _shield("CSS keyword", "!", r"!(?=(?:important|import|default)(?![A-Za-z]))", MASK),
    _shield("line of code", ":\t;\t{\t)", rf"^[ \t]*(?P<keep>(?:{_KEYWORD})[ (][^\n]*[:;{{)])[ \t]*$", MASK),
    _shield("prompt or directive", ">>> \t.. \t... ", r"^[ \t]*(?:>>> |\.{2,3} )[^\n]*", MASK),
    _shield("target of a link", "](", r"(?<=\])\((?:[^()\s]|\([^()\s]*+\))++(?: \"[^\"\n]*+\")?\)", MASK),
    _shield(
        "definition",
        "]:",
        r"^[ \t]*(?P<keep>\[\^[^\]\n]{1,60}\]:[ \t]*|\[[^\]\n]{1,60}\]:[ \t]+\S*[./#]\S*[^\n]*)",
        MASK,
    ),
    _shield("placeholder", "%\t$", rf"%[A-Za-z](?![A-Za-z])|\$\d(?!\d)|\$(?=[{HANZI}])", MASK),
)
"""Code, markup and commands."""

ADDRESSES: Final = (
    _shield(
        "address",
        "://",
        rf"{_NO_WORD}[A-Za-z][a-z]{{1,9}}://(?:[A-Za-z0-9{HANZI}.-]++(?:{_CHINESE_DOMAIN})(?=[/，。\s]|$))?+"
        rf"(?:(?![.,;:!?]+(?:[^!-~]|$))[!#-&*-;=?-~]|\([!#-&*-;=?-~]*+\))*+"
        rf"(?:(?<=[/=#?&_-])[{HANZI}]{_PATH_TAIL}(?:\([{HANZI}A-Za-z0-9]{{1,20}}\))?+)?+(?<!://)",
    ),
    _shield("e-mail", "@", r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++"),
    _shield(
        "domain",
        ".",
        rf"(?<![A-Za-z0-9.-])(?:[A-Za-z0-9-]++\.)+(?:{_DOMAIN})(?![A-Za-z0-9])(?::\d+)?"
        r"(?:/[!#-&*-;=?-~]*(?<![.,;:!?]))?",
        gate=r"[A-Za-z0-9]\.[A-Za-z]",
    ),
    _shield("drive", ":盘", r"(?<![A-Za-z])[C-Zc-z]:(?=盘)"),
    _shield(
        "path with hanzi",
        "/\t#",
        r"(?<![A-Za-z0-9_./#-])(?:"
        rf"[A-Za-z0-9_.-]{{2,}}+(?:/[A-Za-z0-9_.-]*+)*+(?:(?<=/)|(?<=/_))(?=[{HANZI}])"  # wiki/网页
        rf"|[A-Za-z0-9_.-]{{3,}}+#[a-z0-9]*+(?=[{HANZI}])"  # page.htm#标签
        rf"|[A-Za-z0-9_.-]{{2,}}+(?:/[A-Za-z0-9_.-]*+)++(?=[{HANZI}]++#)"  # wiki/hello网页#节
        rf"|(?:/[A-Za-z0-9_.-]++)++(?=[{HANZI}])"  # /wiki/hello网页
        rf"){_PATH_TAIL}",
        MASK,
        gate=r"[A-Za-z0-9_.#/-][/#]|[/#][A-Za-z0-9_.-]",
    ),
    _shield("Unix path", "/", r"(?<![A-Za-z0-9_/.)])~?(?:/[A-Za-z0-9_.-]++){2,}+/?", gate="/[A-Za-z0-9_.-]"),
    _shield(
        "file name",
        ".",
        r"(?:(?<![A-Za-z0-9_-])[A-Za-z0-9_-]++)?(?:\([^()\n]{1,40}\))?+" rf"\.(?:{_SUFFIX})(?![A-Za-z0-9])",
        gate=rf"\.(?:{_SUFFIX})(?![A-Za-z0-9])",
    ),
)
"""Addresses, paths and names of files."""

NUMBERS: Final = (
    _shield("point or interval", ",", rf"[(\[]{_TERM}(?:, ?{_TERM})+[)\]]"),
    _shield("series", "...", r"[A-Za-z0-9](?:, ?[A-Za-z0-9]{1,3}){0,20}, ?\.{3}(?:, ?[A-Za-z0-9]{1,3})?"),
    _shield("phone", "(0", r"\(0\d{2,3}\) ?\d{7,8}"),
    _shield("footnote", "[", r"\[\d{1,3}(?:[-,–]\d{1,3})*\]", MASK),
    _shield(
        "case number",
        "号",
        rf"（(?:19|20)\d\d）[{HANZI}]{{1,3}}\d{{0,6}}[{HANZI}]{{1,4}}\d{{1,6}}(?:之[一二三四五六七八九十])?号",
    ),
    _shield("mark inside a number", ".\t,\t:\t∶", r"[.:∶,](?<=[0-9].)(?:(?<!,)(?=[0-9])|(?=\d{3}(?!\d)))", MASK_DIGIT),
)
"""Formulas and numbers."""

WORDS: Final = (
    _shield(
        "reference",  # GB/T 7714 sets these in half-width marks
        "[J\t[M]\t[D\t[N\t[C]\t[R]\t[S\t[P]\t[EB/OL",
        r"^[^\n]*\[(?:[JMDNCRSPGZA](?:/OL)?|EB/OL|DB/OL)\](?=[.,:;，．/ ])[^\n]*$",
        MASK,
    ),
    _shield("smiley", ":\t;", r"[:;]-[)(DPp|/]|(?<=[ \t])[:;]\)(?![A-Za-z0-9])|^[:;][)(DP](?=[ \t])", MASK),
    _shield("face", "(", rf"\([^()\s{HANZI}]{{0,2}}[_ω∀▽‿◡Д][^()\s{HANZI}]{{0,2}}\)", MASK),
    _shield("emoji code", ":", r"(?<![A-Za-z0-9:]):[a-z][a-z0-9_+]{1,30}:(?![A-Za-z0-9:])", MASK, gate=":[a-z]"),
    _shield("legal sign", "(", r"\((?:[CcRr]|TM|tm)\)"),
    _shield(
        "abbreviation",
        ".",
        _NO_WORD + r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Inc|Ltd|Co|Corp|Jr|Sr|St|No|Vol|Fig|pp|vs|etc|al|cf)\."
        r"|(?:[A-Za-z]\.){2,8}|[A-Z]\.(?=[A-Z ]))",
        gate=r"[A-Za-z]\.",
    ),
    _shield(
        "product",
        "!\t++\t#\t.N",
        _NO_WORD + r"(?:(?:Yahoo|Joomla|Yum|Jeopardy)!|C\+\+|[CFJ]#|\.NET)",
        gate=r"[aoy+#.][!+N]|[CFJ]#",
    ),
    _shield("apostrophe", "'\t’", r"(?<=[A-Za-z])['’](?=[A-Za-z])|(?<=s)'(?= [a-z])|(?<=\d)'(?=\d)"),
)
"""Words with marks of their own."""

LAYOUT: Final = (
    _shield(
        "leader", "..\t…\t··\t．．", r"(?:\.{4,}|·{4,}|…{3,}|．{4,})[ \u3000]*\(?[0-9IVXivx]{1,5}\)?[ \t\u3000]*$", MASK
    ),
    _shield("long run of dots", "...\t……\t··", r"\.{13,}|…{6,}|·{13,}", MASK),
    _shield("blank to fill in", "__", r"_{2,}", MASK),
    _shield(
        "ruled line",
        "-\t—\t─\t－\t＝\t＊",
        r"^[ \t\u3000]*(?:-{3,}|—{3,}|─{3,}|－{3,}|＝{3,}|＊{3,})[ \t\u3000]*$",
        MASK,
    ),
    _shield("cell wall", "|", r"^[ \t]*\|[ \t]*|(?<![ \t\n])[ \t]++\|[ \t]*|\|[ \t]+", MASK),
    _shield("list mark", " \t\t", r"^[ \t]*(?:[-*+•●]|\d{1,3}[.)]|#{1,6}|>{1,3})(?P<keep>[ \t]+)(?=[^\s])", MASK),
    _shield("section number", " ", rf"^[ \u3000]*\d{{1,2}}(?:[.\ufdd1]\d{{1,2}})*\.?(?P<keep> )(?=[{HANZI}])", MASK),
)
"""Marks of layout: leaders, blanks, rules, tables, list marks."""

SHIELDS: Final = (INLINE_CODE, *PATHS) + CODE + ADDRESSES + NUMBERS + WORDS + LAYOUT
