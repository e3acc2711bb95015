"""Document properties: core properties and document variables from metadata."""

from __future__ import annotations

from convert.nodes import Document
from convert.walk import meta_text
from convert.writers.docx.text import ILLEGAL, escape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


_CORE: Final = (
    ("dc:title", "title"),
    ("dc:subject", "subject"),
    ("dc:creator", "author"),
    ("cp:keywords", "keywords"),
    ("dc:description", "description"),
    ("cp:category", "kind"),
    ("dc:language", "lang"),
)
_NAMESPACES: Final = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_APP: Final = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


def core_properties(document: Document, lang: str) -> str:
    """Return docProps/core.xml; the organ that issues a document without an author stands as its creator.

    `lang` is the language of a document that states none.
    """
    values = {key: meta_text(document, key) for _, key in _CORE}
    values["lang"] = values["lang"] or lang
    values["author"] = values["author"] or meta_text(document, "issuer")
    inside = "".join(
        f"<{tag}>{escape(ILLEGAL.sub('', values[key]))}</{tag}>" for tag, key in _CORE if values[key].strip()
    )
    return f"<cp:coreProperties {_NAMESPACES}>{inside}</cp:coreProperties>"


def app_properties(document: Document) -> str:
    """Return docProps/app.xml; the organ that issues a document is the company of Word's property sheet."""
    issuer = escape(ILLEGAL.sub("", meta_text(document, "issuer")))
    company = f"<Company>{issuer}</Company>" if issuer.strip() else ""
    return f'<Properties xmlns="{_APP}">{company}<Application>wenzhuan</Application></Properties>'


def variables(document: Document) -> tuple[tuple[str, str], ...]:
    """Return each metadata entry as a document variable, sorted by name."""
    found = ((key, meta_text(document, key)) for key, _ in document.meta.entries)
    return tuple(sorted((key, value[:65000]) for key, value in found if key and value))
