"""A conversation, or one answer of it, on its way out of the program, whatever the format of the file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.table import Table
from app.security.labels import AI_LABEL


class Page(StrEnum):
    """OFFICIAL is the page of GB/T 9704-2012 《党政机关公文格式》."""

    PLAIN = "plain"
    OFFICIAL = "official"


class Look(StrEnum):
    """How a stretch of text is set. KEY is the number of a source, raised; UNVERIFIED is what could not be checked."""

    PLAIN = "plain"
    KEY = "key"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Stretch:
    text: str
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True)
class Heading:
    """A question. ``ordinal`` counts from 1; 0 where it stands alone."""

    text: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown as a model wrote it, where it spoke without sources."""

    markdown: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a source, set apart. ``table`` has the quoted rows where they were printed as a table; ``place`` tells
    where they stand."""

    text: str
    place: str
    keys: str
    is_verified: bool = True
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something beside the answer: a warning, a fact that was confirmed, how the answer was made."""

    text: str
    is_warning: bool = False


Block = Heading | Paragraph | Prose | Quote | Remark


@dataclass(frozen=True, slots=True)
class Paper:
    """``mark`` is the highest security mark of the sources; ``sources`` are the numbered lines of the list;
    ``model`` names the model that wrote any of it, and the label of generated text is then due: in the file's metadata
    always, visibly as long as ``shows_label``."""

    title: str
    mark: str | None
    blocks: tuple[Block, ...]
    sources: tuple[str, ...]
    model: str | None = None
    shows_label: bool = True

    @property
    def label(self) -> str:
        """The visible label of GB 45438-2025 where it is due, else nothing."""
        return AI_LABEL if self.model is not None and self.shows_label else ""


def in_chinese(number: int) -> str:
    """From 1 to 99 as headings of official papers count; larger ones in figures."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    figures = "〇一二三四五六七八九"
    return ("" if tens == 0 else "十" if tens == 1 else f"{figures[tens]}十") + (figures[ones] if ones else "")
