"""Everything that the reader does, with its keys: for the keyboard, the menu and the command palette."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from app.foundation.messages import tr
from app.gui.parts.desk import COMPARE, LIBRARY, WEB
from app.gui.reader.page_scroll import Fit

if TYPE_CHECKING:
    from app.gui.reader.reader import Reader

WITHIN = Qt.ShortcutContext.WidgetWithChildrenShortcut
EVERYWHERE = Qt.ShortcutContext.WindowShortcut
"""Citations are stepped through from the chat, too, and the reader is closed."""


def add_actions(reader: Reader) -> None:
    """Make them, and fill the bar's menu with those that have no button."""

    def add(
        text: str, keys: tuple[str, ...], deed: Callable[[], None], context: Qt.ShortcutContext = WITHIN
    ) -> QAction:
        made = QAction(text, reader)
        made.setShortcuts([QKeySequence(each) for each in keys])
        made.setShortcutContext(context)
        made.triggered.connect(lambda: deed())
        reader.addAction(made)
        return made

    def go(page: str) -> None:
        if reader.opened is not None:
            reader.desk.go(page, reader.opened.entry.id)

    menu, clause = reader.bar.menu, reader.menu
    reader.stepping = [
        add(tr("上一处引用或命中"), ("Alt+Up",), partial(reader.step_citation, -1), EVERYWHERE),
        add(tr("下一处引用或命中"), ("Alt+Down",), partial(reader.step_citation, 1), EVERYWHERE),
    ]
    add(tr("关闭原件"), ("Ctrl+W",), reader.close_reader, EVERYWHERE)
    add(tr("阅读：后退"), ("Alt+Left",), reader.go_back)
    add(tr("阅读：前进"), ("Alt+Right",), reader.go_forward)
    add(tr("上一页"), ("Ctrl+PgUp",), partial(reader.step_page, -1))
    add(tr("下一页"), ("Ctrl+PgDown",), partial(reader.step_page, 1))
    add(tr("放大"), ("Ctrl++", "Ctrl+="), partial(reader.zoom, 1))
    add(tr("缩小"), ("Ctrl+-",), partial(reader.zoom, -1))
    add(tr("查找"), ("Ctrl+F",), reader.open_find)
    add(tr("下一处"), ("F3",), partial(reader.finder.step, 1))
    add(tr("上一处"), ("Shift+F3",), partial(reader.finder.step, -1))
    add(tr("目录和页面"), ("F9", "Ctrl+B"), reader.toggle_side)
    add(tr("复制选中的文字"), ("Ctrl+C",), clause.copy)
    menu.addAction(add(tr("转到条款或页…"), ("Ctrl+G",), reader.jump_bar.open_bar))
    menu.addAction(add(tr("全选这一页"), ("Ctrl+A",), reader.select_all))
    menu.addSeparator()
    menu.addAction(add(tr("就这一条提问"), ("Ctrl+Shift+A",), clause.ask))
    menu.addAction(add(tr("引用到问题"), ("Ctrl+Shift+Q",), clause.quote))
    menu.addAction(add(tr("翻译此条"), (), clause.translate))
    menu.addAction(add(tr("复制并注明出处"), ("Ctrl+Shift+C",), clause.copy_cited))
    menu.addAction(add(tr("谁引用了这一条"), ("Ctrl+Shift+R",), clause.show_arriving))
    menu.addAction(add(tr("这一条引用了什么"), ("Ctrl+R",), clause.show_leaving))
    menu.addSeparator()
    menu.addAction(add(tr("查看文档信息"), (), partial(go, LIBRARY)))
    menu.addAction(add(tr("对比版本…"), (), partial(go, COMPARE)))
    menu.addAction(add(tr("引用关系"), (), partial(go, WEB)))
    menu.addSeparator()
    menu.addAction(add(tr("原始大小"), ("Ctrl+0",), reader.zoom_to_full))
    menu.addAction(add(tr("适合宽度"), ("Ctrl+9",), partial(reader.fit, Fit.WIDTH)))
    menu.addAction(add(tr("整页"), ("Ctrl+8",), partial(reader.fit, Fit.PAGE)))
    menu.addSeparator()
    menu.addAction(add(tr("打印…"), ("Ctrl+P",), reader.print_document))
    add(tr("收起查找和选择，或关闭阅读器"), ("Esc",), reader.leave)
