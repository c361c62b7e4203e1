"""One writer at a time; the system frees the lock however its holder ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from app.foundation.errors import EnvironmentFault, WorkspaceBusy
from app.library.lock import WriteLock

HOLD = textwrap.dedent(
    """
    import sys, time
    from pathlib import Path
    from app.library.lock import WriteLock
    WriteLock.take(Path(sys.argv[1]))
    print("held", flush=True)
    time.sleep(60)
    """
)


def hold_elsewhere(path: Path) -> subprocess.Popen[str]:
    child = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    return child


def end(child: subprocess.Popen[str], by: int) -> None:
    child.send_signal(by)
    child.wait()
    assert child.stdout is not None
    child.stdout.close()


def test_a_second_writer_is_refused_and_told_who_holds_it(tmp_path: Path) -> None:
    with WriteLock.take(tmp_path / "write.lock"), pytest.raises(WorkspaceBusy, match=str(os.getpid())):
        WriteLock.take(tmp_path / "write.lock")


def test_another_process_is_named_and_its_kill_frees_the_lock(tmp_path: Path) -> None:
    child = hold_elsewhere(tmp_path / "write.lock")
    try:
        with pytest.raises(WorkspaceBusy, match=str(child.pid)):
            WriteLock.take(tmp_path / "write.lock")
    finally:
        end(child, signal.SIGKILL)
    WriteLock.take(tmp_path / "write.lock").release()


def test_a_released_lock_can_be_taken_again_and_releasing_twice_is_nothing(tmp_path: Path) -> None:
    first = WriteLock.take(tmp_path / "write.lock")
    first.release()
    with WriteLock.take(tmp_path / "write.lock"):
        first.release()
        with pytest.raises(WorkspaceBusy):
            WriteLock.take(tmp_path / "write.lock")


def test_the_lock_file_is_private(tmp_path: Path) -> None:
    with WriteLock.take(tmp_path / "write.lock"):
        assert (tmp_path / "write.lock").stat().st_mode & 0o077 == 0


def test_a_lock_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="nowhere"):
        WriteLock.take(tmp_path / "nowhere" / "write.lock")
