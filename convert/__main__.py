"""`python -m convert` and the console command `wenzhuan`."""

from __future__ import annotations

import atexit
import gc
import os
import sys


def main() -> int:
    """Run the command line and return its exit status; after a short command, end the process at once."""
    gc.disable()  # one document is done before collecting cycles pays; `batch` enables it again
    from convert.cli.main import main as run

    status = run(sys.argv[1:])
    if not gc.isenabled():
        _end(int(status))
    return status


def _end(status: int) -> None:
    """End the process without taking down module by module what the system frees anyway, once all is written.

    Returns where that is not safe, as a thread still runs.
    """
    threading = sys.modules.get("threading")
    if threading and threading.active_count() > 1:
        return
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (BrokenPipeError, ValueError, AttributeError):
        pass  # nobody reads, or there is no such stream
    except OSError as error:
        os.write(2, f"wenzhuan: error: cannot be written: {error.strerror} (free some space)\n".encode())
        status = 4
    atexit._run_exitfuncs()
    os._exit(status)


if __name__ == "__main__":
    sys.exit(main())
