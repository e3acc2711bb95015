"""What a page made of Markdown shows: its HTML as a small tree, by each reader of each dialect."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "input", "col", "meta", "link", "wbr"})
BREAK = "⏎"
"""Stands for a forced line end in a text."""
_BACK = frozenset({"footnote-back", "footnote-backref"})


class Element:
    """An element of a page: tag, attributes, and what stands in it."""

    def __init__(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.content: list[str | Element] = []

    def all(self, tag: str) -> Iterator[Element]:
        """Yield the elements of `tag` within, at any depth."""
        for part in self.content:
            if isinstance(part, Element):
                if part.tag == tag:
                    yield part
                yield from part.all(tag)

    def elements(self) -> list[Element]:
        """Return the elements directly within."""
        return [part for part in self.content if isinstance(part, Element)]

    @property
    def text(self) -> str:
        """The characters within, forced line ends as `BREAK`, without the links back from notes."""
        return "".join(part if isinstance(part, str) else part._shown() for part in self.content)

    def _shown(self) -> str:
        if self.tag == "br":
            return BREAK
        return "" if _BACK & set((self.attributes.get("class") or "").split()) else self.text

    @property
    def tags(self) -> set[str]:
        """The tags at any depth within, forced line ends and links back aside."""
        found: set[str] = set()
        for part in self.elements():
            if part.tag != "br" and part._shown() + part.tag != "a":
                found |= {part.tag, *part.tags}
        return found


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("page", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.open[-1].content.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].content.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        around = self.open[-1].content
        if around and isinstance(around[-1], Element) and around[-1].tag == "br":
            data = data.removeprefix("\n")
        around.append(data)

    def handle_comment(self, data: str) -> None:
        pass


def page(html: str) -> Element:
    """Return the tree of a page, what stands in divisions and spans of our own in their place."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return _opened(builder.open[0])


def _opened(element: Element) -> Element:
    content: list[str | Element] = []
    for part in element.content:
        if isinstance(part, str):
            content.append(part)
        elif (_opened(part).attributes.get("class") or "").startswith("wenzhuan-"):
            content += part.content
        else:
            content.append(part)
    element.content = content
    return element


def _markdown_it(preset: str) -> Callable[[str], str]:
    def render(text: str) -> str:
        from markdown_it import MarkdownIt
        from mdit_py_plugins.gfm import gfm_plugin

        if preset == "gfm":
            return str(MarkdownIt("commonmark").use(gfm_plugin).render(text))
        return str(MarkdownIt("commonmark").render(text))

    return render


def _commonmark(text: str) -> str:
    import commonmark

    return str(commonmark.commonmark(text))


def _pandoc(source_format: str) -> Callable[[str], str]:
    def render(text: str) -> str:
        from convert.pandoc.process import read_json, write_json

        value, _ = read_json(text.encode(), source_format)
        extra = ["--wrap=none", "--syntax-highlighting=none", "--mathml", "--email-obfuscation=none"]
        return write_json(value, "html", extra=extra).data.decode()

    return render


READERS: dict[str, dict[str, Callable[[str], str]]] = {
    "commonmark": {
        "markdown-it": _markdown_it("commonmark"),
        "commonmark.py": _commonmark,
        "pandoc": _pandoc("commonmark"),
    },
    "gfm": {"markdown-it": _markdown_it("gfm"), "pandoc": _pandoc("gfm")},
    "pandoc": {"pandoc": _pandoc("markdown")},
}
"""What renders each dialect to HTML, by name."""
