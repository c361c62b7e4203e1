"""Bytes to text, for formats that do not say how they are encoded."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from app.ingest.errors import UnreadableCode, unreadable

LARGEST_TEXT = 64 * 1024 * 1024
"""Bytes. The whole Chinese civil code is 0.3 MB: what is larger is no text that a person wrote."""

LONGEST_LINE = 200_000
"""Characters. A line of a standard is a paragraph; a longer one is data, and would stall every pattern."""

_STRANGE_SHARE = 0.01
"""More control, private and unassigned characters than this, and it is not text."""

_BAD_SHARE = 0.001
"""Share of undecodable places that is mended (and told) and not refused."""

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


_DECLARED = {
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb18030": "gb18030",
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "windows-1252": "cp1252",
    "iso-8859-1": "cp1252",
}
"""Names of encodings that files give themselves, and what browsers read them as (WHATWG Encoding, clause 4.2)."""


@dataclass(frozen=True, slots=True)
class DecodedText:
    """``bad`` counts the places that could not be decoded and hold U+FFFD."""

    text: str
    bad: int = 0


def decode(data: bytes, file: str, *, declared: str = "", has_lines: bool = True) -> DecodedText:
    """UTF-8, UTF-16 with or without a mark, GB18030 or Big5; ``declared`` is the encoding that the file itself names.

    Raises UnreadableFile when it is not text at all, and for endless lines where the format ``has_lines``.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise unreadable(UnreadableCode.EMPTY, file)
    if len(data) > LARGEST_TEXT:
        raise unreadable(UnreadableCode.TOO_LARGE, file)
    decoded = next((text for encoding in _candidates(data, declared) if (text := _strict(data, encoding))), None)
    if decoded is not None and not declared and _has_private(decoded.text):
        decoded = _as_big5(data) or decoded
    decoded = decoded or _mended(data)
    if decoded is None or _is_strange(decoded.text):
        raise unreadable(UnreadableCode.UNKNOWN_TYPE, file)
    if has_lines:
        _refuse_endless_lines(decoded.text, file)
    return decoded


def _candidates(data: bytes, declared: str) -> list[str]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return [encoding]
    head = data[:4096]
    if b"\x00" in head:
        # Only UTF-16 holds zero bytes (in every digit and line end); the right byte order is the one that reads.
        return sorted(("utf-16-le", "utf-16-be"), key=lambda encoding: -_common(head.decode(encoding, "ignore")))
    named = _DECLARED.get(declared.strip().lower(), "utf-8")
    # UTF-8 proves itself, whatever a page says that was saved anew; cp1252 decodes anything, so it comes last.
    order = ["utf-8", "gb18030", named] if named == "cp1252" else ["utf-8", named, "gb18030"]
    return list(dict.fromkeys(order))


def _common(text: str) -> int:
    """How many characters are such as Chinese and English texts are made of."""
    return sum(c < "\x7f" or "\u3000" <= c <= "\u303f" or "\u4e00" <= c <= "\u9fff" or c >= "\uff00" for c in text)


def _strict(data: bytes, encoding: str) -> DecodedText | None:
    try:
        return DecodedText(data.decode(encoding))
    except UnicodeDecodeError:
        return None


def _has_private(text: str) -> bool:
    return any("\ue000" <= character <= "\uf8ff" for character in text)


def _as_big5(data: bytes) -> DecodedText | None:
    """Traditional Chinese reads as GB18030 too, with private characters for its marks: it is Big5 if that has none."""
    decoded = _strict(data, "big5hkscs")
    return decoded if decoded is not None and not _has_private(decoded.text) else None


def _mended(data: bytes) -> DecodedText | None:
    """With the fewest bad places, if they are few: a file cut off in a character, a stray byte."""
    tries = [data.decode(encoding, "replace") for encoding in ("utf-8", "gb18030")]
    best = min(tries, key=lambda text: text.count("\ufffd"))
    bad = best.count("\ufffd")
    if bad > max(3, int(len(best) * _BAD_SHARE)) or bad * 20 > len(best):
        return None
    return DecodedText(best, bad)


def _is_strange(text: str) -> bool:
    sample = text[:100_000]
    strange = sum(unicodedata.category(c) in ("Cc", "Co", "Cn", "Cs") and c not in "\t\n\r\f\v\x1a" for c in sample)
    return strange > max(2, len(sample) * _STRANGE_SHARE) or "\x00" in text


def _refuse_endless_lines(text: str, file: str) -> None:
    if any(len(line) > LONGEST_LINE for line in text.splitlines()):
        raise unreadable(UnreadableCode.TOO_LARGE, file)
