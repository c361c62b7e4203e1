"""The ingest queue outlives a kill."""

from __future__ import annotations

import pytest

from app.library.database import Database
from app.library.queue import IngestQueue, QueueState


@pytest.fixture
def queue(database: Database) -> IngestQueue:
    made = IngestQueue(database)
    made.enqueue(["/b.pdf", "/a.pdf", "/c.pdf"], "x")
    return made


def paths(queue: IngestQueue) -> list[str]:
    return [item.path for item in queue.pending()]


def after_a_crash(database: Database) -> IngestQueue:
    return IngestQueue(Database(database.path))


def test_files_wait_in_the_order_of_asking(queue: IngestQueue) -> None:
    assert paths(queue) == ["/b.pdf", "/a.pdf", "/c.pdf"]
    assert {item.collection for item in queue.pending()} == {"x"}


def test_what_is_done_or_failed_waits_no_more(queue: IngestQueue) -> None:
    queue.start("/b.pdf")
    queue.finish("/b.pdf")
    queue.start("/a.pdf")
    queue.fail("/a.pdf", "加密")
    assert paths(queue) == ["/c.pdf"]
    assert [(item.path, item.state, item.error) for item in queue.failed()] == [("/a.pdf", QueueState.FAILED, "加密")]


def test_the_file_in_hand_at_a_crash_comes_again(queue: IngestQueue, database: Database) -> None:
    queue.start("/b.pdf")
    again = after_a_crash(database)
    assert paths(again) == ["/b.pdf", "/a.pdf", "/c.pdf"]
    assert again.pending()[0].attempts == 1


def test_a_file_in_hand_at_two_crashes_is_known_for_it_until_it_is_given_up(
    queue: IngestQueue, database: Database
) -> None:
    for _ in range(2):
        assert not queue.pending()[0].crashes_the_program
        queue.start("/b.pdf")
        queue = after_a_crash(database)
        queue.enqueue(["/b.pdf"], "x")
    assert [item.path for item in queue.pending() if item.crashes_the_program] == ["/b.pdf"]
    reason = queue.give_up("/b.pdf")
    assert paths(queue) == ["/a.pdf", "/c.pdf"]
    assert [(item.path, item.error) for item in queue.failed()] == [("/b.pdf", reason)]
    assert reason


def test_being_stopped_by_a_person_is_no_crash(queue: IngestQueue) -> None:
    for _ in range(3):
        queue.start("/b.pdf")
        queue.put_back("/b.pdf")
    assert paths(queue) == ["/b.pdf", "/a.pdf", "/c.pdf"]
    assert queue.pending()[0].attempts == 0


def test_a_file_that_was_given_up_can_be_asked_for_anew(queue: IngestQueue) -> None:
    for _ in range(2):
        queue.start("/b.pdf")
    queue.give_up("/b.pdf")
    queue.enqueue(["/b.pdf"], "y")
    item = next(item for item in queue.pending() if item.path == "/b.pdf")
    assert (item.attempts, item.error, item.collection) == (0, None, "y")
    assert queue.failed() == []


def test_what_is_done_can_be_forgotten(queue: IngestQueue) -> None:
    queue.start("/b.pdf")
    queue.finish("/b.pdf")
    queue.forget_done()
    queue.enqueue(["/b.pdf"], "x")
    assert paths(queue) == ["/a.pdf", "/c.pdf", "/b.pdf"]


def test_files_that_wait_can_be_sent_elsewhere(queue: IngestQueue) -> None:
    queue.start("/b.pdf")
    queue.send_waiting_to("车间")
    assert [queue.collection_of(path) for path in ("/b.pdf", "/a.pdf", "/c.pdf", "/none.pdf")] == [
        "x",
        "车间",
        "车间",
        "",
    ]


def test_what_was_set_aside_waits_for_a_wish_and_comes_in_its_old_order(queue: IngestQueue, database: Database) -> None:
    queue.start("/b.pdf")
    queue.set_aside()
    again = after_a_crash(database)
    assert paths(again) == ["/b.pdf"], "what was in hand at a crash was not set aside"
    assert [item.path for item in again.stopped()] == ["/a.pdf", "/c.pdf"]
    again.enqueue(["/c.pdf"], "x")
    assert [item.path for item in again.stopped()] == ["/a.pdf"], "asked for anew"
    again.take_up()
    assert paths(again) == ["/b.pdf", "/a.pdf", "/c.pdf"]
    again.set_aside()
    again.forget_stopped()
    assert (paths(again), again.stopped()) == (["/b.pdf"], [])
