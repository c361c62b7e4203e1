"""Wrote catalogue.sqlite3 beside this file, with schema 9. A saved file is never written again: it is what users have.

python -m tests.data.schema_9.make FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from app.domain.answer import Answer, Fact, Mode
from app.domain.document import DocumentStatus
from app.domain.register import RegisterEntry
from app.domain.where import By, SearchRequest, Where
from app.library.catalogue import Catalogue
from app.library.conversations import Conversations
from app.library.database import Database
from app.library.feedback import FeedbackBook, Verdict
from app.library.queue import IngestQueue
from app.library.register import Register
from app.library.saved_searches import SavedSearches
from app.library.vectors import VectorStore
from app.library.watched import FileState, WatchedFolders
from tests.unit.library.making import found_in, rich, richer, standard

MODEL = "test-model"
LISTED = RegisterEntry(
    "Q/ABC 002-2026", "疏散宽度", DocumentStatus.IN_FORCE, ("Q/ABC 002-2031",), "2026-01-05", "2026-03-01", "2031-03-01"
)


def write(path: Path) -> None:
    with Database(path) as database:
        catalogue, store = Catalogue(database), VectorStore(database)
        catalogue.put(rich(), path="/standards/new.pdf", collection="车间")
        catalogue.put(richer(), path="/standards/widths.pdf", collection="车间二")
        catalogue.correct(rich().id, "issuer", "某某厂")
        catalogue.correct(richer().id, "issuer", "某某厂")
        catalogue.take_back_correction(richer().id, "issuer")
        Register(database).put([LISTED], "清单.xlsx")
        searches = SavedSearches(database)
        searches.save("制动", SearchRequest("制动距离", Where("车间"), By.WORDS))
        searches.note(SearchRequest("护栏"))
        catalogue.put(standard("Q/ABC 001-2020", effective="2020-03-01"), path="/standards/old.pdf", collection="车间")
        store.put(MODEL, [(passage.text_hash, np.ones(4, np.float32)) for passage in store.missing(MODEL, 100)])
        conversations = Conversations(database)
        conversations.create("制动", "c1")
        answer = Answer("制动距离是多少？", Mode.VERBATIM, "制动距离应不大于7.0 m。")
        conversations.append("c1", answer, Where("车间", as_of="2026-06-01"), [found_in(rich())])
        conversations.pin("c1", pinned=True)
        conversations.move("c1", "验收")
        conversations.archive("c1", archived=True)
        FeedbackBook(database).add(conversations.turn("c1", 0), Verdict.WRONG, "应引6.1.2")
        conversations.confirm("c1", [Fact("路面", "湿态")])
        watched = WatchedFolders(database)
        watched.add("/standards", "车间")
        watched.note("/standards", {"/standards/new.pdf": FileState(1024, 1_790_000_000_000_000_000)})
        queue = IngestQueue(database)
        queue.enqueue(["/standards/next.pdf"], "车间")
        queue.start("/standards/next.pdf")
        watched.note_contents("/standards", {"/standards/new.pdf": rich().id})
        catalogue.put(standard("Q/ABC 009-2020"), path="/standards/gone.pdf", collection="车间")
        catalogue.remove(standard("Q/ABC 009-2020").id)
        database.checkpoint()


if __name__ == "__main__":
    write(Path(sys.argv[1]) / "catalogue.sqlite3")
