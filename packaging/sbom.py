"""Write the bill of materials of the application: CycloneDX 1.6, JSON, the same bytes for the same input.

    python packaging/sbom.py [DIST] OUT [--flavour slim|full]    DIST: the folder that a build has made; OUT: a file
    python packaging/sbom.py DIST OUT --licences   and all licence texts into the folder licences beside OUT
    python packaging/sbom.py --validate FILE     against the schema; needs cyclonedx-python-lib[json-validation]
    python packaging/sbom.py --llama SDIST       what llama-cpp-python's source carries, for components.toml

Of DIST only what is really in it is listed, with the SHA-256 of the files that no wheel's hash covers. Without it the
lock speaks for itself. Run by the Python whose packages DIST was collected from: it knows which module is whose.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import uuid
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import quote

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

sys.path.insert(0, str(Path(__file__).resolve().parent))
from components import Distribution, Unknown, Work, shipped, unnamed, works
from lock import LOCK, ROOT, TOOLS_LOCK, versions

SPECIFICATION = "1.6"
NAME = "zhunsheng"
BILL = "zhunsheng.cdx.json"
NAMESPACE = uuid.UUID("8f3f1a52-7f0c-5a57-9f6e-0d6c2f1e4b10")
"""Ours alone, so that the serial number follows from the content and from nothing else."""
LICENCE_FILE = re.compile(r"(?i)(^|/)(licen[cs]es?|copying|notices?|ofl)([^/]*$|/)")

Json = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+", metavar="[DIST] OUT")
    parser.add_argument("--flavour", choices=("slim", "full"), default="slim")
    parser.add_argument("--licences", action="store_true")
    parser.add_argument("--validate", action="store_true")
    parser.add_argument("--llama", action="store_true")
    options = parser.parse_args()
    *before, last = options.paths
    if len(before) > 1 or (before and (options.validate or options.llama)):
        parser.error("one folder and one file")
    if options.licences and not before:
        parser.error("--licences are those of a folder that a build has made")
    try:
        if options.llama:
            print(json.dumps(llama_inside(last), indent=1))
            return 0
        if options.validate:
            return validated(last)
        dist = before[0] if before else None
        written, nameless = bill(dist, slim=options.flavour == "slim")
    except Unknown as error:
        print(error, file=sys.stderr)
        return 1
    last.write_text(as_text(written), "utf-8")
    if dist and options.licences:
        lay_licences(last.parent / "licences", dist)
    print(f"{len(written['components'])} components: {last}")
    for name in nameless:
        print(f"{name} is in nobody's name: describe it in packaging/components.toml", file=sys.stderr)
    return int(bool(nameless))


def lay_bill(folder: Path, dist: Path) -> list[str]:
    """Bill and licence texts of a built application into ``folder``, which is there.

    Gives the libraries that nothing accounts for: the bill lacks them, and a release should not. Raises Unknown.
    """
    written, nameless = bill(dist)
    (folder / BILL).write_text(as_text(written), "utf-8")
    lay_licences(folder / "licences", dist)
    return nameless


def lay_licences(folder: Path, dist: Path) -> None:
    """What each distribution brings, a folder each; and the papers of works that Debian installed on this machine."""
    for distribution in shipped(dist):
        for file in metadata.files(distribution.name) or ():
            path = Path(str(file.locate()))
            if ".dist-info" in str(file) and LICENCE_FILE.search(str(file)) and path.is_file():
                below = re.sub(r"^.*?\.dist-info/", "", str(file)).replace("/", "-")
                (folder / distribution.name).mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, folder / distribution.name / below)
    from_debian = [path for work in works() if work.debian for path in work.within(dist / "_internal")]
    for name in {package[0] for package in map(debian_package, from_debian) if package}:
        papers = Path("/usr/share/doc", name, "copyright")
        if papers.is_file():
            (folder / name).mkdir(parents=True, exist_ok=True)
            shutil.copyfile(papers, folder / name / "copyright")


def bill(dist: Path | None = None, *, slim: bool = True) -> tuple[Json, list[str]]:
    """The bill, and the libraries in ``dist`` that nothing accounts for. Raises Unknown."""
    distributions, listed = shipped(dist, slim=slim), works()
    names = {distribution.name for distribution in distributions}
    found = [(work, work.within(dist / "_internal") if dist else []) for work in listed]
    found = [
        (work, files) for work, files in found if (files if dist else work.part_of is None or work.part_of in names)
    ]
    components = [_distribution(one) for one in distributions] + [_work(*pair) for pair in found]
    version = _own_version()
    root = {
        "type": "application",
        "bom-ref": NAME,
        "name": NAME,
        "version": version,
        "description": "准绳",
        "licenses": [{"license": {"id": "Apache-2.0"}}],
        "purl": f"pkg:generic/{NAME}@{version}",
    }
    content = {
        "bomFormat": "CycloneDX",
        "specVersion": SPECIFICATION,
        "version": 1,
        "metadata": {
            "component": root,
            "properties": [
                {"name": "zhunsheng:lock:sha256", "value": _sha256(LOCK)},
                {"name": "zhunsheng:made-of", "value": "built folder" if dist else "lock"},
            ],
        },
        "components": components,
        "dependencies": _dependencies(distributions, [work for work, _ in found]),
    }
    serial = uuid.uuid5(NAMESPACE, json.dumps(content, sort_keys=True))
    return {**content, "serialNumber": f"urn:uuid:{serial}"}, list(unnamed(dist, listed)) if dist else []


def as_text(written: Json) -> str:
    return json.dumps(written, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _distribution(one: Distribution) -> Json:
    purl = f"pkg:pypi/{one.name}@{quote(one.version)}"
    # Each hash is of another file (a wheel for each system), so none of them is that of "the" component.
    files = {
        "type": "distribution",
        "url": purl,
        "comment": "the files that requirements.lock allows",
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in sorted(one.hashes)],
    }
    return {
        "type": "library",
        "bom-ref": one.name,
        "name": one.name,
        "version": one.version,
        "licenses": _licences(one.licence),
        "purl": purl,
        "externalReferences": [files],
    }


def _work(work: Work, files: list[Path]) -> Json:
    packages = {path: debian_package(path) for path in files} if work.debian else {}
    from_debian = {package for package in packages.values() if package}
    purl, version = work.purl, work.version_found(files)
    if len({made for _, made in from_debian}) == 1:
        version = next(made for _, made in from_debian)
    elif purl.startswith("pkg:pypi/"):
        version = versions(TOOLS_LOCK.read_text("utf-8"))[purl.removeprefix("pkg:pypi/")][0]
    component: Json = {
        "type": "machine-learning-model" if any(path.suffix == ".onnx" for path in files) else "library",
        "bom-ref": _reference(work),
        "name": work.name,
        "licenses": _licences(work.licence),
        "purl": f"{purl}@{quote(version)}" if version and "@" not in purl else purl,
        "description": work.where,
    }
    if version:
        component["version"] = version
    if files:
        component["components"] = [
            _file(f"{_reference(work)}/{number}", path, packages.get(path)) for number, path in enumerate(files)
        ]
    return component


def _file(reference: str, path: Path, package: tuple[str, str] | None) -> Json:
    hashes = [{"alg": "SHA-256", "content": _sha256(path)}]
    file: Json = {"type": "file", "bom-ref": reference, "name": path.name, "hashes": hashes}
    if package:
        file |= {"version": package[1], "purl": f"pkg:deb/debian/{package[0]}@{quote(package[1])}"}
    return file


def _licences(expression: str) -> list[Json]:
    return [{"license": {"id": expression}}] if " " not in expression else [{"expression": expression}]


def _dependencies(distributions: list[Distribution], found: list[Work]) -> list[Json]:
    """The application on everything; a distribution on what it asks for and on the works inside its wheel."""
    names = {one.name for one in distributions}
    needs: dict[str, set[str]] = {NAME: names | {_reference(work) for work in found}}
    for name in names:
        asked = map(Requirement, metadata.requires(name) or [])
        here = {canonicalize_name(one.name) for one in asked if not one.marker or one.marker.evaluate({"extra": ""})}
        needs[name] = (here & names) - {name} | {_reference(work) for work in found if work.part_of == name}
    needs |= {_reference(work): set() for work in found}
    return [{"ref": name, "dependsOn": sorted(on)} for name, on in sorted(needs.items())]


def _reference(work: Work) -> str:
    return f"work:{work.name}"


def debian_package(path: Path) -> tuple[str, str] | None:
    """Name and version of the package of this machine that installed the very same bytes, if one did."""
    if not shutil.which("dpkg-query"):
        return None
    owners = _asked("dpkg-query", "-S", f"*/{path.name}")
    for package, place in (line.split(": ", 1) for line in owners.splitlines() if ": " in line):
        if Path(place).is_file() and _sha256(Path(place)) == _sha256(path):
            return package.partition(":")[0], _asked("dpkg-query", "-W", "-f", "${Version}", package)
    return None


def _asked(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def llama_inside(sdist: Path) -> dict[str, str]:
    """Commit and versions in llama-cpp-python's source distribution, which is packed with its git folders."""
    wanted = {
        "commit": (r"\.git/modules/vendor/llama\.cpp/HEAD", r"\b([0-9a-f]{40})\b"),
        "llama.cpp": (r"vendor/llama\.cpp/CMakeLists\.txt", r"LLAMA_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)"),
        "ggml": (r"vendor/llama\.cpp/ggml/CMakeLists\.txt", r"GGML_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)"),
    }
    found = {}
    with tarfile.open(sdist) as archive:
        for member in archive:
            for key, (name, pattern) in wanted.items():
                if re.fullmatch(rf"[^/]+/{name}", member.name) and (file := archive.extractfile(member)):
                    found[key] = ".".join(re.findall(pattern, file.read().decode()))
    if not all(found.get(key) for key in wanted):
        raise Unknown(f"{sdist} does not tell which llama.cpp it carries; look into its CHANGELOG.md")
    return found


def validated(path: Path) -> int:
    """1 with what is wrong, 0 where the bill keeps to the schema."""
    try:
        from cyclonedx.schema import SchemaVersion
        from cyclonedx.validation.json import JsonStrictValidator
    except ImportError:
        raise Unknown(
            "pip install --target FOLDER 'cyclonedx-python-lib[json-validation]', and PYTHONPATH=FOLDER"
        ) from None
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(path.read_text("utf-8"))
    print(wrong or f"{path} is CycloneDX {SPECIFICATION}")
    return int(bool(wrong))


def _own_version() -> str:
    found = re.search(r'__version__ = "([^"]+)"', (ROOT / "app" / "__init__.py").read_text("utf-8"))
    assert found is not None
    return found[1]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main())
