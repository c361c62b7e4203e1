"""The rules about who may import whom: the tree keeps them, and each of them breaks when it is violated."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
LINT = Path(sys.executable).with_name("lint-imports")
CONTRACTS = {
    contract["id"]: contract
    for contract in tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
}


@dataclass(frozen=True)
class Violation:
    """A module that imports what its room may not. ``complaint`` is what the contract must say about it."""

    contract: str
    module: str
    imports: str
    complaint: str

    @classmethod
    def of(cls, contract: str, module: str, imports: str) -> Violation:
        return cls(contract, module, imports, f"{module} -> {imports} (l.")


UPWARDS = [
    ("app.foundation.planted", "app.domain.document"),
    ("app.domain.planted", "app.security.labels"),
    ("app.security.planted", "app.library.database"),
    ("app.library.planted", "app.retrieval.search"),
    ("app.runtime.planted", "app.assistant.answering.prompts"),
    ("app.retrieval.planted", "app.workspace"),
    ("app.assistant.planted", "app.evaluation"),
    ("app.workspace.planted", "app.cli.output"),
    ("app.gui.planted", "app.__main__"),
]
SIDEWAYS = [
    ("app.ingest.planted", "app.library.database"),
    ("app.library.planted_sideways", "app.runtime.engine"),
    ("app.runtime.planted_sideways", "app.packs"),
    ("app.packs.planted", "app.ingest.pipeline"),
    ("app.evaluation.planted", "app.workshop"),
    ("app.gui.planted_sideways", "app.cli.output"),
]
INSIDE_READING = [
    ("app.ingest.layout.planted_upwards", "app.ingest.readers.pdf"),
    ("app.ingest.tree.planted_upwards", "app.ingest.tables.ruled"),
    ("app.ingest.pdf.planted_sideways", "app.ingest.ofd.file"),
]
INSIDE_ASSISTANT = [
    ("app.assistant.values.planted_upwards", "app.assistant.quoting.pieces"),
    ("app.assistant.question.planted_upwards", "app.assistant.forks.fork"),
    ("app.assistant.export.planted_upwards", "app.assistant.text_work.summary"),
]
INSIDE_WINDOW = [
    ("app.gui.parts.planted_upwards", "app.gui.chat.turn"),
    ("app.gui.chat.planted_sideways", "app.gui.reader.reader"),
    ("app.gui.road.planted_upwards", "app.gui.parts.labels"),
]
OWNED = [
    ("qt", "app.cli.planted_qt", "PySide6"),
    ("qt", "app.foundation.planted_qt", "shiboken6"),
    ("llama", "app.runtime.planted_llama", "llama_cpp"),
    ("torch", "app.runtime.planted_torch", "torch"),
    ("torch", "app.workspace.planted_torch", "sentence_transformers"),
    ("lance", "app.library.planted_lance", "lancedb"),
    ("lance", "app.evaluation.planted_lance", "pyarrow"),
    ("pdfium", "app.gui.planted_pdfium", "pypdfium2"),
    ("pypdf", "app.ingest.readers.planted_pypdf", "pypdf"),
    ("ocr", "app.ingest.readers.planted_ocr", "rapidocr_onnxruntime"),
    ("ocr", "app.runtime.planted_ocr", "onnxruntime"),
    ("opencv", "app.ingest.readers.planted_opencv", "cv2"),
    ("pillow", "app.gui.planted_pillow", "PIL"),
    ("lxml", "app.gui.planted_lxml", "lxml"),
    ("openpyxl", "app.workspace.planted_openpyxl", "openpyxl"),
    ("docx", "app.ingest.readers.planted_docx", "docx"),
    ("reportlab", "app.assistant.text_work.planted_reportlab", "reportlab"),
    ("sqlite", "app.library.planted_sqlite", "sqlite3"),
    ("cryptography", "app.workspace.planted_keys", "cryptography"),
    ("network", "app.workspace.planted_network", "socket"),
    ("network", "app.gui.planted_network", "urllib"),
    ("network", "app.runtime.planted_network", "requests"),
    ("pickle", "app.foundation.planted_pickle", "pickle"),
]
VIOLATIONS = [
    *(Violation.of("layers", module, imports) for module, imports in UPWARDS + SIDEWAYS),
    *(Violation.of("reading", module, imports) for module, imports in INSIDE_READING),
    *(Violation.of("assistant", module, imports) for module, imports in INSIDE_ASSISTANT),
    *(Violation.of("window", module, imports) for module, imports in INSIDE_WINDOW),
    *(Violation.of(contract, module, imports) for contract, module, imports in OWNED),
    Violation("layers", "app.newroom", "os", "app.newroom"),
    Violation("reading", "app.ingest.newroom", "os", "newroom"),
    Violation("assistant", "app.assistant.newroom", "os", "newroom"),
    Violation("window", "app.gui.newroom", "os", "newroom"),
]


@pytest.fixture(scope="module")
def verdict_on_violations(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the linter says about a copy of the tree with every violation planted in it."""
    copy = tmp_path_factory.mktemp("planted")
    shutil.copy(CHECKOUT / "pyproject.toml", copy)
    shutil.copytree(CHECKOUT / "app", copy / "app", ignore=lambda folder, names: _no_sources(Path(folder), names))
    for violation in VIOLATIONS:
        path = copy / Path(*violation.module.split(".")).with_suffix(".py")
        path.write_text(f"import {violation.imports}\n")
    return _lint(copy)


def _no_sources(folder: Path, names: list[str]) -> set[str]:
    return {name for name in names if name == "__pycache__" or not ((folder / name).is_dir() or name.endswith(".py"))}


def _lint(folder: Path) -> str:
    """What lint-imports prints; without its cache, which would lie in the checkout."""
    finished = subprocess.run(
        [LINT, "--config", "pyproject.toml", "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert finished.stderr == ""
    return finished.stdout


def test_the_tree_keeps_every_contract() -> None:
    verdict = _lint(CHECKOUT)
    assert "0 broken" in verdict, verdict


def test_every_contract_has_a_violation_planted() -> None:
    assert {violation.contract for violation in VIOLATIONS} == set(CONTRACTS)


@pytest.mark.parametrize("contract", CONTRACTS)
def test_each_contract_breaks(contract: str, verdict_on_violations: str) -> None:
    assert f"{CONTRACTS[contract]['name']} BROKEN" in verdict_on_violations


@pytest.mark.parametrize("violation", VIOLATIONS, ids=lambda violation: f"{violation.module}-{violation.imports}")
def test_each_violation_is_named(violation: Violation, verdict_on_violations: str) -> None:
    assert violation.complaint in verdict_on_violations
