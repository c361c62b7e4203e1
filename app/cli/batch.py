"""Many questions from a file, one answer a line: appends as it goes and goes on where it stopped."""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from app.cli.output import Output
from app.foundation.errors import UserError, WorkerFailed, ZhunshengError
from app.foundation.messages import tr
from app.workspace import Workspace

Id = str | int

LINE_ENDS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"}
"""Inside strings, where alone they can stand, as escapes: many readers of lines take them for the end of one."""


OURS = b'{"id": '
"""How each of our lines begins, and so what is left of one that a kill cut short."""


@dataclass(frozen=True, slots=True)
class BatchItem:
    """``id`` is as the file gives it, and goes back out so."""

    id: Id
    text: str


@dataclass(frozen=True, slots=True)
class BatchResult:
    """How many were answered now, and which could not be."""

    answered: int
    failed: tuple[tuple[Id, ZhunshengError], ...]

    @property
    def exit_code(self) -> int:
        return 1 if self.failed else 0

    def failures_json(self) -> list[dict[str, Id]]:
        return [{"id": item_id, "message": error.message} for item_id, error in self.failed]


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """``--NAME IN.jsonl --out OUT.jsonl`` of a command that else answers one text; ``field`` is where a line has it."""

    name: str
    field: str

    def add_to(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(f"--{self.name}", type=Path, metavar="IN.jsonl")
        parser.add_argument("--out", type=Path, metavar="OUT.jsonl")

    def are_given(self, options: argparse.Namespace) -> bool:
        """Raises UserError for one of them without the other."""
        source = getattr(options, self.name)
        if (source is None) != (options.out is None):
            raise UserError(tr("{option} 要和 --out 一起用。", option=f"--{self.name}"))
        return source is not None

    def run(
        self, options: argparse.Namespace, output: Output, answer: Callable[[Workspace, str], dict[str, Any]]
    ) -> int:
        """Answer the file over the workspace, tell how it went, and give the exit code."""
        began = time.perf_counter()
        with Workspace.open(options.data) as workspace:
            source = getattr(options, self.name)
            result = run_batch(source, options.out, self.field, output, partial(answer, workspace))
        seconds = round(time.perf_counter() - began, 3)
        value = {self.name: result.answered, "failed": result.failures_json(), "seconds": seconds}
        output.value(value, tr("{count} 条，{seconds} 秒", count=result.answered, seconds=seconds))
        return result.exit_code


def run_batch(
    source: Path, target: Path, field: str, output: Output, answer: Callable[[str], dict[str, Any]]
) -> BatchResult:
    """Answer each line of ``source`` that ``target`` lacks; one that cannot be answered does not stop the others.

    Raises UserError when a file is not of the form, and the error itself when it is that of every line.
    """
    items = read_items(source, field)
    if os.path.exists(target) and os.path.samefile(source, target):
        raise UserError(tr("--out 不能和问题文件是同一个：{path}", path=target), tr("请用 --out 给另一个文件。"))
    answered = _answered_ids(target)
    waiting = [item for item in items if str(item.id) not in answered]
    failed: list[tuple[Id, ZhunshengError]] = []
    progress = output.progress()
    with _opened(target) as file:
        for done, item in enumerate(waiting):
            progress.report("search", done, len(waiting), str(item.id))
            try:
                value = answer(item.text)
            except (UserError, WorkerFailed) as error:
                failed.append((item.id, error))
                output.note(f"{item.id}: {error.message}")
            else:
                _append(file, target, {"id": item.id, **value})
    if failed and len(failed) == len(waiting):
        raise failed[0][1]
    progress.report("search", len(waiting), len(waiting))
    return BatchResult(len(waiting) - len(failed), tuple(failed))


def read_items(source: Path, field: str) -> list[BatchItem]:
    """Raises UserError naming the file and the line that is not of the form."""
    try:
        lines = source.read_text(encoding="utf-8-sig").split("\n")  # splitlines would cut strings at U+2028 too
    except (OSError, UnicodeDecodeError) as error:
        cause = getattr(error, "strerror", None) or error
        raise UserError(
            tr("读不了 {path}：{cause}", path=source, cause=cause), tr("请给一个 UTF-8 的 JSONL 文件。")
        ) from error
    return [_item(source, number, line, field) for number, line in enumerate(lines, 1) if line.strip()]


def _item(source: Path, number: int, line: str, field: str) -> BatchItem:
    try:
        value = json.loads(line)
        item_id, text = value["id"], value[field]
        if not isinstance(item_id, (str, int)) or not isinstance(text, str):
            raise TypeError(line)
        f"{item_id}{text}".encode()  # the escape of a lone surrogate is JSON, and no text
    except (ValueError, KeyError, TypeError) as error:
        raise UserError(
            tr("{path} 第 {number} 行不合格式", path=source, number=number),
            tr('每行应是 {{"id": …, "{field}": …}}。', field=field),
        ) from error
    return BatchItem(item_id, text)


def _answered_ids(target: Path) -> set[str]:
    """Ids already in the target. A last line cut short by a kill is taken off, so that its question is asked again.

    Raises UserError, and changes nothing, when the file holds anything else: it is somebody's, and no output of ours.
    """
    try:
        data = target.read_bytes()
    except FileNotFoundError:
        return set()
    except OSError as error:
        raise _unusable(target, error) from error
    whole, _, cut = data.rpartition(b"\n")
    try:
        ids = {str(json.loads(line)["id"]) for line in whole.split(b"\n") if line.strip()}
        if not (cut.startswith(OURS) or OURS.startswith(cut)):
            raise ValueError(cut)
    except (ValueError, KeyError, TypeError) as error:
        raise UserError(
            tr("{path} 里有别的内容，没有改动它", path=target), tr("请用 --out 给一个新文件，或者上次没写完的那个。")
        ) from error
    if cut:
        os.truncate(target, len(data) - len(cut))
    return ids


def _opened(target: Path) -> TextIO:
    try:
        return target.open("a", encoding="utf-8", newline="\n")
    except OSError as error:
        raise _unusable(target, error) from error


def _append(file: TextIO, target: Path, line: dict[str, Any]) -> None:
    try:
        file.write(json.dumps(line, ensure_ascii=False).translate(LINE_ENDS) + "\n")
        file.flush()
    except OSError as error:
        raise _unusable(target, error) from error


def _unusable(target: Path, error: OSError) -> UserError:
    return UserError(tr("写不了 {path}：{cause}", path=target, cause=error.strerror or error), tr("请检查目录和权限。"))
