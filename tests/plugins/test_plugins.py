"""Formats of other packages: found by name and suffix, and each kind of misbehaviour has its answer."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import convert
from convert import formats, plugins
from convert.errors import PluginError, UnknownFormat, UsageError
from convert.nodes import NO_ATTR, Document, Header, Para, Str

EXAMPLE = Path(__file__).parent.parent.parent / "fixtures" / "plugin-example"
GOOD = """
from convert.contracts import NoOptions, Writer
WRITER = Writer("{name}", (".{name}",), NoOptions, lambda document, options, context: b"{name}")
"""
READER = """
from convert.contracts import NoOptions, Reader, Reading
from convert.nodes import Document
READER = Reader("{name}", (".{name}",), NoOptions, lambda source, options, context: {answer})
"""
DOCUMENT = Document(blocks=(Para((Str("甲"),)),))

Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install a distribution with one module and one entry point, as pip would leave it."""

    def put(
        distribution: str,
        code: str,
        *,
        name: str,
        group: str = "convert.writers",
        symbol: str = "WRITER",
        requires: str = "",
    ) -> None:
        site = tmp_path / distribution
        module = distribution.replace("-", "_")
        meta = site / f"{module}-1.0.dist-info"
        meta.mkdir(parents=True)
        (site / f"{module}.py").write_text(code, "utf-8")
        wanted = f"Requires-Dist: {requires}\n" if requires else ""
        (meta / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n{wanted}", "utf-8")
        (meta / "entry_points.txt").write_text(f"[{group}]\n{name} = {module}:{symbol}\n", "utf-8")
        monkeypatch.syspath_prepend(str(site))
        plugins.entries.cache_clear()
        installed.append(module)

    installed: list[str] = []
    yield put
    plugins.entries.cache_clear()
    for module in installed:
        sys.modules.pop(module, None)


@pytest.fixture
def example(install: Install) -> None:
    """The example package of the fixtures, installed."""
    table = tomllib.loads((EXAMPLE / "pyproject.toml").read_text("utf-8"))["project"]
    code = (EXAMPLE / "wenzhuan_outline.py").read_text("utf-8")
    points = table["entry-points"]
    assert points["convert.writers"] == {"outline": "wenzhuan_outline:WRITER"}
    assert points["convert.readers"] == {"outline": "wenzhuan_outline:READER"}
    install("wenzhuan-outline", code, name="outline")
    site = Path(sys.path[0])
    points_file = site / "wenzhuan_outline-1.0.dist-info" / "entry_points.txt"
    readers = "[convert.readers]\noutline = wenzhuan_outline:READER\n"
    points_file.write_text(points_file.read_text() + readers)
    plugins.entries.cache_clear()


# --- the example -----------------------------------------------------------------------------------------


def test_the_example_converts_by_suffix(example: None, wenzhuan: Callable[..., object], fixtures: Path) -> None:
    run = wenzhuan(fixtures / "regulations.txt", "-o", "out.outline")
    assert run.status == 0
    lines = Path("out.outline").read_text("utf-8").splitlines()
    assert lines[0].startswith("= ")
    assert any(line.lstrip().startswith("第") for line in lines[1:])


def test_the_example_takes_options_and_refuses_others(example: None) -> None:
    document = Document(blocks=(Header(2, NO_ATTR, (Str("乙"),)),))
    assert convert.write(document, to="outline", indent="--") == "--乙\n".encode()
    with pytest.raises(UsageError, match="unknown option 'outline.indnt'.*did you mean 'outline.indent'"):
        convert.write(document, to="outline", indnt="--")


def test_the_example_reads_what_it_wrote(example: None) -> None:
    text = "= 题\n一\n  二\n"
    document = convert.read(text, source_format="outline")
    assert convert.write(document, to="outline") == text.encode()


def test_the_example_says_what_it_left_out(example: None, wenzhuan: Callable[..., object]) -> None:
    Path("in.md").write_text("# 题\n\n甲乙丙。\n", "utf-8")
    run = wenzhuan("in.md", "-o", "out.outline", "-v")
    assert "OUTLINE1" in run.err
    assert "an outline has no paragraphs: 1 left out" in run.err


def test_formats_lists_it_with_its_origin(example: None) -> None:
    found = {(listing.name, listing.direction): listing for listing in formats.listings()}
    assert found["outline", "out"].origin == "wenzhuan-outline 1.0"
    assert found["outline", "out"].suffixes == (".outline",)
    assert found["outline", "in"].origin == "wenzhuan-outline 1.0"
    assert found["docx", "out"].origin == "wenzhuan"
    assert found["rst", "out"].origin == "pandoc"


# --- misbehaviour ----------------------------------------------------------------------------------------


def test_one_that_fails_to_load_is_an_error_for_its_name_only(install: Install) -> None:
    install("broken-pack", "raise RuntimeError('no licence')", name="broken")
    install("good-pack", GOOD.format(name="good"), name="good")
    with pytest.raises(
        PluginError, match=r"plug-in 'broken' of broken-pack 1.0 cannot be loaded: RuntimeError: no licence"
    ):
        formats.writer("broken")
    assert convert.write(DOCUMENT, to="good") == b"good"
    assert convert.write(DOCUMENT, to="md") == "甲\n".encode()
    assert formats.writer_name("x.good") == "good"
    with pytest.raises(UnknownFormat, match=r"suffix '.strange'.*broken-pack 1.0 cannot be loaded"):
        formats.writer_name("x.strange")


def test_one_that_leaves_the_program_is_an_error_too(install: Install) -> None:
    install("leaver", "import sys; sys.exit('bye')", name="leaver")
    with pytest.raises(PluginError, match="cannot be loaded: SystemExit: bye"):
        formats.writer("leaver")


def test_one_whose_module_is_gone_is_named(install: Install) -> None:
    install("gone", "", name="gone")
    with pytest.raises(PluginError, match="plug-in 'gone' of gone 1.0 cannot be loaded: AttributeError"):
        formats.writer("gone")


def test_a_slow_one_is_loaded_only_when_asked_for(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    install("slow-pack", GOOD.format(name="slow") + "LOADED = True\n", name="slow")
    install("quick-pack", GOOD.format(name="quick"), name="quick")
    assert convert.write(DOCUMENT, to="md") == "甲\n".encode()
    assert formats.writer_name("x.docx") == "docx"
    assert formats.writer_name("x.quick") == "quick"
    assert convert.write(DOCUMENT, to="quick") == b"quick"
    assert "slow_pack" not in sys.modules
    ticks = iter([0.0, 3.2])
    monkeypatch.setattr(plugins, "perf_counter", lambda: next(ticks))
    entry = plugins.named("slow", "convert.writers")
    assert entry is not None
    assert plugins.describe(entry) == ((".slow",), "slow-pack 1.0 (loads in 3 s)")


def test_two_packages_with_one_name_are_both_named(install: Install) -> None:
    install("one-pack", GOOD.format(name="twin"), name="twin")
    install("two-pack", GOOD.format(name="twin"), name="twin")
    with pytest.raises(PluginError, match="'twin' is offered by several packages: one-pack 1.0, two-pack 1.0"):
        formats.writer("twin")
    assert convert.write(DOCUMENT, to="md") == "甲\n".encode()


def test_two_formats_with_one_suffix_want_a_name(install: Install) -> None:
    install("one-pack", GOOD.format(name="same").replace('"same", (', '"one", ('), name="one")
    install("two-pack", GOOD.format(name="same").replace('"same", (', '"two", ('), name="two")
    with pytest.raises(
        PluginError, match=r"suffix '.same' is claimed by several plug-ins: one of one-pack 1.0, two of two"
    ):
        formats.writer_name("x.same")
    assert convert.write(DOCUMENT, to="two") == b"same"


def test_our_own_name_cannot_be_taken(install: Install) -> None:
    install("taker", GOOD.format(name="docx"), name="docx")
    assert convert.write(DOCUMENT, to="docx")[:2] == b"PK"
    origins = [listing.origin for listing in formats.listings() if (listing.name, listing.direction) == ("docx", "out")]
    assert origins == ["wenzhuan", "taker 1.0 (hidden by our own format of this name)"]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("WRITER = 'a string'", "is a str, not a Writer"),
        (READER.format(name="odd", answer="None") + "WRITER = READER", "is a Reader, not a Writer"),
        (GOOD.format(name="odd").replace('(".odd",)', "'.odd'"), "has the suffixes '.odd', not a tuple"),
        (
            GOOD.format(name="odd").replace("NoOptions, lambda", "dict, lambda"),
            "has the options <class 'dict'>, not a dataclass",
        ),
        (
            GOOD.format(name="odd").replace('lambda document, options, context: b"odd"', "3"),
            "has no function but a int",
        ),
        (
            "from dataclasses import dataclass\n@dataclass\nclass Needy:\n    colour: str\n"
            + GOOD.format(name="odd").replace("NoOptions, lambda", "Needy, lambda"),
            "has options without defaults: colour",
        ),
    ],
)
def test_a_record_of_the_wrong_shape_is_refused(install: Install, code: str, message: str) -> None:
    install("odd-pack", code, name="odd")
    with pytest.raises(PluginError, match="plug-in 'odd' of odd-pack 1.0") as caught:
        formats.writer("odd")
    assert message in caught.value.message
    assert "convert.contracts.Writer" in caught.value.hint


def test_an_answer_of_the_wrong_type_is_refused(install: Install) -> None:
    install("texty", GOOD.format(name="texty").replace('b"texty"', '"texty"'), name="texty")
    with pytest.raises(PluginError, match="plug-in 'texty' of texty 1.0 gave a str instead of bytes"):
        convert.write(DOCUMENT, to="texty")


@pytest.mark.parametrize(("answer", "found"), [("Document()", "Document"), ("Reading('text')", "str")])
def test_a_reading_of_the_wrong_type_is_refused(install: Install, answer: str, found: str) -> None:
    install("ready", READER.format(name="ready", answer=answer), name="ready", group="convert.readers", symbol="READER")
    with pytest.raises(PluginError, match=f"plug-in 'ready' of ready 1.0 gave a {found} instead of a Reading"):
        convert.read("甲", source_format="ready")


def test_a_failure_at_work_is_an_error_with_the_makers_name(install: Install, wenzhuan: Callable[..., object]) -> None:
    install("faller", GOOD.format(name="faller").replace('b"faller"', "1 / 0"), name="faller")
    Path("in.txt").write_text("甲乙。\n", "utf-8")
    run = wenzhuan("in.txt", "-t", "faller")
    assert run.status == 5
    assert "plug-in 'faller' of faller 1.0 failed: ZeroDivisionError: division by zero" in run.err
    assert "Traceback" not in run.err


NOISY = """
from convert.contracts import NoOptions, Writer
print("said when loaded")
def write(document, options, context):
    print("said at work")
    return b"made"
WRITER = Writer("noisy", (".noisy",), NoOptions, write)
"""


def test_what_one_prints_never_gets_into_the_document(install: Install, wenzhuan: Callable[..., object]) -> None:
    install("wz-noisy", NOISY, name="noisy")
    run = wenzhuan("-", "-t", "noisy", "-q", stdin="甲乙。\n".encode())
    assert run.out == b"made"
    assert "said when loaded" in run.err
    assert "said at work" in run.err


HALF = """
from convert.contracts import NoOptions, Writer
def write(document, options, context):
    open("half.part", "w").write("half")
    {end}
WRITER = Writer("half", (".half",), NoOptions, write)
"""


@pytest.mark.parametrize(
    ("end", "message"),
    [("raise ValueError('no room')", "failed: ValueError: no room"), ("raise SystemExit(3)", "failed: SystemExit: 3")],
)
def test_one_that_fails_half_way_leaves_the_old_file(
    install: Install, wenzhuan: Callable[..., object], end: str, message: str
) -> None:
    install("wz-half", HALF.format(end=end), name="half")
    Path("in.txt").write_text("甲乙。\n", "utf-8")
    Path("out.half").write_text("old", "utf-8")
    run = wenzhuan("in.txt", "-o", "out.half")
    assert run.status == 5
    assert message in run.err
    assert Path("out.half").read_text("utf-8") == "old"


def test_one_made_for_another_version_says_which(install: Install) -> None:
    install("wz-later", "from convert.contracts import NotYet", name="later", requires="wenzhuan>=99")
    with pytest.raises(PluginError, match=r"cannot import name 'NotYet'.*it asks for wenzhuan>=99, this is \d"):
        formats.writer("later")


def test_the_readme_teaches_it_in_a_page_that_works(install: Install) -> None:
    page = (Path(__file__).parent.parent.parent / "README.md").read_text("utf-8")
    section = page[page.index("## Add a format") : page.index("## Licence")]
    assert len(section.rstrip().splitlines()) < 40
    code = section.partition("```python\n")[2].partition("```")[0]
    table = tomllib.loads(section.partition("```toml\n")[2].partition("```")[0])["project"]
    ((name, place),) = table["entry-points"]["convert.writers"].items()
    assert place == f"{table['name'].replace('-', '_')}:WRITER"
    install(table["name"], code, name=name)
    document = Document(blocks=(Header(1, NO_ATTR, (Str("甲"),)), Header(2, NO_ATTR, (Str("乙"),))))
    assert convert.write(document, to=name) == "甲\n  乙\n".encode()
