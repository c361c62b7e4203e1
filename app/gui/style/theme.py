"""All colours and sizes of the window, in one place. Widgets are handed a Theme and write no colour of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.domain.document import DocumentStatus
from app.gui.style.stylesheet import stylesheet


@dataclass(frozen=True, slots=True)
class Colours:
    """Hex colours by what they mean. The ``_soft`` ones lie behind text of the same meaning."""

    window: str
    surface: str
    raised: str
    hover: str
    border: str
    border_strong: str
    text: str
    muted: str
    disabled: str
    """Of what cannot be done now: paler than muted, and still to be read."""
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    desk: str
    """Behind the page in the viewer."""
    lit: str
    """Over the cited place on a page, translucent: #AARRGGBB."""
    lit_edge: str


LIGHT = Colours(
    window="#f4f5f6",
    surface="#ffffff",
    raised="#f8f9fa",
    hover="#eef1f4",
    border="#e1e4e8",
    border_strong="#c9cfd6",
    text="#1f2730",
    muted="#626d79",
    disabled="#7f8894",
    accent="#2b5c88",
    accent_hover="#234c71",
    accent_soft="#e6eef6",
    on_accent="#ffffff",
    good="#23704a",
    good_soft="#e5f3eb",
    warning="#8a5a00",
    warning_soft="#fff4d9",
    danger="#a8342a",
    danger_soft="#fcebe9",
    desk="#e6e8eb",
    lit="#59ffc42e",
    lit_edge="#d89b00",
)

DARK = Colours(
    window="#1b1e22",
    surface="#23272c",
    raised="#292e34",
    hover="#30363d",
    border="#363c44",
    border_strong="#4a525c",
    text="#e4e7eb",
    muted="#9aa4af",
    disabled="#7d8792",
    accent="#7fb2e0",
    accent_hover="#9cc4ea",
    accent_soft="#2b3d4f",
    on_accent="#14202b",
    good="#7cc79d",
    good_soft="#233a2e",
    warning="#e3b341",
    warning_soft="#3b3220",
    danger="#f0938a",
    danger_soft="#432724",
    desk="#17191d",
    lit="#59ffc42e",
    lit_edge="#d89b00",
)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Logical pixels, and points for text. Chosen for 1366 × 768, still the common office screen."""

    text: int = 10
    small: int = 9
    large: int = 12
    title: int = 15
    tight: int = 4
    gap: int = 8
    pad: int = 12
    wide: int = 20
    radius: int = 6
    icon: int = 18
    small_icon: int = 14
    rail: int = 76
    reading_width: int = 780
    """A line of Chinese longer than about 45 characters is hard to follow."""
    smallest_page: int = 420
    smallest_viewer: int = 380
    panel_height: int = 190
    dialog: int = 420
    percent: int = 100
    """Of the usual size of type."""

    def grown(self, pixels: int) -> int:
        """What that room for text becomes with larger type; smaller type leaves it."""
        return round(pixels * max(self.percent, 100) / 100)


@dataclass(frozen=True, slots=True)
class Theme:
    colours: Colours
    sizes: Sizes = Sizes()

    def status_colours(self, status: DocumentStatus) -> tuple[str, str]:
        """Text and background of the badge that tells whether a document is in force."""
        colours = self.colours
        return {
            DocumentStatus.IN_FORCE: (colours.good, colours.good_soft),
            DocumentStatus.UPCOMING: (colours.accent, colours.accent_soft),
            DocumentStatus.SUPERSEDED: (colours.danger, colours.danger_soft),
            DocumentStatus.WITHDRAWN: (colours.danger, colours.danger_soft),
            DocumentStatus.UNKNOWN: (colours.muted, colours.hover),
        }[status]


def light_theme() -> Theme:
    return Theme(LIGHT)


def dark_theme() -> Theme:
    return Theme(DARK)


def scaled(theme: Theme, percent: int) -> Theme:
    """The theme with type of that size; the room around it stays, so that more still fits on a small screen."""
    sizes = theme.sizes
    grown = {name: max(6, round(getattr(sizes, name) * percent / 100)) for name in ("text", "small", "large", "title")}
    wide = {name: round(getattr(sizes, name) * percent / 100) for name in ("icon", "small_icon", "reading_width")}
    rail = round(sizes.rail * max(percent, 100) / 100)
    return replace(theme, sizes=replace(sizes, percent=percent, rail=rail, **grown, **wide))


def system_theme() -> Theme:
    """Dark when the desktop says so, light otherwise."""
    is_dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return dark_theme() if is_dark else light_theme()


def apply_theme(application: QApplication, theme: Theme) -> None:
    """Dress the whole application: Fusion, because it draws the same on Windows, UOS, Kylin and Debian.

    What is dressed so already is left: every widget there is would be dressed anew.
    """
    sheet = stylesheet(theme)
    if application.styleSheet() == sheet:
        return
    application.setStyle("Fusion")
    application.setPalette(_palette(theme.colours))
    application.setStyleSheet(sheet)


def _palette(colours: Colours) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: colours.window,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.raised,
        QPalette.ColorRole.Button: colours.surface,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.ToolTipBase: colours.surface,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.Link: colours.accent,
    }
    palette = QPalette()
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.disabled))
    return palette
