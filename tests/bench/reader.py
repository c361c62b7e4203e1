"""How smoothly a document scrolls in the reader.

    QT_QPA_PLATFORM=offscreen python -m tests.bench.reader FILE.pdf [--ratio 1] [--speed 3000]

Adds FILE to a workspace of its own, opens it, and scrolls from end to end at ``--speed`` logical pixels a second.
Prints frames painted a second, the longest block of the event loop, and for how much of the time a page in sight had no
picture yet.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer

from app.domain.document import DocumentStatus
from app.foundation.jobs import Progress
from app.gui.parts.desk import Desk
from app.gui.parts.place import Place
from app.gui.reader.reader import Reader
from app.gui.road.bridge import JobRoad
from app.gui.start import make_application
from app.gui.style.theme import apply_theme, light_theme
from app.workspace import Workspace
from tests.bench.window import Heartbeat, wait_until

FRAME_MS = 16
LONGEST_SECONDS = 1800.0


class Frames(QObject):
    """Counts the paints of a widget and how long they take together."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint:
            self.count += 1
        return False


def scroll(reader: Reader, heart: Heartbeat, speed: float) -> None:
    bar, frames = reader.pages.verticalScrollBar(), Frames()
    reader.pages.viewport().installEventFilter(frames)
    steps = missing = 0
    began = time.perf_counter()

    def step() -> None:
        nonlocal steps, missing
        steps += 1
        bar.setValue(round((time.perf_counter() - began) * speed))
        seen = reader.pages._in_sight()
        missing += any(reader.pages.pictures.picture(page, 1.0) is None for page in seen)

    timer = QTimer()
    timer.timeout.connect(step)
    heart.restart()
    timer.start(FRAME_MS)
    wait_until(lambda: bar.value() >= bar.maximum(), LONGEST_SECONDS)
    timer.stop()
    seconds = time.perf_counter() - began
    print(
        f"scrolling {reader.pages.pages} pages in {seconds:.1f} s: {frames.count / seconds:.0f} frames/s, "
        f"longest block {heart.longest_ms:.0f} ms, "
        f"a page without picture {100 * missing / max(1, steps):.0f} % of the time"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--ratio", default="1", help="the screen's scale: 2 is 200 %%")
    parser.add_argument("--speed", type=float, default=3000.0, help="logical pixels a second; a page has about 1,000")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = options.ratio
    application = make_application()
    apply_theme(application, light_theme())
    with tempfile.TemporaryDirectory() as folder, Workspace.open(Path(folder) / "bench", writing=True) as workspace:
        document = workspace.add([options.file], Progress())[0].document_id
        assert document is not None
        road = JobRoad()
        desk = Desk(road, light_theme())
        desk.use_session(workspace)
        desk.show_entries(workspace.documents())
        reader = Reader(desk)
        reader.resize(760, 720)
        reader.show()
        heart = Heartbeat()
        began = time.perf_counter()
        reader.open((Place(document, options.file.stem, DocumentStatus.UNKNOWN, page=1),), 0)
        wait_until(lambda: reader.pages.pictures.picture(1, 1.0) is not None, 60)
        print(f"first page after {time.perf_counter() - began:.2f} s, longest block {heart.longest_ms:.0f} ms")
        scroll(reader, heart, options.speed)
        road.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
