"""The telling part of a long clause: the paragraphs, items and rows of a passage that say what a question names.

A result list is read for the sentence that answers, and a clause of two screens hides it. Whole parts are kept as
they are printed, items under the words that open their list and rows under their head, and the part is labelled by its
own number where it has one (第十条第二款, 5.2.1 a)). Who answers from the evidence still gets the whole clauses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.document import Clause, ClauseKind
from app.domain.evidence import Focus
from app.retrieval.reading import text_of
from app.retrieval.telling import GAP, Grams, chosen, grams_in, telling_text

SHORT_ENOUGH = 100
"""Characters without white space of a passage that is shown whole: three lines are read at a glance."""
WORTH_NARROWING = 0.8
"""A part that is longer than this share of the whole saves nothing."""
_HANGS_ON = frozenset({ClauseKind.NOTE, ClauseKind.EXAMPLE, ClauseKind.FORMULA, ClauseKind.FIGURE})
"""Kinds that say nothing without the text before them."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Clauses that are read together: ``clauses`` with the places at which they stand in the passage, in order.

    ``lead`` are the places of the texts that open the list which an item belongs to.
    """

    lead: tuple[int, ...]
    own: tuple[int, ...]


def focus_of(clauses: Sequence[Clause], number: str | None, shown: str, asked: Sequence[Grams]) -> Focus | None:
    """The telling part of a passage; None where the whole is to be shown: it is short, of one piece, or none of it
    holds a word of the question. ``number`` is the passage's, ``shown`` the text that the passage shows as a whole."""
    if _length(shown) <= SHORT_ENOUGH:
        return None
    cut = [telling_text(clause, shown, asked) for clause in clauses]
    parts = _parts(clauses)
    there = [grams_in(text for place in part.own for text in (cut[place].title, cut[place].text)) for part in parts]
    kept = sorted({index for grams in asked for index in chosen(grams, there)})
    places = sorted({place for index in kept for place in (*parts[index].lead, *parts[index].own)})
    text = _text(cut, places, number) if places else shown
    if _length(text) > WORTH_NARROWING * _length(shown):
        return None
    own = parts[kept[0]].own[0]
    named = clauses[own].number if len(kept) == 1 else None
    held = tuple(clauses[place] for place in places)
    return Focus(
        number=named if named and number and named.startswith(number) else number,
        page=next((clause.page for clause in (clauses[own], *held) if clause.page is not None), None),
        text=text,
        clauses=held,
    )


def _parts(clauses: Sequence[Clause]) -> list[_Part]:
    """What is read together, in the order of the text."""
    places = {clause.id: place for place, clause in enumerate(clauses)}
    opening = {places.get(clause.parent_id or "") for clause in clauses if clause.kind is ClauseKind.ITEM}
    parts: list[_Part] = []
    for place, clause in enumerate(clauses):
        if not clause.text or place in opening:
            continue
        if clause.kind in _HANGS_ON and parts:
            parts[-1] = replace(parts[-1], own=(*parts[-1].own, place))
        else:
            parts.append(_Part(tuple(_lead(clauses, places, clause)), (place,)))
    return parts


def _lead(clauses: Sequence[Clause], places: Mapping[str, int], clause: Clause) -> Iterator[int]:
    """From the outermost list down."""
    place = places.get(clause.parent_id or "") if clause.kind is ClauseKind.ITEM else None
    if place is not None:
        yield from _lead(clauses, places, clauses[place])
        if clauses[place].text:
            yield place


def _text(clauses: Sequence[Clause], places: Sequence[int], number: str | None) -> str:
    """The clauses at these places, with a mark where some between them are left out."""
    runs: list[list[Clause]] = []
    for place in places:
        is_next = runs and place and clauses[place - 1] is runs[-1][-1]
        runs[-1].append(clauses[place]) if is_next else runs.append([clauses[place]])
    return f"\n{GAP}\n".join(text_of(run, number) for run in runs)


def _length(text: str) -> int:
    return len("".join(text.split()))
