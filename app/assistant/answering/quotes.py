"""Choosing what to quote: for each part of the question the fewest statements that hold what it asks for.

A small model repeats facts less surely than retrieval finds them, so the quotes carry the answer: they are chosen to
hold it whole, few enough to be read at a glance, from as few clauses as possible.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.assistant.answering.candidates import candidates, stands_out
from app.assistant.compliance.verdicts import bearing
from app.assistant.question.asked import asks_for_all
from app.assistant.question.need import Need
from app.assistant.quoting.above import figures_above
from app.assistant.quoting.pieces import Piece, pieces_of
from app.assistant.quoting.widening import exception_after, formula_after, list_with, widened
from app.assistant.sufficiency.support import Closeness, Support, gives, wanted_values
from app.domain.standard_id import find_all
from app.retrieval.names import BOOK_TITLE

FURTHER_CHARACTERS = 200
"""Of the quotes for one part beyond its best statement, about two lines."""
UNCLEAR_CHARACTERS = 240
"""Of the quotes for one part where no statement stands out."""
WHOLE_PASSAGE = 240
"""Characters. A passage up to this long is then quoted whole."""
LIST_CHARACTERS = 420
"""Of a list that is itself what is asked: what a reader takes in at a glance."""
AS_GOOD = 0.7
"""A further statement of the same passage is quoted when its mark is this share of the best one's. From 0.9 down to 0.7
the quotes of 100 development questions went from 0.79 to 0.86 of the key facts and from 180 to 270 characters."""
AS_GOOD_A_ROW = 0.9
"""Beside a row of a table another row of it: each holds under conditions of its own, and mostly one is meant."""
NEARLY_AS_GOOD = 0.65
"""Where no statement stands out."""
AS_GOOD_ELSEWHERE = 0.9
"""Of another passage."""
MOST_ITEMS = 3
"""Of a list too long to be quoted whole."""
MOST_STATEMENTS = 4
"""For one part."""
SEVERAL = 2
"""Items that give what is asked for: where one alone does, that one is the answer."""
TELLING = 0.12
"""What an item must say more of the question than the items beside it, for it alone to be the answer."""
TELLING_OF_ALL = 0.4
"""As much where all are asked for: "由哪些字符组成" may be answered by one item that lists them."""
_ASKS_FOR_STEPS = re.compile(r"步骤|流程|程序|哪几|几步|包括什么|具体怎么|怎么做|如何进行|做法")
_ASKS_THE_SAME = re.compile(r"又(?:该|应当?|要)?(?:是|为|维持|对应)?[^，。？?]{0,4}(?:哪|多少|什么|几|何)|呢[?？]?$")
"""对方回的又是哪个: what the part before asked for is asked for again."""
_MAY_ASK_FOR_A_LIST = re.compile(r"怎[么样]|如何|条件|内容|要求|包括|有什么")


@dataclass(frozen=True, slots=True)
class Statement:
    """What is quoted together and read as one statement: a sentence, a row, or the items of a list in printed order."""

    pieces: tuple[Piece, ...]

    @property
    def length(self) -> int:
        return sum(len(piece.text) for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A part of the question and the statements that answer it, best first; ``is_clear`` where the first one stands
    out as the answer among all that was found."""

    need: Need
    statements: tuple[Statement, ...]
    is_clear: bool = False


def choose(needs: Sequence[Need], closeness: Closeness | None = None) -> tuple[Chosen, ...]:
    """For each part what answers it, in the order of asking."""
    chosen: list[Chosen] = []
    for need in needs:
        before = chosen[-1] if chosen else None
        if before is not None and not wanted_values(need.asked) and _ASKS_THE_SAME.search(need.text):
            need = replace(need, asked=replace(before.need.asked, question=need.asked.question))
        chosen.append(_for_part(need, closeness, _passage_of(before)))
    return tuple(chosen)


def _passage_of(part: Chosen | None) -> str:
    """The passage that answers a part best, empty for none."""
    return part.statements[0].pieces[0].evidence.passage_id if part is not None and part.statements else ""


def quotes_of(chosen: Sequence[Chosen]) -> list[Piece]:
    """The quotes of all parts, best first, no slice twice and none inside another; neighbours are one quote. Before a
    quote stands what gives it figures from above."""
    found: dict[tuple[str, int, int], Piece] = {}
    for part in chosen:
        pieces = [piece for statement in part.statements for piece in statement.pieces]
        for quote in _joined([one for piece in pieces for one in (*figures_above(piece), piece)]):
            found.setdefault((quote.clause.id, quote.start, quote.end), quote)
    return _without_inner(list(found.values()))


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Slices of one clause that follow each other in print, or overlap, as one, in the place of the first."""
    found: list[Piece] = []
    for piece in pieces:
        for place, other in enumerate(found):
            if other.clause.id == piece.clause.id and not piece.is_row and _touch(other, piece):
                start, end = min(other.start, piece.start), max(other.end, piece.end)
                found[place] = replace(other, start=start, end=end)
                break
        else:
            found.append(piece)
    return found if len(found) == len(pieces) else _joined(found)


def _touch(one: Piece, other: Piece) -> bool:
    first, second = sorted((one, other), key=lambda piece: piece.start)
    return not one.clause.text[first.end : second.start].strip()


def _for_part(need: Need, closeness: Closeness | None, before: str) -> Chosen:
    """``before`` is the passage that answers the part before this one: the next question mostly goes on with it."""
    limits = bearing(need.text, need.facts, need.evidence)[:MOST_STATEMENTS]
    if limits:
        return Chosen(need, tuple(Statement((widened(piece),)) for piece in limits), is_clear=True)
    marked = candidates(need, closeness, before)
    if not marked:
        return Chosen(need, ())
    statements = [_whole(marked[0].piece, need)]
    is_clear = stands_out(marked, need) or len(statements[0].pieces) > 1
    if not is_clear and not wanted_values(need.asked):
        statements = _filled(marked, statements, need)
    _add_missing(marked, statements, need)
    _add_as_good(marked, statements, need)
    exception = exception_after(statements[0].pieces[-1])
    if exception is not None and not _is_held(Statement((exception,)), statements):
        statements.append(Statement((exception,)))
    return Chosen(need, (*statements, *_numbers_of_titles(need, statements)), is_clear)


def _add_missing(marked: Sequence[Support], statements: list[Statement], need: Need) -> None:
    """For each asked value that is not given yet the best statement that gives it."""
    for value in wanted_values(need.asked):
        giving = next((found.piece for found in marked if gives(found.piece, value)), None)
        is_given = any(gives(piece, value) for statement in statements for piece in statement.pieces)
        if giving is not None and not is_given and len(statements) < MOST_STATEMENTS:
            statements.append(_whole(giving, need))


def _add_as_good(marked: Sequence[Support], statements: list[Statement], need: Need) -> None:
    best = marked[0]
    room = FURTHER_CHARACTERS
    elsewhere = AS_GOOD_ELSEWHERE if stands_out(marked, need) else AS_GOOD
    for found in marked[1:]:
        if len(statements) > MOST_STATEMENTS or found.score < AS_GOOD * best.score:
            return
        if found.score < _share_of_best(found.piece, best.piece, elsewhere) * best.score:
            continue
        if found.words < AS_GOOD * best.words and found.meaning < best.meaning:
            continue
        statement = _whole(found.piece, need)
        if statement.length <= room and not _is_held(statement, statements):
            statements.append(statement)
            room -= statement.length


def _share_of_best(piece: Piece, best: Piece, elsewhere: float) -> float:
    """The share of the best mark from which a further statement is quoted."""
    if piece.evidence.passage_id != best.evidence.passage_id:
        return elsewhere
    return AS_GOOD_A_ROW if best.is_row and piece.is_row else AS_GOOD


def _filled(marked: Sequence[Support], statements: list[Statement], need: Need) -> list[Statement]:
    """Where no statement stands out: those that come nearest in meaning where that was measured; else the best passage
    whole when it is short, or its best statements."""
    best = marked[0].piece.evidence.passage_id
    if marked[0].meaning:
        there = [one.piece for one in marked if one.score >= _least(one, best) * marked[0].score]
    else:
        there = [one.piece for one in marked if one.piece.evidence.passage_id == best]
        is_short = sum(len(piece.text) for piece in there) <= WHOLE_PASSAGE
        if is_short and not any(piece.is_row for piece in there):
            return [Statement((piece,)) for piece in there]
    room = UNCLEAR_CHARACTERS - statements[0].length
    for piece in there[1:]:
        statement = _whole(piece, need)
        if len(statements) < MOST_STATEMENTS and statement.length <= room and not _is_held(statement, statements):
            statements.append(statement)
            room -= statement.length
    return statements


def _least(one: Support, best_passage: str) -> float:
    """The share of the best mark from which a statement is quoted where none stands out."""
    return NEARLY_AS_GOOD if one.piece.evidence.passage_id == best_passage else AS_GOOD


def _whole(piece: Piece, need: Need) -> Statement:
    """The piece as a statement: the list that it belongs to where that is asked, else the whole sentence."""
    items = list_with(piece)
    is_short = sum(len(item.text) for item in items) <= LIST_CHARACTERS
    if items and piece.opens_a_list:
        best = sorted(items, key=lambda item: -need.terms.coverage(item.text))[:MOST_ITEMS]
        return Statement((piece, *(items if is_short else sorted(best, key=lambda item: item.order))))
    if items and is_short and _asks_for_list(need, piece, items):
        return Statement(tuple(items))
    return Statement((widened(piece), *formula_after(piece)))


def _asks_for_list(need: Need, piece: Piece, items: Sequence[Piece]) -> bool:
    """Whether the whole list is asked for: by its steps, by all it has, or by words that no item alone answers."""
    wanted = wanted_values(need.asked)
    if any(sum(gives(item, value) for item in items) < SEVERAL for value in wanted):
        return False
    if _ASKS_FOR_STEPS.search(need.text):
        return True
    asks_all = asks_for_all(need.text)
    if not asks_all and (wanted or not _MAY_ASK_FOR_A_LIST.search(need.text)):
        return False
    beside = [need.terms.coverage(item.text) for item in items if not _holds(item, piece)]
    return need.terms.coverage(piece.text) < max(beside, default=0.0) + (TELLING_OF_ALL if asks_all else TELLING)


def _holds(outer: Piece, inner: Piece) -> bool:
    return outer.clause.id == inner.clause.id and outer.start <= inner.start and inner.end <= outer.end


def _is_held(statement: Statement, others: Sequence[Statement]) -> bool:
    there = [piece for other in others for piece in other.pieces]
    return all(any(_holds(outer, piece) for outer in there) for piece in statement.pieces)


def _numbers_of_titles(need: Need, statements: Sequence[Statement]) -> list[Statement]:
    """Where a standard is asked for and a quote gives only its title, the line of the references with its number."""
    if not need.asked.standard:
        return []
    quotes = [piece.text for statement in statements for piece in statement.pieces]
    titles = {title for text in quotes if not find_all(text) for title in BOOK_TITLE.findall(text)}
    found = [
        piece
        for item in need.evidence
        for piece in pieces_of(item)
        if find_all(piece.text) and any(title in piece.text for title in titles)
    ]
    return [Statement((piece,)) for piece in found[:1]]


def _without_inner(quotes: Sequence[Piece]) -> list[Piece]:
    """Leave out a quote that lies inside another one."""
    return [
        quote
        for quote in quotes
        if not any(
            other is not quote and _holds(other, quote) and (other.end - other.start) > (quote.end - quote.start)
            for other in quotes
        )
    ]
