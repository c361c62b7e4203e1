"""Make the font that comes with the application out of Noto Sans SC (SIL Open Font Licence 1.1).

A machine without any Chinese font must still show the window. The full font holds 30,000 glyphs in 10 MB; this keeps
what standards and laws are printed with. Run by a developer when the font changes, never at build time:

    python packaging/fonts.py NotoSansSC_400Regular.ttf app/fonts/ZhunshengSans-Regular.ttf

Needs fonttools. The source is ``400Regular`` of the npm package @expo-google-fonts/noto-sans-sc 0.4.3.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Zhunsheng Sans"
"""Its own name, so that it never shadows a complete Noto Sans SC that the system has."""

SYMBOL_RANGES = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x017F),  # Latin-1 and Extended-A: ± × ÷ ° µ and European names
    (0x0391, 0x03C9),  # Greek: Ω μ α β
    (0x0401, 0x0451),  # Cyrillic, as GB 2312 has it
    (0x2010, 0x203B),  # dashes, quotation marks, … ‰ ※
    (0x2070, 0x209C),  # superscripts and subscripts
    (0x2100, 0x214F),  # ℃ № ™ Ω
    (0x2150, 0x218B),  # fractions and Roman numerals
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematics: ≤ ≥ ≠ ≈ ∕
    (0x2460, 0x24FF),  # circled numbers
    (0x2500, 0x25FF),  # boxes and shapes
    (0x2600, 0x267F),
    (0x2700, 0x27BF),
    (0x3000, 0x303F),  # CJK punctuation
    (0x3041, 0x30FF),  # kana, in cited titles
    (0x3105, 0x3129),
    (0x3200, 0x33FF),  # ㈠ ㎜ ㎡ ㎏
    (0xFE30, 0xFE6F),
    (0xFF00, 0xFFEF),  # full width
)


SIMPLIFIED_RADICALS = (
    (0x7EA0, 0x7F35),  # 纟
    (0x8BA0, 0x8C36),  # 讠
    (0x8D1D, 0x8D63),  # 贝
    (0x8F66, 0x8F9A),  # 车
    (0x9485, 0x9576),  # 钅: the metals and the rare elements
    (0x95E8, 0x961B),  # 门
    (0x9875, 0x989F),  # 页
    (0x9965, 0x9995),  # 饣
    (0x9A6C, 0x9AA7),  # 马
    (0x9C7C, 0x9CE3),  # 鱼
    (0x9E1F, 0x9E73),  # 鸟
)
"""Simplified characters beyond GB 2312 that GBK added: elements, species, place names."""


def characters() -> set[int]:
    """GB 2312, its later simplified forms, the common half of Big5 for names, and the symbols of standards."""
    ranges = (*SYMBOL_RANGES, *SIMPLIFIED_RADICALS)
    chosen = {code for first, last in ranges for code in range(first, last + 1)}
    chosen.update(_encodable("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF)))
    chosen.update(_encodable("big5", range(0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF))))
    return chosen


def _encodable(encoding: str, firsts: range, seconds: range | tuple[int, ...]) -> Iterator[int]:
    for first in firsts:
        for second in seconds:
            try:
                yield ord(bytes((first, second)).decode(encoding))
            except UnicodeDecodeError:
                continue


def rename(font: TTFont) -> None:
    """Set the family name; the copyright and licence records stay as they are."""
    replaced = {1: FAMILY, 2: "Regular", 3: f"{FAMILY} Regular", 4: FAMILY, 6: FAMILY.replace(" ", "") + "-Regular"}
    for record in list(font["name"].names):
        if record.nameID in replaced:
            font["name"].setName(
                replaced[record.nameID], record.nameID, record.platformID, record.platEncID, record.langID
            )
        elif record.nameID in (16, 17, 21, 22, 25):
            font["name"].removeNames(nameID=record.nameID)


def build(source: Path, target: Path) -> None:
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["kern", "ccmp", "locl", "mark", "mkmk"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    rename(font)
    subset.save_font(font, str(target), options)
    print(f"{target}: {len(font.getBestCmap())} characters, {target.stat().st_size} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    arguments = parser.parse_args()
    build(arguments.source, arguments.target)


if __name__ == "__main__":
    main()
