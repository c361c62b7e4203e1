"""Values that a person says are to be replaced: of 由1.2米改成0.9米 the last one is asked about, not the first."""

from __future__ import annotations

import re

from app.assistant.values.compute import are_comparable, exact
from app.assistant.values.quantities import NUMBER
from app.assistant.values.units import UNIT_PATTERN, UNITS

_FORMER = rf"(?P<former>{NUMBER})\s*(?P<former_unit>{UNIT_PATTERN})?"
_LATTER = rf"(?P<latter>{NUMBER})\s*(?P<latter_unit>{UNIT_PATTERN})"
_ALTERS = (
    r"(?:(?:更|修|整)?改|变更|变|换|调整|调|降低|降|提高|提升|升高|升|增加|增大|增|加高|加宽|加长|加|减少|减小|减|缩小|缩短|缩|"
    r"放宽|放)"
)
_ALTERED = rf"(?:{_ALTERS}[成为到至作做了]+)"
_LATER = r"(?:后来|拟|将其?|现在|如今|打算|准备|计划|想|要|再|又|我们?|给|被|已经?|一下)*"
_CHANGE = re.compile(
    rf"(?:由|从|自|原来?|原先|原本|之前)?(?:是|为)?\s*(?<![\d.A-Za-z~-]){_FORMER}\s*"
    rf"(?P<between>(?:的?[^\d\s,，。;；:：、!！?？]{{0,10}}?|\s*[,，]\s*){_LATER})(?P<how>{_ALTERED})\s*{_LATTER}"
)
_DESCENT = re.compile(rf"(?:由|从|自)\s*{_FORMER}\s*(?P<between>)(?P<how>[到至])\s*{_LATTER}")


def as_changed(folded: str) -> str:
    """A question in normal form with only the last value of each change: 护栏由1.2米改成0.9米 as 护栏0.9米.

    从1.2米到0.9米 is a change since it goes down; 从0.9米到1.2米 may as well be a range and stays one.
    """
    for pattern in (_DESCENT, _CHANGE):
        before = ""
        while before != folded:
            before, folded = folded, pattern.sub(_last, folded)
    return folded


def _last(change: re.Match[str]) -> str:
    former, latter = change["former_unit"], change["latter_unit"]
    if former is not None and not are_comparable(UNITS[former], UNITS[latter]):
        return change[0]
    if change.re is _DESCENT and not _goes_down(change):
        return change[0]
    return f" {change['between'].strip(' ,，')}{change['latter']}{latter}"


def _goes_down(change: re.Match[str]) -> bool:
    """Both numbers are of one unit, or of one that is left out before 到: 从1.2到0.9米."""
    former, latter = exact(change["former"]), exact(change["latter"])
    is_one_unit = change["former_unit"] in (None, change["latter_unit"])
    return former is not None and latter is not None and is_one_unit and latter < former
