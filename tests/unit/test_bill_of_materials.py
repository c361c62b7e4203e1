"""The bill of materials and the list of licences: complete, of one source, the same every time."""

from __future__ import annotations

import importlib
import io
import json
import marshal
import re
import struct
import sys
import tarfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from packaging.licenses import canonicalize_license_expression

ROOT = Path(__file__).resolve().parents[2]
PYTHON_TEXT = b"\x001.3.11.99\x003.11.2\x00more"


def script(name: str) -> ModuleType:
    sys.path.insert(0, str(ROOT / "packaging"))
    try:
        return importlib.import_module(name)
    finally:
        del sys.path[0]


def program(modules: tuple[str, ...]) -> bytes:
    """As PyInstaller lays it out: the start program, an archive with one of modules inside it, and its mark."""
    listed = marshal.dumps([(name, (0, 0, 0)) for name in modules])
    inner = b"PYZ\0" + b"\0\0\0\0" + struct.pack("!i", 16) + b"\0\0\0\0" + listed
    name = b"PYZ.pyz\0"
    entry = struct.pack("!IIIIBc", 18 + len(name), 0, len(inner), len(inner), 0, b"z") + name
    size = len(inner) + len(entry) + 88
    cookie = struct.pack("!8sIIII64s", b"MEI\014\013\012\013\016", size, len(inner), len(entry), 311, b"libpython")
    return b"\x7fELF start program" + inner + entry + cookie


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    folder = tmp_path / "zhunsheng"
    inside = folder / "_internal"
    for name, content in {
        "lxml/etree.cpython-311-x86_64-linux-gnu.so": b"lxml",
        "numpy/core.so": b"numpy",
        "libpython3.11.so.1.0": PYTHON_TEXT,
        "shapely.libs/libgeos-d1e818bb.so.3.14.1": b"geos",
        "app/fonts/ZhunshengSans-Regular.ttf": b"font",
    }.items():
        (inside / name).parent.mkdir(parents=True, exist_ok=True)
        (inside / name).write_bytes(content)
    (folder / "zhunsheng").write_bytes(program(("app.domain.answer", "openpyxl", "openpyxl.cell", "json")))
    return folder


def by_name(written: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {component["name"]: component for component in written["components"]}


@pytest.mark.parametrize("slim", [True, False])
def test_every_component_has_a_licence_a_purl_and_a_place_among_the_dependencies(slim: bool) -> None:
    written, _ = script("sbom").bill(slim=slim)
    references = [component["bom-ref"] for component in written["components"]]
    assert len(set(references)) == len(references)
    for component in written["components"]:
        (licence,) = component["licenses"]
        expression = licence["license"]["id"] if "license" in licence else licence["expression"]
        assert canonicalize_license_expression(expression) == expression
        assert re.fullmatch(r"pkg:(pypi|generic|github|npm|deb)/\S+", component["purl"]), component["name"]
    refs = {entry["ref"] for entry in written["dependencies"]}
    assert refs == {*references, "zhunsheng"}
    assert {ref for entry in written["dependencies"] for ref in entry["dependsOn"]} <= refs


def test_the_bill_has_every_pin_that_the_flavour_ships_with_the_hashes_of_the_lock() -> None:
    slim, full = (by_name(script("sbom").bill(slim=one)[0]) for one in (True, False))
    assert {"lancedb", "numpy", "llama.cpp", "ggml", "SQLite", "Qt", "CPython"} <= set(slim)
    assert set(full) - set(slim) >= {"torch", "transformers", "sentence-transformers"}
    assert not {"pytest", "ruff", "mypy"} & set(full)
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    (reference,) = slim["lancedb"]["externalReferences"]
    assert f"lancedb=={slim['lancedb']['version']}" in lock
    assert reference["hashes"]
    assert all(f"sha256:{entry['content']}" in lock for entry in reference["hashes"])


def test_the_bill_is_the_same_each_time_and_its_number_is_that_of_its_content(dist: Path) -> None:
    sbom = script("sbom")
    texts = {sbom.as_text(sbom.bill(dist)[0]) for _ in range(2)}
    assert len(texts) == 1
    before = sbom.bill(dist)[0]["serialNumber"]
    (dist / "_internal" / "app" / "fonts" / "ZhunshengSans-Regular.ttf").write_bytes(b"another font")
    assert sbom.bill(dist)[0]["serialNumber"] != before


def test_of_a_built_folder_only_what_is_in_it_is_listed(dist: Path) -> None:
    found = by_name(script("sbom").bill(dist)[0])
    assert {name for name, one in found.items() if one["purl"].startswith("pkg:pypi/")} == {
        "lxml",
        "numpy",
        "openpyxl",
        "Start program of PyInstaller",
    }
    assert found["GEOS"]["version"] == "3.14.1"
    assert found["CPython"]["version"] == "3.11.2"
    (font,) = found["Zhunsheng Sans (made of Noto Sans SC)"]["components"]
    assert len(font["hashes"][0]["content"]) == 64
    assert "SQLite" not in found


def test_a_library_that_nobody_accounts_for_is_named(dist: Path) -> None:
    assert script("sbom").bill(dist)[1] == []
    (dist / "_internal" / "libstranger.so.1").write_bytes(b"who am I")
    assert script("sbom").bill(dist)[1] == ["libstranger.so.1"]


def test_bill_and_licence_texts_are_laid_for_the_package(dist: Path, tmp_path: Path) -> None:
    folder = tmp_path / "doc"
    folder.mkdir()
    assert script("sbom").lay_bill(folder, dist) == []
    assert json.loads((folder / "zhunsheng.cdx.json").read_text("utf-8"))["specVersion"] == "1.6"
    for name in ("lxml", "numpy", "openpyxl"):
        assert any(path.stat().st_size for path in (folder / "licences" / name).iterdir())


def test_a_folder_that_is_no_built_application_is_refused_with_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(script("components").Unknown, match="needs the program zhunsheng"):
        script("sbom").bill(tmp_path)


def test_facts_that_were_looked_up_for_another_pin_are_not_believed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    components = script("components")
    lock = tmp_path / "requirements.lock"
    lock.write_text(
        (ROOT / "requirements.lock").read_text("utf-8").replace("llama-cpp-python==", "llama-cpp-python==9.")
    )
    monkeypatch.setattr(components, "LOCK", lock)
    with pytest.raises(components.Unknown, match=r"--llama SDIST"):
        components.works()


def test_the_llama_cpp_inside_a_source_distribution_is_found(tmp_path: Path) -> None:
    def versions(name: str, *numbers: int) -> str:
        parts = zip(("MAJOR", "MINOR", "PATCH"), numbers, strict=True)
        return "".join(f"set({name}_VERSION_{part} {number})\n" for part, number in parts)

    commit = "ab" * 20
    sdist = tmp_path / "llama_cpp_python-1.tar.gz"
    with tarfile.open(sdist, "w:gz") as archive:
        for name, text in {
            ".git/modules/vendor/llama.cpp/HEAD": f"{commit}\n",
            "vendor/llama.cpp/CMakeLists.txt": versions("LLAMA", 0, 5, 1),
            "vendor/llama.cpp/ggml/CMakeLists.txt": versions("GGML", 0, 25, 3),
        }.items():
            member = tarfile.TarInfo(f"llama_cpp_python-1/{name}")
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text.encode()))
    assert script("sbom").llama_inside(sdist) == {"commit": commit, "llama.cpp": "0.5.1", "ggml": "0.25.3"}


def test_the_page_of_licences_says_what_the_bill_says() -> None:
    page = (ROOT / "docs" / "third-party.md").read_text("utf-8")
    rows = dict(re.findall(r"(?m)^\| ([^|]+) \|.*?\| ?([^|]+) \|$", page))
    packages = {
        name: licence
        for name, licence, _ in re.findall(r"(?m)^\| (\S+) \| ([^|]+) \| (yes|development only) \|$", page)
    }
    for component in script("sbom").bill(slim=False)[0]["components"]:
        (licence,) = component["licenses"]
        said = licence["license"]["id"] if "license" in licence else licence["expression"]
        name = component["name"]
        assert packages.get(name, rows.get(name)) == said, name
