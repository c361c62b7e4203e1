"""What tells documents apart whose numbers do not: the editions of a law that a library holds together (2022年修订),
and standards that print no number, by the one in their files' names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping

from app.domain.document import Metadata
from app.domain.standard_id import in_file_name
from app.foundation.messages import tr
from app.library.editions import LAWS, Edition, Editions

_ACTS = ("修订", "修正", "通过", "公布", "发布")
"""What makes an edition, in the words of the history below a law's title; what changes it is named before what made
it."""
_NAMED_IN_TITLE = re.compile(r"[（(][^（()）]*(?:19|20)\d\d[^（()）]*[）)]\s*$")


def edition_names(editions: Editions) -> dict[str, str]:
    """By document id, for laws of which more than one edition is held; standards have the year in their number. An
    edition that tells no date has no name, nor has one whose title says it."""
    by_title: dict[str, list[Edition]] = defaultdict(list)
    for edition in editions.all:
        if edition.standard is None and edition.title and edition.metadata.kind in LAWS:
            by_title[edition.title].append(edition)
    return {
        edition.document_id: name
        for together in by_title.values()
        if len({_day(edition.metadata) for edition in together}) > 1
        for edition, name in _named(together)
        if name and not _NAMED_IN_TITLE.search(edition.metadata.title)
    }


def numbers_in_files(editions: Editions, files: Mapping[str, str]) -> dict[str, str]:
    """By document id, of standards that print no number the one in the name of the file, told as such: it may be wrong,
    and nothing is judged by it. ``files`` are the names by document id."""
    found = {
        edition.document_id: in_file_name(files.get(edition.document_id, ""))
        for edition in editions.all
        if edition.standard is None and edition.metadata.kind not in LAWS
    }
    return {
        document: tr("文件名 {number}", number=str(named[0]))
        for document, named in found.items()
        if named is not None and named[0].is_dated
    }


def _named(together: list[Edition]) -> list[tuple[Edition, str]]:
    """By act and year, and by the day where that is not enough."""
    names = [(edition, _name(edition.metadata)) for edition in together]
    days: dict[str, set[str | None]] = defaultdict(set)
    for edition, name in names:
        days[name].add(_day(edition.metadata))
    held = Counter({name: len(found) for name, found in days.items()})
    return [(edition, name if held[name] == 1 else _day(edition.metadata) or "") for edition, name in names]


def _name(metadata: Metadata) -> str:
    if metadata.revisions:
        last = metadata.revisions[-1]
        act = next((word for word in _ACTS if word in last.act), "")
        if act:
            return f"{last.date[:4]}年{act}"
    return _day(metadata) or ""


def _day(metadata: Metadata) -> str | None:
    """ISO day of the last change, else of issue, else of effect."""
    changed = metadata.revisions[-1].date if metadata.revisions else None
    return changed or metadata.issued or metadata.effective
