"""Who, what and which standard: the information dictionary and the XMP packet, which say the same (ISO 16684-1)."""

from __future__ import annotations

from convert import patterns
from convert.writers.pdf.objects import Value, dictionary, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

PRODUCER = "wenzhuan"

_DATE = patterns.compile(r"(\d{4})(?:\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?)?)?\s*年?月?$")
_INFO = {"title": "Title", "author": "Author", "subject": "Subject", "keywords": "Keywords"}
_UA_SCHEMA = """\
  <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
     <pdfaProperty:name>part</pdfaProperty:name>
     <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
     <pdfaProperty:category>internal</pdfaProperty:category>
     <pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
   </rdf:li></rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>
"""


def escape(value: str) -> str:
    """Return `value` as XML text (xml.sax.saxutils would load an HTTP client on its way)."""
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def clean(value: str) -> str:
    """Return `value` in one line, without the characters that XML cannot hold."""
    return " ".join("".join(filter(_in_xml, value)).split())


def _in_xml(char: str) -> bool:
    """Tell whether XML 1.0 can hold a character."""
    return (char >= " " and not "\ud800" <= char <= "\udfff" and char not in "\ufffe\uffff") or char in "\t\n\r"


def iso_date(value: str) -> str:
    """Return a date given as 2026-3-1 or 2026年3月1日 in ISO form, as precise as it was; "" when it is none."""
    found = _DATE.match(value.strip())
    if not found:
        return ""
    parts = [part for part in found.groups() if part]
    if any(not 0 < int(part) <= limit for part, limit in zip(parts[1:], (12, 31), strict=False)):
        return ""
    return "-".join([parts[0], *(f"{int(part):02d}" for part in parts[1:])])


def info(entries: Mapping[str, str]) -> Value:
    """Return the information dictionary; a date only when the metadata has one, for nothing reads the clock."""
    found: dict[str, Value] = {"Producer": text(PRODUCER), "Creator": text(PRODUCER)}
    for key, entry in _INFO.items():
        if value := clean(entries.get(key, "")):
            found[entry] = text(value)
    if date := iso_date(entries.get("date", "")):
        found["CreationDate"] = text("D:" + date.replace("-", ""))
    return dictionary(found)


def xmp(entries: Mapping[str, str], *, lang: str, standard: str, tagged: bool) -> bytes:
    """Return the XMP packet, with the identifiers of PDF/A (`standard` "a-2u", "a-3u" or "") and PDF/UA-1."""
    title, author, subject, keywords = (clean(entries.get(key, "")) for key in _INFO)
    lines = [
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
        ' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
        '  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"',
        '    xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">',
        "   <dc:format>application/pdf</dc:format>",
        f"   <dc:language><rdf:Bag><rdf:li>{escape(lang)}</rdf:li></rdf:Bag></dc:language>",
        f"   <xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>",
        f"   <pdf:Producer>{PRODUCER}</pdf:Producer>",
    ]
    if title:
        lines.append(f"   <dc:title>{_alternative(title)}</dc:title>")
    if author:
        lines.append(f"   <dc:creator><rdf:Seq><rdf:li>{escape(author)}</rdf:li></rdf:Seq></dc:creator>")
    if subject:
        lines.append(f"   <dc:description>{_alternative(subject)}</dc:description>")
    if keywords:
        lines.append(f"   <pdf:Keywords>{escape(keywords)}</pdf:Keywords>")
    if date := iso_date(entries.get("date", "")):
        lines.append(f"   <xmp:CreateDate>{date}</xmp:CreateDate>")
    lines.append("  </rdf:Description>")
    packet = "\n".join(lines) + "\n" + _identifiers(standard, tagged=tagged)
    return (packet + ' </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="w"?>').encode()


def _alternative(value: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(value)}</rdf:li></rdf:Alt>'


def _identifiers(standard: str, *, tagged: bool) -> str:
    found = ""
    if standard:
        part, level = standard[2], standard[3].upper()
        found += (
            '  <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">\n'
            f"   <pdfaid:part>{part}</pdfaid:part>\n   <pdfaid:conformance>{level}</pdfaid:conformance>\n"
            "  </rdf:Description>\n"
        )
    if tagged:
        found += (
            '  <rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\n'
            "   <pdfuaid:part>1</pdfuaid:part>\n  </rdf:Description>\n"
        )
        found += _UA_SCHEMA if standard else ""
    return found
