"""The only writer of stdout. With --json exactly one value goes there; progress and errors in words go to stderr."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from io import TextIOWrapper

from app.foundation.errors import ZhunshengError
from app.foundation.jobs import Progress, ProgressEvent
from app.foundation.messages import tr

BAR_WIDTH = 24
REDRAW_SECONDS = 0.1
LINE_SECONDS = 20.0
"""Between two lines about long work where stderr is a file or a pipe."""


@dataclass(slots=True)
class Output:
    """Prints a value as JSON, or the text that stands for it."""

    json: bool
    _last_drawn: float = 0.0

    def __post_init__(self) -> None:
        """No character may end a command: not the terminal's encoding, not a file name that is no text.

        JSON is UTF-8 whatever the terminal's encoding; there the escape of a lone surrogate is JSON's own.
        """
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(encoding="utf-8" if self.json else None, errors="backslashreplace")

    def value(self, value: object, text: str) -> None:
        """One result: the JSON value with --json, else the text."""
        print(json.dumps(value, ensure_ascii=False) if self.json else text)

    def text(self, text: str, end: str = "\n") -> None:
        """Text that comes piece by piece; silent with --json."""
        if not self.json:
            print(text, end=end, flush=True)

    def note(self, text: str) -> None:
        """A remark beside the result, on stderr."""
        print(text, file=sys.stderr, flush=True)

    def error(self, error: ZhunshengError) -> int:
        """Tell an error and give its exit code."""
        if self.json:
            told = {"kind": error.kind, "message": error.message, "hint": error.hint}
            print(json.dumps({"error": told}, ensure_ascii=False))
        else:
            self.note(tr("错误：{message}", message=error.message) + (f"\n{error.hint}" if error.hint else ""))
        return error.exit_code

    def progress(self) -> Progress:
        """A bar on stderr when that is a terminal, else a line now and then."""
        self._last_drawn = time.monotonic()
        return Progress(self._draw if sys.stderr.isatty() else self._log)

    def _log(self, event: ProgressEvent) -> None:
        if time.monotonic() - self._last_drawn >= LINE_SECONDS:
            self._last_drawn = time.monotonic()
            self.note(_described(event))

    def _draw(self, event: ProgressEvent) -> None:
        finished = event.total is not None and event.done >= event.total
        now = time.monotonic()
        if not finished and now - self._last_drawn < REDRAW_SECONDS:
            return
        self._last_drawn = now
        share = event.done / event.total if event.total else 0.0
        bar = "█" * round(share * BAR_WIDTH)
        print(f"\r\x1b[K{bar:<{BAR_WIDTH}} {_described(event)}", end="", file=sys.stderr, flush=True)
        if finished:
            print(file=sys.stderr)


def _described(event: ProgressEvent) -> str:
    count = f"{event.done}/{event.total}" if event.total is not None else str(event.done)
    return f"{_stage_name(event.stage)} {count} {event.item}".rstrip()


def _stage_name(stage: str) -> str:
    """Stages that come with their name in words, as the models' do, keep it."""
    names = {
        "ingest": tr("读取"),
        "ocr": tr("文字识别"),
        "embed": tr("向量"),
        "index": tr("索引"),
        "search": tr("检索"),
        "ask": tr("回答"),
        "summary": tr("摘要"),
        "translation": tr("翻译"),
    }
    return names.get(stage, stage)
