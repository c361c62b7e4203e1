"""Where everything starts: the window without a command, the command line with one."""

from __future__ import annotations

import multiprocessing
import sys


def main() -> int:
    """Run and give the exit code of CONTRACT: 0 done, 1 some failed, 2 usage, 3 missing, 4 defect, 5 busy, 130 stopped."""
    multiprocessing.freeze_support()
    from app.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
