"""Line icons of one family (Lucide, its ISC licence beside them), recoloured to fit the theme."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.gui.style.theme import Theme

ICON_FOLDER = Path(__file__).resolve().parent / "icons"
DRAWN_COLOUR = "currentColor"
DRAWN_WIDTH, OUR_WIDTH = 'stroke-width="2"', 'stroke-width="1.75"'
"""A little finer than the family draws: calmer beside Chinese text."""
DENSITY = 2
"""Pixels drawn for each logical pixel: sharp on office screens at 100 to 200 %."""


def icon(name: str, theme: Theme, colour: str | None = None) -> QIcon:
    """The icon of that file name, by default in the theme's muted text colour; where it cannot be pressed, as pale as
    the words beside it."""
    made = QIcon(pixmap(name, theme.sizes.icon, colour or theme.colours.muted))
    made.addPixmap(pixmap(name, theme.sizes.icon, theme.colours.disabled), QIcon.Mode.Disabled)
    return made


def application_icon() -> QIcon:
    return QIcon(str(ICON_FOLDER / "zhunsheng.svg"))


def pixmap(name: str, size: int, colour: str) -> QPixmap:
    """A square picture, ``size`` logical pixels wide."""
    drawing = (
        (ICON_FOLDER / f"{name}.svg")
        .read_text(encoding="utf-8")
        .replace(DRAWN_COLOUR, colour)
        .replace(DRAWN_WIDTH, OUR_WIDTH)
    )
    picture = QPixmap(QSize(size, size) * DENSITY)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter)
    painter.end()
    picture.setDevicePixelRatio(DENSITY)
    return picture
