"""Finds the command, runs it, and turns what stops it into one line and an exit status."""

from __future__ import annotations

import errno
import os
import sys

from convert.cli.arguments import Quick
from convert.errors import ConvertError, ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from typing import NoReturn

COMMANDS = {
    "convert": "turn one document into another format (the default command)",
    "check": "list what the rules find, changing nothing",
    "fix": "normalise text, line by line",
    "inspect": "show encoding, profile and outline of a document",
    "batch": "convert folders, lists and archives",
    "explain": "explain a diagnostic code",
    "formats": "list input and output formats",
    "profiles": "list profiles, print one, or print their schema",
    "fonts": "list the faces in use and where they come from",
    "rules": "list the rules by profile",
}

_EXAMPLES = """\
examples:
  wenzhuan speech.txt -o speech.docx        a messy text becomes an official document
  wenzhuan notice.txt -t pdf > notice.pdf   the same as PDF, on standard output
  wenzhuan inspect old.txt                  what was recognised, line by line
  wenzhuan fix old.txt --diff               what the rules would change
  wenzhuan batch papers/ -o out/ -t docx,md a whole folder; a second run does only what changed

exit status: 0 done, 1 findings, 2 usage, 3 cannot read, 4 cannot write, 5 missing tool or limit,
  6 some documents of a batch failed, 70 a bug, 130 interrupted
'wenzhuan COMMAND --help' tells more of a command."""


def main(arguments: Sequence[str]) -> int:
    """Run the command line; return the exit status of the contract (see `ExitCode`)."""
    try:
        return _dispatch(list(arguments))
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else ExitCode.USAGE
    except ConvertError as error:
        from convert.chars.display import printable

        print(f"wenzhuan: error: {printable(str(error))}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("wenzhuan: interrupted; nothing was left half-written", file=sys.stderr)
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
            return _bug()
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print(f"wenzhuan: error: cannot be written: {error.strerror} (free some space)", file=sys.stderr)
        return ExitCode.UNWRITABLE
    except MemoryError:
        print("wenzhuan: error: out of memory (split the document, or lower --size-limit)", file=sys.stderr)
        return ExitCode.MISSING_TOOL
    except Exception:  # a bug: the one place that catches everything, and shows it
        return _bug()


def _bug() -> int:
    import traceback

    traceback.print_exc()
    print("wenzhuan: this is a bug; please report it with the lines above", file=sys.stderr)
    return ExitCode.BUG


def _dispatch(arguments: list[str]) -> int:
    first = arguments[0] if arguments else "--help"
    if first in ("-h", "--help", "help"):
        _overview().print_help()
        return ExitCode.DONE if arguments else ExitCode.USAGE
    if first in ("-V", "--version"):
        from convert import __version__

        print(f"wenzhuan {__version__}")
        return ExitCode.DONE
    name = first if first in COMMANDS else "convert"
    __import__(f"convert.cli.{name}")
    command = sys.modules[f"convert.cli.{name}"]
    rest = arguments[1:] if first in COMMANDS else arguments
    if name == "convert" and "--" in rest[:-1]:
        at = rest.index("--")  # the next word is the one INPUT, whatever it begins with; options may follow it
        rest = [*rest[:at], *rest[at + 2 :], "--", rest[at + 1]]
    quick = Quick()
    command.add_arguments(quick)
    args: object = quick.parse(rest)
    if args is None:
        parser = _parser(f"wenzhuan {name}", description=command.__doc__)
        command.add_arguments(parser)
        args = parser.parse_args(rest)
    status: int = command.run(args)
    return status


def _parser(prog: str, **told: str | None) -> argparse.ArgumentParser:
    """Return an argument parser whose errors are one line with a hint, as all our errors."""
    import argparse

    class Parser(argparse.ArgumentParser):
        def error(self, message: str) -> NoReturn:
            self.exit(ExitCode.USAGE, f"wenzhuan: error: {message} (see: {self.prog} --help)\n")
            raise SystemExit(ExitCode.USAGE)

    return Parser(prog=prog, formatter_class=argparse.RawDescriptionHelpFormatter, **told)  # type: ignore[arg-type]


def _overview() -> argparse.ArgumentParser:
    commands = "\n".join(f"  {name:10}{text}" for name, text in COMMANDS.items())
    return _parser(
        "wenzhuan",
        usage="wenzhuan [convert] INPUT [-o OUTPUT] [-t FORMAT] [options]\n       wenzhuan COMMAND ...",
        description="文转: messy Chinese text in, print-ready DOCX or PDF or clean Markdown out."
        f"\n\ncommands:\n{commands}",
        epilog=_EXAMPLES,
    )
