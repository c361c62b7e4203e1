"""Many questions from a file: what is answered, what is gone on with, and whose files are left alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.cli.batch import BatchResult, run_batch
from app.cli.output import Output
from app.foundation.errors import UserError

Lines = list[dict[str, Any]]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return tmp_path / "in.jsonl"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl"


def ask(source: Path, target: Path, asked: list[str] | None = None) -> BatchResult:
    def answer(text: str) -> dict[str, Any]:
        if asked is not None:
            asked.append(text)
        if not text:
            raise UserError("没有写问题。")
        return {"answer": f"{text}\u2028\x85"}

    return run_batch(source, target, "query", Output(json=True), answer)


def write(path: Path, *items: dict[str, Any], encoding: str = "utf-8") -> None:
    path.write_text("".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items), encoding=encoding)


def lines(path: Path) -> Lines:
    return [json.loads(line) for line in path.read_bytes().split(b"\n") if line]


def test_each_line_gets_its_answer_under_its_own_id(source: Path, target: Path) -> None:
    write(source, {"id": 7, "query": "甲"}, {"id": "b", "query": "乙"})
    assert ask(source, target).answered == 2
    assert [line["id"] for line in lines(target)] == [7, "b"]


def test_a_second_run_asks_nothing_again_whatever_the_answers_hold(source: Path, target: Path) -> None:
    """U+2028 and U+0085 end a line for str.splitlines, and for nobody who reads JSON lines."""
    write(source, {"id": 7, "query": "甲\u2028乙"})
    asked: list[str] = []
    ask(source, target, asked)
    ask(source, target, asked)
    assert asked == ["甲\u2028乙"]
    assert len(lines(target)) == 1


def test_an_answer_is_one_line_for_every_reader(source: Path, target: Path) -> None:
    write(source, {"id": 7, "query": "甲"})
    ask(source, target)
    [line] = target.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["answer"] == "甲\u2028\x85"


def test_a_line_cut_short_by_a_kill_is_asked_again(source: Path, target: Path) -> None:
    write(source, {"id": 1, "query": "甲"}, {"id": 2, "query": "乙"})
    ask(source, target)
    whole = target.read_bytes()
    target.write_bytes(whole[:-5])
    asked: list[str] = []
    ask(source, target, asked)
    assert asked == ["乙"]
    assert target.read_bytes() == whole


@pytest.mark.parametrize("kept", [0, 3, 6, 9])
def test_however_little_of_a_line_a_kill_left_it_is_asked_again(source: Path, target: Path, kept: int) -> None:
    write(source, {"id": 1, "query": "甲"})
    ask(source, target)
    whole = target.read_bytes()
    target.write_bytes(whole[:kept])
    assert ask(source, target).answered == 1
    assert target.read_bytes() == whole


@pytest.mark.parametrize(
    "content",
    ["my notes\n", "my notes", '{"a": 1}\n', '{"id": 1}\nmy notes\n', '{"a": 1}', '{\n  "a": 1\n}', '{"id": 1}\n{}'],
)
def test_a_file_that_is_no_output_of_ours_is_left_as_it_is(source: Path, target: Path, content: str) -> None:
    write(source, {"id": 1, "query": "甲"})
    target.write_text(content)
    with pytest.raises(UserError):
        ask(source, target)
    assert target.read_text() == content


@pytest.mark.parametrize("link", [False, True])
def test_questions_are_not_answered_into_their_own_file(source: Path, target: Path, link: bool) -> None:
    write(source, {"id": 1, "query": "甲"})
    content = source.read_bytes()
    if link:
        target.symlink_to(source)
    with pytest.raises(UserError):
        ask(source, target if link else source)
    assert source.read_bytes() == content


def test_one_question_that_fails_does_not_stop_the_others(source: Path, target: Path) -> None:
    write(source, {"id": 1, "query": ""}, {"id": 2, "query": "乙"})
    result = ask(source, target)
    assert (result.answered, result.exit_code) == (1, 1)
    assert result.failures_json() == [{"id": 1, "message": "没有写问题。"}]
    assert [line["id"] for line in lines(target)] == [2]


def test_where_every_question_fails_the_reason_is_the_error(source: Path, target: Path) -> None:
    write(source, {"id": 1, "query": ""})
    with pytest.raises(UserError, match="没有写问题"):
        ask(source, target)


def test_a_byte_order_mark_is_no_fault(source: Path, target: Path) -> None:
    write(source, {"id": 1, "query": "甲"}, encoding="utf-8-sig")
    assert ask(source, target).answered == 1


@pytest.mark.parametrize(
    "line",
    [
        "甲",
        "[]",
        '{"id": 1}',
        '{"id": 1, "query": null}',
        '{"query": "甲"}',
        r'{"id": 1, "query": "\udcb5"}',
        r'{"id": "\udcb5", "query": "甲"}',
    ],
)
def test_a_line_that_is_not_of_the_form_is_named(source: Path, target: Path, line: str) -> None:
    source.write_text(f'{{"id": 0, "query": "甲"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(UserError, match=r"in\.jsonl.*2"):
        ask(source, target)


def test_an_output_that_cannot_be_written_is_wrong_usage(source: Path, tmp_path: Path) -> None:
    write(source, {"id": 1, "query": "甲"})
    for target in (tmp_path, tmp_path / "absent" / "out.jsonl"):
        with pytest.raises(UserError):
            ask(source, target)
