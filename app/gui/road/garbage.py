"""Python's collector of reference cycles, kept on the main thread.

Left alone it runs on whichever thread allocates, also on a job's; a widget that it finds in a cycle there is destroyed
off the main thread, and Qt crashes. (Anki met the same and mends it in the same way, in qt/aqt/main.py.)
"""

from __future__ import annotations

import gc
import logging
import time

from PySide6.QtCore import QObject, QTimer

BEAT_MS = 1000
YOUNG_LIMIT, MIDDLE_LIMIT, OLD_LIMIT = 2000, 20, 20
"""Objects, then collections of the generation below: a full collection comes only every few minutes of heavy use."""

_log = logging.getLogger(__name__)


class MainThreadGarbage(QObject):
    """Takes over collecting until ``give_back``. What was imported before is left out of every later look."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ran_by_itself = gc.isenabled()
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(BEAT_MS)

    def collect(self) -> None:
        """As far as the collector's own counts ask for it."""
        young, middle, old = gc.get_count()
        if young < YOUNG_LIMIT:
            return
        generation = 2 if middle >= MIDDLE_LIMIT and old >= OLD_LIMIT else 1 if middle >= MIDDLE_LIMIT else 0
        began = time.perf_counter()
        gc.collect(generation)
        _log.debug("collected generation %d in %.0f ms", generation, (time.perf_counter() - began) * 1000)

    def give_back(self) -> None:
        """The collector does again what it did before."""
        self._timer.stop()
        gc.unfreeze()
        if self._ran_by_itself:
            gc.enable()
