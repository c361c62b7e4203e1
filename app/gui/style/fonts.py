"""The font that comes with the application, for machines that have no Chinese font."""

from __future__ import annotations

import logging

from PySide6.QtGui import QFont, QFontDatabase

from app.foundation.paths import bundled_font

_log = logging.getLogger(__name__)


def interface_font(points: int) -> QFont:
    """The system's own Chinese font where there is one, and ours behind it for the signs that it lacks.

    A desktop's font is hinted for its screens and known to its user; ours must only never leave empty boxes.
    """
    own = _load_own_family()
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).families()
    chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    has_chinese = any(family != own for family in chinese)
    families = [*system, own] if has_chinese else [own, *system]
    font = QFont([family for family in families if family])
    font.setPointSize(points)
    font.setStyleHint(QFont.StyleHint.SansSerif)
    return font


def _load_own_family() -> str:
    identifier = QFontDatabase.addApplicationFont(str(bundled_font()))
    families = QFontDatabase.applicationFontFamilies(identifier) if identifier >= 0 else []
    if not families:
        _log.warning("the font %s cannot be loaded", bundled_font())
        return ""
    return families[0]
