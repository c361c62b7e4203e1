"""An installation's whole life under Wine: for one user and for everyone, upgraded, refused, removed. Used by check.py.

What Wine cannot show: elevation (its user is an administrator), the real firewall (netsh is a recorder here), Explorer.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import check
from wine import Wine

ARP = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Zhunsheng"
CLASSES = r"Software\Classes"
RUNNING, TAKEN, LONG, OLD_WINDOWS, OTHER_VERSION = 32, 183, 206, 1150 & 0xFF, 1638 & 0xFF
"""Codes of Windows; Unix hands on their last byte."""


@dataclass
class Step:
    """What was done, how long it took, what was wrong about it."""

    name: str
    seconds: float
    wrong: list[str] = field(default_factory=list)

    def told(self) -> str:
        return f"{self.seconds:5.1f} s  {self.name}" + "".join(f"\n         {line}" for line in self.wrong)


def take(out: Path, older_tree: Path) -> list[Step]:
    """With the two installers in ``out``; ``older_tree`` is what the older one was made from."""
    folder = Path(tempfile.mkdtemp(prefix="zhunsheng-wine-"))
    wine = Wine(folder)
    try:
        return _Walk(wine, out, older_tree).all()
    finally:
        wine.end()
        shutil.rmtree(folder, ignore_errors=True)


class _Walk:
    def __init__(self, wine: Wine, out: Path, older_tree: Path) -> None:
        self._wine = wine
        self._older, self._newer = (
            (out / f"zhunsheng-{version}-windows-x64.exe").resolve() for version in (check.OLDER, check.NEWER)
        )
        self._older_files = check.files_of(older_tree)
        self._newer_files = check.files_of(check.newer_tree(older_tree, wine.folder / "newer"))
        self._own = wine.local / "Programs" / "Zhunsheng"
        self._common = wine.drive / "Program Files" / "Zhunsheng"
        self._papers = wine.local / "zhunsheng" / "workspace" / "catalogue.sqlite3"
        self._steps: list[Step] = []

    def all(self) -> list[Step]:
        check.compile_standin(self._wine.drive / "windows" / "system32" / "netsh.exe", RECORDS=1)
        self._papers.parent.mkdir(parents=True)
        self._papers.write_bytes(b"the user's own")
        self._wine.set_version("win7")
        self._do("refuse Windows 7", self._older, "/S", code=OLD_WINDOWS, then=self._nothing)
        self._wine.set_version("win10")
        self._own_life()
        self._common_life()
        self._refusals()
        return self._steps

    def _own_life(self) -> None:
        own = self._own
        self._do("install for one user", self._older, "/S", then=lambda: self._installed(own, "HKCU", check.OLDER))
        (own / "app" / "left by the version before.txt").write_bytes(b"")
        self._do("upgrade", self._newer, "/S", then=self._newer_own)
        self._do("install the same version again", self._newer, "/S", then=self._newer_own)
        self._do("refuse a downgrade", self._older, "/S", code=OTHER_VERSION, then=self._newer_own)
        self._while_it_runs(own)
        (own / "app").rename(own / "app.old")
        self._do("mend an upgrade that was cut off", self._newer, "/S", then=self._newer_own)
        (own / "the user's own.txt").write_bytes(b"")
        self._do("remove", own / "Uninstall.exe", "/S", then=lambda: self._removed(own, "HKCU", {"the user's own.txt"}))
        shutil.rmtree(own, ignore_errors=True)
        if self._rules():
            self._wrong("the firewall was changed without an administrator")

    def _while_it_runs(self, own: Path) -> None:
        stop = self._wine.drive / "stop.txt"
        self._wine.start(own / "app" / "zhunshengw.exe")
        self._wine.run("cmd", "/c", "exit")  # by then the one before has begun
        try:
            self._do("refuse while the program runs", self._newer, "/S", code=RUNNING, then=self._newer_own, wait=False)
            # "_?=": not as a copy of itself, whose end and exit code nobody sees
            words = ("/S", f"_?={self._windows(own)}")
            uninstaller = own / "Uninstall.exe"
            self._do(
                "refuse to remove while it runs", uninstaller, *words, code=RUNNING, then=self._newer_own, wait=False
            )
        finally:
            stop.touch()
            self._wine.wait()
            stop.unlink()

    def _newer_own(self) -> None:
        self._installed(self._own, "HKCU", check.NEWER)

    def _windows(self, path: Path) -> str:
        return "C:\\" + path.relative_to(self._wine.drive).as_posix().replace("/", "\\")

    def _common_life(self) -> None:
        common = self._common
        self._do(
            "install for everyone",
            self._older,
            "/S",
            "/ALLUSERS",
            then=lambda: self._installed(common, "HKLM", check.OLDER),
        )
        programs = ("zhunshengw.exe", "zhunsheng.exe")
        for program in programs:
            for direction in ("out", "in"):
                path = f"C:\\Program Files\\Zhunsheng\\app\\{program}"
                rule = f'dir={direction} action=block program="{path}" profile=any enable=yes'
                if sum(rule in line for line in self._rules()) != 1:
                    self._wrong(f"no firewall rule {rule}: {self._rules()}")
        self._do("refuse a second one for one user", self._newer, "/S", code=OTHER_VERSION)
        self._do(
            "upgrade for everyone",
            self._newer,
            "/S",
            "/ALLUSERS",
            then=lambda: self._installed(common, "HKLM", check.NEWER),
        )
        before = len(self._rules())
        self._do(
            "remove for everyone", common / "Uninstall.exe", "/S", then=lambda: self._removed(common, "HKLM", set())
        )
        if not any("delete rule" in line for line in self._rules()[before:]):
            self._wrong("the firewall's rules stay")

    def _refusals(self) -> None:
        deep = "C:\\" + "\\".join(["d" * 40] * 6)
        self._do("refuse too long a path", self._older, "/S", f"/D={deep}", code=LONG, then=self._nothing)
        taken = self._wine.drive / "taken" / "app"
        taken.mkdir(parents=True)
        (taken / "somebody else's.txt").write_bytes(b"")
        self._do("refuse a folder of others", self._older, "/S", "/D=C:\\taken", code=TAKEN, then=self._nothing)
        if {path.name for path in taken.iterdir()} != {"somebody else's.txt"}:
            self._wrong("the folder of others was changed")

    def _do(
        self,
        name: str,
        program: Path,
        *words: str,
        code: int = 0,
        then: Callable[[], None] = lambda: None,
        wait: bool = True,
    ) -> None:
        got, seconds = self._wine.run(program, *words)
        if wait:
            self._wine.wait()
        self._steps.append(Step(name, seconds))
        if got != code:
            self._wrong(f"ended with {got} and not {code}")
        then()
        if self._papers.read_bytes() != b"the user's own":
            self._wrong("the user's data were touched")
        print(self._steps[-1].told(), file=sys.stderr, flush=True)

    def _nothing(self) -> None:
        if self._wine.has_key(f"HKCU\\{ARP}") or self._own.exists():
            self._wrong("something was installed")

    def _wrong(self, line: str) -> None:
        self._steps[-1].wrong.append(line)

    def _installed(self, folder: Path, root: str, version: str) -> None:
        """Files as in the tree and none beside; the entry that Windows lists; types and the menu."""
        if not folder.exists():
            return self._wrong(f"{folder} is not there")
        if (files := {path.name for path in folder.iterdir()}) != {"app", "Uninstall.exe", "zhunsheng.ico"}:
            self._wrong(f"in the folder: {sorted(files)}")
        wanted = self._older_files if version == check.OLDER else self._newer_files
        if check.files_of(folder / "app") != wanted:
            self._wrong("the files are not those of the tree")
        entry = self._wine.registry(f"{root}\\{ARP}")
        place = self._windows(folder)
        expected = {"DisplayVersion": version, "InstallLocation": place, "DisplayName": "准绳 Zhunsheng"}
        expected["QuietUninstallString"] = f'"{place}\\Uninstall.exe" /S'
        for name, value in expected.items():
            if entry.get(name) != value:
                self._wrong(f"{name} is {entry.get(name)!r} and not {value!r}")
        kilobytes, real = int(entry.get("EstimatedSize", "0"), 16), sum(map(len, wanted.values())) / 1024
        real += (folder / "zhunsheng.ico").stat().st_size / 1024
        if not real <= kilobytes <= real + len(wanted) + 1:
            self._wrong(f"EstimatedSize is {kilobytes}, the files are {real:.0f} KB")
        opens = f'"{place}\\app\\zhunshengw.exe" open "%1"'
        for kind in ("Library", "Update", "Document"):
            if (
                told := self._wine.registry(f"{root}\\{CLASSES}\\Zhunsheng.{kind}\\shell\\open\\command").get("")
            ) != opens:
                self._wrong(f"Zhunsheng.{kind} opens with {told!r}")
        for ending in ("pdf", "docx", "ofd"):
            if "Zhunsheng.Document" not in self._wine.registry(f"{root}\\{CLASSES}\\.{ending}\\OpenWithProgids"):
                self._wrong(f"“open with” of .{ending} does not know the program")
            if self._wine.registry(f"HKCU\\{CLASSES}\\.{ending}").get(""):
                self._wrong(f".{ending} was taken from what opens it")
        if not self._shortcuts():
            self._wrong("nothing in the menu")

    def _removed(self, folder: Path, root: str, left: set[str]) -> None:
        there = {path.name for path in folder.iterdir()} if folder.exists() else set()
        if there != left:
            self._wrong(f"in the folder: {sorted(there)}")
        keys = [ARP, rf"{CLASSES}\Zhunsheng.Library", rf"{CLASSES}\.zslib", rf"{CLASSES}\.zsupdate", rf"{CLASSES}\.ofd"]
        keys += [rf"{CLASSES}\Zhunsheng.Document", rf"{CLASSES}\Applications\zhunshengw.exe"]
        for key in keys:
            if self._wine.has_key(f"{root}\\{key}"):
                self._wrong(f"still in the registry: {key}")
        if self._shortcuts():
            self._wrong("still in the menu")

    def _shortcuts(self) -> list[Path]:
        return [path for path in self._wine.drive.rglob("*Zhunsheng.lnk") if path.is_file()]

    def _rules(self) -> list[str]:
        """How netsh was called, a line each."""
        path = self._wine.drive / "netsh.txt"
        return path.read_bytes().decode("utf-16-le").splitlines() if path.exists() else []
