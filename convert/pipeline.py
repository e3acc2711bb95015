"""The whole route as one pure function: bytes -> text -> normalised text -> document -> bytes."""

from __future__ import annotations

from convert import formats
from convert import profile as profiles
from convert.contracts import Context, Input, Intake, Reading
from convert.diagnostics import Diagnostic, Edit, Severity, Span
from convert.errors import NothingToConvert, UsageError
from convert.options import DecodeOptions, NormaliseOptions, ReadOptions, from_settings
from convert.profile import Profile
from convert.records import field, record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from convert.decoding import Decoded
    from convert.nodes import Document
    from convert.rules import Normalised, RuleSet

    Resource = Callable[[str], bytes | None]

AUTO = "auto"
OUTPUT_RULES = ("S108",)
"""Rules whose effect belongs to the output: blanks between hanzi and Latin are set when Markdown or HTML is written."""

_BLANKS = "\ufeff \t\r\n\v\f\u00a0\u2000\u2001\u2002\u2003\u200b\u2028\u2029\u3000\x85"
_CONTROLS = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0))))


@record
class Request:
    """What is wanted: target and source format, profile ("auto", a built-in name or a `Profile`), stage options.

    `overlay` is a profile table laid over the profile, `settings` are options of the writer and `meta` entries
    of the metadata, all from configuration and command line.
    """

    to: str = "docx"
    source_format: str = ""
    profile: str | Profile = AUTO
    decode: DecodeOptions = field(default_factory=DecodeOptions)
    normalise: NormaliseOptions = field(default_factory=NormaliseOptions)
    read: ReadOptions = field(default_factory=ReadOptions)
    overlay: Mapping[str, object] = field(default_factory=dict)
    settings: Mapping[str, object] = field(default_factory=dict)
    meta: Mapping[str, str] = field(default_factory=dict)
    fonts: str = "bundled"


@record
class Environment:
    """What the route may ask of the outside: the name of the source and the bytes of images."""

    source_name: str = ""
    resource: Resource = lambda _: None


@record
class Prepared:
    """A document read and normalised, with what each stage found."""

    document: Document
    reading: Reading
    profile: Profile
    diagnostics: tuple[Diagnostic, ...]
    decoded: Decoded | None = None
    normalised: Normalised | None = None
    source: bytes = b""


@record
class Result:
    """The bytes made and every remark on the way; `prepared` holds what was found before writing."""

    data: bytes
    diagnostics: tuple[Diagnostic, ...]
    prepared: Prepared


def convert(data: bytes, request: Request, environment: Environment | None = None) -> Result:
    """Turn the bytes of a document into those of another format.

    Raises ConvertError: UnknownFormat, ProfileError, DecodeError, NothingToConvert, WriteError and their kin.
    """
    environment = environment or Environment()
    _writer_options(request)  # a bad option is refused before any work
    return write_prepared(prepare(data, request, environment), request, environment)


def write_prepared(prepared: Prepared, request: Request, environment: Environment | None = None) -> Result:
    """Write a document that `prepare` made; several formats of one source share decoding, rules and reading.

    Raises ConvertError: UnknownFormat, UsageError, WriteError and their kin.
    """
    environment = environment or Environment()
    writer, options = _writer_options(request)
    remarks = list(prepared.diagnostics)
    context = Context(
        profile=prepared.profile,
        report=remarks.append,
        resource=_with_data(environment.resource),
        fonts=request.fonts,
        source=prepared.source,
        source_name=environment.source_name,
        decoded=prepared.decoded.text if prepared.decoded else "",
        edits=tuple(prepared.normalised.edits) if prepared.normalised else (),
    )
    return Result(writer.write(prepared.document, options, context), tuple(remarks), prepared)


def _with_data(find: Resource) -> Resource:
    """Return `find` so that it also answers data addresses (RFC 2397): a picture of a Word file comes as one."""

    def resource(name: str) -> bytes | None:
        head, comma, coded = name.partition(",")
        if not (head.startswith("data:") and comma and head.endswith(";base64")):
            return find(name)
        import base64
        import binascii

        try:
            return base64.b64decode(coded, validate=True)
        except binascii.Error:
            return None

    return resource


def _writer_options(request: Request) -> tuple[formats.AnyWriter, object]:
    writer = formats.writer(request.to)
    return writer, from_settings(writer.options, request.settings, prefix=f"{writer.name}.")


def prepare(data: bytes, request: Request, environment: Environment | None = None) -> Prepared:
    """Decode, normalise and read the bytes of a document: all of the route but the writer."""
    environment = environment or Environment()
    name = request.source_format or formats.reader_name(environment.source_name)
    intake = formats.reader(name).intake
    if not data.strip():
        raise NothingToConvert(
            "the file is empty" if not data else "the file holds only blanks", hint="nothing to convert"
        )
    made = (
        _from_text(data, request, environment)
        if intake is Intake.PLAIN
        else _from_markup(name, data, request, environment)
    )
    if not request.meta:
        return made
    from convert.transforms.metadata import contradictions, with_stated

    remarks = (*made.diagnostics, *contradictions(made.document, request.meta))
    return replace(made, document=with_stated(made.document, request.meta), diagnostics=remarks)


def _decode(data: bytes, options: DecodeOptions) -> Decoded:
    from convert.decoding import decode

    decoded = decode(data, encoding=options.encoding, errors=options.errors, repair_mojibake=options.repair_mojibake)
    if not decoded.text.strip(_BLANKS):
        raise NothingToConvert("the file holds only blanks", hint="nothing to convert")
    if not decoded.text.strip(_BLANKS + _CONTROLS):
        raise NothingToConvert("the file holds only blanks and control characters", hint="nothing to convert")
    return decoded


def resolve_profile(request: Request, kind: str) -> Profile:
    """Return the profile that the request names, or the one that suits `kind` under "auto", with the overlay."""
    if isinstance(request.profile, Profile):
        return request.profile
    name = request.profile
    if name == AUTO:
        from convert.readers.plaintext import profile_for

        name = profile_for(kind)
    return profiles.load(name, overlay=request.overlay)


def rule_set(profile: Profile, options: NormaliseOptions) -> RuleSet:
    """Return the rules that the profile and the options choose together."""
    from convert.rules import RuleSet

    return RuleSet.for_profile(
        profile.rules.set,
        select=options.select or profile.rules.select,
        ignore=(*profile.rules.ignore, *options.ignore, *OUTPUT_RULES),
        unsafe=profile.rules.unsafe or options.unsafe,
        extend=profile.rules.extend,
        fix=profile.rules.fix,
        report=profile.rules.report,
    )


def _from_text(data: bytes, request: Request, environment: Environment) -> Prepared:
    decoded = _decode(data, request.decode)
    reader = formats.reader(request.source_format or formats.reader_name(environment.source_name))
    kind = ""
    if request.profile == AUTO:
        from convert.readers.plaintext import recognise_kind

        kind = recognise_kind(decoded.text)
    profile = resolve_profile(request, kind)
    normalised = normalise_text(decoded.text, profile, request.normalise)
    context = Context(profile=profile, source_name=environment.source_name, decoded=decoded.text)
    source = Input(text=normalised.text, offsets=normalised.offsets, name=environment.source_name)
    reading = reader.read(source, read_options(reader.options, request.read), context)
    remarks = (*decoded.diagnostics, *untold(normalised.diagnostics, decoded.diagnostics), *reading.diagnostics)
    return Prepared(reading.document, reading, profile, remarks, decoded, normalised, data)


def untold(remarks: tuple[Diagnostic, ...], before: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Return the remarks of the rules without those on characters (N006) that decoding named `before`."""
    if not before:
        return remarks
    told = {span.start for remark in before for span in (remark.span, *remark.related) if span is not None}
    return tuple(remark for remark in remarks if remark.code != "N006" or not remark.span or remark.span[0] not in told)


def normalise_text(
    text: str, profile: Profile, options: NormaliseOptions, protected: Sequence[Span] = ()
) -> Normalised:
    """Return the text with the profile's rules applied outside of `protected` and, on request, its script converted."""
    from convert.rules import Normalised, normalise

    if not options.enabled:
        return Normalised.unchanged(text)
    rules = rule_set(profile, options)
    normalised = normalise(text, rules, ignore_lines=profile.rules.ignore_lines, protected=protected)
    if options.variant:
        from convert.rules.variants import convert_script

        return convert_script(normalised, options.variant)
    return normalised


def read_options(kind: type, options: ReadOptions) -> object:
    """Return the reader's own options, those it shares with `options` filled in."""
    return from_settings(kind, {"keep-noise": True} if options.keep_noise and hasattr(kind, "keep_noise") else {})


def _from_markup(name: str, data: bytes, request: Request, environment: Environment) -> Prepared:
    reader = formats.reader(name)
    decoded = _decode(data, request.decode) if reader.intake is Intake.MARKUP else None
    remarks = [one for one in decoded.diagnostics if one.code != "ENC014"] if decoded else []  # it is read as markup
    guess = request.profile if isinstance(request.profile, Profile) else None
    context = Context(
        profile=guess
        or profiles.load("gongwen" if request.profile == AUTO else str(request.profile), overlay=request.overlay),
        report=remarks.append,
        resource=environment.resource,
        source_name=environment.source_name,
    )
    source = Input(text=decoded.text if decoded else "", data=data, name=environment.source_name)
    reading = reader.read(source, read_options(reader.options, request.read), context)
    remarks.extend(reading.diagnostics)
    profile = resolve_profile(request, reading.kind)
    document = _normalise_tree(reading.document, profile, request.normalise, remarks, source.text)
    return Prepared(document, reading, profile, tuple(remarks), decoded, None, data)


def _normalise_tree(
    document: Document, profile: Profile, options: NormaliseOptions, remarks: list[Diagnostic], source: str
) -> Document:
    from convert.rules import normalise
    from convert.rules.protect import set_aside
    from convert.transforms.normalise import normalise_inlines
    from convert.transforms.places import Places

    if not options.enabled:
        return document
    if options.variant:
        raise UsageError("the script of this format cannot be converted", hint="convert it to txt first")
    rules, places = rule_set(profile, options), Places(source, set_aside(source))

    def edit(text: str, protected: Sequence[Span]) -> Sequence[Edit]:
        places.next_block()
        if places.is_set_aside(text):
            return ()
        made = normalise(text, rules, protected=protected, line_breaks="block", ignore_lines=profile.rules.ignore_lines)
        remarks.extend(places.moved(remark, text) for remark in made.diagnostics)
        return made.edits

    return normalise_inlines(document, edit)


def failing(diagnostics: Sequence[Diagnostic], threshold: Severity | None) -> bool:
    """Say whether any remark is at or above `threshold` (None: never)."""
    return threshold is not None and any(d.severity.rank >= threshold.rank for d in diagnostics)
