"""Headings by label and by count, and run-in heads: which labelled paragraph is a heading, a head or an item."""

from __future__ import annotations

from convert import patterns
from convert.nodes import Role
from convert.readers.plaintext.counts import UPPER, Counting, Group, Key, key_of
from convert.readers.plaintext.draft import ARTICLE, HEADING, TABLE, Draft
from convert.readers.plaintext.joins import ANSWER_BLANK
from convert.readers.plaintext.markers import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

_LONGEST_BARE: Final = 56
_LONGEST_HEAD: Final = 45
_SHORT_HEAD: Final = 32
_SENTENCE: Final = patterns.compile(r"[^。！？!?；]{2,}?[。！？!?](?=[^”’」』）)]|$)")


def read_numbered(draft: Draft, first: int) -> list[Group]:
    """Decide on all labelled paragraphs from `first` on; return the counts found."""
    groups = Counting(draft, first, _bare).groups()
    draft.depths = {i: group.depth for group in groups for i in group.members}
    for group in groups:
        _decide(draft, group)
    _run_ins(draft, first)
    return groups


# --- deciding --------------------------------------------------------------------------------------------


def _bare(draft: Draft, index: int) -> bool:
    """Tell whether a labelled paragraph is a mere phrase."""
    text, end = draft.text(index), draft.ends[index]
    if len(text) > _LONGEST_BARE or "。" in text or text[-1] in "，、；;," or ANSWER_BLANK.search(text):
        return False
    return not end.final or text[-1] in "？！?!”》）)…"


def _lone_sentence(draft: Draft, index: int) -> bool:
    text = draft.text(index)
    return len(text) <= _LONGEST_HEAD and text[-1] == "。" and text.count("。") == 1 and "；" not in text


def _own_body(draft: Draft, index: int, key: Key) -> bool | None:
    """Tell whether text of its own stands below a labelled paragraph; None at the end of the document."""
    below = index + 1
    if below >= len(draft):
        return None
    if below in draft.fresh or draft.parts[below] in (Role.SIGNATURE, Role.DATE, Role.ATTACHMENT_NOTE, Role.COPIES):
        return False
    marker, own = draft.markers[below], draft.markers[index]
    if marker is None or own is None or below not in draft.depths or own.kind in UPPER:
        return True
    return key_of(marker) != key and draft.depths[below] > draft.depths[index]


def _decide(draft: Draft, group: Group) -> None:
    kind = group.key[0]
    members = group.members
    if kind in UPPER:
        draft.put(HEADING, *(i for i in members if _bare(draft, i) or _label_only(draft, i)))
        return
    if kind is Kind.ARTICLE:
        _articles(draft, members)
        return
    if group.key[1] == "ref":
        draft.put(Role.ITEM, *members)
        return
    if draft.kind == "law":
        _in_law(draft, group)
        return
    bare = [
        i for i in members if _bare(draft, i) and (draft.text(i)[-1] not in "：:" or _own_body(draft, i, group.key))
    ]
    bodies = [_own_body(draft, i, group.key) for i in bare]
    with_body, known = sum(1 for b in bodies if b), sum(1 for b in bodies if b is not None)
    enough = with_body * 2 >= known if known else len(members) > 1
    if bare and enough and _consistent(draft, group, bare) and _may_head(draft, kind, bare):
        draft.put(HEADING, *bare)
    elif bare and len(bare) * 2 > len(members):
        draft.put(Role.ITEM, *members)
    if kind <= Kind.CIRCLED:
        _sentence_headings(draft, group)
    if kind >= Kind.HANZI and members and all(not draft.parts[i] for i in members):
        listed = sum(1 for i in members if draft.text(i)[-1] in "；;")
        if listed * 2 >= len(members) or draft.kind == "technical":
            draft.put(Role.ITEM, *members)


def _consistent(draft: Draft, group: Group, bare: Sequence[int]) -> bool:
    """Tell whether the other members of a count have heads too, bare or in a sentence."""
    members = group.members
    headed = sum(
        1 for i in members if i in bare or 0 < _head_length(draft, i) <= _SHORT_HEAD or _short_sentence(draft, i)
    )
    return len(members) < 4 or (headed * 2 >= len(members) and len(bare) >= 0.3 * len(members))


def _short_sentence(draft: Draft, index: int) -> bool:
    return _lone_sentence(draft, index) and len(draft.rest(index)) <= _SHORT_HEAD


def _may_head(draft: Draft, kind: Kind, bare: Sequence[int]) -> bool:
    """Tell whether labels this deep head sections here; steps and cells of technical texts do not."""
    if kind is Kind.LETTER and bare[0] and ANSWER_BLANK.search(draft.text(bare[0] - 1)):
        return False
    if kind in (Kind.CIRCLED, Kind.LETTER, Kind.DIGIT_PAREN):
        return all(len(draft.text(i)) <= 30 for i in bare) and len(bare) > 1
    return True


def _sentence_headings(draft: Draft, group: Group) -> None:
    """Take （三）基本原则。 and the like, alone on their line with text below, for headings."""
    members = group.members
    if any(draft.text(i)[-1] in "；;" for i in members):
        return
    heads = [i for i in members if not draft.parts[i] and _head_length(draft, i)]
    stand = [_own_body(draft, i, group.key) for i in members if not draft.parts[i] and _lone_sentence(draft, i)]
    if stand.count(True) <= stand.count(False):
        return
    for i in members:
        if draft.parts[i] or not _lone_sentence(draft, i) or _own_body(draft, i, group.key) is not True:
            continue
        rest = draft.rest(i)
        short = len(rest) <= (16 if group.key[0] <= Kind.HANZI_PAREN else 8) and "，" not in rest
        others = [k for k in members if k != i]
        alike = sum(1 for k in others if k in heads or _bare(draft, k) or _lone_sentence(draft, k))
        like = (
            group.key[0] <= Kind.HANZI_PAREN
            and alike * 2 >= len(others)
            and not patterns.search("应当|可以|不得|是指|适用", rest)
        )
        if short or (like and (len(members) < 4 or _consistent(draft, group, heads))):
            draft.put(HEADING, i)


def _label_only(draft: Draft, index: int) -> bool:
    marker = draft.markers[index]
    return marker is not None and len(draft.text(index)) - marker.length <= 1


def _articles(draft: Draft, members: Sequence[int]) -> None:
    """第X条 alone (or with its subject in brackets) is a heading, before its text a label."""
    alone = [i for i in members if _label_only(draft, i) or patterns.fullmatch(r"[（(【].{1,30}[）)】]", draft.rest(i))]
    draft.put(HEADING, *alone)
    if draft.kind != "law" and len(members) < 3:
        return
    titled = [
        i for i in members if i not in alone and _bare(draft, i) and draft.text(i)[-1] not in "：:" and draft.apart(i)
    ]
    if len(titled) * 2 > len(members):
        draft.put(HEADING, *titled)
    for i in members:
        if not draft.parts[i] and not _runs_on(draft, i):
            draft.put(ARTICLE, i)
            draft.heads[i] = len(draft.text(i)[: len(draft.text(i)) - len(draft.rest(i))].rstrip(" 　\t"))


def _runs_on(draft: Draft, index: int) -> bool:
    """Tell whether the label is part of a sentence (第一条，我们必须…; 第三条规定的)."""
    return bool(patterns.match(r"[，,、。]|(?:所列|规定|的规定|第[一二三四五六七八九十]+款)", draft.rest(index)))


def _in_law(draft: Draft, group: Group) -> None:
    """In a statute 一、 may head groups of articles; all other labels are items (项)."""
    headed = [
        i
        for i in group.members
        if _bare(draft, i)
        and i + 1 < len(draft)
        and (draft.is_kind(i + 1, Kind.ARTICLE) or _heads_part(draft, i, group))
    ]
    if group.key[0] is Kind.HANZI and len(headed) * 2 >= len(group.members):
        draft.put(HEADING, *headed)
    for i in group.members:
        if not draft.parts[i]:
            draft.put(Role.ITEM, i)


def _heads_part(draft: Draft, index: int, group: Group) -> bool:
    """Tell whether a bare 一、 stands over text where no article is near, as in an annex."""
    near = range(max(0, index - 3), min(len(draft), index + 4))
    return not any(draft.is_kind(k, Kind.ARTICLE) for k in near) and _own_body(draft, index, group.key) is True


# --- run-in heads ----------------------------------------------------------------------------------------


def _head_length(draft: Draft, index: int) -> int:
    """Return the length of the sentence head of a labelled paragraph, 0 when it has none."""
    marker = draft.markers[index]
    if marker is None:
        return 0
    text = draft.text(index)
    m = _SENTENCE.match(text, marker.length)
    if m is None or m.end() > _LONGEST_HEAD + marker.length or m.end() >= len(text):
        return 0
    return m.end()


_HEAD_KINDS: Final = frozenset(
    {Kind.HANZI, Kind.HANZI_PAREN, Kind.DIGIT, Kind.DIGIT_PAREN, Kind.BEING, Kind.ORDINAL, Kind.CIRCLED}
)
RUN_IN_LEVELS: Final = {Kind.HANZI: 1, Kind.HANZI_PAREN: 2, Kind.DIGIT: 3, Kind.DIGIT_PAREN: 4}


def _run_ins(draft: Draft, first: int) -> None:
    """Mark the sentence heads 一是…。 and （一）…。 of paragraphs that are neither headings nor items of a statute."""
    if draft.kind in ("law", "verse"):
        return
    for i in range(first, len(draft)):
        marker = draft.markers[i]
        if marker and marker.kind in _HEAD_KINDS and draft.parts[i] in ("", Role.ITEM) and draft.parts[i] != TABLE:
            length = _head_length(draft, i)
            if length:
                draft.heads[i] = length
                draft.levels[i] = RUN_IN_LEVELS.get(marker.kind, 0)
                draft.parts[i] = Role.RUN_IN
