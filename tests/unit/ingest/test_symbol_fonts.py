"""Characters of symbol fonts as PDFs embed them."""

from __future__ import annotations

import pytest

from app.ingest.layout.symbol_fonts import MISSING, embedded_symbol


@pytest.mark.parametrize(
    ("code", "font", "text"),
    [
        (0xF0B3, "ABCDEF+SymbolMT", "≥"),
        (0xF061, "Symbol", "α"),
        (0xF0E9, "SymbolMT", "⎡"),
        (0xF04C, "ABCDEF+MT-Extra", "⋯"),
        (0xF0FC, "ABCDEF+Wingdings-Regular", "✓"),
        (0xF052, "Wingdings2", "☑"),
    ],
)
def test_a_private_code_is_what_its_font_prints(code: int, font: str, text: str) -> None:
    assert embedded_symbol(code, font) == text


@pytest.mark.parametrize("code", [0xF03C, 0x1F, 0x83])
def test_an_unknown_picture_is_a_bullet(code: int) -> None:
    assert embedded_symbol(code, "ABCDEF+Webdings") == "•"


@pytest.mark.parametrize(("code", "font"), [(0x05, "VKQXII+SymbolMT"), (0xF0A7, "ABCDEF+MT-Extra")])
def test_a_sign_that_the_file_does_not_tell_is_shown_as_missing(code: int, font: str) -> None:
    assert embedded_symbol(code, font) == MISSING
