"""``models list`` and ``doctor`` say which model does which step, and what a person set that cannot be."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.cli import doctor, main
from app.foundation import logs, paths
from app.foundation.jobs import Progress
from app.runtime.gpus import GpuReport
from app.runtime.hardware import Machine
from app.runtime.manifest import ModelCatalogue
from app.workspace import Workspace
from tests.models import CHAT, GGUF_EMBEDDING, SMALL_CHAT, TINY_CHAT

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def _no_lasting_change(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(main, "forbid_network", lambda: None)
    monkeypatch.setattr(main.signal, "signal", lambda *arguments: None)
    monkeypatch.setattr(doctor, "gpu_report", GpuReport)
    mask = os.umask(0o077)
    yield
    os.umask(mask)
    logs.stop_logging()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    folder.mkdir()
    return folder


@pytest.fixture
def run(data: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """The value that a command prints as JSON."""

    def command(*arguments: str) -> Any:
        assert main.run(["--data", str(data), "--json", *arguments], lambda *_: 4) == 0
        return json.loads(capsys.readouterr().out)

    return command


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Files of the right size with nothing in them, on a machine that has no others."""
    folder = tmp_path / "models"
    folder.mkdir()
    monkeypatch.setattr(paths.platformdirs, "user_data_dir", lambda *names, **options: str(tmp_path / "nobody"))
    monkeypatch.setenv(paths.MODELS_VARIABLE, str(folder))

    def installed(*model_ids: str) -> None:
        for model_id in model_ids:
            entry = ModelCatalogue().entry(model_id)
            with (folder / entry.file).open("wb") as file:
                file.truncate(entry.bytes or 0)

    return installed


def steps(listed: list[dict[str, Any]]) -> dict[str, list[str]]:
    return {model["id"]: model["steps"] for model in listed if model["steps"]}


def test_the_list_names_the_steps_of_each_model(run: Run, install: Callable[..., None], data: Path) -> None:
    install(CHAT, SMALL_CHAT, TINY_CHAT, GGUF_EMBEDDING)
    (data / "settings.toml").write_text(f'keyword_model = ""\nsummary_model = "{SMALL_CHAT}"\n', "utf-8")
    assert steps(run("models", "list")) == {
        CHAT: ["answer", "translation"],
        SMALL_CHAT: ["keywords", "router", "summary"],
        GGUF_EMBEDDING: ["embedding"],
    }


def test_doctor_names_the_model_of_each_step(run: Run, install: Callable[..., None], data: Path) -> None:
    install(SMALL_CHAT)
    (data / "settings.toml").write_text('keyword_model = "off"\n', "utf-8")
    told = run("doctor")
    assert told["steps"]["answer"] == told["steps"]["router"] == SMALL_CHAT
    assert told["steps"]["keywords"] is None
    assert told["steps"]["embedding"] is None
    assert any("没有向量模型" in line for line in told["missing"])


@pytest.mark.usefixtures("install")
def test_without_models_doctor_says_what_is_missing(run: Run) -> None:
    told = run("doctor")
    assert set(told["steps"].values()) == {None}
    assert any("没有对话模型" in line for line in told["missing"])


def test_a_model_that_is_set_and_not_there_is_told_and_the_rest_still_listed(
    run: Run, install: Callable[..., None], data: Path
) -> None:
    install(CHAT)
    (data / "settings.toml").write_text(f'summary_model = "{SMALL_CHAT}"\n', "utf-8")
    assert "summary" not in steps(run("models", "list"))[CHAT]
    assert any("摘要" in line and SMALL_CHAT in line for line in run("doctor")["missing"])


def test_settings_that_cannot_be_read_are_told(run: Run, install: Callable[..., None], data: Path) -> None:
    install(CHAT)
    (data / "settings.toml").write_text("threads = many\n", "utf-8")
    assert any("settings.toml" in line for line in run("doctor")["missing"])


def test_a_model_larger_than_the_machine_is_told_with_the_numbers(
    run: Run, install: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    install(CHAT)
    small = Machine("cpu", (), 2, 2, memory_total=1 << 30, memory_available=1 << 29)
    monkeypatch.setattr(doctor, "probe_machine", lambda: small)
    told = next(line for line in run("doctor")["missing"] if CHAT in line)
    assert "1.4 GB" in told
    assert "1.0 GB" in told


def test_doctor_tells_of_documents_that_older_rules_have_read(
    run: Run, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "手推车.md"
    file.write_text("# 手推车\n\n1 范围\n\n本标准适用于手推车。\n", "utf-8")
    with Workspace.open(data, writing=True) as workspace:
        workspace.add([file], Progress())
    told = run("doctor")
    assert told["outdated"] == 0
    assert not any("较早的规则" in line for line in told["missing"])
    monkeypatch.setattr("app.ingest.pipeline.READING_RULES", 1_000)
    told = run("doctor")
    assert told["outdated"] == 1
    assert any("1 份文件按较早的规则读入" in line and "ingest --reread" in line for line in told["missing"])


def test_doctor_makes_no_workspace(run: Run, data: Path) -> None:
    run("doctor")
    assert not (data / "catalogue.sqlite3").exists()
