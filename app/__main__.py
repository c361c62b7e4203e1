"""Where everything starts: the window without a command, the command line with one."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Sequence
from pathlib import Path


def main() -> int:
    """Run and give the exit code: 0 done, 1 some failed, 2 usage, 3 missing, 4 defect, 5 busy, 130 stopped."""
    multiprocessing.freeze_support()
    if getattr(sys, "frozen", False):  # a file manager or printer dialog that we start must not load our libraries
        os.environ.pop("LD_LIBRARY_PATH", None)
        os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    from app.cli.main import run

    return run(sys.argv[1:], _open_window)


def _open_window(data: Path, files: Sequence[Path]) -> int:
    from app.gui.start import run

    return run(data, files)


if __name__ == "__main__":
    sys.exit(main())
