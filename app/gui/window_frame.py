"""Where everything in the window stands: the rail, the pages, the conversations beside the chat, the reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.foundation.messages import tr
from app.gui.chat.chat_page import ChatPage
from app.gui.conversations.conversations_pane import ConversationsPane
from app.gui.parts.desk import CHAT
from app.gui.shell.pages import WindowPage, rail_items
from app.gui.shell.rail import Rail
from app.gui.shell.status_strip import StatusStrip
from app.gui.style.theme import Theme

if TYPE_CHECKING:
    from app.gui.reader.reader import Reader

PANE_WIDTH = 232
"""Logical pixels of the list of conversations."""
ROOM_FOR_ALL = 1500
"""Logical pixels of a window that shows conversations, answer and page beside each other; in a smaller one the
conversations step back while a page is open."""


class WindowFrame(QWidget):
    """Painted with the chat alone; ``add_rest`` puts in what is made after the first paint."""

    def __init__(self, theme: Theme, chat: ChatPage, conversations: ConversationsPane, *, is_pane_wanted: bool) -> None:
        super().__init__()
        self._theme = theme
        self._conversations = conversations
        self._chat = chat
        self._reader: Reader | None = None
        self.reader_page = CHAT
        """The page that the reader was opened from: it steps aside while another is shown."""
        self._focused: dict[str, QWidget] = {CHAT: chat.question.edit}
        """What had the keys on a page when it was left."""
        self._was_on_rail = False
        """Whether the rail had the keys when the window lost them."""
        self.is_pane_wanted = is_pane_wanted
        self.rail = Rail(rail_items(), theme)
        self._labels = {item.name: item.label for item in rail_items()}
        self.status = StatusStrip()
        self._stack = QStackedWidget()
        self._stack.setMinimumWidth(theme.sizes.smallest_page)
        self._pages: dict[str, WindowPage] = {}
        self._splitter = _splitter()
        self._splitter.addWidget(self._stack)
        self._right = QVBoxLayout()
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(0)
        self._right.addWidget(self._splitter, 1)
        self._right.addWidget(self.status)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addLayout(self._right, 1)
        self._add_page(CHAT, WindowPage(_chat_area(conversations, chat, theme.sizes.grown(PANE_WIDTH))))
        self.rail.choose(CHAT)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._keep_off_rail)

    def add_rest(self, pages: Mapping[str, WindowPage], reader: Reader, *panels: QWidget) -> None:
        """The other pages by their names, the reader beside them, and beneath what tells of long work."""
        for name, page in pages.items():
            self._add_page(name, page)
        self._reader = reader
        reader.setMinimumWidth(self._theme.sizes.smallest_viewer)
        reader.closed.connect(self.place_pane)
        self._splitter.addWidget(reader)
        for place, panel in enumerate(panels, 1):
            self._right.insertWidget(place, panel)

    @property
    def page(self) -> str:
        """The name of the page that is shown."""
        return next(name for name, page in self._pages.items() if page.widget is self._stack.currentWidget())

    @property
    def page_widget(self) -> QWidget:
        return self._stack.currentWidget()

    @property
    def page_names(self) -> tuple[str, ...]:
        return tuple(self._pages)

    @property
    def foot(self) -> int:
        """Logical pixels at the foot that no message may cover: the line of the status, what is being added, and in the
        chat the field of the question."""
        below = self.height() - self._stack.mapTo(self, self._stack.rect().bottomLeft()).y()
        return below + (self._chat.question.height() if self.page == CHAT else 0)

    def show_page(self, name: str, what: object = None) -> None:
        """Go to a page, and let it show what it is handed."""
        page = self._pages.get(name)
        if page is None:
            return
        focused = QApplication.focusWidget()
        if focused is not None and self.page_widget.isAncestorOf(focused):
            self._focused[self.page] = focused
        self._stack.setCurrentWidget(page.widget)
        self.rail.choose(name)
        self._place_reader()
        if page.begin is not None or focused is None or not page.widget.isAncestorOf(focused):
            self._take_keys(name, page)
        if what is not None:
            page.show(what)

    def reveal(self, widget: QWidget) -> None:
        """Bring the page of a widget to the front, with what was folded away on it."""
        name = self._name_of(widget)
        if name is not None:
            if name != self.page:
                self.show_page(name)
            _turn_to(widget)
            if _holds(self._conversations, widget):
                self._conversations.show()
        elif self._holds_reader(widget):
            self.show_page(self.reader_page)

    def page_of(self, widget: QWidget) -> str:
        """What the page of a widget is called; "" for what belongs to all of them."""
        name = self._name_of(widget)
        if name is not None:
            return self._labels[name]
        return tr("阅读器") if self._holds_reader(widget) else ""

    def is_in_sight(self, widget: QWidget) -> bool:
        """Whether the page of a widget is shown; what belongs to all of them always is."""
        if self._holds_reader(widget):
            return self._reader is not None and self._reader.isVisible()
        return self._name_of(widget) in (None, self.page)

    def show_conversations(self) -> None:
        """Also where they have stepped back."""
        self.show_page(CHAT)
        self._conversations.show()

    def _name_of(self, widget: QWidget) -> str | None:
        return next((name for name, page in self._pages.items() if _holds(page.widget, widget)), None)

    def _holds_reader(self, widget: QWidget) -> bool:
        return self._reader is not None and _holds(self._reader, widget)

    def give_reader(self, page: str) -> None:
        """The page that the reader belongs to from now on."""
        self.reader_page = page
        self._place_reader()

    def bring_reader(self, page: str) -> None:
        """Let a reader that is in sight come along to another page."""
        if self._reader is not None and self._reader.isVisible():
            self.reader_page = page

    def _place_reader(self) -> None:
        if self._reader is not None:
            self._reader.setVisible(self._reader.place is not None and self.page == self.reader_page)

    def leave_rail(self) -> None:
        """Who goes on with the mouse has left it."""
        if QApplication.focusWidget() in self.rail.buttons.values():
            self._take_keys(self.page, self._pages[self.page])

    def _keep_off_rail(self, before: QWidget | None, now: QWidget | None) -> None:
        """Only Tab leads onto the rail. Qt also gives it the keys, as the first in order, when what had them goes: a
        message with its button, a panel that is closed."""
        buttons = self.rail.buttons.values()
        if now is None:
            self._was_on_rail = before in buttons
        elif now in buttons and not _has_stayed(before, self.window()) and not (before is None and self._was_on_rail):
            self._take_keys(self.page, self._pages[self.page])

    def _take_keys(self, name: str, page: WindowPage) -> None:
        """Whoever has come to a page writes there at once, and where one left it if one was there before."""
        before = self._focused.get(name)
        if page.begin is not None:
            page.begin()
        elif before is not None and shiboken6.isValid(before) and before.isVisible() and before.isEnabled():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        elif (first := _first_with_keys(page.widget)) is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_reader(self) -> None:
        """Beside the page that is shown. Half of the width is the reader's, unless it has a part already."""
        self.reader_page = self.page
        if self._reader is not None and self._reader.isHidden():
            self._reader.show()
            wide = self._splitter.width()
            self._splitter.setSizes([wide - wide // 2, wide // 2])

    def switch_pane(self) -> None:
        """Show or hide the conversations, as the person wishes from now on. From another page they are shown."""
        self.is_pane_wanted = self.page != CHAT or self._conversations.isHidden()
        self.show_page(CHAT)
        self._conversations.setVisible(self.is_pane_wanted)

    def place_pane(self) -> None:
        """The conversations step back where answer and page need the room."""
        has_room = self._reader is None or self._reader.isHidden() or self.window().width() >= ROOM_FOR_ALL
        self._conversations.setVisible(self.is_pane_wanted and has_room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_pane()

    def _add_page(self, name: str, page: WindowPage) -> None:
        self._pages[name] = page
        self._stack.addWidget(page.widget)


def _has_stayed(widget: QWidget | None, window: QWidget) -> bool:
    """Whether it could have kept the keys, or stands in another window."""
    return widget is not None and (widget.window() is not window or (widget.isVisible() and widget.isEnabled()))


def _holds(page: QWidget, widget: QWidget) -> bool:
    return page is widget or page.isAncestorOf(widget)


def _first_with_keys(page: QWidget) -> QWidget | None:
    """The first one in the order of Tab that can be written in or moved through."""
    widget = page.nextInFocusChain()
    while widget is not None and widget is not page:
        takes_keys = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
        if takes_keys and page.isAncestorOf(widget):
            return widget
        widget = widget.nextInFocusChain()
    return None


def _turn_to(widget: QWidget) -> None:
    """Of parts that lie over one another, show the one that holds the widget."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QStackedWidget):
            parent.setCurrentWidget(widget)
        widget, parent = parent, parent.parentWidget()


def _chat_area(conversations: ConversationsPane, chat: ChatPage, pane: int) -> QSplitter:
    area = _splitter()
    area.addWidget(conversations)
    area.addWidget(chat)
    area.setStretchFactor(1, 1)
    area.setSizes([pane, pane * 5])
    return area


def _splitter() -> QSplitter:
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    return splitter
