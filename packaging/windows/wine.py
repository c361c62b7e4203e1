"""Windows programs run under Wine, in a folder of its own: where they install, what they write, how they end."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

START_SECONDS = 300
"""Making a fresh C: takes ten seconds on a quiet machine."""
PROGRAM_SECONDS = 180


def is_here() -> bool:
    return shutil.which("wine") is not None and shutil.which("wineserver") is not None


@dataclass
class Wine:
    """A Windows of its own below ``folder``; ``end`` it."""

    folder: Path
    _started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        # netsh.exe=n: the one that check.py lays down and not Wine's own.
        # DISPLAY empty: nothing here may need a window. winemenubuilder would write into the menu of this machine.
        self._environment = os.environ | {
            "WINEPREFIX": str(self.folder),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "winemenubuilder.exe=d;mscoree=d;mshtml=d;netsh.exe=n",
            "DISPLAY": "",
            "LC_ALL": "C.UTF-8",
        }
        subprocess.run(
            ["wine", "wineboot", "--init"],
            env=self._environment,
            check=True,
            timeout=START_SECONDS,
            capture_output=True,
        )
        self.wait()

    def set_version(self, version: str) -> None:
        """Which Windows programs are told that this is: "win7", "win10"."""
        words = ["wine", "winecfg", "-v", version]
        subprocess.run(words, env=self._environment, check=True, timeout=PROGRAM_SECONDS, capture_output=True)
        self.wait()

    @property
    def drive(self) -> Path:
        return self.folder / "drive_c"

    @property
    def local(self) -> Path:
        """%LOCALAPPDATA%."""
        (user,) = (path for path in (self.drive / "users").iterdir() if path.name != "Public")
        return user / "AppData" / "Local"

    def run(self, *words: str | Path) -> tuple[int, float]:
        """The exit code's last byte, all that Unix hands on, and the seconds."""
        start = time.monotonic()
        done = subprocess.run(
            ["wine", *map(str, words)],
            env=self._environment,
            check=False,
            timeout=PROGRAM_SECONDS,
            capture_output=True,
        )
        return done.returncode, time.monotonic() - start

    def start(self, program: Path) -> None:
        """Does not wait for its end."""
        self._started.append(
            subprocess.Popen(
                ["wine", str(program)], env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        )

    def registry(self, key: str) -> dict[str, str]:
        """The values right below a key, numbers as they are exported; the unnamed one as ""; {} where there is none."""
        target = self.drive / "exported.reg"
        words = ["wine", "reg", "export", key, "C:\\exported.reg", "/y"]
        done = subprocess.run(words, env=self._environment, check=False, timeout=60, capture_output=True)
        if done.returncode:
            return {}
        text = target.read_bytes().decode("utf-16").replace("\r\n", "\n").split("\n\n")
        own = next(part for part in text if part.startswith("["))
        found = re.findall(r'(?m)^(?:"(.*?)"|@)=(?:"(.*)"|dword:(\w+))$', own)
        return {name: value.replace('\\"', '"').replace("\\\\", "\\") or number for name, value, number in found}

    def has_key(self, key: str) -> bool:
        words = ["wine", "reg", "query", key]
        return (
            subprocess.run(words, env=self._environment, check=False, timeout=60, capture_output=True).returncode == 0
        )

    def wait(self) -> None:
        """Until everything that was started has ended: an uninstaller goes on as a copy of itself."""
        subprocess.run(["wineserver", "-w"], env=self._environment, check=True, timeout=PROGRAM_SECONDS)

    def end(self) -> None:
        for process in self._started:
            if process.poll() is None:
                process.kill()
                process.wait()
        subprocess.run(["wineserver", "-k"], env=self._environment, check=False, timeout=60)
