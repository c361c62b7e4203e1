"""Lists of abbreviations.

"GNSS：全球导航卫星系统（Global Navigation Satellite System）", "AES Advanced Encryption Standard".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.domain.document import Clause, ClauseKind, ClauseTree
from app.domain.term import Term
from app.ingest.wording.term_heading import HAN

_KEY = r"(?=(?:[^A-Z\s]*[A-Z]){2})[A-Za-z0-9][A-Za-z0-9./®&-]{1,14}"
"""Two capitals at least: a, B, E(Fq) and deg(f) are symbols, and no words that anyone looks up."""
_ENTRY = re.compile(
    rf"(?P<key>{_KEY}(?:/{_KEY})?)(?:\s*(?:[：:=]|[—–-]{{1,3}})\s*|\s+)(?P<value>[A-Za-z\u4e00-\u9fff（(“‘].*)",
    re.DOTALL,
)
_NEXT_ENTRY = re.compile(rf"(?<=[)）])\s*(?={_KEY}(?:\s*[：:—]|\s)\s*\S)")
_IN_BRACKETS = re.compile(r"[（(](?P<english>[^\u4e00-\u9fff（）()]*[A-Za-z][^\u4e00-\u9fff（）()]*)[)）]?")
_TRAILING = re.compile(r"(?P<chinese>.*[\u4e00-\u9fff）)])[\s,，]+(?P<english>[A-Za-z][^\u4e00-\u9fff]*)")
_NAME = re.compile(r"[^，。；、：]{2,30}")
_PLAIN_KEY = re.compile("[A-Z]{3,}")
LONGEST_EXPANSION = 120


def abbreviations_in(clause: Clause, tree: ClauseTree) -> Iterator[Term]:
    """The entries of one list, a line or a row each. Under 符号和缩略语 symbols stand among them and are left out."""
    with_symbols = "符号" in clause.title
    for part in (clause, *(part for part in tree.children(clause.id) if not part.kind.is_numbered_unit)):
        rows = part.table.rows_in_words() if part.table is not None else _entries(part)
        for row in rows:
            match = _ENTRY.fullmatch(row)
            if match is None or len(match["value"]) > LONGEST_EXPANSION:
                continue
            term = _term(match["key"], " ".join(match["value"].split()).rstrip("。；;. "), part.id)
            if term.english or not with_symbols or _PLAIN_KEY.fullmatch(term.term):
                yield term


def _entries(part: Clause) -> Iterator[str]:
    """A line each; an expansion whose bracket is still open goes on in the next line."""
    entry = ""
    for line in _lines(part):
        if _ENTRY.fullmatch(line) or _is_whole(entry):
            yield entry
            entry = line
        else:
            entry = f"{entry} {line}".strip()
    yield entry


def _lines(part: Clause) -> Iterator[str]:
    printed = f"{part.title} {part.text}".strip() if part.kind is ClauseKind.ITEM else part.text
    for line in printed.splitlines():
        yield from _NEXT_ENTRY.split(line)


def _is_whole(entry: str) -> bool:
    return sum(map(entry.count, "（(")) <= sum(map(entry.count, "）)"))


def _term(key: str, value: str, clause_id: str) -> Term:
    """The key as printed is the term; what it stands for are English equivalent and synonym."""
    if not HAN.search(value):
        return Term(key, value, clause_id, english=value)
    bracketed = _IN_BRACKETS.search(value)
    trailing = _TRAILING.fullmatch(value)
    english = bracketed["english"].strip() if bracketed else trailing["english"] if trailing else None
    chinese = value[: bracketed.start()] if bracketed else trailing["chinese"] if trailing else value
    chinese = chinese.strip(" ，,")
    return Term(key, value, clause_id, english, (chinese,) if _NAME.fullmatch(chinese) else ())
