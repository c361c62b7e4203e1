"""True paraphrases are verified, small distortions are not: a table of both, of our own sentences."""

from __future__ import annotations

import pytest

from app.assistant.verification.sources import Cited, Sources
from app.assistant.verification.verify import Verification, verify
from tests.unit.assistant import distorted_pairs, faithful_pairs
from tests.unit.assistant.faithful_pairs import Pair


def checked(pair: Pair) -> Verification:
    sentence, clause, *question = pair
    return verify(f"{sentence}[1]", Sources((Cited("1", "", clause),), *question))


@pytest.mark.parametrize("pair", faithful_pairs.ALL, ids=lambda pair: pair[0])
def test_what_a_clause_says_in_other_words_is_verified(pair: Pair) -> None:
    assert checked(pair).failed == ()


@pytest.mark.parametrize("pair", distorted_pairs.ALL, ids=lambda pair: f"{pair[0]} | {pair[1]}")
def test_what_a_clause_does_not_quite_say_is_not_verified(pair: Pair) -> None:
    assert not checked(pair).is_verified
