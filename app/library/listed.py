"""What a register says of one document on one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.domain.document import DocumentStatus
from app.domain.register import RegisterEntry
from app.domain.standard_id import parse
from app.library.editions import Edition

_GONE = frozenset({DocumentStatus.SUPERSEDED, DocumentStatus.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Listed:
    """``since`` is the ISO day from which the status holds, None where the list does not say; ``replaced_by`` names
    the successors that the list knows, whether they are effective yet or not."""

    status: DocumentStatus
    since: str | None = None
    replaced_by: tuple[str, ...] = ()


def listed(edition: Edition, entries: Sequence[RegisterEntry], day: str) -> Listed | None:
    """The verdict of the entries about this edition's standard or law; None when they do not bear on it.

    The edition's own entry decides. A list that does not hold it but a newer edition in force says that it is
    superseded: offices list what counts and leave out what does not.
    """
    own = [entry for entry in entries if _is_own(entry, edition)]
    newer = sorted(_newer(entries, edition), key=lambda entry: entry.effective or entry.issued or "")
    names = tuple(dict.fromkeys((*(name for entry in own for name in entry.replaced_by), *map(_name, newer))))
    if own:
        status, since = _of_entry(own[-1], newer, day)
        if status is not DocumentStatus.UNKNOWN:
            return Listed(status, since, names)
    effective = [entry for entry in newer if _is_in_force(entry, day)]
    if effective:
        return Listed(DocumentStatus.SUPERSEDED, effective[0].effective or effective[0].issued, names)
    return None


def _of_entry(entry: RegisterEntry, newer: Sequence[RegisterEntry], day: str) -> tuple[DocumentStatus, str | None]:
    """Dates decide where the list has them: it was written on one day and is asked about another."""
    starts = entry.effective or entry.issued
    if starts and starts > day:
        return DocumentStatus.UPCOMING, None
    ends = entry.withdrawn or next((later.effective for later in newer if later.effective), None)
    is_replaced = bool(entry.replaced_by) or entry.status is DocumentStatus.SUPERSEDED
    gone = DocumentStatus.SUPERSEDED if is_replaced else DocumentStatus.WITHDRAWN
    if entry.withdrawn and entry.withdrawn <= day:
        return gone, entry.withdrawn
    if entry.status in _GONE:
        # Without its end the list's word holds for any day: to call a dead text alive is the worse mistake.
        return (entry.status, ends) if ends is None or ends <= day else (DocumentStatus.IN_FORCE, starts)
    if entry.withdrawn or (entry.status is DocumentStatus.UPCOMING and entry.effective):
        return DocumentStatus.IN_FORCE, starts
    return entry.status, starts if entry.status is DocumentStatus.IN_FORCE else None


def _is_own(entry: RegisterEntry, edition: Edition) -> bool:
    """The same edition: the number with its year, or for laws the title with a date that the text has too."""
    standard = parse(entry.number)
    if standard is not None:
        own = edition.standard
        return own is not None and own.same_standard(standard) and own.edition == standard.edition
    dates = {entry.effective, entry.issued} - {None}
    return not dates or bool(dates & {edition.metadata.effective, edition.metadata.issued})


def _newer(entries: Iterable[RegisterEntry], edition: Edition) -> Iterator[RegisterEntry]:
    for entry in entries:
        standard = parse(entry.number)
        if standard is not None:
            if edition.standard is not None and standard.is_newer_than(edition.standard):
                yield entry
        elif not _is_own(entry, edition):
            starts = entry.effective or entry.issued
            if starts and edition.takes_effect and starts > edition.takes_effect:
                yield entry


def _is_in_force(entry: RegisterEntry, day: str) -> bool:
    starts = entry.effective or entry.issued
    if starts:
        return starts <= day
    return entry.status is DocumentStatus.IN_FORCE


def _name(entry: RegisterEntry) -> str:
    return entry.number
