"""What kind of document this is, and which profile suits it."""

from __future__ import annotations

import itertools

from convert import patterns
from convert.readers.plaintext.draft import Draft
from convert.readers.plaintext.forms import DATE_LINE, DOC_NUMBER
from convert.readers.plaintext.lines import cells
from convert.readers.plaintext.markers import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

KINDS: Final = ("official", "speech", "law", "book", "technical", "verse", "prose")
_PROFILES: Final = {
    "official": "gongwen",
    "speech": "gongwen",
    "law": "gongwen",
    "book": "book",
    "verse": "book",
    "technical": "web",
}

_OFFICIAL_TITLE: Final = patterns.compile(
    r"关于.{2,60}的?(?:通知|意见|决定|公告|通报|函|复函|批复|请示|报告|答复|通告|命令|方案|决议|议案|纪要)|(?:通知|通告|公告|批复|复函|会议纪要|通报|请示)$"
    r"|(?:工作|情况|自查|整改|实施|活动)[^，。]{0,6}(?:报告|总结|汇报|方案|计划|要点)$"
)
_SPEECH_TITLE: Final = patterns.compile(r"讲话|致辞|致词|发言|演讲|工作报告|述职|贺词|开幕词|闭幕词|动员|讲稿")
_SPEECH_CALL: Final = patterns.compile(r"^(?:同志们|各位|尊敬的|朋友们|女士们|老师们|同学们|代表们).{0,40}[：:，！!]$")
_LAW_TITLE: Final = patterns.compile(
    r"(?:法|条例|规定|办法|细则|规则|章程|解释|通则|規則|條例|辦法|規程|細則|標準|準則|决定|安排|规程|守则|公约)(?:[（(].{1,20}[）)])?$"
)
_QUOTED: Final = patterns.compile('^[“「『‘"]')
_CODE_SIGNS: Final = patterns.compile(r"[{};=<>$|\\]|\(\)|::|--\w|/\w+/")
_MEASURE: Final = patterns.compile("[^，。、；！？：]{3,9}[，、；！？][^，。、；！？：]{3,9}[，。、；！？]")
_NOT_VERSE: Final = patterns.compile(r"^[^，。]{1,6}[：:]|\t|[ 　]{2,}|\d{2}")
_SAMPLE: Final = 3000


def profile_for(kind: str) -> str:
    """Return the name of the profile that suits a kind of document."""
    return _PROFILES.get(kind, "prose")


def decide(draft: Draft) -> tuple[str, list[str]]:
    """Return the kind of the document and the evidence for it."""
    texts = [p.text for p in draft.passages[:_SAMPLE]]
    if not texts:
        return "prose", []
    for test in (_law, _verse, _official, _speech, _book, _technical):
        evidence = test(draft, texts)
        if evidence:
            return test.__name__.strip("_"), evidence
    return "prose", ["no sign of another kind"]


def _head(texts: Sequence[str]) -> str:
    """Return the lines that may hold the title."""
    return "\n".join(text for text in texts[:8] if len(text) < 90)


def _law(draft: Draft, texts: Sequence[str]) -> list[str]:
    articles = [
        i for i in range(len(texts)) if draft.is_kind(i, Kind.ARTICLE) and (draft.firm(i) or _label_only(draft, i))
    ]
    if len(articles) < 2:
        return []
    numbers = [draft.count(i) for i in articles]
    steps = sum(1 for a, b in itertools.pairwise(numbers) if b - a in (0, 1))
    if steps < 0.7 * (len(numbers) - 1):
        return []
    share = len(articles) / len(texts)
    titled = any(_LAW_TITLE.search(text) for text in texts[:6] if len(text) < 60)
    if share < (0.02 if titled else 0.1) and len(articles) < 12:
        return []
    return [f"{len(articles)} articles (第…条) in sequence", *(["the title names a statute"] if titled else [])]


def _label_only(draft: Draft, index: int) -> bool:
    marker = draft.markers[index]
    return marker is not None and len(draft.text(index)) <= marker.length + 2


def _verse(draft: Draft, texts: Sequence[str]) -> list[str]:
    if len(texts) < 4:
        return []
    short = sum(1 for text in texts if len(text) <= 32)
    measured = sum(1 for text in texts if _MEASURE.match(text))
    longest = 24 if measured >= 0.5 * len(texts) else 16
    if short < 0.95 * len(texts) or sum(map(len, texts)) > longest * len(texts):
        return []
    if sum(1 for i, text in enumerate(texts) if (draft.firm(i)) or _QUOTED.match(text)) > 0.12 * len(texts):
        return []
    if sum(1 for text in texts if text.isascii()) > 0.2 * len(texts) or any(
        DATE_LINE.fullmatch(text) for text in texts
    ):
        return []
    if sum(1 for text in texts if _NOT_VERSE.search(text)) > 0.3 * len(texts):
        return []
    ended = sum(1 for i in range(len(texts)) if not draft.ends[i].open and texts[i][-1] not in "：:")
    if ended >= 0.6 * len(texts):
        return [f"{short} of {len(texts)} lines are short, {ended} end with a mark"]
    stanzas = sum(1 for p in draft.passages[: len(texts)] if p.gap)
    widths = [cells(text) for text in texts]
    even = sum(1 for a, b in itertools.pairwise(widths) if a == b)
    if len(texts) >= 8 and ended < 0.35 * len(texts) and (1 < stanzas < 0.5 * len(texts) or even > 0.5 * len(texts)):
        return ["short lines without marks, in stanzas" if stanzas > 1 else "short lines of one length"]
    return []


def _official(draft: Draft, texts: Sequence[str]) -> list[str]:
    evidence = []
    if any(DOC_NUMBER.fullmatch(text) for text in texts[:12]):
        evidence.append("a document number stands at the head")
    joined = "".join(text for text in texts[:5] if len(text) < 60)
    lines = [text for text in texts[:6] if len(text) < 70]
    if any(_OFFICIAL_TITLE.search(text) for text in lines) or patterns.search(
        _OFFICIAL_TITLE.pattern.split("|(?:通知")[0], joined
    ):
        evidence.append("the title names an official document")
    if any(
        text.endswith(("：", ":")) and patterns.search("政府|委员会|各部|单位|办公厅|局|厅|公司|国务院", text)
        for text in texts[:12]
        if len(text) < 160
    ):
        evidence.append("it is addressed to offices")
    dated = [i for i, text in enumerate(texts) if i > 3 and DATE_LINE.fullmatch(text)]
    if dated:
        evidence.append("it is dated and signed")
    if any(
        patterns.match(r"(?:抄送|抄报|主送|附件|此件|（此件|特此(?:通知|公告|函|批复|报告))", text)
        for text in texts[-12:]
    ):
        evidence.append("it ends as official documents do")
    if any(_SPEECH_CALL.match(text) for text in texts[:10]) and len(evidence) < 3:
        return []
    return evidence if len(evidence) >= 2 else []


def _speech(draft: Draft, texts: Sequence[str]) -> list[str]:
    evidence = []
    if _SPEECH_TITLE.search(_head(texts)):
        evidence.append("the title names a speech or report")
    if any(_SPEECH_CALL.match(text) for text in texts[:12]):
        evidence.append("it addresses an audience")
    heads = sum(1 for i in range(len(texts)) if draft.is_kind(i, Kind.BEING))
    if heads >= 3:
        evidence.append(f"{heads} paragraphs begin with 一是, 一要 …")
    if sum(1 for i in range(len(texts)) if draft.is_kind(i, Kind.HANZI, Kind.HANZI_PAREN)) >= 3:
        evidence.append("it is divided by 一、 and （一）")
    return evidence if len(evidence) >= 2 else []


def _book(draft: Draft, texts: Sequence[str]) -> list[str]:
    chapters = sum(
        1
        for i, text in enumerate(texts)
        if draft.is_kind(i, Kind.CHAPTER, Kind.PART) and len(text) < 50 and not draft.ends[i].final
    )
    spoken = sum(1 for text in texts if _QUOTED.match(text) or patterns.search("[道说说問问]：[“「『]", text))
    if chapters and (sum(map(len, texts)) > 400 * chapters or spoken > 3):
        return [f"{chapters} chapters", *([f"{spoken} paragraphs of direct speech"] if spoken else [])]
    if spoken >= 6 and spoken > 0.2 * len(texts):
        return [f"{spoken} paragraphs of direct speech"]
    return []


def _technical(draft: Draft, texts: Sequence[str]) -> list[str]:
    whole = "".join(texts[:400])[:60000]
    letters = sum(map(str.isalpha, whole.encode("ascii", "ignore").decode()))
    share = letters / max(1, len(whole))
    coded = sum(1 for text in texts if text.isascii() and _CODE_SIGNS.search(text))
    if share > 0.12 or (share > 0.05 and coded >= 3):
        return [f"{share:.0%} Latin letters", *([f"{coded} lines of code"] if coded else [])]
    return []
