"""Language, theme and size of the type, put on the whole application."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from app.foundation.messages import SOURCE_LANGUAGE, tr, use_language
from app.foundation.settings import Settings
from app.gui.style.fonts import interface_font
from app.gui.style.theme import Theme, apply_theme, dark_theme, light_theme, scaled, system_theme


def put_on(application: QApplication, settings: Settings, language: str | None = None) -> Theme:
    """Speak and look as the settings say, ``language`` ("zh", "en") before theirs; gives the theme."""
    chosen = use_language(language or settings.language_code)
    application.setApplicationDisplayName(tr("准绳"))
    _translate_qt(application, chosen)
    theme = scaled(_theme_named(settings.theme), settings.font_size)
    application.setFont(interface_font(theme.sizes.text))
    apply_theme(application, theme)
    return theme


def _theme_named(name: str) -> Theme:
    if name == "light":
        return light_theme()
    return dark_theme() if name == "dark" else system_theme()


def _translate_qt(application: QApplication, language: str) -> None:
    """Qt's own words ("OK", "Copy") in the language of the window; English is what Qt speaks by itself."""
    for translator in application.findChildren(QTranslator):
        application.removeTranslator(translator)
        translator.deleteLater()
    if language == SOURCE_LANGUAGE:
        translator = QTranslator(application)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(QLocale("zh_CN"), "qtbase", "_", folder):
            application.installTranslator(translator)
