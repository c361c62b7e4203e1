"""The terms that a document defines: entries of 术语和定义, lists of abbreviations, 本法所称X是指, glossaries.

Term entries after GB/T 1.1-2020 clause 8.7 and ISO 10241-1: preferred term, English equivalent, admitted terms and
abbreviations, definition, source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.domain.document import Clause, ClauseKind, ClauseTree
from app.domain.term import Term
from app.ingest.wording.abbreviations import abbreviations_in
from app.ingest.wording.definitions import definitions_in, glossary_in
from app.ingest.wording.term_heading import HAN, read_heading

_SOURCE = re.compile(
    r"\s*(?:^|(?<=[。；;.\n]))\s*[\[［【](?:来源|SOURCE|见)?[^\]］】\n]{3,120}[\]］】]\s*$",
    re.IGNORECASE | re.MULTILINE,
)
"""[来源：GB/T 20000.1—2014，5.3], [ISO/IEC 15946-4 3.7]: where the definition was taken from."""
_ABBREVIATIONS = re.compile(r"缩略(?:语|词)|缩写|abbreviat|acronym", re.IGNORECASE)
_GLOSSARY = re.compile(
    r"(?:glossary|(?:terms and )?definitions|terms|definitions of terms)(?: of terms)?", re.IGNORECASE
)
_ALSO_CALLED = re.compile(r"(?:又|亦|也|也可)(?:称|叫)(?:为|作|之为)?[“\"]?(?P<names>[^，。；：:（()）”\"]{2,24})")
_NO_DEFINITION = frozenset({ClauseKind.NOTE, ClauseKind.EXAMPLE, ClauseKind.TABLE, ClauseKind.FIGURE})


def find_terms(clauses: Sequence[Clause]) -> tuple[Term, ...]:
    """All terms in document order, each with the clause that defines it."""
    tree = ClauseTree(clauses)
    found: list[Term] = []
    for clause in clauses:
        if clause.kind is ClauseKind.TERM:
            found.extend(_entry(clause, tree))
        elif _ABBREVIATIONS.search(clause.title):
            found.extend(abbreviations_in(clause, tree))
        elif _GLOSSARY.fullmatch(clause.title.strip()):
            found.extend(glossary_in(clause, tree))
        else:
            found.extend(definitions_in(clause, tree))
    return tuple(dict.fromkeys(found))


def _entry(clause: Clause, tree: ClauseTree) -> Iterator[Term]:
    """A term entry. Where the layout left the English equivalent below the term, it is the text's first line."""
    title, text = clause.title, clause.text
    first, _, rest = text.partition("\n")
    if title and not HAN.search(first) and HAN.search(title) and HAN.search(rest):
        title, text = f"{title} {first}", rest
    heading = read_heading(title)
    definition = _SOURCE.sub("", _whole_definition(clause, text, tree)).strip()
    if heading is None or not definition:
        return
    also = [name for match in _ALSO_CALLED.finditer(definition) for name in re.split("[、或]", match["names"])]
    synonyms = dict.fromkeys((*heading.synonyms, *filter(None, map(str.strip, also))))
    synonyms.pop(heading.term, None)
    yield Term(heading.term, definition, clause.id, heading.english, tuple(synonyms))


def _whole_definition(clause: Clause, text: str, tree: ClauseTree) -> str:
    """The entry's text and the items that it leads to; notes and examples explain and do not define."""
    parts = [part for part in tree.children(clause.id) if not part.kind.is_numbered_unit]
    defining = [part for part in parts if part.kind not in _NO_DEFINITION]
    items = (f"{_mark(part, clause)} {part.text}".strip() for part in defining if part.text)
    return "\n".join((text, *items))


def _mark(part: Clause, clause: Clause) -> str:
    """The item's mark as printed: its number may repeat the entry's."""
    return (part.number or "").removeprefix(clause.number or "")
