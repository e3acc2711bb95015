"""Metadata beside the text: what the text says itself stands, and what is stated otherwise is named."""

from __future__ import annotations

from convert import nodes, patterns
from convert.diagnostics import Diagnostic, Severity, Span, Stage
from convert.nodes import Block, Document, Role
from convert.records import NamedTuple
from convert.transforms.codes import CONTRADICTED
from convert.walk import plain_text, role_of, with_meta

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

_ROLES: Final[Mapping[str, Role]] = {
    "title": Role.TITLE,
    "author": Role.AUTHOR,
    "copy-number": Role.COPY_NUMBER,
    "secrecy": Role.SECRECY,
    "urgency": Role.URGENCY,
    "issuer-mark": Role.ISSUER_MARK,
    "doc-number": Role.DOC_NUMBER,
    "signer": Role.SIGNER,
    "recipients": Role.RECIPIENTS,
    "issuer": Role.SIGNATURE,
    "date": Role.DATE,
    "copies": Role.COPIES,
}
_LABEL: Final = patterns.compile("(?:签发人|抄送|主送)[：:]")
_MARKS: Final = patterns.compile("[\\s、，,。；;：:·./年月日〔〕\\[\\]［］（）()【】《》-]|文件$|纪要$")
"""What is written now so, now so, and says nothing of its own."""
_PERSON: Final = patterns.compile(
    "\\S{0,12}(?:[省市县区局厅部州镇乡院行司署会校厂所社]\\s*长|主席|书记|主任|总理|经理|总裁)\\s+\\S{1,4}(?:\\s\\S)?"
)
"""One who signs: post, blank, name."""
_NUMBER: Final = patterns.compile("[0-9]+")
_DATE: Final = patterns.compile("([0-9]{4})\\s*[年./-]\\s*([0-9]{1,2})\\s*[月./-]\\s*([0-9]{1,2})\\s*日?")
_DIGITS: Final = str.maketrans("〇○零一二三四五六七八九０１２３４５６７８９", "0001234567890123456789")
_SHORT: Final = (("中国共产党", "中共"), ("委员会", "委"))


class Said(NamedTuple):
    """What the text says: its words and their place in the source."""

    text: str
    span: Span | None


def contradictions(document: Document, stated: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield a remark for each entry of `stated` that the text of `document` contradicts.

    Blanks, brackets, labels and ways of writing a date count for nothing.
    """
    for key, value in stated.items():
        said = said_of(document, key) if value.strip() else None
        if said is not None and folded(said.text) != folded(value):
            message = f"metadata say {key} {value.strip()}, the text says {said.text.strip()}; the text stands"
            yield Diagnostic(CONTRADICTED, Severity.WARNING, message, said.span, stage=Stage.TRANSFORM)


def with_stated(document: Document, stated: Mapping[str, str]) -> Document:
    """Return `document` with metadata that were stated on purpose; an issuer among them asks for its red mark."""
    mark = {"issuer-mark": stated["issuer"]} if "issuer" in stated else {}
    return with_meta(document, **{key.replace("-", "_"): value for key, value in {**mark, **stated}.items()})


def said_of(document: Document, key: str) -> Said | None:
    """Return what the text itself says of metadata `key`; None when it says nothing."""
    if key in ("imprint-organ", "imprint-date"):
        return _imprint(document, key)
    role = _ROLES.get(key)
    found = [block for block in document.blocks if role is not None and role_of(block) is role]
    if role is Role.SIGNATURE:
        found = _signed(document) or [block for block in document.blocks if role_of(block) is Role.ISSUER_MARK][:1]
    elif role is not Role.SIGNER:
        found = found[:1]
    if not found:
        return None
    spans = [block.span for block in found if block.span]
    words = [plain_text(part).strip() for block in found for part in _parts(block)]
    parted = "" if role is Role.TITLE else "、"
    return Said(parted.join(words), Span(spans[0].start, spans[-1].end) if spans else None)


def _parts(block: Block) -> tuple[Block, ...]:
    return block.content if isinstance(block, nodes.Div) else (block,)


def _signed(document: Document) -> list[Block]:
    """Return the organs right above the first date; one who signs with post and name is none."""
    organs: list[Block] = []
    for block in document.blocks:
        role = role_of(block)
        if role is Role.DATE:
            break
        organs = [*organs, block] if role is Role.SIGNATURE else []
    else:
        return []
    return [organ for organ in organs if not _PERSON.fullmatch(plain_text(organ).strip())]


def _imprint(document: Document, key: str) -> Said | None:
    block = next((block for block in document.blocks if role_of(block) is Role.IMPRINT), None)
    text = plain_text(block).strip() if block is not None else ""
    date = _DATE.search(text.removesuffix("印发"))
    if block is None or date is None:
        return None
    return Said(date.group() if key == "imprint-date" else text[: date.start()].strip(), block.span)


def folded(text: str) -> str:
    """Return what remains of `text` when ways of writing are left aside."""
    text = _LABEL.sub("", text).strip().removesuffix("印发")
    for long, short in _SHORT:
        text = text.replace(long, short)
    dated = _date(text)
    return dated or _NUMBER.sub(lambda found: str(int(found.group())), _MARKS.sub("", text))


def _date(text: str) -> str:
    """Return a date as digits, "" when `text` is none; Chinese numerals count."""
    if "年" in text and not text[:1].isascii():
        year, _, rest = text.partition("年")
        month, _, day = rest.partition("月")
        text = f"{year.translate(_DIGITS)}年{_count(month)}月{_count(day.rstrip('日'))}日"
    found = _DATE.fullmatch(text)
    return "-".join(str(int(part)) for part in found.groups()) if found else ""


def _count(text: str) -> str:
    """Return a numeral below a hundred as digits."""
    tens, ten, ones = text.strip().replace("廿", "二十").partition("十")
    tens, ones = tens.translate(_DIGITS), ones.translate(_DIGITS)
    return f"{tens or 1}{ones or 0}" if ten else tens
