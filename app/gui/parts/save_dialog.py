"""Asks where a new file is to be saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_new_file(parent: QWidget, title: str, suggested: str, kinds: str, ending: str = "") -> Path | None:
    """The file that a person names, with the ``ending``; None without one.

    The dialog does not ask about a file that exists: whoever writes refuses to overwrite it, and says so.
    """
    asking = QFileDialog.Option.DontConfirmOverwrite
    name, _ = QFileDialog.getSaveFileName(parent, title, suggested, kinds, options=asking)
    return with_ending(name, ending) if name else None


def with_ending(name: str, ending: str) -> Path:
    """The ending is added, never put in place of what follows a point: "v1.2" becomes "v1.2.png"."""
    return Path(name if name.lower().endswith(ending.lower()) else name + ending)
