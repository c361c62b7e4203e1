"""The characters of an OFD text object with their places (GB/T 33190-2016, 11.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from app.ingest.ofd.package import numbers

MOST_CHARACTERS = 60_000
"""Of one object; a dense page has 6,000."""

Placed = tuple[str, float, float]
"""A character and its origin on the base line, in millimetres of the object's own space."""


def characters_of(text_object: Element, advance: Callable[[str], float]) -> Iterator[Placed]:
    """Every character in writing order, spaces included; ``advance`` counts where the writer gives no distances."""
    x = y = 0.0
    count = 0
    for code in text_object.findall("TextCode"):
        x, y = (numbers(code.get("X")) or [x])[0], (numbers(code.get("Y")) or [y])[0]
        text = "".join(character for character in code.text or "" if character not in "\r\n\t")
        right, down = distances(code.get("DeltaX"), len(text)), distances(code.get("DeltaY"), len(text))
        for index, character in enumerate(text):
            if index and not right and not down:
                x += advance(text[index - 1])
            elif index:
                x += right[index - 1] if right else 0.0
                y += down[index - 1] if down else 0.0
            yield character, x, y
            count += 1
            if count >= MOST_CHARACTERS:
                return


def distances(written: str | None, length: int) -> list[float]:
    """One distance from each character to the next: "g 4 2.5 5" is four times 2.5 and once 5.

    What is missing at the end repeats the last one, as writers leave it out. Empty where nothing is written.
    """
    found: list[float] = []
    words = iter((written or "").replace(",", " ").split())
    for word in words:
        repeats, value = (next(words, ""), next(words, "")) if word.lower() == "g" else ("1", word)
        worth = numbers(value)
        if not worth or not numbers(repeats):
            break
        wanted = max(0, min(int(numbers(repeats)[0]), length - len(found)))
        found += worth * wanted
        if len(found) >= length:
            break
    if found:
        found += [found[-1]] * (length - len(found))
    return found
