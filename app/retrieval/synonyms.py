"""Further words for a question: what the glossary of the library and the domain packs call the things that it names."""

from __future__ import annotations

from collections.abc import Collection

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
    named = synonyms_of(question, glossary, documents)
    found = [*(name for names in named.values() for name in names), *other_forms(question)]
    said = name_key(question)
    return tuple(dict.fromkeys(word for word in found if name_key(word) not in said))[:MOST_FURTHER_WORDS]


def synonyms_of(
    question: str, glossary: Glossary, documents: Collection[str] | None = None
) -> dict[str, tuple[str, ...]]:
    """The names that the question says, folded, each with its others: those of the glossary before those of the packs.

    A person who says KGC means 密钥生成中心, and one who says the preferred term may find KGC.
    """
    found: dict[str, tuple[str, ...]] = {}
    for name, terms in glossary.said_in(question).items():
        held = [term for term in terms if documents is None or term.document_id in documents]
        others = dict.fromkeys(other for term in held for other in term.names if name_key(other) != name)
        if others:
            found[name] = tuple(others)
    packs = pack_synonyms()
    for name in names_in(name_key(question), packs):
        found[name] = tuple(dict.fromkeys((*found.get(name, ()), *packs[name])))
    return found
