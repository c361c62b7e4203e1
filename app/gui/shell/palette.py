"""The command palette: every action of the window and every document by a few letters of its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QAbstractListModel, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.foundation.messages import in_other_languages, tr
from app.gui.parts.widgets import TOP, Index, text_label
from app.gui.style.theme import Theme

WIDE, HIGH = 560, 400
MOST_SHOWN = 60
LINE = 34
"""Logical pixels of a line of the list."""
ASIDE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Command:
    """``where`` is the page that it belongs to and that its ``keys`` work on, "" for all of them; or what kind of thing
    it is."""

    name: str
    keys: str
    run: Callable[[], object]
    where: str = ""
    also: str = ""
    """Further words by which it is found."""

    @property
    def aside(self) -> str:
        """What stands at the right."""
        return " · ".join(part for part in (self.where, self.keys) if part)


def commands_of(
    window: QWidget,
    reveal: Callable[[QWidget], None],
    page_of: Callable[[QWidget], str] = lambda _: "",
    is_in_sight: Callable[[QWidget], bool] = lambda _: True,
) -> list[Command]:
    """The window's actions that have a name and can be done now; those of menus are left out, since a menu depends on
    what it was opened on, and those on what is chosen in a list that is out of sight. ``reveal`` brings the page of an
    action to the front, ``page_of`` names it."""
    found = [
        Command(_name(action), _keys(action), _runner(action, owner, reveal), page_of(owner))
        for action, owner in named_actions(window)
        if action.isEnabled() and (is_in_sight(owner) or not is_about_a_choice(action))
    ]
    alone = {(command.name, command.where): command for command in found}
    return sorted(alone.values(), key=lambda command: (command.name, command.where))


def is_about_a_choice(action: QAction) -> bool:
    """Whether its keys work in one widget alone: it acts on what is chosen there."""
    return action.shortcutContext() is Qt.ShortcutContext.WidgetShortcut


def named_actions(window: QWidget) -> Iterator[tuple[QAction, QWidget]]:
    """What can be done in the window, and whose it is."""
    for action in window.findChildren(QAction):
        owner = action.parent()
        if action.text() and isinstance(owner, QWidget) and not isinstance(owner, QMenu):
            yield action, owner


def _name(action: QAction) -> str:
    return action.text().replace("&", "")


def _keys(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def _runner(action: QAction, owner: QWidget, reveal: Callable[[QWidget], None]) -> Callable[[], None]:
    def run() -> None:
        reveal(owner)
        action.trigger()

    return run


def matching(commands: Iterable[Command], written: str) -> list[Command]:
    """Those that hold every word written, in any order; what begins with it first."""
    words = written.casefold().split()
    found = [command for command in commands if all(word in _words_of(command) for word in words)]
    start = written.casefold().strip()
    return sorted(found, key=lambda command: not command.name.casefold().startswith(start))[:MOST_SHOWN]


def _words_of(command: Command) -> str:
    return f"{command.name} {command.also} {in_other_languages(command.name)}".casefold()


class _Commands(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.shown: list[Command] = []

    def show(self, commands: Sequence[Command]) -> None:
        self.beginResetModel()
        self.shown = list(commands)
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        command = self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return command.name
        if role == ASIDE:
            return command.aside
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{command.name} {command.aside}".strip()
        return None


class _CommandDelegate(QStyledItemDelegate):
    """The name at the left, the keys at the right."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        painter.save()
        painter.setPen(self._theme.colours.muted)
        box = option.rect.adjusted(0, 0, -14, 0)  # type: ignore[attr-defined]  # absent from the stubs
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(index.data(ASIDE) or ""))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, LINE)


class _Edit(QLineEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()


class Palette(QFrame):
    """Lies over the window, inside it, so that input methods work; Up and Down choose, Enter runs, Esc closes."""

    def __init__(self, commands: Sequence[Command], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setAccessibleName(tr("命令面板"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._before = parent.focusWidget()
        self._is_closing = False
        self._commands = list(commands)
        self.edit = _Edit()
        self.edit.setPlaceholderText(tr("输入命令、标准编号或名称"))
        self.edit.setAccessibleName(tr("命令或文件"))
        self.edit.textChanged.connect(self._filter)
        self.edit.left.connect(self.leave)
        self.model = _Commands(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_CommandDelegate(theme, self.list))
        self.list.setAccessibleName(tr("命令"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.clicked.connect(lambda _: self._run())
        self.nothing = text_label(tr("没有这样的命令或文件。"), "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(theme.sizes.gap)
        layout.addWidget(self.edit)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.nothing)
        self._filter("")
        self._place(parent)
        self.edit.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run()
        elif event.key() in steps:
            self._step(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def leave(self) -> None:
        """Close, and give the keyboard back to where it was."""
        if self._is_closing:
            return
        self._is_closing = True
        before: QWidget | None = self._before
        has_focus = self.isAncestorOf(self.window().focusWidget())
        if before is not None and shiboken6.isValid(before) and has_focus:  # a turn that was scrolled past is gone
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.close()

    def _filter(self, written: str) -> None:
        self.model.show(matching(self._commands, written))
        self.nothing.setVisible(not self.model.shown)
        self._choose(0)

    def _step(self, step: int) -> None:
        self._choose(self.list.currentIndex().row() + step)

    def _choose(self, line: int) -> None:
        if self.model.shown:
            self.list.setCurrentIndex(self.model.index(min(max(0, line), len(self.model.shown) - 1), 0))

    def _run(self) -> None:
        line = self.list.currentIndex().row()
        if 0 <= line < len(self.model.shown):
            command = self.model.shown[line]
            self.leave()
            command.run()

    def _place(self, window: QWidget) -> None:
        wide = min(WIDE, window.width() - 40)
        self.setGeometry((window.width() - wide) // 2, 60, wide, min(HIGH, window.height() - 100))
