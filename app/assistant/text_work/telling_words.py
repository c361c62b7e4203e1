"""The words of a text that say what it is about."""

from __future__ import annotations

from app.library.tokens import tokens
from app.retrieval.stopwords import ENGLISH_STOP_WORDS


def telling_words(text: str) -> frozenset[str]:
    """Without single characters and the words that stand in every English text."""
    return frozenset(word for word in tokens(text) if len(word) > 1 and word not in ENGLISH_STOP_WORDS)
