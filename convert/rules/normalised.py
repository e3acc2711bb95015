"""The result of normalising a text: the text made, the edits, and a remark for each edit and finding."""

from __future__ import annotations

from convert.caching import lru_cache
from convert.diagnostics import Diagnostic, Edit, Fix, Safety, Severity, Span
from convert.rules.engine import Remark, Setting, run
from convert.rules.registry import find_rules
from convert.rules.ruleset import RuleSet
from convert.source import OffsetMap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from convert.rules.paragraphs import LineBreaks

_LINE_END = "N001"
_SHOWN = 24  # characters of a text quoted in a message


class Normalised:
    """A normalised text.

    `edits` are sorted, do not overlap and apply to the source: `apply_edits(source, edits) == text`. `diagnostics`
    hold one remark an edit (info, fix applied; the line ends of a file share one) and one a finding (warning), in
    order of place; `offsets` leads from the text back to the source. Both are made when first asked for.
    """

    __slots__ = ("_diagnostics", "_extra", "_offsets", "_remarks", "_source", "edits", "text")

    def __init__(
        self,
        text: str,
        edits: Sequence[Edit] = (),
        *,
        source: str | None = None,
        remarks: Sequence[Remark] = (),
        extra: Sequence[Diagnostic] = (),
    ) -> None:
        self.text = text
        self.edits = tuple(edits)
        self._source = text if source is None else source
        self._remarks = tuple(remarks)
        self._extra = tuple(extra)
        self._offsets: OffsetMap | None = None
        self._diagnostics: tuple[Diagnostic, ...] | None = None

    @classmethod
    def unchanged(cls, text: str) -> Normalised:
        """Return a text as it is, with no remark."""
        return cls(text)

    def followed_by(self, text: str, edits: Sequence[Edit], extra: Sequence[Diagnostic]) -> Normalised:
        """Return the result of a further step: its text, all edits on the source, the remarks so far and `extra`."""
        reported = [remark for remark in self.diagnostics if remark.fix is None or not remark.fix.applied]
        return Normalised(text, edits, source=self._source, extra=[*reported, *extra])

    @property
    def source(self) -> str:
        """The text before."""
        return self._source

    @property
    def offsets(self) -> OffsetMap:
        """The way from offsets of the text back to offsets of the source."""
        if self._offsets is None:
            self._offsets = OffsetMap.from_edits(self.edits)
        return self._offsets

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Remarks on the source, in order of place."""
        if self._diagnostics is None:
            made = [*self._applied(), *(self._reported(remark) for remark in self._remarks), *self._extra]
            made.sort(key=lambda remark: remark.span or Span(0, 0))
            self._diagnostics = tuple(made)
        return self._diagnostics

    def _applied(self) -> Iterator[Diagnostic]:
        line_ends = tuple(edit for edit in self.edits if edit.code == _LINE_END)
        if line_ends:  # one habit of the whole file, one remark
            message = f"{_name(_LINE_END)}: {len(line_ends)} line end{'' if len(line_ends) == 1 else 's'} -> LF"
            yield Diagnostic(_LINE_END, Severity.INFO, message, line_ends[0].span, Fix(line_ends, applied=True))
        for edit in self.edits:
            if edit.code == _LINE_END:
                continue
            before = self._source[edit.span.start : edit.span.end]
            message = _change_message(edit.code, before, edit.replacement)
            fix = Fix((edit,), _safety(edit.code), applied=True)
            yield Diagnostic(edit.code, Severity.INFO, message, edit.span, fix)

    def _reported(self, remark: Remark) -> Diagnostic:
        span = self.offsets.origin_span(remark.span)
        fix = None
        message = remark.message
        if remark.edits:
            edits = tuple(
                Edit(self.offsets.origin_span(edit.span), edit.replacement, edit.code) for edit in remark.edits
            )
            fix = Fix(edits, remark.rule.safety)
            place = remark.edits[0].span
            message = _change_message(remark.rule.code, self.text[place.start : place.end], remark.edits[0].replacement)
            message = message.replace(": ", ": perhaps ", 1)
        related = tuple(self.offsets.origin_span(where) for where in remark.related)
        return Diagnostic(remark.rule.code, Severity.WARNING, message, span, fix, related=related)


@lru_cache(maxsize=4096)
def _change_message(code: str, before: str, after: str) -> str:
    name = _name(code)
    if not before:
        return f"{name}: insert {_quoted(after)}"
    return f"{name}: {_quoted(before)} -> {_quoted(after)}" if after else f"{name}: delete {_quoted(before)}"


def _name(code: str) -> str:
    return next((rule.name for rule in find_rules(code)), "trad-simp" if code == "X990" else code)


def _quoted(text: str) -> str:
    shown = "".join(char if char.isprintable() and char != "\u3000" else _escaped(char) for char in text[:_SHOWN])
    return f"`{shown}`" + ("…" if len(text) > _SHOWN else "")


def _escaped(char: str) -> str:
    return " " if char == " " else f"U+{ord(char):04X}"


@lru_cache(maxsize=256)
def _safety(code: str) -> Safety:
    return next((rule.safety for rule in find_rules(code)), Safety.SAFE)


def normalise(
    text: str,
    profile: str | RuleSet = "gongwen",
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    unsafe: bool = False,
    protected: Sequence[Span] = (),
    ignore_lines: Sequence[str] = (),
    line_breaks: LineBreaks = "paragraph",
) -> Normalised:
    """Return `text` with the rules of a profile applied to a fixed point, and an account of every change.

    `protected` are ranges, and `ignore_lines` regular expressions of lines, that no rule touches; `line_breaks`
    says what a line end means: "paragraph" guesses wraps, "line" begins a paragraph, "block" is all one paragraph.
    Raises UsageError for an unknown profile, code or a bad expression.
    """
    rules = profile
    if isinstance(rules, str):
        rules = RuleSet.for_profile(rules, select=select, ignore=ignore, unsafe=unsafe)
    setting = Setting(rules, line_breaks, tuple(ignore_lines))
    edits, made, remarks = run(text, setting, [Span(*span) for span in protected])
    return Normalised(made, edits, source=text, remarks=remarks)
