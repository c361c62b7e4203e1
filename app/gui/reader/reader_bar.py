"""The reader's buttons: where one is, how large it is, and the ways to the rest."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QToolButton

from app.foundation.messages import tr
from app.gui.parts.widgets import text_label, tool
from app.gui.style.theme import Theme

FIELD_WIDE = 46


class ReaderBar(QFrame):
    """Tells what was pressed; knows nothing of documents."""

    side_asked = Signal()
    back_asked = Signal()
    forward_asked = Signal()
    page_typed = Signal(str)
    zoomed = Signal(int)
    width_asked = Signal()
    page_fit_asked = Signal()
    find_asked = Signal()
    close_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("viewerBar")
        self.side = tool("panel-left", tr("目录和页面（F9）"), theme, self.side_asked.emit)
        self.side.setCheckable(True)
        self.back = tool("arrow-left", tr("后退（Alt+←）"), theme, self.back_asked.emit)
        self.forward = tool("arrow-right", tr("前进（Alt+→）"), theme, self.forward_asked.emit)
        self.page = QLineEdit()
        self.page.setFixedWidth(theme.sizes.grown(FIELD_WIDE))
        self.page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page.setAccessibleName(tr("页码"))
        self.page.setToolTip(tr("输入页码后按回车；条款号用 Ctrl+G"))
        self.page.returnPressed.connect(lambda: self.page_typed.emit(self.page.text()))
        self.total = text_label("", "muted")
        self.zoom_out = tool("zoom-out", tr("缩小（Ctrl+-）"), theme, lambda: self.zoomed.emit(-1))
        self.percent = text_label("", "muted")
        self.zoom_in = tool("zoom-in", tr("放大（Ctrl++）"), theme, lambda: self.zoomed.emit(1))
        self.fit_width = tool("move-horizontal", tr("适合宽度（Ctrl+9）"), theme, self.width_asked.emit)
        self.fit_page = tool("maximize", tr("整页（Ctrl+8）"), theme, self.page_fit_asked.emit)
        self.find_button = tool("search", tr("查找（Ctrl+F）"), theme, self.find_asked.emit)
        self.more = tool("ellipsis", tr("更多"), theme, lambda: None)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self)
        self.more.setMenu(self.menu)
        self.close_button = tool("x", tr("关闭"), theme, self.close_asked.emit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 5, 8, 5)
        layout.setSpacing(2)
        groups = (
            (self.side, self.back, self.forward),
            (self.page, self.total),
            (self.zoom_out, self.percent, self.zoom_in, self.fit_width, self.fit_page),
            (self.find_button, self.more, self.close_button),
        )
        for group in groups:
            for widget in group:
                layout.addWidget(widget)
            if group is not groups[-1]:
                layout.addStretch(1)

    def show_kind(self, *, has_pages: bool) -> None:
        for widget in (self.page, self.total, self.fit_width, self.fit_page):
            widget.setVisible(has_pages)

    def show_page(self, label: str, page: int, pages: int) -> None:
        """``page`` counts from 1; the label is what is printed on it."""
        if not self.page.hasFocus() or not self.page.isModified():
            self.page.setText(label)
        counted = tr("/ {pages}", pages=pages)
        self.total.setText(counted if label == str(page) else tr("（{page} / {pages}）", page=page, pages=pages))

    def show_percent(self, percent: int) -> None:
        self.percent.setText(f"{percent}%")

    def show_history(self, *, can_go_back: bool, can_go_forward: bool) -> None:
        self.back.setEnabled(can_go_back)
        self.forward.setEnabled(can_go_forward)
