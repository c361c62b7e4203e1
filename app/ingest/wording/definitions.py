"""Words that a text defines in a sentence (本法所称农产品，是指…) or in a glossary of "Term: definition" lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.domain.document import Clause, ClauseKind, ClauseTree
from app.domain.term import Term
from app.ingest.wording.term_heading import read_heading

_SELF = "本(?:法|条例|规定|办法|规则|细则|决定|解释|规范|规程|标准|文件|部分|指南|通则|章|节|条|款)"
_WORD = r"[“\"]?(?P<term>[^，。；：:“”\"（(]{1,30}?)[”\"]?(?P<note>（[^（）]{1,30}）)?"
_CALLED = re.compile(
    rf"{_SELF}(?:第[^，。]{{1,10}}[条款项])?(?:中)?所称(?:的)?{_WORD}\s*[，,]?\s*(?:系|均|即|包括)?(?:是)?指\s*(?P<definition>[^。]+。?)"
)
_MEANINGS = re.compile(r"(?:用语|术语|名词|概念)[^。]{0,12}(?:含义|定义|意义|解释)|所称[^。]{0,20}含义")
_LISTED = re.compile(rf"{_WORD}\s*[，,：:]\s*(?:系|均|即)?(?:是)?指\s*(?P<definition>.+)", re.DOTALL)
_GLOSSED = re.compile(
    r"(?:^|(?<=[.”\"\])?]\s))(?P<term>[A-Z][\w’'®/&()-]*(?:[ -][\w’'®/&(),-]+){0,9}?):\s+(?P<definition>[A-Z(“\"1].*?)"
    r"(?=(?:(?<=[.”\"\])?])\s|\n)[A-Z0-9][\w’'®/&()-]*(?:[ -][\w’'®/&(),-]+){0,9}?:\s+[A-Z(“\"1]|\Z)",
    re.DOTALL,
)
LONGEST_DEFINITION = 2000


def definitions_in(clause: Clause, tree: ClauseTree) -> Iterator[Term]:
    """What laws and codes define in passing or in an article of meanings (立法技术规范（试行）（一）, clause 6)."""
    if clause.kind is ClauseKind.ITEM:
        parent = tree.by_id.get(clause.parent_id or "")
        match = _LISTED.match(clause.text) if parent is not None and _lists_meanings(parent, tree) else None
        if match is not None:
            yield Term(match["term"].strip(), _with_items(match["definition"], clause, tree), clause.id)
            return
    for match in _CALLED.finditer(clause.text):
        yield Term(match["term"].strip(), _with_items(match["definition"], clause, tree), clause.id)


def glossary_in(clause: Clause, tree: ClauseTree) -> Iterator[Term]:
    """Lines of "Term: definition", also where the layout ran several together."""
    for part in (clause, *(part for part in tree.children(clause.id) if not part.kind.is_numbered_unit)):
        for match in _GLOSSED.finditer(part.text):
            heading = read_heading(match["term"])
            if heading is not None:
                yield Term(heading.term, " ".join(match["definition"].split()), part.id, None, heading.synonyms)


def _lists_meanings(parent: Clause, tree: ClauseTree) -> bool:
    article = (parent, *(tree.by_id[up] for up in (parent.parent_id,) if up in tree.by_id))
    return any(_MEANINGS.search(step.text) or _MEANINGS.search(step.title) for step in article)


def _with_items(definition: str, clause: Clause, tree: ClauseTree) -> str:
    """A definition that ends in a colon goes on in the items below it."""
    whole = definition.strip()
    if whole.endswith(("：", ":")):
        items = (f"{part.text}" for part in tree.children(clause.id) if part.kind is ClauseKind.ITEM)
        whole = "\n".join((whole, *items))
    return whole[:LONGEST_DEFINITION]
