"""Steps of a long build: each done once, stamped with what it was done for, timed, its output in a file of its own.

A stamp is written when a step is whole, so that a build that was killed goes on with the step that it was in. The lock
is inherited by what a step starts: a child that outlives a killed build keeps a second one out until it has ended.
"""

from __future__ import annotations

import fcntl
import functools
import hashlib
import json
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

LAST_LINES = 15
QUIET_SECONDS = 60
"""Between signs of life of a step."""
GRACE_SECONDS = 5


class Failed(Exception):
    """The build cannot go on; the text says why and what to do."""


def digest(*parts: str | bytes | Path) -> str:
    """Of texts and of files' contents (a Path must be a file)."""
    whole = hashlib.sha256()
    for part in parts:
        content = part.read_bytes() if isinstance(part, Path) else part.encode() if isinstance(part, str) else part
        whole.update(len(content).to_bytes(8, "little") + content)
    return whole.hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Step:
    """``key`` changes when the step must be done again; ``forget`` then takes away what its script would go on from."""

    name: str
    told: str
    key: str
    commands: Sequence[Sequence[str | Path]]
    forget: Callable[[], None] = lambda: None


@dataclass
class Line:
    """The steps of one work folder."""

    work: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        (self.work / "stamps").mkdir(parents=True, exist_ok=True)
        (self.work / "logs").mkdir(exist_ok=True)
        self._lock = (self.work / "lock").open("a")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._lock.close()
            raise Failed(f"another build works in {self.work} (or what it started has not ended yet)") from None

    def close(self) -> None:
        """Let another build into the folder."""
        self._lock.close()

    def take(self, steps: Sequence[Step]) -> dict[str, float]:
        """Do what is not done; gives the seconds that each step took, whenever that was. Raises Failed."""
        seconds = {}
        for number, step in enumerate(steps, 1):
            title = f"[{number}/{len(steps)}] {step.told}"
            stamp = self._stamp(step.name)
            if stamp.get("key") == step.key:
                print(f"{title}: done before ({clock(stamp['seconds'])})", flush=True)
            else:
                if stamp:
                    step.forget()
                    self._path(step.name).unlink()
                print(f"{title} …", flush=True)
                start = time.monotonic()
                self._run(step, title, start)
                stamp = {"key": step.key, "seconds": round(time.monotonic() - start, 1)}
                part = self._path(step.name).with_suffix(".part")
                part.write_text(json.dumps(stamp), "utf-8")
                part.replace(self._path(step.name))
                print(f"{title}: done in {clock(stamp['seconds'])}", flush=True)
            seconds[step.name] = stamp["seconds"]
        return seconds

    def _path(self, name: str) -> Path:
        return self.work / "stamps" / f"{name}.json"

    def _stamp(self, name: str) -> dict:
        try:
            return json.loads(self._path(name).read_text("utf-8"))
        except (OSError, ValueError):
            return {}

    def _run(self, step: Step, title: str, start: float) -> None:
        log = self.work / "logs" / f"{step.name}.log"
        with log.open("wb") as written:
            for command in step.commands:
                written.write(f"$ {shlex.join(map(str, command))}\n".encode())
                written.flush()
                self._one(command, written.fileno(), log, title, start)

    def _one(self, command: Sequence[str | Path], output: int, log: Path, title: str, start: float) -> None:
        start_it = functools.partial(
            subprocess.Popen,
            command,
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            pass_fds=[self._lock.fileno()],
        )
        process, came = _undisturbed(start_it)
        try:
            for number in came:
                signal.raise_signal(number)
            while True:
                try:
                    code = process.wait(QUIET_SECONDS)
                    break
                except subprocess.TimeoutExpired:
                    print(f"{title}: {clock(time.monotonic() - start)}", flush=True)
        except BaseException:
            _end(process)
            raise
        if code:
            last = "\n  ".join(log.read_text("utf-8", "replace").splitlines()[-LAST_LINES:])
            raise Failed(
                f"{title} failed ({code}):\n  {last}\nall of it: {log}\nMend the cause and run the same again."
            )


def _undisturbed(start: Callable[[], subprocess.Popen[bytes]]) -> tuple[subprocess.Popen[bytes], list[int]]:
    """The process, and the signals that came while it was started: taken then, they would leave it to nobody."""
    came: list[int] = []
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = {number: signal.signal(number, lambda number, _: came.append(number)) for number in numbers}
    try:
        return start(), came
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(process: subprocess.Popen[bytes]) -> None:
    """A polite kill first; the first process of a namespace hears none."""
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"


def ended(run: Callable[[], int]) -> int:
    """Run a script's main; its Failed is a sentence on stderr, and being stopped is not a traceback."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        return run()
    except Failed as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
