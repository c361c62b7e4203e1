"""Following what the best passages lean on: the clause that one refers to, the table that it names, the terms used.

"按5.3的规定" brings 5.3 along, whichever document it stands in; "应符合表1的规定" brings 表1; a defined term in the
question or in the best passage brings its definition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.clause_numbers import outer_number
from app.domain.passage import Passage
from app.library.catalogue import Catalogue
from app.library.term_names import DefinedTerm
from app.library.tokens import tokens

FOLLOWED_PASSAGES = 3
"""Only the best hits are followed: what a weak hit points to is weaker still."""
MOST_FOLLOWED = 3
FOLLOWED_CHARACTERS = 900
"""Of all that is brought along: about one long passage, so that it never outweighs what was found."""
READ_FIRST = 1500
"""Characters of the hits that a small model reads on an office CPU; nothing brought along goes before their end."""

REFERENCE, TABLE, DEFINITION = "reference", "table", "definition"
"""The routes of what is brought along."""

_TABLE_NUMBER = re.compile(r"[表图]|table|figure", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Followed:
    """A passage that is brought along by the route that tells why."""

    passage: Passage
    route: str


def follow(
    catalogue: Catalogue,
    passages: Sequence[Passage],
    question: str,
    limit: int = MOST_FOLLOWED,
    as_of: date | None = None,
) -> list[Followed]:
    """What the best of ``passages`` lean on and is not among them, the most needed first.

    At most ``limit`` passages and FOLLOWED_CHARACTERS; what no longer fits is left out. ``as_of`` is the day whose
    edition an undated reference means. Nothing is brought twice, so circles of references end.
    """
    taken = {passage.id for passage in passages}
    found: list[Followed] = []
    left = FOLLOWED_CHARACTERS
    for item in _needed(_Following(catalogue, question, as_of), passages[:FOLLOWED_PASSAGES]):
        if len(found) >= limit:
            break
        if item.passage.id not in taken and len(item.passage.text) <= left:
            found.append(item)
            left -= len(item.passage.text)
            taken.add(item.passage.id)
    return found


def place_behind(lengths: Iterable[int]) -> int:
    """Behind how many hits that goes which is brought along; ``lengths`` are the characters of each as it is shown."""
    place = read = 0
    for length in lengths:
        if read >= READ_FIRST:
            break
        read += length
        place += 1
    return place


def _needed(following: _Following, passages: Sequence[Passage]) -> Iterator[Followed]:
    """Passage by passage what it refers to, and the terms behind the best one, since most is read of that."""
    for rank, passage in enumerate(passages):
        yield from following.referred(passage)
        if rank == 0:
            yield from following.definitions(passages)


@dataclass(frozen=True, slots=True)
class _Following:
    catalogue: Catalogue
    question: str
    as_of: date | None

    def referred(self, passage: Passage) -> Iterator[Followed]:
        """The clauses and tables that a passage names, and the tables that those clauses name."""
        for item in self._named_by(passage):
            yield item
            if item.route == REFERENCE:
                yield from (further for further in self._named_by(item.passage) if further.route == TABLE)

    def definitions(self, passages: Sequence[Passage]) -> Iterator[Followed]:
        """Of the term that the question names, else of one that the best passage names; in the documents at hand."""
        titles = {passage.document_id: passage.title_path.partition(" > ")[0] for passage in passages}
        for text in (self.question, passages[0].text):
            named = [defined for defined in self.catalogue.glossary.named_in(text) if defined.document_id in titles]
            told = [item for defined in named if (item := self._definition(defined, titles[defined.document_id]))]
            if told:
                yield told[0]
                return

    def _definition(self, defined: DefinedTerm, title: str) -> Followed | None:
        """The entry that defines a term. None for what the whole document is about, and for a list of abbreviations."""
        term = defined.term
        entry = next(self._at([term.clause_id], DEFINITION), None)
        is_entry = entry is not None and len(entry.passage.text) <= 2 * len(term.definition)
        return entry if is_entry and term.term not in title else None

    def _named_by(self, passage: Passage) -> Iterator[Followed]:
        referred = self.catalogue.clauses_referred_to(passage.document_id, passage.clause_ids, self.as_of)
        for document_id, number in dict.fromkeys(referred):
            route = TABLE if _TABLE_NUMBER.match(number) else REFERENCE
            yield from self._at(self._numbered(document_id, number), route)

    def _numbered(self, document_id: str, number: str) -> list[str]:
        """Ids of the clauses of that number, or of the one that the named part belongs to."""
        clauses = self.catalogue.clauses_numbered(number, [document_id])
        if not clauses and (outer := outer_number(number)) is not None:
            return self._numbered(document_id, outer)
        return [clause.id for clause in clauses]

    def _at(self, clause_ids: Sequence[str], route: str) -> Iterator[Followed]:
        """Of the passages that hold a clause, the one that speaks most of the question: a long table has several. A
        chapter without text of its own brings nothing."""
        asked = set(tokens(self.question))
        for clause_id in clause_ids:
            shares = self.catalogue.passages_holding(clause_id)
            if shares:
                best = max(shares, key=lambda share: len(asked.intersection(tokens(share.text))))
                yield Followed(best, route)
