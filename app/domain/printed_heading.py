"""The heading of a clause as a text prints it."""

from __future__ import annotations

import re

from app.domain.document import Clause, heading

_LAST_PART = re.compile(r"第([^第]+)[项目]$")


def printed_heading(clause: Clause, unit: str = "") -> str:
    """As a text prints it. Parts repeat in their number that of their ``unit`` (8.28注), in laws all of the way to them
    (第十二条第一款第（一）项), of which the item prints its own (（一）) and a paragraph prints nothing."""
    if clause.kind.is_numbered_unit or not clause.number:
        return heading(clause)
    number = clause.number.removeprefix(unit)
    if clause.number.startswith("第"):
        found = _LAST_PART.search(clause.number)
        number = found[1] if found else ""
    return " ".join(filter(None, (number, clause.title)))
