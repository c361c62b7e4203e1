"""How strongly a text binds: requirement, recommendation or permission.

GB/T 1.1-2020 clause 7 and annex C (应/不应, 宜/不宜, 可/不必 and their equivalents), ISO/IEC Directives Part 2
clause 7, RFC 2119, and the legislative technique of Chinese laws (应当, 必须, 不得, 禁止, 可以).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.domain.document import Clause, ClauseKind, ClauseTree, Strength
from app.ingest.wording.modal_words import MODALS, STATEMENTS

_NEVER = frozenset({ClauseKind.NOTE, ClauseKind.EXAMPLE, ClauseKind.FORMULA, ClauseKind.FIGURE})
"""GB/T 1.1-2020 clauses 9.10 and 9.11: notes and examples hold no requirement, and what explains does not bind."""
_STATING = re.compile(
    r"前言|引言|范围|规范性引用文件|参考文献|修订说明|Foreword|Scope|Normative references|References|Bibliography",
    re.IGNORECASE,
)
"""GB/T 1.1-2020 clauses 8.3 to 8.6 and 8.12: elements that state and hold neither requirement nor permission."""
_LEADS_TO_ITEMS = re.compile(r"(?P<sentence>[^。；;\n]*)[：:∶]\s*$")
_FOLLOWING = re.compile(r"(?:下列|以下|如下|下述|the following)(?!.*(?:下列|以下|如下|下述|the following))", re.DOTALL)
_CONDITION = re.compile(r"的[；;。]?\s*$")
"""The end of an item that tells when a rule applies: （一）未按照规定备案的；"""


def with_strength(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """The clauses with the strength of their own text.

    An item without a modal word of its own has that of the sentence that leads to it (应符合下列要求：a) …). Titles,
    definitions, notes, examples and the elements that only state have none.
    """
    tree = ClauseTree(clauses)
    found: dict[str, Strength | None] = {}
    for clause in clauses:
        found[clause.id] = _strength(clause, tree, found) if _may_bind(clause, tree) else None
    return tuple(
        clause if clause.strength is found[clause.id] else replace(clause, strength=found[clause.id])
        for clause in clauses
    )


def strength_of(text: str) -> Strength | None:
    """The strongest force in the text; None for a statement."""
    bare = STATEMENTS.sub("·", text)
    return next((strength for strength, modal in MODALS if modal.search(bare)), None)


def _may_bind(clause: Clause, tree: ClauseTree) -> bool:
    return all(
        step.kind is not ClauseKind.TERM and step.kind not in _NEVER and not _STATING.fullmatch(_squeezed(step.title))
        for step in _upwards(clause, tree)
    )


def _strength(clause: Clause, tree: ClauseTree, found: dict[str, Strength | None]) -> Strength | None:
    if clause.kind is not ClauseKind.ITEM:
        return strength_of(clause.text)
    if _CONDITION.search(clause.text):
        return None
    leading = tree.by_id.get(clause.parent_id or "")
    return strength_of(clause.text) or (_handed_down(leading, found) if leading is not None else None)


def _handed_down(leading: Clause, found: dict[str, Strength | None]) -> Strength | None:
    """What the sentence before a list says of its items: all that stands before 下列. In 有下列情形之一的，不得录用：
    the items are conditions, and nothing binds them."""
    match = _LEADS_TO_ITEMS.search(leading.text)
    if match is None:
        return None
    sentence = match["sentence"]
    following = _FOLLOWING.search(sentence)
    said = strength_of(sentence[: following.start()] if following else sentence)
    return said or (found[leading.id] if leading.kind is ClauseKind.ITEM and not following else None)


def _upwards(clause: Clause, tree: ClauseTree) -> Iterator[Clause]:
    yield clause
    yield from tree.ancestors(clause)


def _squeezed(title: str) -> str:
    """前　言 is 前言; English keeps its spaces."""
    return re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", title.strip())
