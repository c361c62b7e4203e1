"""The command line as a script meets it: one JSON value, the exit code, and streams that may fail."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.foundation import logs
from app.library.database import Database
from app.library.queue import IngestQueue
from app.runtime import hardware


@pytest.fixture(autouse=True)
def _no_lasting_change(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a command does to its own process must not outlive the test."""
    monkeypatch.setattr(main, "forbid_network", lambda: None)
    monkeypatch.setattr(main.signal, "signal", lambda *arguments: None)
    mask = os.umask(0o077)
    yield
    os.umask(mask)
    logs.stop_logging()


def run(*arguments: str) -> int:
    return main.run(arguments, _no_window)


def _no_window(data: Path) -> int:
    raise AssertionError(f"a window was opened on {data}")


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    "arguments", [["--data", "{}", "--json", "documents"], ["documents", "--json", "--data", "{}"]]
)
def test_options_stand_before_or_after_the_command(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*(argument.format(tmp_path / "w") for argument in arguments)) == 0
    assert told(capsys) == []
    assert (tmp_path / "w").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["frobnicate"], 2),
        (["documents", "--dat", "x"], 2),
        (["document", "absent"], 2),
        (["search", " "], 2),
        (["search", "制动", "--top", "0"], 2),
        (["search", "制动", "--kind", "poem"], 2),
        (["search", "制动", "--by", "meaning"], 3),
        (["ask", ""], 2),
        (["ask", "\udcb5\udce7"], 2),
        (["ask", "制动", "--fact", "a=\udcb5"], 2),
        (["ask", "制动", "--conversation", "\udcb5"], 2),
        (["ask", "制动", "--out", "out.jsonl"], 2),
        (["ask", "--questions", "in.jsonl"], 2),
        (["search", "制动", "--out", "out.jsonl"], 2),
        (["search", "--queries", "in.jsonl"], 2),
        (["compare", "a", "b"], 2),
        (["models", "convert", "a"], 2),
        (["ingest", "absent.md"], 2),
        (["ingest", "\udcff.md"], 2),
        (["embed"], 3),
        (["ask", "制动", "--mode", "general"], 3),
    ],
)
def test_an_error_is_one_json_value_with_its_exit_code(
    arguments: list[str], code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--data", str(tmp_path / "w"), "--json", *arguments) == code
    assert told(capsys)["error"].keys() == {"kind", "message", "hint"}


def test_an_empty_data_option_does_not_mean_the_persons_own_workspace(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--data", "", "--json", "documents") == 2
    assert "--data" in told(capsys)["error"]["message"]


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
def test_json_is_utf_8_whatever_the_terminal_speaks(
    encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(written, encoding=encoding))
    run("--data", str(tmp_path / "w"), "--json", "document", "没有\udcff")
    assert "没有" in json.loads(written.getvalue())["error"]["message"]


@pytest.mark.parametrize(("failure", "code"), [(BrokenPipeError(32, "Broken pipe"), 0), (OSError(28, "No space"), 3)])
@pytest.mark.parametrize("command", ["documents", "frobnicate"])
def test_a_stdout_that_takes_nothing_is_no_defect(
    failure: OSError, code: int, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Closed(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            raise failure

    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BufferedWriter(Closed()), encoding="utf-8"))
    assert run("--data", str(tmp_path / "w"), "--json", command) == code


def test_a_log_that_may_not_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "w" / "logs" / logs.LOG_FILE).mkdir(parents=True)
    assert run("--data", str(tmp_path / "w"), "--json", "documents") == 3
    assert logs.LOG_FILE in told(capsys)["error"]["message"]


def test_what_an_interrupted_ingest_left_is_told_and_finished(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.md"
    file.write_text("# 手推车\n\n1 范围\n\n手推车应当结实。\n", encoding="utf-8")
    workspace = ["--data", str(tmp_path / "w"), "--json"]
    assert run(*workspace, "documents") == 0
    with Database(tmp_path / "w" / "catalogue.sqlite3") as database:
        IngestQueue(database).enqueue([str(file)], "")
    capsys.readouterr()
    assert run(*workspace, "documents") == 0
    assert "--resume" in capsys.readouterr().err
    assert run(*workspace, "ingest", "--resume", "--no-embed") == 0
    assert [added["status"] for added in told(capsys)["documents"]] == ["added"]
    assert run(*workspace, "documents") == 0
    assert "--resume" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "name", "field", "answer"),
    [
        (["search"], "queries", "query", "results"),
        (["ask", "--mode", "verbatim"], "questions", "question", "answer"),
    ],
)
def test_a_file_of_questions_is_answered_line_by_line(
    command: list[str], name: str, field: str, answer: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"id": 1, field: "制动"}) + "\n", encoding="utf-8")
    files = [f"--{name}", str(source), "--out", str(target)]
    assert run("--data", str(tmp_path / "w"), "--json", *command, *files) == 0
    result = told(capsys)
    assert (result[name], result["failed"]) == (1, [])
    [line] = target.read_text(encoding="utf-8").splitlines()
    assert json.loads(line).keys() >= {"id", answer}


def test_a_command_is_refused_before_numpy_is_loaded() -> None:
    commands = ", ".join(f"app.cli.{module}" for module in main.MODULES)
    script = f"import sys, {commands}; print('numpy' in sys.modules)"
    root = Path(main.__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_processor_that_is_too_old_is_told_in_place_of_a_crash(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hardware, "is_x86", lambda: True)
    monkeypatch.setattr(hardware, "cpu_features", lambda: frozenset({"sse2"}))
    assert run("--data", str(tmp_path / "w"), "documents") == 3
    assert "SSE4.2" in capsys.readouterr().err
    assert not (tmp_path / "w").exists()
    assert run("--data", str(tmp_path / "w"), "doctor") == 0
    assert "SSE4.2" in capsys.readouterr().out


@pytest.fixture
def citing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The options for a library of two texts, which cite a standard and a law that are not there."""
    rules = """# 手推车使用规定

第一条 手推车应当符合 GB/T 9999-2020 的规定，并按照《中华人民共和国安全生产法》第五条的规定使用。

第二条 每年检查一次。
"""
    trolley = """# Q/ZS 105-2024 手推车

1 范围

本标准适用于手推车。

2 要求

2.1 刹车

刹车应符合 GB/T 9999-2020 的规定。
"""
    for name, text in (("rules.md", rules), ("trolley.md", trolley)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    workspace = ["--data", str(tmp_path / "w")]
    assert run(*workspace, "ingest", "--no-embed", str(tmp_path / "rules.md"), str(tmp_path / "trolley.md")) == 0
    capsys.readouterr()
    return workspace


def test_what_is_cited_and_not_held_is_listed_with_the_clauses_that_cite_it(
    citing: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*citing, "--json", "references", "--missing") == 0
    listed = told(capsys)
    assert [(missing["number"], missing["title"]) for missing in listed] == [
        ("GB/T 9999-2020", None),
        (None, "中华人民共和国安全生产法"),
    ]
    places = [[(place["standard"], place["clause"]) for place in missing["cited_by"]] for missing in listed]
    assert sorted(places[0]) == [("Q/ZS 105-2024", "2.1"), ("手推车使用规定", "第一条")]
    assert places[1] == [("手推车使用规定", "第一条")]


def test_what_one_document_cites_and_is_not_held_can_be_read(
    citing: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(*citing, "--json", "documents")
    ids = {document["number"]: document["document_id"] for document in told(capsys)}
    assert run(*citing, "references", ids["Q/ZS 105-2024"], "--missing") == 0
    assert capsys.readouterr().out == "GB/T 9999-2020 ← Q/ZS 105-2024 2.1\n"


def test_where_nothing_is_missing_that_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--data", str(tmp_path / "w"), "references", "--missing") == 0
    assert capsys.readouterr().out.strip()


def test_ingest_of_nothing_is_wrong_usage(tmp_path: Path) -> None:
    assert run("--data", str(tmp_path / "w"), "ingest") == 2


@pytest.mark.parametrize(("holds", "mode"), [((), 0o700), (("catalogue.sqlite3",), 0o700), (("letter.txt",), 0o755)])
def test_a_folder_that_was_there_is_closed_to_others_only_when_it_is_ours(
    holds: tuple[str, ...], mode: int, tmp_path: Path
) -> None:
    folder = tmp_path / "w"
    folder.mkdir()
    folder.chmod(0o755)
    for name in holds:
        (folder / name).touch()
    assert run("--data", str(folder), "--json", "documents") == 0
    assert folder.stat().st_mode & 0o777 == mode


def test_help_is_done_with_code_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    assert "ingest" in capsys.readouterr().out
