"""The road between jobs and the window."""

from __future__ import annotations

import threading
import time
from functools import partial

from PySide6.QtCore import QEventLoop, QTimer
from pytestqt.qtbot import QtBot

from app.foundation.jobs import Job, Progress
from app.gui.road.bridge import JobRoad, TextBatch


def test_callbacks_reach_the_main_thread_in_order(qtbot: QtBot, road: JobRoad) -> None:
    seen: list[tuple[int, bool]] = []

    def note(number: int) -> None:
        seen.append((number, threading.current_thread() is threading.main_thread()))

    def post_many() -> None:
        for number in range(500):
            road.post(partial(note, number))

    worker = threading.Thread(target=post_many)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: len(seen) == 500)
    assert seen == [(number, True) for number in range(500)]


def test_a_dialog_in_a_callback_does_not_stop_the_next_ones(qtbot: QtBot, road: JobRoad) -> None:
    seen: list[str] = []

    def show_dialog() -> None:
        loop = QEventLoop()
        road.post(loop.quit)
        QTimer.singleShot(5000, loop, lambda: loop.exit(1))
        seen.append("closed" if loop.exec() == 0 else "stuck")

    road.post(show_dialog)
    road.post(lambda: seen.append("meanwhile"))
    qtbot.waitUntil(lambda: len(seen) == 2, timeout=10_000)
    assert seen == ["meanwhile", "closed"]


def test_a_callback_that_fails_does_not_stop_the_next_ones(qtbot: QtBot, road: JobRoad) -> None:
    seen: list[str] = []

    def fail() -> None:
        raise ValueError("a slot of ours broke")

    with qtbot.captureExceptions() as caught:
        road.post(fail)
        road.post(lambda: seen.append("next"))
        qtbot.waitUntil(lambda: seen == ["next"])
    assert [kind for kind, *_ in caught] == [ValueError]


def test_a_jobs_error_comes_home(qtbot: QtBot, road: JobRoad) -> None:
    errors: list[BaseException] = []

    def fail(_: object) -> None:
        raise OSError("disk full")

    job: Job[None] = Job("fail", fail, lambda _: None, errors.append)
    road.start(job)
    qtbot.waitUntil(lambda: bool(errors))
    assert str(errors[0]) == "disk full"


def test_nothing_is_called_after_the_road_is_closed(qtbot: QtBot) -> None:
    road = JobRoad()
    seen: list[str] = []
    road.close()
    road.post(lambda: seen.append("late"))
    qtbot.wait(20)
    assert not seen


def test_a_job_that_comes_after_closing_is_not_run(qtbot: QtBot) -> None:
    road = JobRoad()
    road.close()
    ran: list[str] = []
    job: Job[None] = Job(
        "late", lambda _: ran.append("run"), lambda _: ran.append("done"), lambda _: ran.append("error")
    )
    assert road.start(job).is_cancelled
    qtbot.wait(20)
    assert not ran


def test_two_thousand_words_become_a_few_pieces_and_none_is_lost(qtbot: QtBot) -> None:
    batch = TextBatch()
    pieces: list[str] = []
    batch.ready.connect(pieces.append)
    words = [f"词{number} " for number in range(2000)]
    batch.start()
    worker = threading.Thread(target=lambda: [batch.add(word) for word in words])
    worker.start()
    worker.join()
    batch.finish()
    assert "".join(pieces) == "".join(words)
    assert len(pieces) < 50


def test_a_new_stream_starts_without_the_rest_of_the_old_one(qtbot: QtBot) -> None:
    batch = TextBatch()
    pieces: list[str] = []
    batch.ready.connect(pieces.append)
    batch.add("rest of a stopped answer")
    batch.start()
    batch.add("new")
    batch.finish()
    assert pieces == ["new"]


def test_a_quick_write_waits_for_no_long_one_and_is_done_when_the_window_closes(qtbot: QtBot, road: JobRoad) -> None:
    may_end, quick, last = threading.Event(), threading.Event(), threading.Event()

    def long_work(progress: Progress) -> None:
        while not may_end.wait(0.01):
            progress.cancel.raise_if_cancelled()

    road.start(Job("embed", long_work, lambda _: None, lambda _: None, writes=True))
    road.start(Job("rename", lambda _: quick.set(), lambda _: None, lambda _: None, quick=True))
    assert quick.wait(5)
    road.start(Job("remove", lambda _: last.set(), lambda _: None, lambda _: None, quick=True))
    road.close()
    assert last.is_set()


def test_what_a_job_tells_as_the_road_winds_up_still_arrives(qtbot: QtBot, road: JobRoad) -> None:
    told: list[int] = []

    def tell(number: int) -> None:
        time.sleep(0.002)  # together far longer than the road waits between two looks at its jobs
        told.append(number)

    def work(_: Progress) -> None:
        for number in range(50):
            road.post(partial(tell, number))

    road.start(Job("tell", work, lambda _: None, lambda _: None))
    ended: list[int] = []
    road.wind_up(lambda: None, lambda: ended.append(len(told)))
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == [50]
