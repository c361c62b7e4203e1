"""Pages and clauses fetched in jobs, the newest wish first, the last pages kept at hand."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QImage

from app.domain.document import Clause
from app.foundation.errors import Cancelled
from app.foundation.jobs import CancelToken, Job, Progress, Result
from app.gui.road.bridge import JobRoad
from app.gui.road.session import Session

KEPT_PAGES = 12
"""An A4 page at scale 2 is 6 MB."""
BYTES_PER_PIXEL = 3


@dataclass(frozen=True, slots=True)
class PagePicture:
    """``scale`` is pixels for each PDF point."""

    document_id: str
    page: int
    scale: float
    image: QImage


class PageLoader:
    """Gives results on the main thread. A newer request makes an older one moot."""

    def __init__(self, road: JobRoad, session: Session) -> None:
        self._road = road
        self._session = session
        self._kept: OrderedDict[tuple[str, int, float], PagePicture] = OrderedDict()
        self._token: CancelToken | None = None
        self._request = 0

    def load_page(
        self,
        document_id: str,
        page: int,
        scale: float,
        on_done: Callable[[PagePicture], None],
        on_error: Callable[[BaseException], None],
        password: str | None = None,
    ) -> None:
        """Give a page; ``password`` opens a document that has not been opened with it since the workspace was."""
        self.drop()
        key = (document_id, page, scale)
        if key in self._kept:
            self._kept.move_to_end(key)
            on_done(self._kept[key])
            return

        def run(_: Progress) -> PagePicture:
            picture = self._session.page_image(document_id, page, scale, password=password)
            line = picture.width * BYTES_PER_PIXEL
            image = QImage(picture.rgb, picture.width, picture.height, line, QImage.Format.Format_RGB888).copy()
            return PagePicture(document_id, page, scale, image)

        def keep(picture: PagePicture) -> None:
            self._kept[key] = picture
            while len(self._kept) > KEPT_PAGES:
                self._kept.popitem(last=False)
            on_done(picture)

        self._start("page", run, keep, on_error)

    def load_clauses(
        self,
        document_id: str,
        on_done: Callable[[tuple[Clause, ...]], None],
        on_error: Callable[[BaseException], None],
    ) -> None:
        self.drop()
        self._start("clauses", lambda _: self._session.clauses(document_id), on_done, on_error)

    def drop(self) -> None:
        """What is under way is not wanted any more."""
        self._request += 1
        if self._token is not None:
            self._token.cancel()
            self._token = None

    def forget(self, document_id: str) -> None:
        """The document was removed."""
        for key in [key for key in self._kept if key[0] == document_id]:
            del self._kept[key]

    def _start(
        self,
        name: str,
        run: Callable[[Progress], Result],
        on_done: Callable[[Result], None],
        on_error: Callable[[BaseException], None],
    ) -> None:
        """Callbacks of a request that was dropped meanwhile are not called."""
        request = self._request = self._request + 1

        def done(result: Result) -> None:
            if request == self._request:
                on_done(result)

        def fail(error: BaseException) -> None:
            if request == self._request and not isinstance(error, Cancelled):
                on_error(error)

        self._token = self._road.start(Job(name, run, done, fail))
