"""The bar above the picture: the way back, the search for a centre, how far to look, zoom and export."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.foundation.messages import tr
from app.gui.parts.widgets import button, row, tool
from app.gui.style.theme import Theme
from app.gui.web.centre_field import CentreField

MOST_STEPS = 2


class GraphBar(QWidget):
    """Its actions have shortcuts and belong to the page, which adds them to itself."""

    steps_chosen = Signal(int)
    save_asked = Signal(str)
    """".png" or ".svg"."""

    def __init__(self, theme: Theme, owner: QWidget) -> None:
        super().__init__()
        self.back = _action(tr("后退"), "Alt+Left", owner)
        self.forward = _action(tr("前进"), "Alt+Right", owner)
        self.fit = _action(tr("显示全图"), "Ctrl+0", owner)
        self.zoom_in = _action(tr("放大"), "Ctrl++", owner)
        self.zoom_out = _action(tr("缩小"), "Ctrl+-", owner)
        self.search = _action(tr("查找引用图中的文件"), "Ctrl+F", owner)
        self.png = _action(tr("引用图存为 PNG 图片…"), "", owner)
        self.svg = _action(tr("引用图存为 SVG 图片…"), "", owner)
        self.field = CentreField()
        self.steps = QButtonGroup(self)
        first, second = (self._step(count) for count in (1, MOST_STEPS))
        first.setChecked(True)
        save = tool("download", tr("存为图片"), theme, lambda: None)
        save.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(save)
        menu.addAction(self.png)
        menu.addAction(self.svg)
        save.setMenu(menu)
        self.search.triggered.connect(self._focus_field)
        self.png.triggered.connect(lambda: self.save_asked.emit(".png"))
        self.svg.triggered.connect(lambda: self.save_asked.emit(".svg"))
        self.steps.idClicked.connect(self.steps_chosen)
        ways = (_press("arrow-left", self.back, theme), _press("arrow-right", self.forward, theme))
        views = (
            _press("zoom-out", self.zoom_out, theme),
            _press("maximize", self.fit, theme),
            _press("zoom-in", self.zoom_in, theme),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        line = row(*ways, self.field, first, second, *views, save, spacing=theme.sizes.tight)
        line.setStretchFactor(self.field, 1)
        layout.addLayout(line)

    def _step(self, count: int) -> QPushButton:
        text, tip = {
            1: (tr("1 层"), tr("只显示与它直接相连的文件")),
            2: (tr("2 层"), tr("也显示再走一步能到的文件")),
        }[count]
        made = button(text, "segment")
        made.setCheckable(True)
        made.setToolTip(tip)
        made.setAccessibleName(tip)
        self.steps.addButton(made, count)
        return made

    def _focus_field(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()


def _action(text: str, keys: str, owner: QWidget) -> QAction:
    action = QAction(text, owner)
    if keys:
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    owner.addAction(action)
    return action


def _press(name: str, action: QAction, theme: Theme) -> QToolButton:
    """A tool that does what the action does, greyed out with it; its tip tells the keys."""
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    tip = tr("{name}（{keys}）", name=action.text(), keys=keys)
    made = tool(name, tip, theme, action.trigger)
    action.changed.connect(lambda: made.setEnabled(action.isEnabled()))
    return made
