"""The command line as a person or a script runs it: real processes, real models, the sample documents."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.foundation.paths import application_folder
from app.runtime.manifest import ModelCatalogue
from tests.conftest import REAL_MODELS

SAMPLES = application_folder() / "app" / "samples"
EMBEDDING = "embeddinggemma-300m-q8_0"
CHAT = "qwen2.5-coder-1.5b-instruct-q4_k_m"
SMALL_CHAT = "qwen2.5-coder-0.5b-instruct-q4_k_m"
SECONDS = 600


@dataclass(frozen=True, slots=True)
class Ran:
    code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        assert self.stdout, f"exit code {self.code}, nothing on stdout: {self.stderr}"
        return json.loads(self.stdout)


@dataclass(frozen=True, slots=True)
class CommandLine:
    """``zhunsheng --data DIR --json`` with whatever follows."""

    data: Path
    models: str

    def __call__(self, *arguments: str | Path) -> Ran:
        command = [sys.executable, "-m", "app", "--data", str(self.data), "--json", *map(str, arguments)]
        environment = {"ZHUNSHENG_MODELS": self.models, "LANG": "zh_CN.UTF-8", "PATH": "/usr/bin:/bin"}
        environment |= {"HOME": str(self.data.parent), "PYTHONPATH": str(application_folder())}
        done = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", timeout=SECONDS, env=environment, check=False
        )
        return Ran(done.returncode, done.stdout, done.stderr)


def need_models(*ids: str) -> None:
    """Skip, naming the model, where one is not on this machine: ``models fetch`` brings it."""
    folders = [Path(part) for part in REAL_MODELS.split(":") if part]
    catalogue = ModelCatalogue(folders) if folders else None
    for model in ids:
        if catalogue is None or catalogue.installed(model) is None:
            pytest.skip(f"the model {model} is not on this machine (python3 run.py fetches it)")


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """A workspace with all samples, vectors included."""
    need_models(EMBEDDING)
    command_line = CommandLine(tmp_path_factory.mktemp("library") / "workspace", REAL_MODELS)
    added = command_line("ingest", SAMPLES)
    assert added.code == 0, added.stderr
    return command_line


@pytest.fixture
def empty(tmp_path: Path) -> CommandLine:
    """A workspace that holds nothing, on a machine without models."""
    return CommandLine(tmp_path / "workspace", str(tmp_path / "no models"))
