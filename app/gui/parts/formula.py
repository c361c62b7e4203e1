"""Formulas in LaTeX as pictures. The only importer of ziamath."""

from __future__ import annotations

import logging
from functools import lru_cache

from PySide6.QtCore import QByteArray, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

POINTS_TO_PIXELS = 4 / 3
DENSITY = 2
"""Pixels for each logical one: sharp at 200 %."""
LONGEST = 2000
"""Characters. What is longer is no formula but a runaway model."""

_log = logging.getLogger(__name__)


@lru_cache(maxsize=256)
def formula_svg(latex: str, points: int, colour: str) -> str | None:
    """The typeset formula as SVG; None where it is not LaTeX that we can set."""
    from ziamath.config import config
    from ziamath.zmath import Latex

    if not latex.strip() or len(latex) > LONGEST:
        return None
    config.svg2 = False  # Qt draws SVG 1.2 Tiny, without <symbol>
    try:
        svg: str = Latex(latex, size=points * POINTS_TO_PIXELS, color=colour).svg()
    except Exception as error:  # noqa: BLE001 - it parses what a model wrote, and raises whatever its parts raise
        _log.debug("a formula cannot be set: %s", error)
        return None
    return svg


@lru_cache(maxsize=64)
def formula_image(latex: str, points: int, colour: str) -> QImage | None:
    """The formula as wide as it is set, its background clear; None as for ``formula_svg``."""
    svg = formula_svg(latex, points, colour)
    if svg is None:
        return None
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    size = QSizeF(renderer.defaultSize()) * DENSITY
    if not renderer.isValid() or size.isEmpty():
        return None
    image = QImage(size.toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    image.setDevicePixelRatio(DENSITY)
    return image
