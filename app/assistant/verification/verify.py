"""Checking a sentence that a model wrote against the quotes that it names.

Nothing here judges meaning. What is checked is what small models get wrong: a number, a unit, a comparison, a
negation, the strength of a requirement, a name, or a word that the clause does not say. What fails is marked and never
presented as fact; what holds says where it came from.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.assistant.verification import word_checks
from app.assistant.verification.claims import without_keys
from app.assistant.verification.number_checks import trace_numbers
from app.assistant.verification.side_by_side import neighbours_are_apart
from app.assistant.verification.sources import Sources, Traced, sources_for

__all__ = ["Sources", "Verification", "is_verified", "sources_for", "verify"]

Check = Callable[[str, Sources], bool]

CHECKS: tuple[Check, ...] = (
    word_checks.names_are_theirs,
    word_checks.requirements_are_theirs,
    word_checks.negations_are_kept,
    word_checks.weakenings_are_kept,
    word_checks.opposites_are_kept,
    word_checks.comparisons_are_theirs,
    word_checks.exceptions_are_kept,
    word_checks.quantifiers_are_theirs,
    word_checks.changes_are_theirs,
    word_checks.words_are_theirs,
    neighbours_are_apart,
)


@dataclass(frozen=True, slots=True)
class Verification:
    """``traced`` tells for each number and name where it came from, in the order of the sentence; ``failed`` names the
    checks that did not hold, none where the sentence is verified."""

    traced: tuple[Traced, ...]
    failed: tuple[str, ...]

    @property
    def is_verified(self) -> bool:
        return not self.failed

    @property
    def notes(self) -> tuple[str, ...]:
        """For a person: what does not come from the cited clause ("60 kg 取自问题"), each once."""
        return tuple(dict.fromkeys(one.note for one in self.traced if one.note))


def verify(sentence: str, sources: Sources) -> Verification:
    """Check everything checkable in a sentence. Without a cited clause nothing holds."""
    text = without_keys(sentence)
    if not sources.cited:
        return Verification((), ("keys",))
    numbers = trace_numbers(text, sources)
    failed = [] if numbers.is_complete else ["numbers"]
    failed += [check.__name__ for check in CHECKS if not check(text, sources)]
    return Verification((*numbers.traced, *word_checks.trace_names(text, sources)), tuple(failed))


def is_verified(sentence: str, sources: Sources) -> bool:
    """Whether everything checkable in the sentence comes from its sources."""
    return verify(sentence, sources).is_verified
