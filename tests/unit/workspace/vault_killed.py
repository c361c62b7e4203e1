"""Encrypts (or decrypts) copies of a workspace, each killed by SIGKILL before another change of a file, and opens each.

    python -m tests.unit.workspace.vault_killed WORKSPACE FOLDER on|off

Prints how many times it was killed. Ends with an error where one of them had lost something. Forks, so it is a process
of its own, without threads.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from itertools import count
from pathlib import Path

from app.foundation.jobs import Progress
from app.foundation.paths import WorkspacePaths
from app.security.vault_cipher import Stretching
from app.workspace import Workspace, vault
from app.workspace.vault_switch import turn_off, turn_on

PASSPHRASE = "correct horse battery"
CHEAP = Stretching(memory=64, passes=1, lanes=1)
CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate", "shutil.rmtree"}
WRITING = os.O_WRONLY | os.O_RDWR


def main(template: Path, folder: Path, direction: str) -> int:
    start = folder / "start"
    shutil.copytree(template, start)
    if direction == "off":
        turn_on(WorkspacePaths(start), PASSPHRASE, Progress(), stretching=CHEAP)
    before = _contents(WorkspacePaths(start))
    for at in count(1):
        paths = WorkspacePaths(folder / str(at))
        shutil.copytree(start, paths.root)
        killed = _switched_by_a_child(paths, direction, at)
        after = _contents(paths)
        assert after == before, (direction, at)
        left = {path.name for path in paths.root.iterdir()}
        assert not left & {"switching", "switched"}, (direction, at, left)
        shutil.rmtree(paths.root)
        if not killed:
            assert paths.vault.name in left if direction == "on" else paths.vault.name not in left
            print(at - 1)
            return 0
    raise AssertionError("it goes on for ever")


def _switched_by_a_child(paths: WorkspacePaths, direction: str, at: int) -> bool:
    """Whether it was killed before it was done."""
    child = os.fork()
    if child == 0:
        _die_at(at, paths.root)
        if direction == "on":
            turn_on(paths, PASSPHRASE, Progress(), stretching=CHEAP)
        else:
            vault.unlock(paths, PASSPHRASE)
            keys = vault.keys_of(paths)
            assert keys is not None
            turn_off(paths, keys, Progress())
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def _die_at(number: int, root: Path) -> None:
    """SIGKILL before the change of that number below the folder."""
    left = number

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        is_change = event in CHANGES or (event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING)
        if is_change and str(arguments[0]).startswith(str(root)):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def _contents(paths: WorkspacePaths) -> tuple[object, ...]:
    if vault.state_of(paths).is_on:
        vault.unlock(paths, PASSPHRASE)
    with Workspace.open(paths.root, writing=True) as workspace:
        entries = workspace.documents()
        copies = [workspace._originals.path_of(entry.id, entry.format) for entry in entries]
        contents = (
            entries,
            [workspace.clauses(entry.id) for entry in entries],
            [workspace.conversations.turns(each.id) for each in workspace.conversations.list()],
            workspace.settings,
            [workspace._originals.content(copy) or copy.read_bytes() for copy in copies],
            workspace._database.problems(),
        )
    vault.lock(paths)
    return contents


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
