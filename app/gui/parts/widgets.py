"""Small parts that every page is put together from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QStylePainter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.document import DocumentStatus
from app.domain.names import recognition_name, status_name
from app.foundation.messages import tr
from app.gui.parts.labels import menu_text, tip_text
from app.gui.style.icons import icon
from app.gui.style.theme import Theme

SMALLEST_BUTTON = 60
"""Logical pixels."""
Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
"""The parent of a table's rows."""


def text_label(text: str = "", name: str = "", *, wraps: bool = False) -> QLabel:
    """Plain text that can be selected when it wraps. ``name`` is its style in the style sheet."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(name)
    label.setWordWrap(wraps)
    if wraps:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


class OneLineDelegate(QStyledItemDelegate):
    """Cuts a cell's text with an ellipsis where the rest of its table wraps."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.features &= ~QStyleOptionViewItem.ViewItemFeature.WrapText  # type: ignore[attr-defined]  # absent from the stubs


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis where there is no room; its tip tells all of it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(tip_text(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()


def button(text: str, name: str = "", on_click: Callable[[], None] | None = None) -> QPushButton:
    made = QPushButton(menu_text(text))
    made.setObjectName(name)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if on_click is not None:
        made.clicked.connect(lambda: on_click())
    return made


class ElidedButton(QPushButton):
    """A button whose words end in an ellipsis where there is no room; its tip tells all of them."""

    def __init__(self, text: str, name: str, on_click: Callable[[], None]) -> None:
        super().__init__(menu_text(text))
        self.setObjectName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumWidth(SMALLEST_BUTTON)
        self.setToolTip(tip_text(text))
        self.clicked.connect(lambda: on_click())

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        around = self.sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())
        room = self.width() - around
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room + 1)  # type: ignore[attr-defined]  # absent from the stubs
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.end()


def tool(name: str, tip: str, theme: Theme, on_click: Callable[[], None]) -> QToolButton:
    """An icon to press. The tip is also what a screen reader says."""
    made = QToolButton()
    made.setIcon(icon(name, theme))
    made.setIconSize(QSize(theme.sizes.icon, theme.sizes.icon))
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    made.clicked.connect(lambda: on_click())
    return made


def pill(picture: str, theme: Theme) -> QToolButton:
    """A small button of an icon and a word that tells a choice; checked while the choice is not the usual one."""
    made = QToolButton()
    made.setObjectName("pill")
    made.setIcon(icon(picture, theme))
    made.setIconSize(QSize(theme.sizes.small_icon, theme.sizes.small_icon))
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    made.setCheckable(True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


def status_badge(status: DocumentStatus, theme: Theme) -> QLabel:
    badge = text_label(status_name(status), "badge")
    colour, background = theme.status_colours(status)
    badge.setStyleSheet(f"color: {colour}; background: {background};")
    return badge


def recognition_badge(confidence: float, theme: Theme) -> QLabel:
    """How surely OCR read it, from 0 to 1."""
    badge = text_label(recognition_name(confidence), "badge")
    badge.setStyleSheet(f"color: {theme.colours.muted}; background: {theme.colours.hover};")
    badge.setToolTip(tr("这段文字由文字识别（OCR）读出，请对照原页。"))
    return badge


def row(*widgets: QWidget | None, spacing: int = 8) -> QHBoxLayout:
    """Side by side; None is the stretch."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        else:
            layout.addWidget(widget)
    return layout


def top_left(widget: QWidget) -> QWidget:
    """A cell of a table with the widget in its corner, however large the cell is."""
    cell = QWidget()
    layout = QVBoxLayout(cell)
    layout.setContentsMargins(4, 2, 4, 2)
    layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    return cell


def fit_height(dialog: QWidget) -> None:
    """As high as what is in it at its width: a layout asks wrapped lines at widths of their own."""
    layout = dialog.layout()
    if layout is not None:
        dialog.resize(dialog.width(), layout.totalHeightForWidth(dialog.width()))


def centred(widget: QWidget, width: int) -> QHBoxLayout:
    """The widget in the middle, never wider than ``width``, as wide as there is room."""
    widget.setMaximumWidth(width)
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addStretch(1)
    layout.addWidget(widget, 100)
    layout.addStretch(1)
    return layout


class Notice(QFrame):
    """A framed message: what it is about, then the next step. Tones: info, warning, danger, refusal."""

    def __init__(self, text: str, hint: str = "", tone: str = "info") -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setProperty("tone", tone)
        self.text = text_label(wraps=True)
        self.hint = text_label(wraps=True)
        self._lines = QVBoxLayout()
        self._actions = QHBoxLayout()
        self._actions.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 9, 12, 9)
        layout.setSpacing(4)
        layout.addWidget(self.text)
        layout.addWidget(self.hint)
        layout.addLayout(self._lines)
        layout.addLayout(self._actions)
        self.tell(text, hint)

    def tell(self, text: str, hint: str) -> None:
        """The text stands out where a hint follows it."""
        self.text.setText(text)
        self.text.setObjectName("strong" if hint else "")
        self.text.style().polish(self.text)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))

    def use_tone(self, tone: str) -> None:
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().polish(self)

    def add_line(self, action: QPushButton) -> None:
        """On a line of its own, below the text."""
        self._lines.addWidget(action, 0, Qt.AlignmentFlag.AlignLeft)

    def add_action(self, action: QPushButton) -> None:
        if self._actions.count() == 0:
            self._actions.addStretch(1)
        self._actions.insertWidget(self._actions.count() - 1, action)
