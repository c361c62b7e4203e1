"""What the person at the terminal sees of the set-up: sentences in their language, and one line that moves."""

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable

from bootstrap.places import ROOT, cache_folder

INTERRUPTED = 130
TERMINAL = sys.stderr.isatty()
QUIET_LINE_EVERY = 20.0  # seconds between progress lines where there is no terminal to redraw
LAST_LINES = 12  # of a failed command's output; the rest is in the log

_language = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
CHINESE = not _language.startswith("en")

Notice = Callable[[str], str | None]
"""From a line of a command's output to what is shown of it; None for nothing."""


class Failed(Exception):
    """The set-up cannot go on; the text says why and what to do."""


def tell(chinese: str, english: str) -> str:
    return chinese if CHINESE else english


def say(chinese: str, english: str) -> None:
    print(tell(chinese, english), file=sys.stderr, flush=True)


def clock(start: float) -> str:
    """Minutes and seconds since a time.monotonic()."""
    minutes, seconds = divmod(int(time.monotonic() - start), 60)
    return f"{minutes}:{seconds:02}"


def nothing(line: str) -> None:
    """A Notice for commands that are over at once."""


def follow(command: list[str], title: str, notice: Notice, **environment: str) -> None:
    """Run a command with its output in the log and what ``notice`` makes of it on the screen. Raises Failed."""
    log = cache_folder() / "setup.log"
    start = shown = time.monotonic()
    last: list[str] = []
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1", **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    try:
        with log.open("a", encoding="utf-8") as written:
            written.write(f"\n$ {shlex.join(command)}\n")
            for line in process.stdout or ():
                written.write(line)
                last = [*last[1 - LAST_LINES :], line.rstrip()]
                text = notice(line)
                if text and (TERMINAL or time.monotonic() - shown > QUIET_LINE_EVERY):
                    shown = time.monotonic()
                    _show(f"{title}  {clock(start)}  {text}")
    except BaseException:
        process.terminate()
        raise
    finally:
        process.wait()
        if TERMINAL:
            _show("")
    if process.returncode:
        output = "\n  ".join(last)
        raise Failed(
            tell(
                f"{title} 没有成功：\n  {output}\n完整记录：{log}\n排除原因后再运行一次，会从断处继续。",
                f"{title} failed:\n  {output}\nFull log: {log}\nMend the cause and run again; it goes on from here.",
            )
        )


def _show(line: str) -> None:
    """In a terminal the line replaces the last one; a Chinese character takes two places."""
    if TERMINAL:
        width = shutil.get_terminal_size().columns - 1
        print(f"\r\033[K{line[: width if line.isascii() else width // 2]}", end="", file=sys.stderr, flush=True)
    else:
        print(line, file=sys.stderr, flush=True)
