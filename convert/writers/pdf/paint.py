"""Frames to a PDF file: pages, then fonts, structure, navigation, metadata, and the catalogue over them."""

from __future__ import annotations

from convert.diagnostics import Diagnostic, Severity, Stage
from convert.layout.frames import ARTIFACT, Anchor, Bookmark, Element, Frames, GlyphRun, LinkArea, Page, Picture
from convert.records import record
from convert.writers.pdf import attachments, icc, navigation
from convert.writers.pdf.content import Easel, Sheet
from convert.writers.pdf.fonts import Face, Used, embed
from convert.writers.pdf.metadata import clean, info, xmp
from convert.writers.pdf.objects import File, Reference, Value, array, dictionary, name, number, text
from convert.writers.pdf.pictures import Undecodable, place
from convert.writers.pdf.structure import ROOT, Annotated, Tree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_NODE = 64  # pages below one node of the page tree
_TITLE = 40  # characters of the first line that serve as a title when there is none


@record
class Job:
    """What the painter is asked for: the standard ("", "a-2u", "a-3u"), tags, an attachment, and its surroundings."""

    face: Callable[[str], Face]
    resource: Callable[[str], bytes | None]
    report: Callable[[Diagnostic], None]
    standard: str = ""
    tagged: bool = True
    compress: bool = True
    source: bytes | None = None
    source_name: str = ""


def paint(frames: Frames, job: Job) -> bytes:
    """Return the PDF file of `frames`; the same frames and job give the same bytes."""
    return _Painting(frames, job).file()


class _Painting:
    def __init__(self, frames: Frames, job: Job) -> None:
        self._frames = frames
        self._job = job
        self._file = File(compress=job.compress)
        self._faces: dict[str, Used] = {}
        self._pictures: dict[str, str] = {}
        self._images: dict[str, Value] = {}
        self._tree = Tree(frames.elements)
        self._pages = [self._file.reserve() for _ in frames.pages]
        self._anchors = {anchor.name: anchor for anchor in frames.anchors}
        self._labels = {index for index, element in enumerate(frames.elements) if element.kind == "Lbl"}
        self._next_key = len(frames.pages)

    def file(self) -> bytes:
        """Paint everything and return the bytes."""
        frames, file = self._frames, self._file
        resources = file.reserve()
        nodes = [file.reserve() for _ in range(0, len(frames.pages), _NODE)]
        for index, page in enumerate(frames.pages):
            self._page(index, page, nodes[index // _NODE], resources)
        fonts: dict[str, Value] = {}
        for used in self._faces.values():
            fonts.update(embed(file, used))
        entries = {"Font": dictionary(fonts), "XObject": dictionary(self._images) if self._images else None}
        file.add(dictionary(entries), resources)
        return file.finish(self._catalogue(self._page_tree(nodes)), file.add(info(self._metadata())))

    # --- pages -------------------------------------------------------------------------------------------

    def _page(self, index: int, page: Page, parent: Reference, resources: Reference) -> None:
        sheet = Easel(page, self._used, self._picture, tagged=self._job.tagged).paint()
        content = self._file.stream({}, sheet.content)
        if self._job.tagged:
            self._tree.page(index, sheet.sequences)
            self._measure(page)
            self._label(page)
        links = self._links(index, page, sheet)
        more = b""
        if links:
            more += b" /Annots [%s]" % b" ".join(links)
            more += b" /Tabs /S" if self._job.tagged else b""
        if sheet.sequences:
            more += b" /StructParents %d" % index
        size = f"{number(page.width)} {number(page.height)}".encode()
        self._file.add(
            b"<</Type /Page /Parent %s /MediaBox [0 0 %s] /Resources %s /Contents %s%s>>"
            % (parent, size, resources, content, more),
            self._pages[index],
        )

    def _used(self, face: str) -> Used:
        found = self._faces.get(face)
        if found is None:
            found = self._faces[face] = Used(self._job.face(face), f"F{len(self._faces) + 1}")
        return found

    def _picture(self, key: str) -> str:
        """Return the resource name of an image, "" when there is none to show."""
        if key in self._pictures:
            return self._pictures[key]
        resource = ""
        data = self._job.resource(key)
        if data is None:
            self._remark("PDF002", f"image {key!r} is not there; an empty frame stands in its place")
        else:
            try:
                reference = place(self._file, data)
                resource = f"I{len(self._images) + 1}"
                self._images[resource] = reference
            except Undecodable as error:
                self._remark("PDF001", f"image {key!r}: {error}; an empty frame stands in its place")
        self._pictures[key] = resource
        return resource

    def _measure(self, page: Page) -> None:
        """Give figures their bounding box, and a description where none came (ISO 14289-1 7.3)."""
        for item in page.items:
            if isinstance(item, Picture) and item.element != ARTIFACT:
                bottom = page.height - item.y - item.height
                self._tree.box(item.element, (item.x, bottom, item.x + item.width, bottom + item.height))
                element = self._tree.elements[item.element]
                if element.kind == "Figure" and not element.alt:
                    alt = clean(item.alt)
                    if not alt:
                        alt = attachments.file_name(item.key)
                        self._remark("PDF003", f"image {item.key!r} has no description; its name stands in for it")
                    self._tree.elements[item.element] = Element(
                        element.kind, element.parent, alt, element.attributes, element.identifier
                    )

    def _label(self, page: Page) -> None:
        """Tell the tree what the labels of list items say."""
        if self._labels:
            for item in page.items:
                if isinstance(item, GlyphRun) and item.element in self._labels:
                    self._tree.label(item.element, "".join(item.texts))

    # --- links -------------------------------------------------------------------------------------------

    def _links(self, index: int, page: Page, sheet: Sheet) -> list[Reference]:
        made: list[Reference] = []
        for area in sheet.links:
            target = self._target(area)
            if target is None:
                continue
            key = None
            place = self._file.reserve()
            if self._job.tagged:
                key = self._next_key
                self._next_key += 1
                element = self._link_element(area)
                self._tree.hold(element, Annotated(index, place))
                self._tree.annotation(key, element)
            made.append(self._file.add(navigation.link(area, page.height, target, key), place))
        return made

    def _target(self, area: LinkArea) -> Value | None:
        if not area.url.startswith("#"):
            action = navigation.action(area.url)
            if action is None:
                self._remark(
                    "PDF006", f"the address of a link is unfit ({len(area.url)} characters); only its text stays"
                )
            return action
        anchor = self._anchors.get(area.url[1:])
        if anchor is None:
            self._remark("PDF005", f"link to {area.url!r} leads nowhere in this document; only its text stays")
            return None
        return self._destination(anchor)

    def _destination(self, place: Anchor | Bookmark) -> Value:
        return navigation.destination(self._pages[place.page], self._frames.pages[place.page].height, place.y)

    def _link_element(self, area: LinkArea) -> int:
        """Return the Link element an annotation must be in (ISO 14289-1 7.18.5), made when layout gave another."""
        if area.element != ARTIFACT and self._tree.elements[area.element].kind == "Link":
            return area.element
        parent = area.element if area.element != ARTIFACT else ROOT
        return self._tree.adopt(Element("Link", parent, clean(area.alt) or clean(area.url)))

    # --- the file ----------------------------------------------------------------------------------------

    def _page_tree(self, nodes: list[Reference]) -> Reference:
        file = self._file
        root = file.reserve()
        for index, node in enumerate(nodes):
            kids = self._pages[index * _NODE : (index + 1) * _NODE]
            entries = {"Type": name("Pages"), "Parent": root, "Kids": array(kids), "Count": len(kids)}
            file.add(dictionary(entries), node)
        entries = {"Type": name("Pages"), "Kids": array(nodes), "Count": len(self._pages)}
        return file.add(dictionary(entries), root)

    def _catalogue(self, pages: Reference) -> Reference:
        frames, file, job = self._frames, self._file, self._job
        metadata = self._metadata()
        packet = xmp(metadata, lang=frames.lang, standard=job.standard, tagged=job.tagged and bool(metadata["title"]))
        outline = navigation.outline(file, frames.bookmarks, self._destination)
        entries: dict[str, Value] = {
            "Type": name("Catalog"),
            "Pages": pages,
            "Lang": text(frames.lang),
            "Metadata": file.stream({"Type": name("Metadata"), "Subtype": name("XML")}, packet, as_it_is=True),
            "PageLabels": navigation.page_labels([page.label for page in frames.pages]),
            "Outlines": outline,
            "PageMode": name("UseOutlines" if outline else "UseNone"),
            "ViewerPreferences": dictionary({"DisplayDocTitle": "true"}),
        }
        if job.standard:
            entries["OutputIntents"] = array([self._output_intent()])
        if job.tagged:
            entries["MarkInfo"] = dictionary({"Marked": "true"})
            entries["StructTreeRoot"] = self._tree.write(file, self._pages, self._level)
        if job.source is not None:
            attached = attachments.attach(file, job.source, job.source_name)
            entries["AF"] = array([attached])
            entries["Names"] = dictionary({"EmbeddedFiles": attachments.names(attached)})
        return file.add(dictionary(entries))

    def _output_intent(self) -> Value:
        profile = self._file.stream({"N": 3, "Alternate": name("DeviceRGB")}, icc.srgb())
        return dictionary(
            {
                "Type": name("OutputIntent"),
                "S": name("GTS_PDFA1"),
                "OutputConditionIdentifier": text(icc.CONDITION),
                "Info": text(icc.CONDITION),
                "DestOutputProfile": profile,
            }
        )

    def _metadata(self) -> Mapping[str, str]:
        frames = self._frames
        return {**dict(frames.metadata), "title": clean(frames.title) or self._first_words()}

    def _first_words(self) -> str:
        """Return a title for a document that has none: its first bookmark, the beginning of its text, its file name."""
        if self._frames.bookmarks and clean(self._frames.bookmarks[0].text):
            return clean(self._frames.bookmarks[0].text)
        found = ""
        for page in self._frames.pages:
            for item in page.items:
                if isinstance(item, GlyphRun) and item.element != ARTIFACT:
                    found += "".join(item.texts) + item.suffix
                    if len(clean(found)) >= _TITLE:
                        return clean(found)[:_TITLE]
        return clean(found) or clean(attachments.file_name(self._job.source_name).rpartition(".")[0])

    def _level(self, asked: int, given: int) -> None:
        self._remark("PDF004", f"a heading of level {asked} is tagged H{given}: no level may be skipped", Severity.INFO)

    def _remark(self, code: str, message: str, severity: Severity = Severity.WARNING) -> None:
        self._job.report(Diagnostic(code, severity, message, stage=Stage.WRITE))
