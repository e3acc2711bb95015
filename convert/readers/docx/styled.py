"""Names of Word styles -> roles: the names our writer gives, and those of Chinese offices."""

from __future__ import annotations

from convert import nodes, patterns
from convert.nodes import Attr, Block, Role
from convert.profile import Profile
from convert.readers.docx.marks import joined
from convert.records import replace
from convert.walk import role_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

_MADE_FOR_A_PLACE: Final = patterns.compile(r" place \d+$")
_RUN_IN: Final = patterns.compile(r"run-in(?:-([1-4]))?$|(?:heading|标题) ([1-4]) (?:char|字符)$")
_OFFICE: Final = {
    "title": Role.TITLE, "标题": Role.TITLE, "公文标题": Role.TITLE, "文件标题": Role.TITLE, "大标题": Role.TITLE,
    "subtitle": Role.SUBTITLE, "副标题": Role.SUBTITLE, "主送机关": Role.RECIPIENTS, "主送": Role.RECIPIENTS,
    "发文字号": Role.DOC_NUMBER, "文号": Role.DOC_NUMBER, "发文机关标志": Role.ISSUER_MARK, "份号": Role.COPY_NUMBER,
    "密级": Role.SECRECY, "紧急程度": Role.URGENCY, "签发人": Role.SIGNER, "salutation": Role.SALUTATION,
    "称呼": Role.SALUTATION, "附件说明": Role.ATTACHMENT_NOTE, "signature": Role.SIGNATURE, "署名": Role.SIGNATURE,
    "发文机关署名": Role.SIGNATURE, "落款": Role.SIGNATURE, "成文日期": Role.DATE, "date": Role.DATE, "日期": Role.DATE,
    "附注": Role.NOTE, "附件": Role.ATTACHMENT_LABEL, "附件标题": Role.ATTACHMENT_TITLE, "抄送": Role.COPIES,
    "抄送机关": Role.COPIES, "印发机关": Role.IMPRINT, "印发": Role.IMPRINT, "author": Role.AUTHOR,
    "toc heading": Role.TOC,
}  # fmt: skip
_GROUPED: Final = frozenset({Role.TITLE, Role.ATTACHMENT_NOTE, Role.SIGNATURE, Role.ATTACHMENT_TITLE, Role.TOC})
_SPANS: Final = frozenset({"article-label"})
_TOC: Final = patterns.compile(r"(?:toc|目录|contents) ?[1-9]$")


class Names:
    """What the names of styles say: those of the profile's styles, and those of Chinese offices."""

    def __init__(self, profile: Profile) -> None:
        own = {profile.style(role).name.lower(): role for role in Role if role.value in profile.styles}
        body = profile.style("body").name.lower()
        self._roles = {**_OFFICE, **{name: role for name, role in own.items() if name != body}}

    def role(self, name: str) -> Role | None:
        """Return the role of a paragraph style by its name in lower case, None for a style without a meaning."""
        return Role.TOC if _TOC.match(name) else self._roles.get(_MADE_FOR_A_PLACE.sub("", name))

    def span(self, name: str) -> Attr | None:
        """Return the attributes that a character style gives its text, None for a style without a meaning."""
        if found := _RUN_IN.match(name):
            level = found[1] or found[2]
            return Attr("", (Role.RUN_IN.value,), (("level", level),) if level else ())
        return Attr("", (name,)) if name in _SPANS else None


_FRONT: Final = frozenset({Role.TITLE, Role.SUBTITLE, Role.AUTHOR, Role.OCCASION, Role.SPEAKER})


def dated(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield `blocks`, a date right below the title as the line under it: the date of an issue ends a document."""
    front, titled = True, False
    for block in blocks:
        role = role_of(block)
        if front and titled and role is Role.DATE and isinstance(block, nodes.Div):
            yield replace(block, attr=Attr("", (Role.DATELINE.value,)))
            continue
        titled = titled or role is Role.TITLE
        front = front and role in _FRONT
        yield block


def grouped(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield `blocks` with neighbouring paragraphs of one part in one Div; a title in one paragraph without breaks."""
    held: nodes.Div | None = None
    for block in blocks:
        role = block.attr.classes[0] if isinstance(block, nodes.Div) and block.attr.classes else ""
        if isinstance(block, nodes.Div) and held is not None and role in _GROUPED and held.attr == block.attr:
            held = replace(held, content=(*held.content, *block.content))
            continue
        if held is not None:
            yield whole(held)
        held = block if isinstance(block, nodes.Div) and role in _GROUPED else None
        if held is None:
            yield block
    if held is not None:
        yield whole(held)


def whole(block: nodes.Div) -> nodes.Div:
    """Return a title in one paragraph without the line ends it was set with; other parts as they are."""
    if block.attr.classes[:1] not in ((Role.TITLE.value,), (Role.ATTACHMENT_TITLE.value,)):
        return block
    lines = [part.content for part in block.content if isinstance(part, nodes.Para | nodes.Plain)]
    if len(lines) != len(block.content):
        return block
    inlines = tuple(part for line in lines for part in line if not isinstance(part, nodes.LineBreak))
    return replace(block, content=(nodes.Para(joined(inlines)),))


def turned(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield `blocks`, of several page breaks in a row one, and none at either end."""
    held = False
    begun = False
    for block in blocks:
        if isinstance(block, nodes.PageBreak):
            held = begun
            continue
        if held:
            yield nodes.PageBreak()
        held, begun = False, True
        yield block
