"""The books of one run, in a private SQLite file on disk: sources, names of outputs, what the manifest knows.

Forty thousand sources take no more of the parent's memory here than a thousand.
"""

from __future__ import annotations

import json
import sqlite3

from convert.batch import names
from convert.batch.manifest import Record
from convert.batch.sources import Found
from convert.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SCHEMA = """
create table source(id integer primary key, place blob, name blob, member integer, stamp text, level integer,
                    stem blob, folded blob);
create table folder(folded blob primary key) without rowid;
create table known(path blob primary key, place blob, stamp text, content text, to_ text, recipe text,
                   made text, digest text, resources text, failed text, claimed integer default 0) without rowid;
"""


@record
class Known:
    """What the manifest says of one output; `made` is the output's stamp, `failed` the failure as JSON or ""."""

    path: str
    place: str
    stamp: str
    content: str
    to: str
    recipe: str
    made: str
    digest: str
    resources: dict[str, str]
    failed: str


@record
class Planned:
    """A source with its place in the run and the path of its outputs without suffix."""

    number: int
    found: Found
    stem: str


class Ledger:
    """The books of one run."""

    def __init__(self) -> None:
        """Open empty books in a temporary file that vanishes with the process."""
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.executescript("pragma journal_mode=off; pragma synchronous=off; begin;" + _SCHEMA)

    # --- sources ---------------------------------------------------------------------------------------

    def add_sources(self, found: Iterable[Found]) -> None:
        """Enter the sources in order."""
        self._base.executemany(
            "insert into source(place, name, member, stamp, level) values (?, ?, ?, ?, 0)",
            ((_bytes(f.place), _bytes(f.name), f.member, f.stamp) for f in found),
        )

    def settle_names(self) -> None:
        """Give every source a path of outputs of its own; the answer depends on the set of sources, not their order."""
        self._base.execute("create index place_of on source(place)")
        changed = self._rows("select id, name, place from source")
        self._base.execute("create index name_of on source(folded)")
        level = names.PLAIN
        while self._name(changed, level) and level < names.ROOTED:
            level += 1
            changed = self._rows(_CLASHING, level)

    def _rows(self, query: str, *values: object) -> Iterator[tuple[int, str, str]]:
        for number, name, place in self._base.execute(query, values):
            yield number, _text(name), _text(place)

    def _name(self, sources: Iterator[tuple[int, str, str]], level: int) -> bool:
        """Name the sources at `level`; say whether there was any."""
        count = 0
        last_folder = ""
        for number, name, place in list(sources) if level else sources:
            stem = names.stem(names.clean(name), level, origin=place)
            folded = names.folded(stem)
            self._base.execute(
                "update source set level = ?, stem = ?, folded = ? where id = ?",
                (level, _bytes(stem), _bytes(folded), number),
            )
            folder = folded.rpartition("/")[0]
            if folder != last_folder:
                self._enter_folders(folder)
                last_folder = folder
            count += 1
        return count > 0

    def _enter_folders(self, folder: str) -> None:
        while folder:
            self._base.execute("insert or ignore into folder values (?)", (_bytes(folder),))
            folder = folder.rpartition("/")[0]

    def count(self) -> int:
        """Return the number of sources."""
        return int(self._base.execute("select count(*) from source").fetchone()[0])

    def plan(self) -> Iterator[Planned]:
        """Yield every source in the order in which it was found."""
        rows = self._base.execute("select id, place, name, member, stamp, stem from source order by id")
        for number, place, name, member, stamp, stem in rows:
            yield Planned(number, Found(_text(place), _text(name), stamp, member), _text(stem))

    def is_source(self, place: str) -> bool:
        """Say whether a file on disk is one of the sources."""
        return self._base.execute("select 1 from source where place = ?", (_bytes(place),)).fetchone() is not None

    # --- what the manifest knows -------------------------------------------------------------------------

    def load(self, records: Iterable[Record]) -> int:
        """Enter the records of a manifest, later ones over earlier; return how many lines they were."""
        count = 0
        for count, entry in enumerate(records, start=1):  # noqa: B007
            self.enter(entry)
        return count

    def enter(self, record: Record) -> None:
        """Enter one record; one of an unknown shape is passed over, so that its work is done again."""
        try:
            if isinstance(path := record.get("removed"), str):
                self._base.execute("delete from known where path = ?", (_bytes(path),))
                return
            rows = list(_rows(record))
        except (KeyError, TypeError, ValueError, AttributeError):
            return
        self._base.executemany(
            "insert or replace into known(path, place, stamp, content, to_, recipe, made, digest, resources, failed)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )

    def known(self, path: str) -> Known | None:
        """Return what the manifest says of an output."""
        row = self._base.execute(_KNOWN + " where path = ?", (_bytes(path),)).fetchone()
        return _known(row) if row else None

    def claim(self, path: str) -> None:
        """Mark an output as wanted by this run."""
        self._base.execute("update known set claimed = 1 where path = ?", (_bytes(path),))

    def unclaimed(self) -> Iterator[Known]:
        """Yield what the manifest knows and this run does not make, by path."""
        yield from map(_known, self._base.execute(_KNOWN + " where claimed = 0 order by path"))

    def known_count(self) -> int:
        """Return the number of outputs that the manifest knows."""
        return int(self._base.execute("select count(*) from known").fetchone()[0])

    def records(self) -> Iterator[Record]:
        """Yield all that the manifest knows as records, by path."""
        for row in self._base.execute(_KNOWN + " order by path"):
            yield _record(_known(row))

    def close(self) -> None:
        """Throw the books away."""
        self._base.close()


_CLASHING = """
select id, name, place from source where level < ? and (
  folded in (select folded from source group by folded having count(*) > 1) or folded in (select folded from folder))
"""
_KNOWN = "select path, place, stamp, content, to_, recipe, made, digest, resources, failed from known"


def _rows(record: Record) -> Iterator[tuple[object, ...]]:
    """Yield a row for each output that a record speaks of."""
    place, stamp, content = _bytes(str(record["source"])), str(record["stamp"]), str(record["content"])
    resources = json.dumps(record.get("resources", {}))
    for output in _list(record["outputs"]):
        path, to, recipe = (str(output[key]) for key in ("path", "to", "recipe"))
        made, digest = str(output["stamp"]), str(output["digest"])
        yield _bytes(path), place, stamp, content, to, recipe, made, digest, resources, ""
    for failure in _list(record.get("failed", [])):
        for path, recipe in _pairs(failure["outputs"]):
            yield _bytes(path), place, stamp, content, "", recipe, "", "", resources, json.dumps(failure)


def _record(known: Known) -> Record:
    record: Record = {
        "source": known.place,
        "stamp": known.stamp,
        "content": known.content,
        "outputs": [],
        "resources": known.resources,
    }
    if known.failed:
        record["failed"] = [json.loads(known.failed) | {"outputs": [[known.path, known.recipe]]}]
    else:
        record["outputs"] = [
            {"to": known.to, "path": known.path, "recipe": known.recipe, "stamp": known.made, "digest": known.digest}
        ]
    return record


def _list(value: object) -> list[dict[str, object]]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _pairs(value: object) -> list[tuple[str, str]]:
    if not isinstance(value, list):
        raise TypeError
    return [(str(path), str(recipe)) for path, recipe in value]


def _known(row: tuple[object, ...]) -> Known:
    path, place, stamp, content, to, recipe, made, digest, resources, failed = row
    return Known(
        _text(path), _text(place), str(stamp), str(content), str(to), str(recipe), str(made), str(digest),
        {} if resources == "{}" else json.loads(str(resources)), str(failed),
    )  # fmt: skip


def _bytes(text: str) -> bytes:
    """Return a path as it is stored: file names need not be valid Unicode."""
    return text.encode("utf-8", "surrogateescape")


def _text(data: object) -> str:
    return bytes(data).decode("utf-8", "surrogateescape")  # type: ignore[call-overload,no-any-return]
