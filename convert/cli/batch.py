"""Convert folders, lists and archives; a second run does only what changed.

A SOURCE is a file, a folder, @LIST (a file of names), - (names on standard input), a ZIP or tar archive, or a URL
(s3://…, with wenzhuan[remote]). The tree is mirrored below DIR; names that would clash keep their suffix (a.txt and
a.md give a.txt.docx and a.md.docx). A file .wenzhuanignore in a folder works as .gitignore does. What was made is
written down in DIR/.wenzhuan/manifest.jsonl.
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path

from convert.cli import common
from convert.errors import ExitCode, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager

    from convert.batch.batch import Order
    from convert.batch.executors import Crew
    from convert.batch.progress import Progress
    from convert.batch.sources import Finding, Search
    from convert.pipeline import Request

_SIZE_LIMIT = 100 << 20
_RECRUITS = 4


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `batch`."""
    parser.add_argument("sources", nargs="*", metavar="SOURCE", help="file, folder, @LIST, archive, or - for names")
    parser.add_argument("-o", "--output", metavar="DIR", help="where the outputs go")
    parser.add_argument(
        "-t", "--to", action="append", default=[], metavar="FORMATS", help="output formats, as docx,pdf,md"
    )
    parser.add_argument("--makefile", action="store_true", help="print the path of pattern rules for your Makefile")
    _add_choice(parser)
    _add_run(parser)
    common.add_source_arguments(parser, size_limit=_SIZE_LIMIT)
    common.add_rule_arguments(parser)
    common.add_output_arguments(parser)
    parser.add_argument("--reference-docx", metavar="FILE", help="DOCX: take styles and page setup from this document")
    group = parser.add_argument_group("report")
    group.add_argument("-q", "--quiet", action="store_true", help="name only failures")
    group.add_argument("-v", "--verbose", action="store_true", help="name every file done")
    group.add_argument("--log-json", action="store_true", help="one JSON object a line on standard error")


def _add_choice(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("choice of files")
    group.add_argument("--include", action="append", default=[], metavar="GLOB", help="of folders take only these")
    group.add_argument("--exclude", action="append", default=[], metavar="GLOB", help="leave these out")
    group.add_argument("--hidden", action="store_true", help="take names that begin with a dot, too")
    group.add_argument("--follow-links", action="store_true", help="go into links to folders")
    group.add_argument("--base", metavar="DIR", default="", help="names in the mirrored tree are relative to DIR")


def _add_run(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("run")
    group.add_argument("-j", "--jobs", type=_positive, metavar="N", help="worker processes (default: one a core)")
    group.add_argument("--threads", action="store_true", help="threads instead of processes (no time or memory limit)")
    group.add_argument("--scheduler", metavar="ADDRESS", help="run on a dask cluster, as tcp://host:8786")
    group.add_argument("--force", action="store_true", help="convert everything, up to date or not")
    group.add_argument("--retry", action="store_true", help="try again files set aside because they killed a worker")
    group.add_argument("--dry-run", action="store_true", help="list what would be made and why, and write nothing")
    group.add_argument("--prune", action="store_true", help="remove outputs whose source is gone")
    group.add_argument(
        "--timeout",
        type=_seconds,
        default=600.0,
        metavar="SECONDS",
        help="time for one document (default 600; 0 none)",
    )
    group.add_argument(
        "--memory-limit", type=_bytes, default=4 << 30, metavar="BYTES", help="for one worker (default 4G; 0 none)"
    )


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("must be a whole number above 0")
    return int(text)


def _bytes(text: str) -> int:
    return 0 if text == "0" else common.byte_count(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds") from None
    if not 0 <= seconds < 1e9:
        raise argparse.ArgumentTypeError("must be 0 or above")
    return seconds


def run(args: argparse.Namespace) -> int:
    """Run the batch; return the exit status."""
    if args.makefile:
        print(Path(__file__).parent.parent / "batch" / "rules.mk")
        return ExitCode.DONE
    _check(args)
    import gc

    gc.enable()
    with _recruits(args):
        return _run(args)


def _recruits(args: argparse.Namespace) -> AbstractContextManager[None]:
    """Start the first workers of a run that surely has work, while it is still being planned."""
    from convert.batch.storage import STATE, is_url

    first = args.force or not Path(args.output, STATE).is_dir()
    if not first or args.scheduler or args.dry_run or _in_threads(args) or is_url(args.output):
        return nullcontext()
    from convert.batch.child import recruited

    formats = _formats(args) if args.source_format in (None, "", "txt") else ()
    return recruited(min(_workers(args), _RECRUITS), formats)


def _formats(args: argparse.Namespace) -> list[str]:
    from convert.formats import ALIASES

    names = (part.strip().lower() for to in args.to for part in to.split(","))
    return [ALIASES.get(name, name) for name in names if name]


def _run(args: argparse.Namespace) -> int:
    from convert.batch.batch import preview, run_batch
    from convert.batch.journal import known_records

    order, progress = _order(args), _progress(args)
    if args.dry_run:
        from convert.batch.names import printable

        for source, output, why in preview(order, progress, known_records(order.store)):
            print(f"{printable(source)} -> {printable(output)} ({why})" if source else f"remove {printable(output)}")
        return ExitCode.DONE
    try:
        with _terminated_as_interrupted():
            summary = run_batch(order, progress)
    except KeyboardInterrupt:
        print("wenzhuan: interrupted; what is done is kept, run the same command again to go on", file=sys.stderr)
        return ExitCode.INTERRUPTED
    return ExitCode.BATCH_FAILED if summary.failed else ExitCode.DONE


@contextmanager
def _terminated_as_interrupted() -> Iterator[None]:
    """Let SIGTERM stop a run in order, as Ctrl-C does; only the main thread may say so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _check(args: argparse.Namespace) -> None:
    if not args.sources:
        raise UsageError("no SOURCE", hint="name a file, a folder, @LIST, or - for names on standard input")
    if not args.output:
        raise UsageError("no output folder", hint="give -o DIR")
    if not any(part.strip() for to in args.to for part in to.split(",")):
        raise UsageError("no output format", hint="give -t docx,pdf,md")
    from convert.batch.storage import on_disk

    args.output = on_disk(args.output)


def _order(args: argparse.Namespace) -> Order:
    from convert.batch.batch import Order
    from convert.batch.job import Limits
    from convert.batch.remote import RemoteFolder
    from convert.batch.storage import Folder, is_url

    search = _search(args)
    return Order(
        tuple(source for source in args.sources if source != "-"),
        _requests(args),
        RemoteFolder(args.output.rstrip("/")) if is_url(args.output) else Folder(str(Path(args.output).absolute())),
        _crew(args),
        search,
        Limits(args.size_limit, args.timeout, args.memory_limit),
        partial(_names, search) if "-" in args.sources else tuple,
        args.force,
        args.retry,
        args.prune,
    )


def _requests(args: argparse.Namespace) -> dict[str, Request]:
    requests = {}
    if args.reference_docx is not None:
        if "docx" not in _formats(args):
            raise UsageError("--reference-docx is an option of docx", hint="add docx to -t")
        args.settings.append(f"docx.reference-docx={args.reference_docx}")
    for to in _formats(args):
        requests[to] = common.make_request(args, to)
        _refuse_bad_options(requests[to])
    return requests


def _refuse_bad_options(request: Request) -> None:
    """Raise UnknownFormat or UsageError before any work; our own writers are not loaded without need."""
    from convert import formats
    from convert.options import from_settings

    if request.settings or request.to not in formats.WRITERS:
        writer = formats.writer(request.to)
        from_settings(writer.options, request.settings, prefix=f"{writer.name}.")
    reference = request.settings.get("reference-docx")
    if reference and not Path(str(reference)).is_file():
        raise UsageError(f"no reference document {reference!r}", hint="give the path of a .docx file")


def _search(args: argparse.Namespace) -> Search:
    from convert.batch.ignore import Choice
    from convert.batch.sources import Search

    try:
        state = Path(args.output).stat()
        output = (state.st_dev, state.st_ino)
    except OSError:
        output = None
    return Search(Choice(tuple(args.include), tuple(args.exclude)), args.hidden, args.follow_links, args.base, output)


def _names(search: Search) -> Iterable[Finding]:
    from convert.batch.sources import expand_list, read_list

    return expand_list(read_list(sys.stdin.buffer.read()), search)


def _crew(args: argparse.Namespace) -> Callable[[], AbstractContextManager[Crew]]:
    from convert.batch import executors

    if args.scheduler:
        return partial(executors.cluster, args.scheduler)
    return partial(executors.threads if _in_threads(args) else executors.processes, _workers(args))


def _workers(args: argparse.Namespace) -> int:
    import os

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return int(args.jobs or cores)


def _in_threads(args: argparse.Namespace) -> bool:
    """Say whether jobs run in this process: on request, and where sources or outputs live in its memory."""
    return bool(args.threads) or any(name.startswith("memory://") for name in (args.output, *args.sources))


def _progress(args: argparse.Namespace) -> Progress:
    from convert.batch.progress import Bar, JsonLines, Lines

    if args.log_json:
        return JsonLines(sys.stderr)
    kind = Bar if sys.stderr.isatty() and not args.quiet and not args.dry_run else Lines
    return kind(sys.stderr, quiet=args.quiet, verbose=args.verbose)
