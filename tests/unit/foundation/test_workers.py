"""A worker process does what it is asked, and whatever happens to it stays its own affair."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from app.foundation import logs, worker_call
from app.foundation.errors import BugError, Cancelled, EnvironmentFault, UserError, WorkerFailed, ZhunshengError
from app.foundation.jobs import CancelToken
from app.foundation.workers import JSON, WorkerProcess

SERVICES = "tests.unit.foundation.worker_services"
DESK = f"{SERVICES}:Desk"
CHECKOUT = Path(__file__).resolve().parents[3]
LONG = 30.0
"""Seconds: far beyond what anything here takes; reached only when something hangs."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the services use POSIX signals and limits")


@pytest.fixture(scope="module")
def desk() -> Iterator[WorkerProcess]:
    with WorkerProcess(DESK, {"greeting": "您好"}, name="desk") as worker:
        yield worker


def wait_until_gone(pid: int) -> bool:
    deadline = time.monotonic() + LONG
    while time.monotonic() < deadline:
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.02)
    return False


def test_a_worker_is_not_started_before_it_is_needed() -> None:
    with WorkerProcess(DESK, name="idle") as worker:
        assert worker.pid is None


def test_a_call_gives_the_methods_value_from_another_process(desk: WorkerProcess) -> None:
    value = desk.call("greet", {"name": "标准"}).value
    assert isinstance(value, dict)
    assert value["text"] == "您好 标准"
    assert value["pid"] == desk.pid != os.getpid()


def test_events_arrive_in_order_and_before_the_reply(desk: WorkerProcess) -> None:
    events: list[JSON] = []
    assert desk.call("count", {"to": 500}, on_event=events.append).value == 500
    assert events == list(range(500))


def test_raw_bytes_travel_beside_the_value(desk: WorkerProcess) -> None:
    reply = desk.call("pixels", {"size": 4 * 1024 * 1024})
    assert reply.value == {"size": 4 * 1024 * 1024}
    assert reply.data == bytes(range(256)) * (4 * 1024 * 4)


@pytest.mark.parametrize(("how", "kind"), [("usage", UserError), ("missing", EnvironmentFault), ("defect", BugError)])
def test_errors_of_the_service_arrive_as_what_they_are(
    desk: WorkerProcess, how: str, kind: type[ZhunshengError]
) -> None:
    with pytest.raises(kind):
        desk.call("fail", {"how": how})


def test_an_error_of_a_higher_room_keeps_its_words_and_its_code(desk: WorkerProcess) -> None:
    with pytest.raises(ZhunshengError) as caught:
        desk.call("fail", {"how": "code"})
    error = caught.value
    assert (error.kind, error.exit_code, error.message, error.hint) == (
        "unreadable",
        2,
        "file is encrypted",
        "open it first",
    )
    assert getattr(error, "code", None) == "encrypted"


def test_the_worker_goes_on_after_an_error(desk: WorkerProcess) -> None:
    before = desk.pid
    with pytest.raises(UserError):
        desk.call("fail", {"how": "usage"})
    desk.call("greet", {"name": "again"})
    assert desk.pid == before


def test_a_service_that_cannot_be_made_says_why_on_every_call() -> None:
    with WorkerProcess(f"{SERVICES}:Broken", name="broken") as worker:
        for _ in range(2):
            with pytest.raises(EnvironmentFault, match="model file is missing"):
                worker.call("anything", {})


def test_a_cancel_reaches_a_call_while_it_works_and_its_partial_answer_is_kept(desk: WorkerProcess) -> None:
    token = CancelToken()
    reply = desk.call("until_cancelled", {}, on_event=lambda _: token.cancel(), cancel=token, timeout=LONG)
    assert reply.value == "stopped early"


def test_a_service_that_raises_on_cancel_ends_the_call_and_lives_on(desk: WorkerProcess) -> None:
    before = desk.pid
    token = CancelToken()
    with pytest.raises(Cancelled):
        desk.call("raise_when_cancelled", {}, on_event=lambda _: token.cancel(), cancel=token, timeout=LONG)
    assert desk.pid == before


def test_a_service_deaf_to_cancel_is_killed() -> None:
    token = CancelToken()
    pids: list[JSON] = []

    def started(pid: JSON) -> None:
        pids.append(pid)
        token.cancel()

    with WorkerProcess(DESK, name="deaf") as worker:
        with pytest.raises(Cancelled):
            worker.call("hold_interpreter", {}, on_event=started, cancel=token, timeout=LONG)
        assert isinstance(pids[0], int)
        assert wait_until_gone(pids[0])


def test_an_error_in_the_callers_own_callback_stops_the_call(desk: WorkerProcess) -> None:
    before = desk.pid

    def fail(_: JSON) -> None:
        raise OSError("the caller's disk is full")

    with pytest.raises(OSError, match="disk is full"):
        desk.call("until_cancelled", {}, on_event=fail)
    value = desk.call("greet", {"name": "after"}).value
    assert isinstance(value, dict)
    assert value["text"] == "您好 after"
    assert desk.pid == before


def test_a_killed_worker_is_reported_and_replaced() -> None:
    with WorkerProcess(DESK, name="killed") as worker:
        with pytest.raises(WorkerFailed) as caught:
            worker.call("kill_itself", {})
        assert caught.value.reason == "crash"
        assert "SIGKILL" in caught.value.message
        value = worker.call("greet", {"name": "x"}).value
        assert isinstance(value, dict)
        assert value["calls"] == 1


def test_a_worker_killed_between_calls_is_replaced_unseen() -> None:
    with WorkerProcess(DESK, name="killed") as worker:
        worker.call("greet", {"name": "x"})
        assert worker.pid is not None
        dead = worker.pid
        os.kill(dead, signal.SIGKILL)
        assert wait_until_gone(dead)
        worker.call("greet", {"name": "x"})
        assert worker.pid != dead


def test_a_worker_that_dies_before_it_takes_a_call_up_is_replaced_unseen() -> None:
    with WorkerProcess(DESK, name="stopped") as worker:
        worker.call("greet", {"name": "x"})
        assert worker.pid is not None
        dead = worker.pid
        os.kill(dead, signal.SIGSTOP)  # it will not read the order
        killer = threading.Timer(0.2, os.kill, (dead, signal.SIGKILL))
        killer.start()
        value = worker.call("greet", {"name": "y"}).value
        assert isinstance(value, dict)
        assert value["text"] == "hello y"
        assert value["pid"] != dead


def test_a_call_that_was_taken_up_is_never_repeated() -> None:
    with WorkerProcess(DESK, name="once") as worker:
        worker.call("greet", {"name": "x"})
        events: list[JSON] = []

        def kill(event: JSON) -> None:
            events.append(event)
            assert isinstance(event, int)
            os.kill(event, signal.SIGKILL)

        with pytest.raises(WorkerFailed):
            worker.call("sleep_deaf", {}, on_event=kill)
        assert len(events) == 1


def test_a_call_past_its_time_is_killed() -> None:
    with WorkerProcess(DESK, name="slow") as worker:
        with pytest.raises(WorkerFailed) as caught:
            worker.call("sleep_deaf", {}, timeout=0.1)
        assert caught.value.reason == "timeout"


def test_a_call_that_tells_of_its_progress_may_take_longer_in_all() -> None:
    with WorkerProcess(DESK, name="steady") as worker:
        assert worker.call("step", {"steps": 8, "seconds": 0.1}, timeout=0.5).value == 8


@pytest.mark.skipif(sys.platform != "linux", reason="the memory limit needs RLIMIT_AS")
def test_memory_past_the_limit_ends_the_worker_and_not_the_machine() -> None:
    with WorkerProcess(DESK, name="greedy", memory_bytes=512 * 1024 * 1024) as worker:
        with pytest.raises(WorkerFailed) as caught:
            worker.call("allocate", {"size": 4 * 1024**3})
        assert caught.value.reason == "memory"
        assert worker.call("allocate", {"size": 1024}).value == 1024


def test_a_pickle_from_the_worker_is_refused() -> None:
    with WorkerProcess(DESK, name="hostile") as worker:
        with pytest.raises(WorkerFailed) as caught:
            worker.call("rubbish", {}, timeout=LONG)
        assert caught.value.reason == "crash"


def test_a_frame_that_is_never_finished_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_call, "FRAME_SECONDS", 0.2)
    with WorkerProcess(DESK, name="stalls") as worker:
        with pytest.raises(WorkerFailed):
            worker.call("begin_a_frame", {}, timeout=LONG)
        assert worker.call("count", {"to": 3}).value == 3


def test_an_answer_too_deep_to_follow_is_refused() -> None:
    with WorkerProcess(DESK, name="deep") as worker, pytest.raises(WorkerFailed) as caught:
        worker.call("nest", {}, timeout=LONG)
    assert caught.value.reason == "crash"


def test_calls_of_several_threads_run_one_after_another(desk: WorkerProcess) -> None:
    seen: dict[int, list[JSON]] = {}

    def work(number: int) -> None:
        events: list[JSON] = []
        desk.call("count", {"to": 50 + number}, on_event=events.append)
        seen[number] = events

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {number: list(range(50 + number)) for number in range(8)}


def test_a_call_that_waits_for_its_turn_can_be_cancelled(desk: WorkerProcess) -> None:
    busy, waiting = CancelToken(), CancelToken()
    started = threading.Event()
    first = threading.Thread(
        target=lambda: desk.call("until_cancelled", {}, on_event=lambda _: started.set(), cancel=busy)
    )
    first.start()
    assert started.wait(LONG)
    waiting.cancel()
    with pytest.raises(Cancelled):
        desk.call("greet", {"name": "x"}, cancel=waiting)
    busy.cancel()
    first.join(LONG)


def test_close_ends_the_process_and_a_running_call() -> None:
    worker = WorkerProcess(DESK, name="closed")
    pids: list[int] = []
    outcome: list[type[BaseException]] = []
    started = threading.Event()

    def note(pid: JSON) -> None:
        assert isinstance(pid, int)
        pids.append(pid)
        started.set()

    def work() -> None:
        try:
            worker.call("sleep_deaf", {}, on_event=note)
        except ZhunshengError as error:
            outcome.append(type(error))

    thread = threading.Thread(target=work)
    thread.start()
    assert started.wait(LONG)
    worker.close()
    thread.join(LONG)
    assert outcome == [Cancelled]
    assert wait_until_gone(pids[0])
    with pytest.raises(Cancelled):
        worker.call("greet", {"name": "x"})


def test_a_worker_outlives_the_thread_that_first_called_it(desk: WorkerProcess) -> None:
    """Linux binds a child's life to its parent's thread; ours must be bound to the process."""
    with WorkerProcess(DESK, name="thread") as worker:
        thread = threading.Thread(target=lambda: worker.call("greet", {"name": "x"}))
        thread.start()
        thread.join()
        value = worker.call("greet", {"name": "x"}).value
        assert isinstance(value, dict)
        assert value["calls"] == 2


def test_a_worker_is_private_and_deaf_to_the_terminals_interrupt(desk: WorkerProcess) -> None:
    value = desk.call("surroundings", {}).value
    assert isinstance(value, dict)
    assert value["umask"] == 0o077
    assert value["ignores_interrupt"] is True
    assert value["core_limit"] == 0


def test_what_a_worker_prints_goes_to_its_private_log(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    logs.start_logging(tmp_path)
    try:
        with WorkerProcess(DESK, name="loud") as worker:
            worker.call("print_things", {})
    finally:
        logs.stop_logging()
    log = tmp_path / "worker-loud.log"
    assert log.read_text().splitlines() == ["printed by Python", "written by native code", "complaint"]
    assert log.stat().st_mode & 0o777 == 0o600
    assert capfd.readouterr() == ("", "")


def test_a_worker_whose_log_cannot_be_opened_works_all_the_same(tmp_path: Path) -> None:
    logs.start_logging(tmp_path)
    try:
        (tmp_path / "worker-mute.log").mkdir()
        with WorkerProcess(DESK, name="mute") as worker:
            assert worker.call("count", {"to": 3}).value == 3
    finally:
        logs.stop_logging()


OWNER = f"""
import sys
from app.foundation.workers import WorkerProcess
if __name__ == "__main__":
    worker = WorkerProcess("{DESK}", name="orphan")
    worker.call(sys.argv[1], {{}}, on_event=lambda pid: print(pid, flush=True))
"""


@pytest.mark.parametrize("method", ["sleep_deaf", "hold_interpreter"])
def test_no_worker_outlives_an_owner_that_is_killed(method: str, tmp_path: Path) -> None:
    if method == "hold_interpreter" and sys.platform != "linux":
        pytest.skip("only Linux ends a child whose interpreter is stuck")
    script = tmp_path / "owner.py"
    script.write_text(OWNER)
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    with subprocess.Popen(
        [sys.executable, str(script), method], cwd=CHECKOUT, env=environment, stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout is not None
        pid = int(owner.stdout.readline())
        owner.kill()
    assert wait_until_gone(pid)


@pytest.mark.parametrize("wait", [True, False])
def test_an_interrupt_in_the_terminal_stops_the_owner_alone_and_prints_nothing(wait: bool, tmp_path: Path) -> None:
    """Ctrl-C goes to the whole process group; ``wait`` tells a worker at work from one that is starting."""
    script = tmp_path / "owner.py"
    script.write_text(
        OWNER.replace("    worker.call", '    try:\n        print("here", flush=True)\n        worker.call')
        + "    except KeyboardInterrupt:\n        worker.close()\n        sys.exit(130)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    with subprocess.Popen(
        [sys.executable, str(script), "raise_when_cancelled"],
        cwd=CHECKOUT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as owner:
        assert owner.stdout is not None
        assert owner.stderr is not None
        owner.stdout.readline()
        if wait:
            owner.stdout.readline()
        os.killpg(owner.pid, signal.SIGINT)
        try:
            assert owner.wait(LONG) == 130
        finally:
            owner.kill()
        assert owner.stderr.read() == ""


def test_an_unloaded_worker_starts_afresh_with_its_next_call() -> None:
    with WorkerProcess(DESK, name="desk") as worker:
        worker.call("greet", {"name": "one"})
        before = worker.pid
        assert before is not None
        worker.unload()
        assert worker.pid is None
        assert wait_until_gone(before)
        assert worker.call("greet", {"name": "two"}).value["calls"] == 1


def test_unloading_waits_for_the_call_that_runs() -> None:
    token = CancelToken()
    begun = threading.Event()
    replies: list[JSON] = []
    with WorkerProcess(DESK, name="desk") as worker:
        calling = threading.Thread(
            target=lambda: replies.append(
                worker.call("until_cancelled", {}, on_event=lambda _: begun.set(), cancel=token).value
            )
        )
        calling.start()
        assert begun.wait(LONG)
        unloading = threading.Thread(target=worker.unload)
        unloading.start()
        unloading.join(0.2)
        assert unloading.is_alive()
        token.cancel()
        unloading.join(LONG)
        calling.join(LONG)
        assert replies == ["stopped early"]
        assert worker.pid is None
