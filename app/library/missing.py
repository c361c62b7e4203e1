"""What documents of the library refer to and the library does not hold: the list to order from."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.standard_id import find_all, parse
from app.foundation.cells import inert_cell
from app.foundation.messages import tr
from app.library.catalogue import Catalogue
from app.library.editions import is_numbered
from app.library.entries import StoredReference

_TITLE_MARKED = re.compile(r"\s*《(?P<title>[^》]+)》")
_TITLE_BEFORE = re.compile(r"《(?P<title>[^《》]+)》\s*[（(]?\s*$")
_ENTRY_MARK = re.compile(r"\s*(?:\[\d+\]|[（(]?\d{1,2}[)）、.．]|[—–•·-]+)?\s*")
_AFTERWARDS = re.compile(
    r"\s*[（(](?:[^（()）]*(?:IDT|MOD|NEQ|EQV|idt|mod|neq|eqv)[^（()）]*|所有部分|all parts)[)）]\s*"
)


@dataclass(frozen=True, slots=True)
class Citing:
    """A place that refers to it: ``standard`` is what a reader calls the document."""

    document_id: str
    standard: str
    clause: str | None


@dataclass(frozen=True, slots=True)
class MissingStandard:
    """A standard's number, or a law's title, that nothing in the library answers to.

    ``title`` is as a list of normative references prints it, None where no document does; ``references`` counts.
    """

    name: str
    title: str | None
    is_normative: bool
    references: int
    cited_by: tuple[Citing, ...]


def missing_from_library(catalogue: Catalogue, document_id: str | None = None) -> list[MissingStandard]:
    """What one document, or any, refers to in vain, most referred to first. Raises UserError."""
    stored = missing_references(catalogue.references(document_id))
    names = {entry.id: entry.source.standard for entry in catalogue.entries()}
    texts = catalogue.clauses_by_id({item.reference.from_clause for items in stored.values() for item in items})
    found = [
        MissingStandard(
            name,
            name if parse(name) is None else _title(name, (texts[item.reference.from_clause].text for item in items)),
            any(item.reference.normative for item in items),
            len(items),
            tuple(dict.fromkeys(Citing(i.from_document, names[i.from_document], i.from_number) for i in items)),
        )
        for name, items in stored.items()
    ]
    return sorted(found, key=lambda missing: (-missing.references, missing.name))


def missing_references(stored: Iterable[StoredReference]) -> dict[str, list[StoredReference]]:
    """The references that lead nowhere, by what they name; normative ones first."""
    found: dict[str, list[StoredReference]] = {}
    for item in stored:
        name = item.reference.to_standard
        if name is not None and item.resolved_document is None and _can_be_looked_up(name):
            found.setdefault(name, []).append(item)
    return {name: sorted(items, key=lambda item: not item.reference.normative) for name, items in found.items()}


def printed_title(name: str, text: str) -> str | None:
    """What stands with a number as its title: GB/T 755—2008 旋转电机, 《建筑设计防火规范》GB 50016."""
    for line in text.splitlines():
        for found in find_all(line):
            if str(found.id) != name:
                continue
            before, after = line[: found.start], _AFTERWARDS.sub(" ", line[found.end :])
            marked = _TITLE_MARKED.match(after) or _TITLE_BEFORE.search(before)
            title = marked["title"] if marked else after if _ENTRY_MARK.fullmatch(before) else ""
            if stripped := title.strip(" 　，,。；;:："):
                return stripped
    return None


def as_csv(missing: Sequence[MissingStandard]) -> bytes:
    """A table for purchasing, a row each, in UTF-8 with the mark by which Excel knows it."""
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow([tr("编号"), tr("名称"), tr("规范性引用"), tr("被引用次数"), tr("引用它的文件")])
    for item in missing:
        number = item.name if parse(item.name) is not None else ""
        normative = tr("是") if item.is_normative else tr("否")
        writer.writerow(
            map(inert_cell, (number, item.title or "", normative, str(item.references), citing_places(item)))
        )
    return table.getvalue().encode("utf-8-sig", "replace")


def citing_places(missing: MissingStandard) -> str:
    """The documents and clauses that cite it, in words."""
    places: dict[str, list[str]] = {}
    for citing in missing.cited_by:
        places.setdefault(citing.standard, []).extend(filter(None, [citing.clause]))
    return "；".join(f"{standard} {'、'.join(clauses)}".rstrip() for standard, clauses in places.items())


def _title(name: str, texts: Iterable[str]) -> str | None:
    return next(filter(None, (printed_title(name, text) for text in texts)), None)


def _can_be_looked_up(name: str) -> bool:
    standard = parse(name)
    return standard is None or is_numbered(standard)
