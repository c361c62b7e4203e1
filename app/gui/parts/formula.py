"""Formulas in LaTeX as pictures. The only importer of ziamath."""

from __future__ import annotations

import logging
import re
from functools import lru_cache

from PySide6.QtCore import QByteArray, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

POINTS_TO_PIXELS = 4 / 3
DENSITY = 2
"""Pixels for each logical one: sharp at 200 %."""
LONGEST = 800
"""Characters. What is longer is no formula but a runaway model."""
DEEPER = 2.4
"""How many times longer what stands a level deeper takes to set, measured on fractions, roots, fences and tables; a
table is two levels."""
MOST_WORK = 3000
"""Signs, each weighed by its depth: at most some 0.6 s on an office laptop, and many times what is ever printed."""
LARGEST_SIDE = 4000
"""Logical pixels of a formula's picture: one that asks for a gap of kilometres shall not have it."""
_SIGN = re.compile(r"\\(begin|end)\s*\{[^{}]*\}|\\(left|right)\b|\\[a-zA-Z]+|\\.|([{}])|\S")
_OPENERS = {"end": "begin", "right": "left", "}": "{"}

_log = logging.getLogger(__name__)


@lru_cache(maxsize=256)
def formula_svg(latex: str, points: int, colour: str) -> str | None:
    """The typeset formula as SVG; None where it is not LaTeX that we can set."""
    from ziamath.config import config
    from ziamath.zmath import Latex

    if not latex.strip() or len(latex) > LONGEST or _work(latex) > MOST_WORK:
        return None
    config.svg2 = False  # Qt draws SVG 1.2 Tiny, without <symbol>
    try:
        formula = Latex(latex, size=points * POINTS_TO_PIXELS, color=colour)
        svg: str | None = formula.svg() if max(formula.getsize()) <= LARGEST_SIDE else None
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


def _work(latex: str) -> float:
    """How long it takes to set, in signs on the line. A bracket that closes none is taken for a sign."""
    work = 0.0
    levels: list[str] = []
    for sign in _SIGN.finditer(latex):
        fence = sign[1] or sign[2] or sign[3]
        if fence in _OPENERS.values():
            levels += [fence] * (2 if fence == "begin" else 1)
        elif fence in _OPENERS and levels and levels[-1] == _OPENERS[fence]:
            del levels[-2 if fence == "end" else -1 :]
        else:
            work += DEEPER ** len(levels)
    return work
