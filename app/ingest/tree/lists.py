"""The lists that are open under a numbered unit: a), 1), （1）, ①, and the 款 of engineering standards."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.ingest.lines import Line
from app.ingest.tree.drafts import Draft
from app.ingest.tree.marks import BARE, ItemMark

HANGING = 0.5
"""Font sizes further in than its list's mark: a paragraph that still belongs to the item."""
COLONS = ("：", ":", "∶", "﹕")


@dataclass(frozen=True, slots=True)
class _OpenItem:
    style: str
    value: int
    draft: Draft
    left: float | None


@dataclass(slots=True)
class Lists:
    """The items from the outermost to the innermost, and how far each style was counted under this unit."""

    _items: list[_OpenItem] = field(default_factory=list)
    _last_values: dict[str, int] = field(default_factory=dict)

    @property
    def innermost(self) -> Draft | None:
        return self._items[-1].draft if self._items else None

    def close(self) -> None:
        """The unit speaks again; a list that goes on afterwards counts on."""
        self._items = []

    def begins(self, mark: ItemMark, before: str) -> bool:
        """a) opens a list; any other mark must follow the one before it. A bare 1 needs a colon ``before`` it."""
        held = next((item for item in self._items if item.style == mark.style), None)
        if held is not None and mark.value in (held.value + 1, held.value + 2):
            return True
        if mark.style == BARE and mark.value == 1:
            return before.endswith(COLONS)
        return mark.value == 1 or mark.value == self._last_values.get(mark.style, -1) + 1

    def parent_of(self, mark: ItemMark) -> Draft | None:
        """The item that a list with this mark stands under; None for the unit itself. Closes what lies deeper."""
        styles = [item.style for item in self._items]
        if mark.style in styles:
            del self._items[styles.index(mark.style) :]
        return self.innermost

    def open(self, mark: ItemMark, line: Line, draft: Draft) -> None:
        self._items.append(_OpenItem(mark.style, mark.value, draft, line.box.x0 if line.box else None))
        self._last_values[mark.style] = mark.value

    def hangs(self, line: Line) -> bool:
        """The line stands further in than the innermost item's mark."""
        left = self._items[-1].left if self._items else None
        if left is None or line.box is None:
            return False
        return line.box.x0 > left + HANGING * (line.size or 10.0)


def item_number(parent: Draft | None, mark: ItemMark) -> str:
    """5.2.1a), 6.7b)1); a digit is never put behind a digit: 5.2.1第2项, and 第2款 in engineering standards."""
    prefix = parent.number if parent is not None and parent.number else ""
    if not prefix[-1:].isdigit() or not mark.printed[:1].isdigit():
        return f"{prefix}{mark.printed}"
    return f"{prefix}第{mark.value}{'款' if mark.style == BARE else '项'}"
