"""What stands around the list of documents: how it is grouped, what can be done with the selection, nothing found."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from app.foundation.messages import tr
from app.gui.library.library_model import Grouping
from app.gui.parts.choosers import Combo
from app.gui.parts.widgets import button, row, text_label
from app.gui.style.icons import icon
from app.gui.style.theme import Theme


def grouping_box() -> Combo:
    box = Combo(tr("列表怎样分组"))
    box.setMinimumContentsLength(8)
    box.offer(
        {
            Grouping.NONE.value: tr("不分组"),
            Grouping.COLLECTION.value: tr("按文库"),
            Grouping.KIND.value: tr("按种类"),
            Grouping.FAMILY.value: tr("按标准族"),
        }
    )
    return box


def more_button(actions: Sequence[QAction], theme: Theme) -> QToolButton:
    """All that can be done with the selection, for those who do not right-click."""
    made = QToolButton()
    made.setIcon(icon("ellipsis", theme))
    made.setToolTip(tr("对选中的文件"))
    made.setAccessibleName(tr("对选中的文件"))
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu = QMenu(made)
    menu.addActions(list(actions))
    made.setMenu(menu)
    return made


def carry_button(export: Callable[[], None], take_in: Callable[[], None], theme: Theme) -> QToolButton:
    """The library to colleagues and back, in one file."""
    made = QToolButton()
    made.setIcon(icon("package", theme))
    made.setIconSize(QSize(theme.sizes.icon, theme.sizes.icon))
    made.setToolTip(tr("文库包：导出或导入"))
    made.setAccessibleName(tr("文库包：导出或导入"))
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu = QMenu(made)
    menu.addAction(icon("upload", theme), tr("导出文库包…"), export)
    menu.addAction(icon("download", theme), tr("导入文库包…"), take_in)
    made.setMenu(menu)
    return made


def nothing_found(clear: Callable[[], None]) -> QWidget:
    """In place of the list, where the filter leaves nothing."""
    nothing = QWidget()
    inside = QVBoxLayout(nothing)
    inside.addStretch(1)
    label = text_label(tr("没有符合筛选条件的文件"), "muted")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    inside.addWidget(label)
    inside.addLayout(row(None, button(tr("清除筛选"), "", clear), None))
    inside.addStretch(2)
    return nothing
