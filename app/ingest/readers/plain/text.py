"""Plain text: a line is a paragraph unless the file is hard-wrapped; pipe tables and table separators are known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.domain.document import Issue
from app.foundation.messages import tr
from app.ingest.lines import DEFAULT_OPTIONS, Line, Reading, ReadOptions, TableBlock
from app.ingest.readers.plain.characters import clean
from app.ingest.readers.plain.encoding import DecodedText, decode
from app.ingest.readers.plain.text_tables import table_at
from app.ingest.tables.flat import with_merged_head
from app.ingest.tree.marks import table_caption

BULLET = "——"
"""How GB/T 1.1-2020 clause 9.6 prints the mark of an unnumbered list item."""

_SEPARATOR = re.compile(r"^\s*=+\s*(?:表格|表)\s*[:：]\s*(?P<title>.*?)\s*=*\s*$")
"""===== 表格：表5.1.1 民用建筑的分类 =====, as text exports of standards write before a table."""

_TABLE_CAPTION = re.compile(r"^\s*(?:续)?表\s*[A-Z]?[\d.．]+")
_UNIT = re.compile(r"[（(]?单位(?:为|[:：]).{1,20}")
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
    is_announced = False
    while index < len(lines):
        found = table_at(lines, index, is_announced=is_announced)
        if found is not None:
            table, index = found
            yield TableBlock(with_merged_head(table))
            after_blank, is_announced = True, False
            continue
        text = clean(lines[index])
        index += 1
        separator = _SEPARATOR.match(text)
        if separator is not None:
            repeats = _TABLE_CAPTION.match(last) and not _TABLE_CAPTION.match(separator["title"])
            text = "" if repeats else separator["title"]
        if text:
            begins = after_blank or not is_wrapped or lines[index - 1][:1] in " \t\u3000"
            yield Line(text, begins_paragraph=begins)
            last = text
        is_announced = separator is not None or _announces(text) or (is_announced and not text)
        after_blank = not text


def _announces(text: str) -> bool:
    """Whether the line is a table's caption, or the unit that stands below one."""
    return table_caption(text) is not None or bool(_UNIT.fullmatch(text))


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
