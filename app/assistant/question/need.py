"""What is needed to answer a question: its parts, each with what it asks for and the evidence found for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.assistant.question.asked import Asked, asked, parts, subject
from app.assistant.quoting.citations import PATH_STEP
from app.domain.answer import Fact
from app.domain.evidence import Evidence
from app.domain.headings import FOREWORDS, bare_heading
from app.domain.standard_id import find_all
from app.domain.where import EVERYWHERE, Where
from app.retrieval.fusion import fuse
from app.retrieval.names import BOOK_TITLE
from app.retrieval.search import Search
from app.retrieval.terms import QuestionTerms

EVIDENCE_PER_QUESTION = 8
EVIDENCE_PER_PART = 5
NAMING_PASSAGES = 2
NUMBERING_PASSAGES = 3
OWN_SUBJECT = 0.25
"""The share of the whole question's weight that makes a part a question of its own."""
WHOLE_AND_PART = {"whole": 1.0, "part": 1.0}
"""The whole question knows the subject, the part what is asked of it: measured, neither alone serves."""

WHOLE_AND_INSIDE = {"whole": 1.0, "part": 0.5}
"""All documents, and once more the one that the conversation speaks of: what both find comes first, and the best of
all others still comes before what only the one document could offer."""
DISTRIBUTIVE = frozenset("每各个")
"""Characters that say of how many something is asked, and not of what."""
STANDARD_KEYS = frozenset({"标准", "standard"})
"""How a confirmed fact names the document to go by."""


@dataclass(frozen=True, slots=True)
class Need:
    """One part of a question. ``evidence`` is ranked for this part, rank from 1; ``facts`` are what was confirmed.

    ``question`` is the whole: what one part says of the circumstances holds for the others.
    """

    text: str
    asked: Asked
    terms: QuestionTerms
    evidence: tuple[Evidence, ...]
    facts: tuple[Fact, ...] = ()
    question: str = ""

    @property
    def circumstances(self) -> str:
        """The text that may say under which conditions it is asked."""
        return self.question or self.text

    def is_spoken_of_in(self, text: str) -> float:
        """The share (0 to 1) of what is asked about that a text speaks of, without the 每个 of 每个分区."""
        weights = {gram: weight for gram, weight in self.terms.weights.items() if DISTRIBUTIVE.isdisjoint(gram)}
        return replace(self.terms, weights=weights).known_coverage(text)


@dataclass(frozen=True, slots=True)
class Library:
    """What a question is put to: the documents of ``where``, and of these one to look into ``first``, though not alone,
    the one that a conversation speaks of."""

    search: Search
    where: Where = EVERYWHERE
    first: str | None = None

    def find(self, text: str, limit: int, keywords: Sequence[str] = ()) -> list[Evidence]:
        """A foreword tells how a text came about and answers nothing that its body is asked."""
        found = self.search.find(text, self.where, limit=limit, keywords=keywords)
        if self.first is not None and self.where.document is None:
            one = replace(self.where, collection=None, document=self.first)
            inside = self.search.find(text, one, limit=limit, keywords=keywords)
            found = list(_together(found, inside, WHOLE_AND_INSIDE)[:limit])
        body = [item for item in found if bare_heading(item.title_path.rpartition(PATH_STEP)[2]) not in FOREWORDS]
        return body or found

    def led_by(self, facts: Sequence[Fact]) -> Library:
        """The same where no fact says which standard to go by, else with that one first."""
        said = next((fact.value for fact in facts if fact.key in STANDARD_KEYS), None)
        if said is None or self.where.document is not None:
            return self
        names = self.search.names(said, self.where)
        return replace(self, first=names.documents[0]) if names.documents else self


def needs_of(
    library: Library, question: str, keywords: Sequence[str] = (), facts: Sequence[Fact] = ()
) -> tuple[Need, ...]:
    """The parts of a question with their evidence, in the order of asking. ``keywords`` are further search words, and
    so are the values of confirmed ``facts``."""
    keywords = (*keywords, *(fact.value for fact in facts if fact.key not in STANDARD_KEYS))
    found = _parts_with_evidence(library.led_by(facts), question, keywords)
    return tuple(replace(need, facts=tuple(facts), question=question) for need in found)


def _parts_with_evidence(library: Library, question: str, keywords: Sequence[str]) -> tuple[Need, ...]:
    whole = library.find(question, EVIDENCE_PER_QUESTION, keywords)
    search = library.search
    found = parts(question)
    if len(found) == 1:
        need = Need(question, asked(question), search.terms(subject(question)), tuple(whole))
        return (_with_numbers(library, need),)
    subject_of_all = search.terms(subject(question))
    return tuple(_with_numbers(library, _part(library, part, subject_of_all, whole)) for part in found)


def _part(library: Library, part: str, of_all: QuestionTerms, whole: Sequence[Evidence]) -> Need:
    """A part that hardly names anything itself ("对方回的又是哪个") speaks of what the whole question speaks of."""
    own = library.search.terms(subject(part))
    if own.total < OWN_SUBJECT * of_all.total:
        return Need(part, asked(part), of_all, tuple(whole))
    return Need(part, asked(part), own, _together(whole, library.find(part, EVIDENCE_PER_PART)))


def _with_numbers(library: Library, need: Need) -> Need:
    """Where a standard is asked for and the best evidence gives only its title, also the passages that number it."""
    if not need.asked.standard:
        return need
    best = [item.text for item in need.evidence[:NAMING_PASSAGES] if not find_all(item.text)]
    titles = dict.fromkeys(title for text in best for title in BOOK_TITLE.findall(text))
    known = {item.passage_id for item in need.evidence}
    found = [item for title in titles for item in library.find(title, NUMBERING_PASSAGES)]
    added = {item.passage_id: item for item in found if item.passage_id not in known}
    ranked = [replace(item, rank=len(need.evidence) + place) for place, item in enumerate(added.values(), 1)]
    return replace(need, evidence=(*need.evidence, *ranked))


def all_evidence(needs: Sequence[Need]) -> tuple[Evidence, ...]:
    """The evidence of all parts, each passage once, best rank first."""
    best: dict[str, Evidence] = {}
    for need in needs:
        for item in need.evidence:
            if item.passage_id not in best or item.rank < best[item.passage_id].rank:
                best[item.passage_id] = item
    ordered = sorted(best.values(), key=lambda item: item.rank)
    return tuple(replace(item, rank=rank) for rank, item in enumerate(ordered, 1))


def _together(
    whole: Sequence[Evidence], part: Sequence[Evidence], weights: Mapping[str, float] = WHOLE_AND_PART
) -> tuple[Evidence, ...]:
    by_id = {item.passage_id: item for item in (*part, *whole)}
    rankings = {"whole": [item.passage_id for item in whole], "part": [item.passage_id for item in part]}
    fused = fuse(rankings, weights)
    return tuple(replace(by_id[item.passage_id], rank=rank) for rank, item in enumerate(fused, 1))
