"""The viewer beside the chat: the page that a citation points to, with the cited place lit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.domain.document import Clause
from app.foundation.messages import tr
from app.gui.parts.labels import error_texts, needs_password, one_line
from app.gui.parts.password_dialog import PasswordDialog
from app.gui.parts.place import Place
from app.gui.parts.widgets import Notice, button, recognition_badge, status_badge, text_label
from app.gui.reader.clause_view import ClauseView
from app.gui.reader.page_loader import PageLoader, PagePicture
from app.gui.reader.page_view import PageView
from app.gui.reader.viewer_bar import ViewerBar
from app.gui.style.theme import Theme

LONGEST_QUOTE = 120
"""Characters of the quote repeated above the page."""


class Viewer(QFrame):
    """Steps through a list of places and, from each, through the pages around it."""

    def __init__(self, theme: Theme, pages_of: Callable[[str], int | None]) -> None:
        """``pages_of`` gives the number of pages of a document, None when it has none or is unknown."""
        super().__init__()
        self.setObjectName("viewer")
        self._theme = theme
        self._pages_of = pages_of
        self._loader: PageLoader | None = None
        self._places: tuple[Place, ...] = ()
        self._index = 0
        self._page = 1
        self.bar = ViewerBar(theme)
        self.title = text_label("", "strong")
        self.badges: list[QLabel] = []
        """What is to be known of the place beside its name: how its text was read, whether it is in force."""
        self.quote = text_label("", wraps=True)
        self.page_view = PageView(theme)
        self.clause_view = ClauseView(theme)
        self.problem = Notice("", "", "danger")
        self.unlock = button(tr("输入密码…"), "", self._ask_password)
        self.problem.add_action(self.unlock)
        self.password: PasswordDialog | None = None
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.hide()

    def use_loader(self, loader: PageLoader) -> None:
        self._loader = loader

    @property
    def place(self) -> Place | None:
        return self._places[self._index] if self._places else None

    @property
    def page(self) -> int:
        """The page shown, from 1."""
        return self._page

    def open(self, places: Sequence[Place], index: int) -> None:
        """Show one of the places; the others are a step away."""
        self._places = tuple(places)
        self.show()
        self._go_to(index)

    def forget(self, document_id: str) -> None:
        """The document was removed: close what shows it."""
        if self._loader is not None:
            self._loader.forget(document_id)
        if self.place is not None and self.place.document_id == document_id:
            self.close_viewer()

    def close_viewer(self) -> None:
        if self._loader is not None:
            self._loader.drop()
        self._places = ()
        self.hide()

    def _go_to(self, index: int) -> None:
        if 0 <= index < len(self._places):
            self._index = index
            place = self._places[index]
            self._page = place.page or 1
            self._show_heading(place)
            self._load(place)

    def _load(self, place: Place, password: str | None = None) -> None:
        if self._loader is None:
            return
        self.bar.show_citation(self._index, len(self._places))
        self._quote_strip.setVisible(bool(place.quote) and place.page is not None)
        if place.page is None:
            self._loader.load_clauses(place.document_id, self._show_clauses, self._show_problem)
            return
        self.bar.show_page(self._page, self._pages_of(place.document_id))
        self.stack.setCurrentWidget(self.page_view)
        self.page_view.expect(place.document_id, self._page)
        scale = self.page_view.wanted_scale()
        problem = self._show_problem if password is None else self._show_problem_with_password
        self._loader.load_page(place.document_id, self._page, scale, self._show_picture, problem, password)

    def _sharpen(self) -> None:
        if self.place is not None and self._loader is not None:
            scale, view = self.page_view.wanted_scale(), self.page_view
            self._loader.load_page(self.place.document_id, self._page, scale, view.sharpen, self._show_problem)

    def _step_citation(self, step: int) -> None:
        self._go_to(self._index + step)

    def _step_page(self, step: int) -> None:
        place = self.place
        if place is None:
            return
        if place.page is None:
            self.clause_view.show_portion(self.clause_view.portion + step)
            self._tell_portion()
            return
        last = self._pages_of(place.document_id)
        if self._page + step >= 1 and (last is None or self._page + step <= last):
            self._page += step
            self._load(place)

    def _show_picture(self, picture: PagePicture) -> None:
        if self.place is not None:
            self.stack.setCurrentWidget(self.page_view)
            self.page_view.show_picture(picture, [box for box in self.place.boxes if box.page == picture.page])

    def _show_clauses(self, clauses: tuple[Clause, ...]) -> None:
        if self.place is not None:
            self.stack.setCurrentWidget(self.clause_view)
            self.clause_view.show_clauses(clauses, self.place)
            self._tell_portion()

    def _show_problem(self, error: BaseException) -> None:
        message, hint = error_texts(error)
        is_locked = needs_password(getattr(error, "code", ""))
        self.problem.tell(tr("打不开这一页：{cause}", cause=message), "" if is_locked else hint)
        self.unlock.setVisible(is_locked)
        self.stack.setCurrentIndex(self.stack.count() - 1)

    def _show_problem_with_password(self, error: BaseException) -> None:
        self._show_problem(error)
        if needs_password(getattr(error, "code", "")):
            self._ask_password(was_wrong=True)

    def _ask_password(self, *, was_wrong: bool = False) -> None:
        place = self.place
        if place is not None:
            self.password = PasswordDialog(place.standard, self._theme, self.window(), was_wrong=was_wrong)
            self.password.given.connect(lambda password: self._load(place, password))
            self.password.finished.connect(self._forget_password_dialog)
            self.password.open()

    def _forget_password_dialog(self) -> None:
        self.password = None

    def _tell_portion(self) -> None:
        self.bar.show_page(self.clause_view.portion, self.clause_view.portions, is_portion=True)

    def _show_heading(self, place: Place) -> None:
        key = f"[{place.key}] " if place.key else ""
        self.title.setText(key + " · ".join(part for part in (place.standard, place.clause) if part))
        for badge in self.badges:
            badge.deleteLater()
        self.badges = [status_badge(place.status, self._theme)]
        if place.confidence is not None:
            self.badges.insert(0, recognition_badge(place.confidence, self._theme))
        for badge in self.badges:
            self._heading.insertWidget(self._heading.count() - 1, badge)
        self.quote.setText(one_line(place.quote, LONGEST_QUOTE))

    def _zoom(self, steps: int) -> None:
        shown = self.stack.currentWidget()
        if isinstance(shown, PageView | ClauseView):
            shown.zoom(steps)

    def _lay_out(self) -> None:
        self._heading = QHBoxLayout()
        self._heading.setContentsMargins(14, 9, 14, 7)
        self._heading.addWidget(self.title)
        self._heading.setSpacing(self._theme.sizes.gap)
        self._heading.addStretch(1)
        self._quote_strip = QFrame()
        self._quote_strip.setObjectName("quoteStrip")
        strip = QVBoxLayout(self._quote_strip)
        strip.setContentsMargins(14, 6, 14, 6)
        strip.addWidget(self.quote)
        trouble = QWidget()
        trouble_layout = QVBoxLayout(trouble)
        trouble_layout.addWidget(self.problem)
        trouble_layout.addStretch(1)
        for page in (self.page_view, self.clause_view, trouble):
            self.stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addLayout(self._heading)
        layout.addWidget(self._quote_strip)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.bar.citation_stepped.connect(self._step_citation)
        self.bar.page_stepped.connect(self._step_page)
        self.bar.zoomed.connect(self._zoom)
        self.bar.fit_asked.connect(self.page_view.fit)
        self.bar.close_asked.connect(self.close_viewer)
        self.page_view.sharper_wanted.connect(self._sharpen)
        context = Qt.ShortcutContext.WindowShortcut
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            QShortcut(QKeySequence(keys), self, lambda step=step: self._step_citation(step), context=context)
        for keys, step in (("PgUp", -1), ("PgDown", 1)):
            QShortcut(QKeySequence(keys), self, lambda step=step: self._step_page(step), context=context)
