"""The end of a document, or of one inside another: signature, date, attachments, note, copies, imprint."""

from __future__ import annotations

from convert import patterns
from convert.nodes import Role
from convert.readers.plaintext.draft import Draft
from convert.readers.plaintext.forms import DATE, DATE_LINE
from convert.readers.plaintext.front import title_like
from convert.readers.plaintext.markers import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


_ORGAN: Final = patterns.compile(r"[^，。；：！？、:;!?“”…]{2,36}(?:[（(][^）)]{1,10}[）)])?")
_SIGNED_DATE: Final = patterns.compile(rf"[^，。；：！？:;!?]{{2,30}}?[\s　]*{DATE}")
_ATTACHMENTS: Final = patterns.compile(r"(?:附件|附)\s*\d{0,2}\s*[:：]\s*\S.*")
_ATTACHMENT_LABEL: Final = patterns.compile(
    r"(?:附件|附錄|附录|附表|附图)\s*(?:[\d一二三四五六七八九十]{1,3}|[A-Z])?\s*[:：]?"
    r"|附\s*[:：]?|Appendix(?: [A-Z\d])?"
)
_NOTE: Final = patterns.compile(r"[（(].{2,120}[）)]")
_NOTE_WORDS: Final = patterns.compile(r"此件|联系人|联系电话|公开|删减|删节|印发|传达|有效期|聯絡|不公开|主动公开|登报")
_COPIES: Final = patterns.compile(r"(?:抄送|抄报|主送|分送|抄發|报送|抄\s+送|抄\s+报)\s*[:：].+")
_IMPRINT: Final = patterns.compile(rf"[一-鿿\s　]{{2,40}}{DATE}\s*印发|（?共印\s*\d+\s*份）?")
_ATTENDANCE: Final = patterns.compile(
    r"(?:出席|列席|请假|缺席|参加|参会人员|出席人员|列席人员|主持人?|记录人?|记录|主持)\s*[:：].{2,400}"
)
_CLOSING: Final = patterns.compile(
    r"此致|敬礼[！!]?|顺祝.{0,10}|此\s*致|敬\s*礼[！!]?|祝好[！!]?|谨上|敬上|敬启|谨启|特此.{2,10}[。.]?|順頌.{0,8}|敬請.{0,8}|敬?祝.{0,8}|即[颂頌].{0,8}"
)
_WISH_FOLLOWS: Final = patterns.compile(r"此\s*致|敬?祝|顺祝|順祝|即[颂頌]|順頌|敬請")
_FIRST: Final = frozenset("抄主分报附A共（此敬顺祝谨特順即出列请缺参记")
"""With what all these lines begin that hold no date."""
_LIMIT: Final = 8


def read_back(draft: Draft, first: int) -> None:
    """Mark signatures, dates, notes and attachments from `first` on; attached documents begin anew."""
    for index in range(first, len(draft)):
        if draft.parts[index]:
            continue
        text = draft.text(index)
        opens = text[0] in _FIRST
        if len(text) > 420 or not (opens or "年" in text):
            continue
        if DATE_LINE.fullmatch(text) and _ends_document(draft, index):
            _sign(draft, index, first)
        elif (
            len(text) <= 48
            and _SIGNED_DATE.fullmatch(text)
            and _ends_document(draft, index)
            and index
            and draft.ends[index - 1].final
        ):
            draft.put(Role.SIGNATURE, index)
        elif _IMPRINT.fullmatch(text):
            draft.put(Role.IMPRINT, index)
        elif not opens:
            continue
        elif _COPIES.fullmatch(text):
            draft.put(Role.COPIES, index)
        elif _CLOSING.fullmatch(text):
            draft.put("body", index)
        elif _ATTACHMENTS.fullmatch(text) and len(text) < 120 and index > first and not draft.ends[index].final:
            _attachment_note(draft, index)
        elif _ATTACHMENT_LABEL.fullmatch(text):
            _attachment(draft, index, first)
        elif draft.kind == "official" and _ATTENDANCE.fullmatch(text) and index > len(draft) * 0.6:
            draft.put(Role.ATTENDANCE, index)


def _ends_document(draft: Draft, index: int) -> bool:
    """Tell whether a date stands below a text and not inside it."""
    if index + 1 >= len(draft):
        return True
    after = draft.text(index + 1)
    before_ok = (
        draft.parts[index - 1] == Role.ATTACHMENT_NOTE or _organ_at(draft, index - 1) or draft.passages[index].lead > 8
    )
    ends = bool(
        _NOTE.fullmatch(after)
        or _COPIES.match(after)
        or _ATTACHMENT_LABEL.fullmatch(after)
        or _IMPRINT.fullmatch(after)
    )
    return before_ok and (ends or index > 3)


def _organ_at(draft: Draft, index: int) -> bool:
    text = draft.text(index)
    marker = draft.markers[index]
    if marker and (not marker.weak or marker.kind is Kind.BULLET):
        return False
    return (
        not draft.parts[index]
        and len(text) <= 60
        and _ORGAN.fullmatch(text) is not None
        and len(draft.passages[index].lines) == 1
    )


def _sign(draft: Draft, index: int, first: int) -> None:
    """Mark the date at `index`, the names above it, and the note and the new document below."""
    draft.put(Role.DATE, index)
    top = index
    while top - 1 > first and index - top < _LIMIT and _organ_at(draft, top - 1):
        top -= 1
    names = list(range(top, index))
    if names and top > first and not (draft.ends[top - 1].final or draft.parts[top - 1]):
        names = names[-1:] if draft.ends[top - 1].open else names
    names = _after_wishes(draft, names)
    draft.put(Role.SIGNATURE, *names)
    below = index + 1
    while below < len(draft) and not draft.parts[below] and _is_note(draft.text(below)):
        draft.put(Role.NOTE, below)
        below += 1
    _new_document(draft, below)


def _after_wishes(draft: Draft, names: list[int]) -> list[int]:
    """Return the names without the closing words of a letter above them (此致 / 敬礼, 敬祝 / 平安), which are body."""
    wished = len(names) > 1 and names[0] > 0 and _WISH_FOLLOWS.fullmatch(draft.text(names[0] - 1))
    start = 1 if wished else 0
    for place, index in enumerate(names[:-1]):
        if _CLOSING.fullmatch(draft.text(index)):
            start = min(place + (2 if _WISH_FOLLOWS.fullmatch(draft.text(index)) else 1), len(names) - 1)
    draft.put("body", *names[:start])
    return names[start:]


def _is_note(text: str) -> bool:
    return _NOTE.fullmatch(text) is not None and (len(text) < 40 or _NOTE_WORDS.search(text) is not None)


def _new_document(draft: Draft, index: int) -> None:
    """Mark the title of a document that begins below a signature without a label of its own."""
    stop = _title_lines(draft, index)
    if stop > index and stop < len(draft) and len(draft) - stop >= 2:
        draft.put(Role.ATTACHMENT_TITLE, *range(index, stop))
        draft.fresh.add(index)


def _title_lines(draft: Draft, index: int) -> int:
    stop = index
    while stop < min(len(draft), index + 3) and title_like(draft, stop) and not DATE_LINE.fullmatch(draft.text(stop)):
        if (
            _COPIES.match(draft.text(stop))
            or _ATTACHMENT_LABEL.fullmatch(draft.text(stop))
            or _IMPRINT.fullmatch(draft.text(stop))
        ):
            break
        if stop > index and not _same_title(draft, stop):
            break
        stop += 1
    return stop


def _same_title(draft: Draft, index: int) -> bool:
    above, here = draft.passages[index - 1], draft.passages[index]
    if here.gap:
        return False
    return above.lead >= 8 and here.lead >= 8


def _attachment_note(draft: Draft, index: int) -> None:
    """Mark 附件：1.… and the items below it (GB/T 9704 7.3.4)."""
    draft.put(Role.ATTACHMENT_NOTE, index)
    below = index + 1
    while below < len(draft) and below - index < 30:
        text, marker = draft.text(below), draft.markers[below]
        if (
            draft.parts[below]
            or not marker
            or marker.kind not in (Kind.DIGIT, Kind.HANZI)
            or draft.ends[below].final
            or len(text) > 80
        ):
            break
        draft.put(Role.ATTACHMENT_NOTE, below)
        below += 1


def _attachment(draft: Draft, index: int, first: int) -> None:
    """Mark the label of an attached document and the title below it (GB/T 9704 7.3.7)."""
    if index <= first or index + 1 >= len(draft):
        return
    if draft.text(index)[-1] in "：:" and draft.is_kind(index + 1, Kind.DIGIT) and not draft.ends[index + 1].final:
        _attachment_note(draft, index)
        return
    numbered_apart = draft.passages[index].gap > 0 and draft.text(index)[-1] not in "：:" and len(draft.text(index)) > 2
    if not (draft.ends[index - 1].final or draft.parts[index - 1] or numbered_apart):
        return
    draft.put(Role.ATTACHMENT_LABEL, index)
    draft.fresh.add(index)
    stop = _title_lines(draft, index + 1)
    draft.put(Role.ATTACHMENT_TITLE, *range(index + 1, stop))
