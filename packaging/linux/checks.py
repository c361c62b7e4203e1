"""What must hold of a .deb of ours before anybody gets it, whoever built it. Used by smoke.py and by the tests.

    python packaging/linux/checks.py DEB

Exit code 1 with a line for each complaint.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO
from xml.etree import ElementTree

CONTROL_FILES = {"control", "md5sums"}
"""Nothing else: no package of ours runs a script as root, and so none reaches for a network or touches documents."""
FOLDERS = ("opt/zhunsheng", "opt/apps", "usr/bin", "usr/share")
FREEDESKTOP_MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"
LONGEST_ASIDE = 4096


def complaints(deb: Path, newest: int | None = None) -> list[str]:
    """What is wrong with the package, a sentence each. ``newest``: no file may be younger (seconds since 1970)."""
    with tempfile.TemporaryDirectory(prefix="deb-check-") as folder:
        unpacked = Path(folder)
        subprocess.run(["dpkg-deb", "--raw-extract", deb, unpacked], check=True)
        return [
            *_control(unpacked / "DEBIAN"),
            *_entries(deb, newest),
            *_links(unpacked),
            *_sums(unpacked),
            *_desktop(unpacked),
            *_papers(unpacked),
        ]


def _control(folder: Path) -> Iterator[str]:
    for name in sorted({path.name for path in folder.iterdir()} - CONTROL_FILES):
        yield f"the package has a script or control file {name}"
    fields = dict(re.findall(r"(?m)^([A-Za-z-]+): (.+)$", (folder / "control").read_text("utf-8")))
    for name in ("Package", "Version", "Architecture", "Maintainer", "Installed-Size", "Depends", "Description"):
        if name not in fields:
            yield f"the control file has no {name}"


def _entries(deb: Path, newest: int | None) -> Iterator[str]:
    """Owners, modes and times are those in the archive: unpacking without root changes them."""
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", deb], stdout=subprocess.PIPE) as process:
        stream: IO[bytes] | None = process.stdout
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for entry in archive:
                name = entry.name.removeprefix("./").rstrip("/")
                if (entry.uid, entry.gid) != (0, 0):
                    yield f"{name} belongs to {entry.uid}:{entry.gid}"
                if entry.mode & 0o6000 or (entry.mode & 0o022 and not entry.issym()):
                    yield f"{name} has mode {entry.mode:o}"
                if newest is not None and entry.mtime > newest:
                    yield f"{name} is younger than the commit"
                within = any(name.startswith(f) or f.startswith(name) for f in FOLDERS)
                if name not in ("", ".") and not within:
                    yield f"{name} lies where no package of ours has anything"


def _links(unpacked: Path) -> Iterator[str]:
    for path in unpacked.rglob("*"):
        if path.is_symlink():
            target = path.resolve()
            if not target.exists() or not target.is_relative_to(unpacked.resolve()):
                yield f"{path.relative_to(unpacked)} links to {path.readlink()}, which the package has not"


def _sums(unpacked: Path) -> Iterator[str]:
    listed = {}
    for line in (unpacked / "DEBIAN" / "md5sums").read_text("utf-8").splitlines():
        digest, _, name = line.partition("  ")
        listed[name] = digest
    for path in unpacked.rglob("*"):
        name = path.relative_to(unpacked).as_posix()
        if path.is_symlink() or not path.is_file() or name.startswith("DEBIAN/"):
            continue
        with path.open("rb") as file:
            if hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest() != listed.pop(
                name, ""
            ):
                yield f"md5sums does not know {name} as it is"
    yield from (f"md5sums lists {name}, which is not there" for name in sorted(listed))


def _desktop(unpacked: Path) -> Iterator[str]:
    """Desktop entry and MIME types agree with each other and with what is installed."""
    known = set()
    for path in unpacked.rglob("mime/packages/*.xml"):
        known |= {element.get("type") for element in ElementTree.parse(path).iter(f"{FREEDESKTOP_MIME}mime-type")}
    for path in unpacked.rglob("applications/*.desktop"):
        text = path.read_text("utf-8")
        if shutil.which("desktop-file-validate"):
            done = subprocess.run(["desktop-file-validate", path], capture_output=True, text=True, check=False)
            yield from (f"desktop-file-validate: {line}" for line in done.stdout.splitlines())
        entry = dict(re.findall(r"(?m)^([A-Za-z]+)=(.+)$", text))
        program = unpacked / PurePosixPath(entry["Exec"].split()[0]).relative_to("/")
        if not program.is_file() or not program.stat().st_mode & 0o111:
            yield f"{path.name} starts {entry['Exec'].split()[0]}, which is no program"
        if not (program.parent / "papers" / "zhunsheng.cdx.json").is_file():
            yield f"there is no bill of materials beside {program.name}"
        if not list(unpacked.rglob(f"icons/hicolor/*/apps/{entry['Icon']}.*")):
            yield f"there is no icon {entry['Icon']}"
        for name in filter(None, entry["MimeType"].split(";")):
            if name.startswith("application/x-zhunsheng") and name not in known:
                yield f"{path.name} opens {name}, which no MIME file describes"


def _papers(unpacked: Path) -> Iterator[str]:
    for path in (*unpacked.rglob("man*/*.gz"), *unpacked.rglob("changelog.gz")):
        if not gzip.decompress(path.read_bytes()).strip():
            yield f"{path.relative_to(unpacked)} is empty"
    if not list(unpacked.rglob("doc/*/copyright")):
        yield "there is no copyright file"


def main() -> int:
    found = complaints(Path(sys.argv[1]))
    print("\n".join(found) or "nothing is wrong")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
