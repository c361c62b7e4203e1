"""Further words for a question: what the glossary of the library and the domain packs call the things that it names."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from app.library.glossary import Glossary
from app.library.term_names import name_key, names_in
from app.packs.synonyms import pack_synonyms
from app.retrieval.numerals import other_forms

MOST_FURTHER_WORDS = 24
"""A long story names many things; the words of the first ones said are enough to meet their clauses."""


def further_words(question: str, glossary: Glossary, documents: Collection[str] | None = None) -> tuple[str, ...]:
    """The other names of what the question names, each once: the glossary's, the packs', numbers in their other form.

    Only terms of ``documents`` when given. They are to count less than the question's own words.
    """
    found = [
        *_of_glossary(question, glossary, documents),
        *_of_packs(question, pack_synonyms()),
        *other_forms(question),
    ]
    said = name_key(question)
    return tuple(dict.fromkeys(word for word in found if name_key(word) not in said))[:MOST_FURTHER_WORDS]


def _of_glossary(question: str, glossary: Glossary, documents: Collection[str] | None) -> list[str]:
    """A person who says KGC finds 密钥生成中心, and one who says the preferred term finds KGC."""
    terms = [term for term in glossary.named_in(question) if documents is None or term.document_id in documents]
    return [name for term in terms for name in term.names]


def _of_packs(question: str, packs: Mapping[str, tuple[str, ...]]) -> list[str]:
    return [word for name in names_in(name_key(question), packs) for word in packs[name]]
