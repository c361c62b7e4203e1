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
from tests.conftest import REAL_MODELS
from tests.models import GGUF_EMBEDDING, path_of

SAMPLES = application_folder() / "app" / "samples"
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


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """A workspace with all samples, vectors included."""
    path_of(GGUF_EMBEDDING)
    command_line = CommandLine(tmp_path_factory.mktemp("library") / "workspace", REAL_MODELS)
    added = command_line("ingest", SAMPLES)
    assert added.code == 0, added.stderr
    return command_line


@pytest.fixture
def empty(tmp_path: Path) -> CommandLine:
    """A workspace that holds nothing, on a machine without models."""
    return CommandLine(tmp_path / "workspace", str(tmp_path / "no models"))
