"""What the contents promise and the body lacks: the contents list and the file's bookmarks against the clause tree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from app.domain.clause_numbers import number_key
from app.domain.document import Clause, Issue
from app.foundation.messages import sequenced, tr
from app.ingest.lines import Reading
from app.ingest.tree.contents import find_contents
from app.ingest.tree.law_marks import article_mark, division_mark
from app.ingest.tree.looks import is_heading
from app.ingest.tree.marks import item_mark
from app.ingest.tree.numbering import number_mark

MOST_NAMED = 8
"""Entries that an issue names; of more it tells how many there are."""
SAME_TITLE = 0.6
"""Similarity (difflib) from which two titles are one, read or printed a little differently."""
LEAST_READ = 0.5
"""Share of the promised numbers that must be there before one that is not is told: else the list is no contents."""
_ANNEX_STATUS = re.compile(r"[(（](?:规范性|资料性|标准的|提示的|normative|informative).{0,8}?[)）]", re.IGNORECASE)
_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _Promise:
    """An entry with a number. ``page`` is as printed; ``at`` counts from 1 where a bookmark leads."""

    number: str
    title: str
    page: str | None = None
    at: int | None = None


def contents_issues(reading: Reading, clauses: Sequence[Clause]) -> tuple[Issue, ...]:
    """One issue naming the numbers that are promised and absent, one naming titles that clearly differ."""
    titles = _titles(clauses)
    promises = [promise for promise in _promises(reading) if promise.number]
    missing = [promise for promise in promises if number_key(promise.number) not in titles]
    if not promises or len(missing) > (1 - LEAST_READ) * len(promises):
        return ()
    different = [promise for promise in promises if promise not in missing and _differs(promise, titles)]
    return (
        *_issue("contents_missing", tr("目次里有而正文中没有找到的条目：{entries}", entries=_named(missing)), missing),
        *_issue("contents_differ", tr("标题与目次所印不同的条目：{entries}", entries=_named(different)), different),
    )


def _issue(code: str, message: str, promises: Sequence[_Promise]) -> Iterator[Issue]:
    if promises:
        yield Issue(code, message, next((promise.at for promise in promises if promise.at), None))


def _named(promises: Sequence[_Promise]) -> str:
    names = [_name(promise) for promise in promises[:MOST_NAMED]]
    if len(promises) > MOST_NAMED:
        names.append(tr("…共 {count} 条", count=len(promises)))
    return sequenced(names)


def _name(promise: _Promise) -> str:
    name = f"{promise.number} {promise.title}".strip()
    return tr("{name}（第 {page} 页）", name=name, page=promise.page) if promise.page else name


def _promises(reading: Reading) -> Iterator[_Promise]:
    """Numbered entries of the contents lists, then those bookmarks that say something else; each number once."""
    pages = {label: at for at, label in enumerate(reading.page_labels, 1)}
    known: set[str] = set()
    for entry in find_contents(reading.blocks).entries:
        number, title = _split(entry.text)
        yield _Promise(number, title, entry.page, pages.get(entry.page or ""))
        known.add(number_key(number))
    for bookmark in reading.outline:
        number, title = _split(bookmark.title)
        if number_key(number) not in known:
            yield _Promise(number, title, None, bookmark.page)


def _split(text: str) -> tuple[str, str]:
    """The number and the title of an entry; no number where none of a clause stands at its start."""
    text = " ".join(text.split())
    if mark := number_mark(text):
        return (mark.printed, mark.rest) if not mark.rest or is_heading(mark.rest) else ("", text)
    if division := division_mark(text):
        return division.printed, division.title
    if article := article_mark(text):
        return article.printed, article.rest
    counted = item_mark(text)
    if counted is not None and counted.style in ("一、", "(一)"):
        return counted.printed.rstrip("、"), counted.rest
    return "", text


def _titles(clauses: Iterable[Clause]) -> dict[str, list[str]]:
    """By the key of the number: what stands at the head of each unit that has it."""
    titles: dict[str, list[str]] = {}
    for clause in clauses:
        if clause.number:
            titles.setdefault(number_key(clause.number), []).append(_key(clause.title or clause.text[:80]))
    return titles


def _differs(promise: _Promise, titles: Mapping[str, Sequence[str]]) -> bool:
    wanted = _key(promise.title)
    return bool(wanted) and not any(_are_one(wanted, title) for title in titles[number_key(promise.number)])


def _are_one(wanted: str, title: str) -> bool:
    if not title or wanted in title or title in wanted:
        return True
    return SequenceMatcher(None, wanted, title[: len(wanted) + 20], autojunk=False).ratio() >= SAME_TITLE


def _key(title: str) -> str:
    return _NO_LETTERS.sub("", _ANNEX_STATUS.sub("", title)).lower()
