"""Asks where a new file is to be saved."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

LONGEST_NAME, LONGEST_NAME_BYTES = 60, 200
"""Of a suggested name; systems allow 255 bytes, endings and numbers included."""
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
"""Devices of Windows, whatever follows a point."""


def file_name(title: str, otherwise: str) -> str:
    """What of a title may name a file on every system, without its ending; ``otherwise`` where nothing may.

    Signs that turn the direction of writing go too: they would show an ending that the file does not have.
    """
    plain = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in title)
    name = " ".join(_FORBIDDEN.sub(" ", plain).split())[:LONGEST_NAME]
    name = name.encode()[:LONGEST_NAME_BYTES].decode(errors="ignore").strip(" .")
    return f"{name}_" if _RESERVED.match(name) else name or otherwise


def ask_new_file(parent: QWidget, title: str, suggested: str, kinds: str, ending: str = "") -> Path | None:
    """The file that a person names, with the ``ending``; None without one.

    The dialog does not ask about a file that exists: whoever writes refuses to overwrite it, and says so.
    """
    asking = QFileDialog.Option.DontConfirmOverwrite
    name, _ = QFileDialog.getSaveFileName(parent, title, suggested, kinds, options=asking)
    return with_ending(name, ending) if name else None


def documents_folder() -> Path:
    """The person's documents, or what they have instead."""
    named = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(named) if named else Path.home()
    return folder if folder.is_dir() else Path.home()


def free_name(path: Path) -> Path:
    """The name itself, or the first that is not taken: 对话 (2).docx."""
    number = 2
    free = path
    while path.name and os.path.lexists(free):  # as exists, and false for a name that no file can have
        free = path.with_stem(f"{path.stem} ({number})")
        number += 1
    return free


def show_folder_of(written: Path) -> None:
    """In the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(written.parent)))


def with_ending(name: str, ending: str) -> Path:
    """The ending is added, never put in place of what follows a point: "v1.2" becomes "v1.2.png"."""
    return Path(name if name.lower().endswith(ending.lower()) else name + ending)
