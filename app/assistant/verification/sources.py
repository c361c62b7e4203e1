"""What a sentence may draw on, and where each checked thing in it came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.assistant.quoting.orders import without_orders
from app.assistant.verification.claims import without_keys
from app.domain.answer import Citation
from app.foundation.messages import tr


class Origin(StrEnum):
    """Where a number or a name of a sentence stands."""

    CLAUSE = "clause"
    QUESTION = "question"
    FACT = "fact"
    COMPUTED = "computed"


@dataclass(frozen=True, slots=True)
class Traced:
    """A number or name ``said`` in a sentence, and where it came from.

    ``key`` is the citation's where it is a clause; ``working`` says how a computed one came about ("60 kg > 55 kg").
    """

    said: str
    origin: Origin
    key: str = ""
    working: str = ""
    is_conversion: bool = False

    @property
    def note(self) -> str:
        """What a person must be told of it; empty for what the cited clause prints."""
        match self.origin:
            case Origin.QUESTION:
                return tr("{said} 取自问题", said=self.said)
            case Origin.FACT:
                return tr("{said} 取自已确认的条件", said=self.said)
            case Origin.COMPUTED if self.is_conversion:
                return tr("{working} 由程序换算得出", working=self.working)
            case Origin.COMPUTED:
                return tr("{working} 由程序比较得出", working=self.working)
            case Origin.CLAUSE:
                return ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A quote with what completes it: ``heading`` is its standard, clause number, title path and lead-in or head."""

    key: str
    heading: str
    quote: str

    @property
    def text(self) -> str:
        return f"{self.heading}\n{self.quote}" if self.heading else self.quote


@dataclass(frozen=True, slots=True)
class Sources:
    """``cited`` are the quotes that the sentence names, ``others`` the quotes of the same answer that it does not:
    they bear nothing out, and show what belongs to something else. ``question`` and ``facts`` (key and value of each)
    may give numbers, units and words, and bear nothing out either."""

    cited: tuple[Cited, ...]
    question: str = ""
    facts: tuple[str, ...] = ()
    others: tuple[Cited, ...] = ()

    @property
    def given(self) -> str:
        """What the person said."""
        return "\n".join((self.question, *self.facts))

    @property
    def clauses(self) -> str:
        return "\n".join(cited.text for cited in self.cited)

    @property
    def all(self) -> str:
        return f"{self.clauses}\n{self.given}"


def sources_for(
    keys: Iterable[str], citations: Sequence[Citation], leads: Sequence[str], question: str, facts: Iterable[str]
) -> Sources:
    """The sources of a sentence with those keys; ``leads`` go with ``citations`` one by one."""
    wanted = set(keys)
    quotes = [_cited(citation, lead) for citation, lead in zip(citations, leads, strict=True)]
    return Sources(
        cited=tuple(quote for quote in quotes if quote.key in wanted),
        question=without_keys(question),
        facts=tuple(facts),
        others=tuple(quote for quote in quotes if quote.key not in wanted),
    )


def _cited(citation: Citation, lead: str) -> Cited:
    heading = "\n".join(
        part for part in (citation.standard, citation.clause, citation.title_path, lead) if part is not None
    )
    return Cited(citation.key, without_orders(heading), without_orders(citation.quote))
