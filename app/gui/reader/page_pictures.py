"""Pictures of pages, drawn in jobs: the nearest first, what scrolled away dropped, the last ones kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.foundation.jobs import CancelToken, Progress
from app.gui.parts.desk import Desk
from app.gui.road.session import Session

MOST_AT_ONCE = 2
"""Jobs under way: the worker draws one page after another, and the second must not wait for the first to come home."""
KEPT_BYTES = 192 * 1024 * 1024
"""About forty A4 pages on an office screen, ten at 200 %."""
BYTES_PER_PIXEL = 3


class PagePictures(QObject):
    """Of one document at a time. Scales are pixels to a PDF point."""

    arrived = Signal(int)
    """A page has its picture now, or the reason why not."""

    def __init__(self, desk: Desk, parent: QObject | None = None, kept_bytes: int = KEPT_BYTES) -> None:
        super().__init__(parent)
        self._desk = desk
        self._most = kept_bytes
        self._document = ""
        self._kept: OrderedDict[tuple[int, float], QImage] = OrderedDict()
        self._bytes = 0
        self._wanted: list[tuple[int, float]] = []
        self._under_way: dict[tuple[int, float], CancelToken] = {}
        self.problems: dict[int, BaseException] = {}
        """Why a page could not be drawn, by page."""

    def use_document(self, document_id: str) -> None:
        """What was drawn of another one goes."""
        for token in self._under_way.values():
            token.cancel()
        self._under_way.clear()
        self._wanted.clear()
        self._kept.clear()
        self._bytes = 0
        self.problems.clear()
        self._document = document_id

    def picture(self, page: int, scale: float) -> tuple[QImage, bool] | None:
        """The page at that scale, or the nearest that there is, and whether it is exact."""
        exact = self._kept.get((page, scale))
        if exact is not None:
            self._kept.move_to_end((page, scale))
            return exact, True
        others = [kept for kept in self._kept if kept[0] == page]
        if not others:
            return None
        return self._kept[min(others, key=lambda kept: abs(kept[1] - scale))], False

    def want(self, wanted: Sequence[tuple[int, float]]) -> None:
        """These pages at these scales, the first one first; what was wanted before and is not begun is forgotten."""
        self._wanted = [key for key in wanted if key not in self._kept and key[0] not in self.problems]
        self._go_on()

    def retry(self) -> None:
        """Draw anew what could not be drawn."""
        self.problems.clear()

    def _go_on(self) -> None:
        for key in self._wanted:
            if len(self._under_way) >= MOST_AT_ONCE:
                return
            if key not in self._under_way:
                self._draw(key)

    def _draw(self, key: tuple[int, float]) -> None:
        document, (page, scale) = self._document, key

        def work(session: Session, progress: Progress) -> QImage:
            drawn = session.page_image(document, page, scale)
            line = drawn.width * BYTES_PER_PIXEL
            image = QImage(drawn.rgb, drawn.width, drawn.height, line, QImage.Format.Format_RGB888)
            return image.convertToFormat(QImage.Format.Format_RGB32)  # painted without converting it each time

        def done(image: QImage) -> None:
            if self._is_current(document, key):
                self._keep(key, image)
                self._finish(key)

        def fail(error: BaseException) -> None:
            if self._is_current(document, key):
                self.problems[page] = error
                self._finish(key)

        self._under_way[key] = self._desk.run("page", work, done, fail)

    def _is_current(self, document: str, key: tuple[int, float]) -> bool:
        return document == self._document and key in self._under_way

    def _finish(self, key: tuple[int, float]) -> None:
        del self._under_way[key]
        self._wanted = [each for each in self._wanted if each != key and each[0] not in self.problems]
        self.arrived.emit(key[0])
        self._go_on()

    def _keep(self, key: tuple[int, float], image: QImage) -> None:
        self._kept[key] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > self._most and len(self._kept) > 1:
            _, gone = self._kept.popitem(last=False)
            self._bytes -= gone.sizeInBytes()
