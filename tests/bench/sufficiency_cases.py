"""Questions for judging sufficiency: put to their document alone, and to a library without any edition of it."""

from __future__ import annotations

import json
import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.assistant.question.need import Library, needs_of
from app.assistant.sufficiency.refusal import judge
from app.assistant.sufficiency.signals import Signals, signals_of
from app.domain.standard_id import in_file_name, parse
from app.library import storing
from app.library.catalogue import Catalogue, Entry
from app.library.database import Database
from app.library.index import ExactIndex
from app.library.vectors import VectorStore
from app.library.words import WordIndex
from app.retrieval.dense import DenseRoute
from app.retrieval.search import Search
from app.runtime.engine import Embedder

CATALOGUE = "catalogue.sqlite3"


class Case(StrEnum):
    ANSWERABLE = "answerable"
    UNANSWERABLE = "unanswerable"
    REMOVED = "removed"
    """Answerable by a document that the library does not hold."""


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Questions to the document of that file name.

    ``elsewhere`` says that other documents of the same field answer some of them too: then nothing can be told from
    the library without this one.
    """

    file: str
    answerable: tuple[str, ...]
    unanswerable: tuple[str, ...]
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Put:
    """A question that was put: what the evidence told, and what the judge as built made of it."""

    file: str
    case: Case
    question: str
    signals: Signals
    refused: bool


def read_sets(path: Path) -> list[GoldSet]:
    """One set or a list of them, as {"file", "qa": [{"question"}], "unanswerable": [{"question"}]}, and "elsewhere"."""
    value = json.loads(path.read_text("utf8"))
    return [
        GoldSet(
            one["file"],
            tuple(item["question"] for item in one["qa"]),
            tuple(item["question"] for item in one["unanswerable"]),
            one.get("elsewhere", False),
        )
        for one in (value if isinstance(value, list) else [value])
    ]


def put_to_first(libraries: Sequence[Path], work: Path, gold: GoldSet, embedder: Embedder) -> list[Put]:
    """The questions of a set, put to the first library that holds its document; none where none does."""
    return next(filter(None, (list(put_all(library, work, gold, embedder)) for library in libraries)), [])


def put_all(library: Path, work: Path, gold: GoldSet, embedder: Embedder) -> Iterator[Put]:
    """Every question of a set to its document alone, and the answerable ones to the rest of the library."""
    with _library(library, work / "alone" / _stem(gold.file), gold, keeps_it=True) as database:
        if database is not None:
            search = _search(database, embedder)
            yield from (_put(search, gold, Case.ANSWERABLE, question) for question in gold.answerable)
            yield from (_put(search, gold, Case.UNANSWERABLE, question) for question in gold.unanswerable)
    if gold.elsewhere:
        return
    with _library(library, work / "without" / _stem(gold.file), gold, keeps_it=False) as database:
        if database is not None:
            search = _search(database, embedder)
            yield from (_put(search, gold, Case.REMOVED, question) for question in gold.answerable)


def _put(search: Search, gold: GoldSet, case: Case, question: str) -> Put:
    needs = needs_of(Library(search), question)
    nearness = search.nearness(question)
    judgement = judge(needs, search.names(question), lambda: nearness)
    return Put(gold.file, case, question, signals_of(needs, nearness), judgement.refuses)


def _search(database: Database, embedder: Embedder) -> Search:
    index = ExactIndex(VectorStore(database), embedder.model_id)
    return Search(Catalogue(database), WordIndex(database), DenseRoute(index, embedder))


@contextmanager
def _library(library: Path, folder: Path, gold: GoldSet, *, keeps_it: bool) -> Iterator[Database | None]:
    """A copy of the library with the set's document alone, or without any edition of it; None where the library does
    not hold it. A copy that is there is used again."""
    if not (folder / CATALOGUE).exists() and not _make(library, folder, gold, keeps_it=keeps_it):
        yield None
        return
    with Database(folder / CATALOGUE) as database:
        yield database


def _make(library: Path, folder: Path, gold: GoldSet, *, keeps_it: bool) -> bool:
    making = folder.with_name(f"{folder.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    for part in library.glob(f"{CATALOGUE}*"):
        shutil.copy(part, making)
    with Database(making / CATALOGUE) as database:
        catalogue = Catalogue(database)
        entries = catalogue.entries()
        own = [entry for entry in entries if _same_name(entry.file, gold.file)]
        gone = _others(entries, own) if keeps_it else _editions(entries, own)
        if own:
            _remove(database, catalogue, gone)
    if own:
        making.rename(folder)
    else:
        shutil.rmtree(making)
    return bool(own)


def _remove(database: Database, catalogue: Catalogue, document_ids: Sequence[str]) -> None:
    with database.transaction() as connection:
        for document_id in document_ids:
            storing.remove(connection, document_id)
        storing.count_change(connection)
    catalogue.erase_replaced()


def _others(entries: Sequence[Entry], own: Sequence[Entry]) -> list[str]:
    kept = {entry.id for entry in own}
    return [entry.id for entry in entries if entry.id not in kept]


def _editions(entries: Sequence[Entry], own: Sequence[Entry]) -> list[str]:
    names = {name for entry in own for name in _undated(entry)}
    ids = {entry.id for entry in own}
    return [entry.id for entry in entries if entry.id in ids or names & _undated(entry)]


def _undated(entry: Entry) -> set[tuple[str, str, str | None]]:
    """What the standard is called without its year, as the document prints it or as its file is named."""
    named = in_file_name(entry.file)
    standards = [parse(entry.metadata.number) if entry.metadata.number else None, named[0] if named else None]
    return {(one.family, one.number, one.part) for one in standards if one is not None}


def _same_name(first: str, second: str) -> bool:
    return unicodedata.normalize("NFKC", first) == unicodedata.normalize("NFKC", second)


def _stem(file: str) -> str:
    return "".join(character if character.isalnum() else "_" for character in Path(file).stem)
