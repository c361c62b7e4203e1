"""The lead-ins of lists: "平台护栏应符合下列要求：" stands once and belongs to every item below it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from app.assistant.quoting.slicing import mark_of, sentence_around
from app.domain.document import Clause, ClauseKind

_OPENS_A_LIST = re.compile(r"[:：]\s*$")
_ENDS_A_SENTENCE = re.compile(r"[。！？!?]\W{0,2}$|[a-z)]\.\W{0,2}$")


def opens_a_list(text: str) -> bool:
    """Whether the text ends with a colon."""
    return bool(_OPENS_A_LIST.search(text))


@dataclass(slots=True)
class _OpenList:
    """A list that goes on: its lead-in, and the class of its items' marks, None before the first item."""

    lead: str
    mark: str | None = None


@dataclass(slots=True)
class LeadIns:
    """Reads clauses in document order and knows which lists are open at each place."""

    _clause: Clause | None = None
    _outer: tuple[str, ...] = ()
    _open: list[_OpenList] = field(default_factory=list)
    _last_end: int = 0
    _opened: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By clause, the lead-ins that stay open at its end."""
    _before_items: tuple[str, ...] = ()

    def enter(self, clause: Clause) -> None:
        """Go on with the next clause. Items stand under what their parent opened; other texts close all lists."""
        if self._clause is not None:
            opened = (*self._outer, *(one.lead for one in self._open if one.mark is None))
            self._opened[self._clause.id] = opened
            if self._clause.kind is not ClauseKind.ITEM:
                self._before_items = opened
        self._clause, self._open, self._last_end = clause, [], 0
        self._outer = ()
        if clause.kind is ClauseKind.ITEM:
            self._outer = self._opened.get(clause.parent_id or "") or self._before_items

    def before(self, start: int, end: int) -> str:
        """The lead-ins of the slice [start, end) of the clause entered last, outermost first, a line each."""
        assert self._clause is not None, "a clause is entered before it is read"
        text = self._clause.text
        mark = mark_of(text[start:end])
        if self._open and self._open[-1].mark and not mark and opens_a_list(text[start:end]):
            self._open.clear()  # an opener without a mark goes back to the level of the text
        self._close(text, start, mark)
        lead = "\n".join((*self._outer, *(one.lead for one in self._open)))
        if opens_a_list(text[start:end]):
            self._open.append(_OpenList(text[slice(sentence_around(text, start, end)[0], end)]))
        self._last_end = end
        return lead

    def _close(self, text: str, start: int, mark: str) -> None:
        """Leave the lists that end before this slice, and note the marks of one that begins with it."""
        if not self._open:
            return
        if self._open[-1].mark is None:
            self._open[-1].mark = mark
            return
        same = [place for place, one in enumerate(self._open) if one.mark == mark]
        if same:
            is_over = not mark and bool(_ENDS_A_SENTENCE.search(text[: self._last_end].rstrip()))
            del self._open[same[-1] + (0 if is_over else 1) :]
        elif not mark and "\n" in text[self._last_end : start] and self._is_over(text):
            self._open.clear()

    def _is_over(self, text: str) -> bool:
        """Whether what was read last ends its list: a sentence with a stop, or an item that nothing was to follow."""
        last = text[: self._last_end].rstrip()
        return bool(_ENDS_A_SENTENCE.search(last)) or last[-1:] not in "；;，,、"
