"""The field in which a clause of a document is picked, or its number typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.domain.clause_numbers import number_key
from app.foundation.messages import tr
from app.gui.parts.picker import Picker
from app.gui.style.theme import Theme

WIDE = 300
"""Logical pixels."""


class ClausePicker(Picker):
    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("要翻译的条款"), tr("选条款，或输入编号如 5.2.1"), theme)
        self.setFixedWidth(WIDE)

    def offer(self, headings: Mapping[str, str], chosen: str | None = None) -> None:
        """Headings by number, in the order of the text."""
        self.offer_groups((("", headings),), self._named(chosen or "", headings))

    def found(self, typed: str) -> int:
        """Also by a number alone, however it is written."""
        place = super().found(typed)
        values = [str(self.itemData(row)) for row in range(self.count())]
        named = self._named(typed, values)
        return place if place >= 0 or named is None else values.index(named)

    @staticmethod
    def _named(typed: str, values: Iterable[str]) -> str | None:
        key = number_key(typed)
        return next((value for value in values if key and number_key(value) == key), None)
