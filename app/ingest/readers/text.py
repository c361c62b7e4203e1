"""Plain text: a line is a paragraph unless the file is hard-wrapped; pipe tables and table separators are known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.domain.document import Issue
from app.domain.table import plain_table
from app.foundation.messages import tr
from app.ingest.lines import DEFAULT_OPTIONS, Line, Reading, ReadOptions, TableBlock
from app.ingest.readers.encoding import DecodedText, decode

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_SEPARATOR = re.compile(r"^\s*=+\s*(?:表格|表)\s*[:：]\s*(?P<title>.*?)\s*=*\s*$")
"""===== 表格：表5.1.1 民用建筑的分类 =====, as text exports of standards write before a table."""

_TABLE_CAPTION = re.compile(r"^\s*(?:续)?表\s*[A-Z]?[\d.．]+")
_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_WRAP_MARGIN = 0.85
"""A wrapped file has most of its lines within this share of its widest."""


class TextReader:
    """Reads .txt. Blank lines only separate paragraphs."""

    format = "text"
    suffixes: tuple[str, ...] = (".txt", ".text")

    def accepts(self, head: bytes) -> bool:
        """Anything may be text; the pipeline asks this reader last."""
        return True

    def read(self, path: Path, options: ReadOptions = DEFAULT_OPTIONS) -> Reading:
        """Raises UnreadableFile."""
        decoded = decode(path.read_bytes(), path.name)
        return Reading(
            self.format,
            tuple(_blocks(decoded.text.splitlines())),
            issues=encoding_issues(decoded),
            is_partial=decoded.bad > 0,
        )


def encoding_issues(decoded: DecodedText) -> tuple[Issue, ...]:
    """What to tell when some characters were lost."""
    if not decoded.bad:
        return ()
    return (Issue("bad_characters", tr("有 {count} 处字符无法解码，已用替代符号标出", count=decoded.bad)),)


def _blocks(lines: Sequence[str]) -> Iterator[Line | TableBlock]:
    is_wrapped = _is_wrapped(lines)
    after_blank, last, index = True, "", 0
    while index < len(lines):
        text = clean(lines[index])
        table = _table_at(lines, index)
        if table is not None:
            block, index = table
            yield block
            after_blank = True
            continue
        index += 1
        separator = _SEPARATOR.match(text)
        if separator is not None:
            text = (
                ""
                if _TABLE_CAPTION.match(last) and not _TABLE_CAPTION.match(separator["title"])
                else separator["title"]
            )
        if text:
            begins = after_blank or not is_wrapped or lines[index - 1][:1] in " \t\u3000"
            yield Line(text, begins_paragraph=begins)
            last = text
        after_blank = not text


def clean(line: str) -> str:
    """The line without surrounding space and without characters that are never seen."""
    return line.translate(dict.fromkeys(map(ord, INVISIBLE))).strip(" \t\r\n\f\v\u3000\u00a0\x1a")


def _table_at(lines: Sequence[str], index: int) -> tuple[TableBlock, int] | None:
    """A pipe table: a row, a rule of dashes, more rows. Gives the block and the line after it."""
    if "|" not in lines[index] or index + 1 >= len(lines) or not _RULE.match(lines[index + 1]):
        return None
    if "|" not in lines[index + 1]:
        return None
    rows = [_cells(lines[index])]
    index += 2
    while index < len(lines) and "|" in lines[index]:
        rows.append(_cells(lines[index]))
        index += 1
    return TableBlock(plain_table(rows, header_rows=1)), index


def _cells(line: str) -> tuple[str, ...]:
    inner = line.strip()
    inner = inner.removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return tuple(clean(cell.replace("\\|", "|")) for cell in re.split(r"(?<!\\)\|", inner))


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether an editor or an export broke paragraphs at a fixed width."""
    widths = sorted(_columns(line) for line in lines if line.strip())
    if len(widths) < 10:
        return False
    widest = widths[int(len(widths) * 0.98)]
    full = sum(width >= widest * _WRAP_MARGIN for width in widths)
    return 40 <= widest <= 132 and full > len(widths) * 0.4


def _columns(line: str) -> int:
    return sum(2 if ord(character) > 0x2E80 else 1 for character in line.rstrip())
