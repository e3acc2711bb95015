"""What a person is told of a conversion: one line, or one line a remark."""

from __future__ import annotations

from convert import nodes
from convert.chars.display import printable
from convert.counting import Counter
from convert.diagnostics import Diagnostic, Severity
from convert.source import LineIndex
from convert.walk import descend, role_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from convert.nodes import Document
    from convert.pipeline import Prepared, Result

_LINE_ENDS = "N001"
_COUNTED = ("title", "recipients", "salutation", "signature", "date", "attachment", "attachment-note", "toc", "note")


def summary(result: Result, name: str, target: str) -> str:
    """Return one line: encoding and confidence, profile, what was recognised, fixes, what was set aside."""
    prepared = result.prepared
    parts = [part for part in (_encoding(prepared), _kind(prepared), recognised(prepared.document)) if part]
    parts.append(_changes(result.diagnostics))
    return f"{printable(name)} -> {printable(target)}: {'; '.join(parts)}"


def _encoding(prepared: Prepared) -> str:
    if prepared.decoded is None:
        return ""
    return f"{prepared.decoded.encoding} ({prepared.decoded.confidence:.0%})"


def _kind(prepared: Prepared) -> str:
    kind = prepared.reading.kind
    return f"{kind} -> {prepared.profile.name}" if kind else prepared.profile.name


def recognised(document: Document) -> str:
    """Return the parts found in a document with their counts, as "title, 3 headings, 14 run-in heads"."""
    counts: Counter[str] = Counter()
    for node in descend(document.blocks):
        if isinstance(node, nodes.Header):
            counts["heading"] += 1
        elif isinstance(node, nodes.Table):
            counts["table"] += 1
        elif isinstance(node, nodes.Note):
            counts["footnote"] += 1
        elif isinstance(node, nodes.Para):
            counts["paragraph"] += 1
        elif (role := role_of(node)) is not None:
            counts["run-in head" if role is nodes.Role.RUN_IN else role.value] += 1
    order = [*_COUNTED, "heading", "run-in head", "item", "table", "footnote", "paragraph"]
    return ", ".join(_counted(name, counts[name]) for name in order if counts[name])


def _counted(name: str, count: int) -> str:
    if count == 1 and name in _COUNTED:
        return name
    return f"{count} {name}{'' if count == 1 or name.endswith('s') else 's'}"


def _changes(diagnostics: Sequence[Diagnostic]) -> str:
    fixes = sum(d.fix is not None and d.fix.applied and d.code != _LINE_ENDS for d in diagnostics)
    aside = sum(d.code == NOISE for d in diagnostics)
    grave = Counter(d.severity for d in diagnostics)
    parts = [_counted("fix", fixes).replace("fixs", "fixes"), f"{_counted('line', aside)} set aside"]
    parts += [f"{_counted(s.value, grave[s])}" for s in (Severity.ERROR, Severity.WARNING) if grave[s]]
    return ", ".join(parts)


NOISE = "STR101"
"""Code of the remark that a line was set aside as site furniture."""


def remark_line(diagnostics: Sequence[Diagnostic], text: str, name: str) -> Iterator[str]:
    """Yield each remark as `name:line:column: code severity: message`, in order of place."""
    index = LineIndex(text)
    for d in sorted(diagnostics, key=lambda d: d.span.start if d.span else -1):
        place = ":".join(map(str, index.position(d.span.start))) if d.span else "-"
        yield f"{printable(name)}:{place}: {d.code} {d.severity}: {printable(d.message)}"
