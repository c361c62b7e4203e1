"""What a page is to the window, and what stands on the rail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from app.foundation.messages import tr
from app.gui.parts.desk import CHAT, COMPARE, DIAGNOSTICS, LIBRARY, MODELS, SEARCH, SETTINGS, WEB, WORK
from app.gui.shell.rail import RailItem


@dataclass(frozen=True)
class WindowPage:
    """A page, what it does with something that it is handed (a document's id, two of them, a filter), and how it takes
    the keyboard when a person comes to it."""

    widget: QWidget
    show: Callable[[Any], None] = lambda _: None
    take_keyboard: Callable[[], None] = lambda: None


def rail_items() -> tuple[RailItem, ...]:
    """What stands on the rail, in order, with its keys."""
    return (
        RailItem(CHAT, "message-square-text", tr("问答"), "Ctrl+1"),
        RailItem(SEARCH, "search", tr("检索"), "Ctrl+2"),
        RailItem(LIBRARY, "library", tr("文件库"), "Ctrl+3"),
        RailItem(WEB, "network", tr("引用网"), "Ctrl+4"),
        RailItem(COMPARE, "git-compare", tr("对照"), "Ctrl+5"),
        RailItem(WORK, "list-checks", tr("文本工作"), "Ctrl+6"),
        RailItem(MODELS, "cpu", tr("模型"), "Ctrl+7", is_low=True),
        RailItem(DIAGNOSTICS, "activity", tr("诊断"), "Ctrl+Shift+D", is_low=True),
        RailItem(SETTINGS, "settings", tr("设置"), "Ctrl+,", is_low=True),
    )
