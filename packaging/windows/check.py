#!/usr/bin/env python3
"""Build the installer for Windows over a stand-in tree and look at it from outside, on Linux.

    python packaging/windows/check.py STANDIN OUT

STANDIN: a tree as the build leaves it; a small one is made there when there is none. OUT gets two installers (0.1.0,
0.2.0) and report.json. makensis is needed; with 7z what is packed is compared with the tree byte by byte; with Wine it
is installed, upgraded, refused and removed (walk.py). Exit code 1 with a line for each complaint.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from installer import PROGRAMS, SCRIPT, makensis, pack  # noqa: E402 - the path to it is set above

OLDER, NEWER = "0.1.0", "0.2.0"
BIN = HERE / "standin.nsi"
REMOVABLE = {r"$INSTDIR\app", r"$INSTDIR\app.new", r"$INSTDIR\app.old"}
"""The only folders that may be removed with all that is in them."""
PERSONAL = re.compile(r"\$(APPDATA|DOCUMENTS|DESKTOP|LOCALAPPDATA(?!\\Programs\\Zhunsheng\b))")
REGISTRY = re.compile(r"(?:Write|Delete)Reg\S+ (?:/ifempty )?(\S+)")
TEXT = re.compile(r'LangString (\w+) "?\$\{LANG_(\w+)\}"? ')


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("standin", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--no-wine", action="store_true", help="do not run the installers")
    options = parser.parse_args()
    import walk
    import wine

    if not options.standin.exists():
        make_standin(options.standin)
    installers = build(options.standin, options.out)
    report: dict[str, object] = {"bytes": {path.name: path.stat().st_size for path in installers}}
    found = list(script_complaints(expanded()))
    report["packed"] = "7z is not here" if shutil.which("7z") is None else "compared"
    if shutil.which("7z"):
        found += packed_complaints(installers[0], options.standin)
    report["walk"] = "Wine is not here" if not wine.is_here() else "not asked for"
    if wine.is_here() and not options.no_wine:
        steps = walk.take(options.out, options.standin)
        report["walk"] = [step.told() for step in steps]
        found += [f"{step.name}: {line}" for step in steps for line in step.wrong]
    report["wrong"] = found
    (options.out / "report.json").write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(json.dumps(report, indent=1, ensure_ascii=False))
    return 1 if found else 0


def make_standin(folder: Path) -> None:
    """What PyInstaller leaves, in small: two programs, modules, a name in Chinese, a hidden file, an empty file."""
    (folder / "_internal" / "app" / "samples").mkdir(parents=True)
    (folder / "models").mkdir()
    for name in PROGRAMS:
        compile_standin(folder / name)
    (folder / "_internal" / "python311.dll").write_bytes(bytes(range(256)) * 4096)
    (folder / "_internal" / "app" / "samples" / "样例 标准.pdf").write_bytes(b"%PDF-1.7\n")
    (folder / "_internal" / ".hidden").write_bytes(b"x")
    (folder / "models" / "manifest.toml").write_bytes(b"")


def compile_standin(out: Path, **defines: object) -> None:
    done = makensis(BIN, {"OUT": out.resolve(), **defines})
    if done.returncode:
        raise SystemExit(f"makensis: {done.stdout}{done.stderr}")


def build(tree: Path, out: Path) -> list[Path]:
    """The older version from the tree, the newer from one in which a file has gone and another come."""
    out.mkdir(parents=True, exist_ok=True)
    installers = [out / f"zhunsheng-{version}-windows-x64.exe" for version in (OLDER, NEWER)]
    pack(tree, installers[0], OLDER, fast=True)
    with tempfile.TemporaryDirectory(prefix="newer-") as folder:
        pack(newer_tree(tree, Path(folder) / "tree"), installers[1], NEWER, fast=True)
    return installers


def newer_tree(tree: Path, folder: Path) -> Path:
    shutil.copytree(tree, folder)
    gone = next(path for path in sorted((folder / "_internal").rglob("*")) if path.is_file())
    gone.rename(gone.with_name("came-with-the-newer.txt"))
    return folder


def expanded() -> str:
    """The script as makensis understands it, includes and defines put in."""
    defines = {"TREE": HERE, "VERSION": OLDER, "LONGEST": 100, "ICON": HERE / "zhunsheng.ico", "OUT": "out.exe"}
    return makensis(SCRIPT, defines, "-PPO").stdout


def script_complaints(text: str) -> Iterator[str]:
    """What the installer must never do, seen in its own instructions."""
    lines = [line.strip() for line in text.splitlines()]
    if "RequestExecutionLevel user" not in lines:
        yield "the installer asks for an administrator at its start"
    for line in lines:
        removed = re.fullmatch(r'RMDir /r(?: /REBOOTOK)? "?([^"]*)"?', line)
        if removed and removed[1] not in REMOVABLE:
            yield f"a folder is removed with all that is in it: {line}"
        if PERSONAL.search(line):
            yield f"the user's own folders are touched: {line}"
        registry = REGISTRY.match(line)
        if registry and registry[1] != "SHCTX":  # HKCU or HKLM, as the installation is for
            yield f"the registry is written past the choice of user or machine: {line}"
    texts = {(found[1], found[2].lower()) for found in map(TEXT.match, lines) if found}
    chinese, english = ({name for name, language in texts if language == one} for one in ("simpchinese", "english"))
    if not chinese:
        yield "there is no text"
    for name in sorted(chinese ^ english):
        yield f"the text {name} is in one language only"


def packed_complaints(installer: Path, tree: Path) -> list[str]:
    """Whether the installer holds the tree, file by file."""
    with tempfile.TemporaryDirectory(prefix="unpacked-") as folder:
        subprocess.run(["7z", "x", "-y", f"-o{folder}", installer], check=True, capture_output=True)
        inside = Path(folder) / "app.new"
        if not inside.is_dir():
            return ["7z finds no app.new in the installer"]
        wanted, found = files_of(tree), files_of(inside)
        return [
            f"packed otherwise than it is in the tree: {name}"
            for name in sorted(wanted.keys() | found.keys())
            if wanted.get(name) != found.get(name)
        ]


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


if __name__ == "__main__":
    sys.exit(main())
