"""The heading of a clause as a text prints it."""

from __future__ import annotations

from app.domain.document import Clause, ClauseTree, heading


def printed_heading(clause: Clause, tree: ClauseTree) -> str:
    """As a text prints it: parts repeat in their number that of their unit (第十二条第（一）项, 8.28注), paragraphs of
    an article print none at all."""
    if clause.kind.is_numbered_unit or not clause.number:
        return heading(clause)
    number = clause.number.removeprefix(tree.parent_number(clause) or "")
    if number.startswith("第"):
        number = number[1:-1] if number.endswith("项") else ""
    return " ".join(filter(None, (number, clause.title)))
