"""Formulas that a model writes: set where they can be, shown as they are written where setting them would never end."""

from __future__ import annotations

import pytest

from app.gui.parts.formula import LARGEST_SIDE, formula_image, formula_svg

SIZE, COLOUR = 20, "#000000"


@pytest.mark.parametrize(
    "latex",
    [
        r"x=\frac{-b\pm\sqrt{b^2-4ac}}{2a}",
        r"\left\{\begin{array}{l} x+y=1 \\ x-y=0 \end{array}\right.",
        r"\begin{pmatrix} a_{11} & a_{12} \\ a_{21} & a_{22} \end{pmatrix}",
        r"\sigma_{\max}=\frac{M}{W}\left(1+\frac{e^{-\lambda t}}{1-\sqrt{\frac{a}{b}}}\right)\le [\sigma]",
    ],
)
def test_formulas_as_standards_print_them_are_set(latex: str) -> None:
    assert formula_svg(latex, SIZE, COLOUR) is not None


@pytest.mark.parametrize(
    "latex",
    [
        r"\begin{cases}" * 8 + "x" + r"\end{cases}" * 8,
        r"\begin {pmatrix}" * 30 + "x" + r"\end {pmatrix}" * 30,
        r"\sqrt{" * 30 + "x" + "}" * 30,
        r"\left(" * 8 + "x+y" * 60 + r"\right)" * 8,
        "{" * 20 + r"\right)" * 20 + "x" * 20 + "}" * 20,
    ],
)
def test_a_formula_that_would_hold_up_the_window_is_not_set(latex: str) -> None:
    """Without the limit of work each of these takes from seconds to years."""
    assert formula_svg(latex, SIZE, COLOUR) is None


@pytest.mark.parametrize(
    "latex", [r"x\hspace{100000em}y", r"x\kern 99999em y", r"\rule{100000em}{100000em}", r"\hspace{1000000000em}y"]
)
def test_a_formula_as_wide_as_a_town_is_not_drawn(latex: str) -> None:
    assert formula_svg(latex, SIZE, COLOUR) is None
    assert formula_image(latex, SIZE, COLOUR) is None


def test_a_wide_formula_is_drawn() -> None:
    image = formula_image("+".join(f"x_{{{index}}}" for index in range(40)), SIZE, COLOUR)
    assert image is not None
    assert image.width() / image.devicePixelRatio() < LARGEST_SIDE
