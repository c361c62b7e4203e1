"""LibreOffice as a converter, where the machine has it: one file in, one .docx out, in a process that cannot stay.

It runs with a profile of its own that is thrown away, without macros, without following links out of the document and
without a display; it is killed with its process group when its time is up, and with this process when that ends.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from app.ingest.errors import UnreadableCode, unreadable

LONGEST_SECONDS = 100.0
"""Below the shortest time that a reader gets, so that the message names the cause. A start takes 2 to 20 s."""

_NAMES = ("soffice", "libreoffice")
_ELSEWHERE = (
    (Path("/opt"), "libreoffice*/program/soffice"),
    (Path("/Applications"), "LibreOffice.app/Contents/MacOS/soffice"),
    (Path("C:/Program Files"), "LibreOffice/program/soffice.com"),
)
"""Where it is put without being on the search path: its own packages, macOS, Windows."""

_STARTED_AFRESH = 81
"""Exit status of the program proper when it has made a new profile and wants to be started once more."""

_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMP")
_PR_SET_PDEATHSIG = 1

_COMMON = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = (
    (_COMMON, "DisableMacrosExecution", "true"),
    (_COMMON, "MacroSecurityLevel", "3"),
    (_COMMON, "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
)
"""No macros, nothing fetched from elsewhere, links never updated."""


def find_libre_office() -> Path | None:
    """The program, None where the machine has none."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is not None:
        return Path(found)
    return next((path for folder, pattern in _ELSEWHERE for path in sorted(folder.glob(pattern))), None)


def convert_to_docx(program: Path, document: Path, folder: Path, filter_name: str) -> Path:
    """Convert ``document``, which ``filter_name`` of LibreOffice reads; gives the .docx.

    Everything is written below ``folder``, which the caller deletes.

    Raises UnreadableFile: the time is up, or nothing came out.
    """
    profile, target = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_profile_settings(), encoding="utf-8")
    command = [
        str(_program_proper(program)),
        f"-env:UserInstallation={profile.resolve().as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        f"--infilter={filter_name}",
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(target), str(document)),
    ]
    status = _run(command, folder, document.name)
    if status == _STARTED_AFRESH:
        status = _run(command, folder, document.name)
    converted = target / f"{document.stem}.docx"
    if not converted.exists():
        raise unreadable(UnreadableCode.DAMAGED, document.name, f"LibreOffice: {status}")
    return converted


def _program_proper(program: Path) -> Path:
    """The program itself and not the script around it, whose children would outlive it."""
    proper = program.resolve().with_name("soffice.bin")
    return proper if proper.exists() else program


def _run(command: Sequence[str], folder: Path, file: str) -> int:
    kept = {name: value for name in _KEPT_VARIABLES if (value := os.environ.get(name)) is not None}
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**kept, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_die_with_parent(),
    )
    try:
        return process.wait(LONGEST_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise unreadable(UnreadableCode.TIMEOUT, file) from error
    finally:
        _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """The process and what it has started, if any of it is left."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError):  # all of it has ended
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _die_with_parent() -> Callable[[], None] | None:
    """What the new process does before it becomes the program; looked up here, as little as possible runs there."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl

    def bind() -> None:
        prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)

    return bind


def _profile_settings() -> str:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    )
