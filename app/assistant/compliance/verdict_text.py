"""How a verdict is told: what was compared with what, by which clause, in whose words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.assistant.compliance.given_values import Given
from app.assistant.compliance.limits import Bound, Limit
from app.assistant.values.compute import converted
from app.assistant.values.printed import as_printed
from app.assistant.values.units import without_digits
from app.assistant.verification.sources import Origin, Traced
from app.domain.answer import Citation, Sentence, SentenceKind
from app.foundation.messages import tr

LONGEST_REQUIREMENT = 80
"""Characters of a clause's sentence that a verdict repeats whole."""

_SIGNS = {(True, True): "≤", (True, False): "<", (False, True): "≥", (False, False): ">"}
_BROKEN_SIGNS = {(True, True): ">", (True, False): "≥", (False, True): "<", (False, False): "≤"}
"""By whether the bound is the upper one, and whether it belongs to what is allowed."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A given value beside the limit that it is measured by; ``printed`` is the clause's sentence or row."""

    given: Given
    limit: Limit
    printed: str
    citation: Citation

    def sentence(self) -> Sentence:
        """The verdict as a direct sentence that names its clause and says what was computed."""
        requirement = {"clause": self.citation.clause or self.citation.standard, "requirement": self._repeated()}
        traced = (
            Traced(self.given.printed, self.given.origin),
            Traced(self.given.printed, Origin.COMPUTED, self.citation.key, self._working()),
        )
        return Sentence(
            f"{self._told(requirement)}[{self.citation.key}]",
            SentenceKind.DIRECT,
            (self.citation.key,),
            verified=True,
            notes=tuple(one.note for one in traced),
        )

    def _told(self, requirement: dict[str, str]) -> str:
        compared = self._compared()
        match self._broken is None, self.limit.is_recommended:
            case True, False:
                return tr("{compared}，符合 {clause} 的要求（{requirement}）。", compared=compared, **requirement)
            case False, False:
                return tr("{compared}，不符合 {clause} 的要求（{requirement}）。", compared=compared, **requirement)
            case True, True:
                return tr("{compared}，符合 {clause} 的推荐（{requirement}）。", compared=compared, **requirement)
            case _:
                return tr(
                    "{compared}，达不到 {clause} 的推荐（{requirement}），推荐不是必须。",
                    compared=compared,
                    **requirement,
                )

    @property
    def _broken(self) -> Bound | None:
        return self.limit.broken_by(self.given.value)

    @property
    def _bound(self) -> Bound:
        """The bound to tell of: the one that the value lies beyond, else the one there is."""
        bound = self._broken or self.limit.high or self.limit.low
        assert bound is not None, "a limit has a bound"
        return bound

    def _compared(self) -> str:
        limit, value = self.limit, self.given.printed
        if limit.tolerance is not None:
            unit = without_digits(limit.tolerance.unit)
            stretch = f"{self._bound.measure.number}±{limit.tolerance.number} {unit}"
        elif limit.low and limit.high and not limit.is_exact:
            stretch = f"{self._as_printed(limit.low)}～{self._as_printed(limit.high)}"
        else:
            return f"{value} {self._relation()} {self._as_printed(self._bound)}"
        if self._broken is None:
            return tr("{value} 在 {stretch} 的范围内", value=value, stretch=stretch)
        return tr("{value} 不在 {stretch} 的范围内", value=value, stretch=stretch)

    def _relation(self) -> str:
        if self.limit.is_exact:
            return tr("等于") if self._broken is None else tr("不等于")
        match self._sign():
            case "≤":
                return tr("不大于")
            case "<":
                return tr("小于")
            case "≥":
                return tr("不小于")
            case _:
                return tr("大于")

    def _sign(self) -> str:
        signs = _SIGNS if self._broken is None else _BROKEN_SIGNS
        return signs[self._bound is self.limit.high, self._bound.is_inside]

    def _as_printed(self, bound: Bound) -> str:
        shown = f"{bound.measure.number} {without_digits(bound.measure.unit)}"
        return as_printed(self.printed, bound.measure) or shown

    def _repeated(self) -> str:
        """The sentence as printed, without its end; of a long one the phrase with the limit."""
        whole = " ".join(self.printed.split()).rstrip("。；;.")
        if len(whole) <= LONGEST_REQUIREMENT:
            return whole
        phrases = (found[0].strip() for found in re.finditer(r"[^,，。;；\n]+", self.printed))
        return next((phrase for phrase in phrases if as_printed(phrase, self._bound.measure)), whole)

    def _working(self) -> str:
        """What was computed: "0.06 t = 60 kg，60 kg > 55 kg"."""
        given, unit = self.given, self._bound.measure.unit
        ours = f"{given.measure.number} {unit.symbol}"
        said = ""
        if given.measure.unit != unit:
            ours = converted(given.measure, unit) or ours
            said = f"{given.printed} = {ours}，"
        return f"{said}{ours} {self._shown_sign()}"

    def _shown_sign(self) -> str:
        """What the value was measured by: "> 55 kg", "= 48 V"."""
        measure = self._bound.measure
        shown = f"{measure.number} {measure.unit.symbol}"
        if self.limit.tolerance is not None:
            inside = "∈" if self._broken is None else "∉"
            return f"{inside} {measure.number}±{self.limit.tolerance.number} {measure.unit.symbol}"
        if self.limit.is_exact:
            return f"{'=' if self._broken is None else '≠'} {shown}"
        return f"{self._sign()} {shown}"
