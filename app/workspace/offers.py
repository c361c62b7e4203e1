"""Questions to begin with: what the library at hand can answer."""

from __future__ import annotations

from collections import defaultdict
from itertools import cycle, islice

from app.assistant.answering.first_questions import LAWS, questions_about
from app.domain.document import DocumentStatus
from app.domain.term import Term
from app.foundation.messages import language_in_use
from app.library.catalogue import Catalogue
from app.library.entries import Entry

MOST_READ = 12
"""Documents whose clauses are read for it: a large library is not read through for four questions."""
_GONE = frozenset({DocumentStatus.SUPERSEDED, DocumentStatus.WITHDRAWN})


def first_questions(catalogue: Catalogue, most: int) -> tuple[str, ...]:
    """One a document, of different kinds where there are any; documents in the language in use go first, drafts and
    texts no longer in force behind the others, and so does what is no law and has no number."""
    terms: dict[str, list[Term]] = defaultdict(list)
    for defined in catalogue.glossary.entries():
        terms[defined.document_id].append(defined.term)
    found: list[str] = []
    kinds = cycle(range(3))
    for entry in islice(_likely(catalogue.entries()), MOST_READ):
        questions = questions_about(entry.metadata, catalogue.clauses(entry.id), terms[entry.id], entry.edition)
        fresh = [question for question in questions if question not in found]
        if fresh:
            found.append(fresh[next(kinds) % len(fresh)])
        if len(found) == most:
            break
    return tuple(found)


def _likely(entries: list[Entry]) -> list[Entry]:
    """One of each standard or law, its longest part; the latest added first among equals."""
    longest: dict[str, Entry] = {}
    for entry in entries:
        held = longest.get(entry.metadata.title)
        if held is None or (_rank(entry), -entry.clauses) < (_rank(held), -held.clauses):
            longest[entry.metadata.title] = entry
    latest = sorted(longest.values(), key=lambda entry: entry.added, reverse=True)
    return sorted(latest, key=_rank)


def _rank(entry: Entry) -> tuple[bool, bool, bool]:
    metadata = entry.metadata
    is_foreign = (metadata.language == "zh") != language_in_use().startswith("zh")
    has_name = metadata.number is not None or metadata.kind in LAWS
    return is_foreign, metadata.is_draft or metadata.status in _GONE, not has_name
