"""Characters that are printed otherwise than they are stored, by a symbol font."""

from __future__ import annotations

MISSING = "\ufffd"
_PRIVATE = 0xF000
"""Word and its PDFs store a symbol font's code of one byte as U+F000 and up."""

_SYMBOL = dict(
    zip(
        b"abcdefghijklmnopqrstuvwxyzABCEHIJKMNORTVZ"
        b"\x22\x24\x27\x2a\x2d\x40\x44\x46\x47\x4c\x50\x51\x53\x55\x57\x58\x59\x5c\x5e"
        b"\xa2\xa3\xa5\xab\xac\xad\xae\xaf\xb0\xb1\xb2\xb3\xb4\xb5\xb6\xb7\xb8\xb9\xba\xbb\xbc"
        b"\xc4\xc5\xc6\xc7\xc8\xc9\xca\xcc\xcd\xce\xcf\xd0\xd1\xd5\xd6\xd7\xd9\xda\xdb\xdc\xdd\xde\xdf\xe1\xe5"
        b"\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xee\xef\xf1\xf2\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe",
        "αβχδεφγηιϕκλμνοπθρστυϖωξψζΑΒΧΕΗΙϑΚΜΝΟΡΤςΖ∀∃∋∗−≅ΔΦΓΛΠΘΣΥΩΞΨ∴⊥′≤∞↔←↑→↓°±″≥×∝∂•÷≠≡≈…⊗⊕∅∩∪⊃⊇⊂⊆∈∉∠∇∏√⋅∧∨⇔⇐⇑⇒⇓〈∑"
        "⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪〉∫⎞⎟⎠⎤⎥⎦⎫⎬⎭",
        strict=True,
    )
)
"""Adobe's Symbol font: a lost ≥ would change a requirement."""

_WINGDINGS = dict(
    zip(
        b"\x6c\x6e\x6f\x71\x72\x74\x75\x77\xa1\xa7\xa8\xd8\xdf\xe0\xe1\xe2\xe8\xf0\xfb\xfc\xfd\xfe",
        "●■□❑❒⧫◆⬥○▪◻➢←→↑↓➔⇨✗✓☒☑",
        strict=True,
    )
) | {0x80 + value: chr(0x2460 + value - 1) for value in range(1, 11)}  # fmt: skip
"""Bullets, arrows, ticks and circled figures; ticks say in tables which requirement applies."""

_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0xA3: "□"} | {
    0x69 + value: chr(0x2460 + value - 1) for value in range(1, 11)
}
_MT_EXTRA = {0x4B: "…", 0x4C: "⋯", 0x4D: "⋮", 0x4F: "⋱", 0x68: "ℏ"}
"""What formula editors take from a font of their own."""
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "mt extra": _MT_EXTRA}
_IN_NAMES = {"wingdings2": "wingdings 2", "wingdings": "wingdings", "symbol": "symbol", "mtextra": "mt extra"}
_BULLET = "•"


def symbol(code: int, font: str | None) -> str:
    """The character that a symbol font prints for its code, given with or without the private offset.

    A font that we do not know gives U+FFFD for private codes and the character itself for others.
    """
    table = _FONTS.get((font or "").lower())
    if table is None and 0x20 <= code < 0xE000:
        return chr(code) if not 0xD800 <= code <= 0xDFFF else MISSING
    own = code - _PRIVATE if code >= _PRIVATE else code
    if table is None:
        return _SYMBOL.get(own, MISSING)
    if table is _SYMBOL and own not in table and (0x20 <= own <= 0x40 or own in b"[]{|}_"):
        return chr(own)
    return table.get(own, MISSING)


def in_symbol_font(text: str, font: str | None) -> str:
    """Text of a run, with the private codes that it may hold as the characters that the font prints."""
    if not any(_PRIVATE <= ord(character) <= _PRIVATE + 0xFF for character in text):
        return text
    return "".join(
        symbol(ord(character), font) if _PRIVATE <= ord(character) <= _PRIVATE + 0xFF else character
        for character in text
    )


def embedded_symbol(code: int, name: str) -> str:
    """The same by the name that a PDF gives to the font: "ABCDEF+Wingdings2-Regular".

    An unknown picture is a bullet nearly always; an unknown sign is U+FFFD, and so is one without the private offset:
    then the file counts the characters that it uses and does not say which they are.
    """
    folded = "".join(char for char in name.lower() if char.isalnum())
    font = next((font for part, font in _IN_NAMES.items() if part in folded), None)
    found = symbol(code, font) if code >= _PRIVATE else MISSING
    return _BULLET if found == MISSING and "dings" in folded else found
