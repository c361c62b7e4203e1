"""The keys of the search page, which the command palette lists too."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

Key = tuple[str, str | QKeySequence.StandardKey, Callable[[], None]]
"""What it is called, its keys and what it does."""


def add_keys(page: QWidget, keys: Sequence[Key]) -> None:
    """They work wherever on the page the focus is."""
    for text, combination, deed in keys:
        action = QAction(text, page)
        action.setShortcut(QKeySequence(combination))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _=False, deed=deed: deed())
        page.addAction(action)
