"""Markdown: what the text says, without its marks. Headings, lists, tables and footnotes keep their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.domain.table import Table, plain_table
from app.ingest.lines import DEFAULT_OPTIONS, Line, Reading, ReadOptions, TableBlock
from app.ingest.metadata.labelled import is_labelled
from app.ingest.readers.html.blocks import ContentWalk
from app.ingest.readers.html.tree import parse_html
from app.ingest.readers.plain.characters import BULLET, clean
from app.ingest.readers.plain.encoding import decode
from app.ingest.readers.plain.markdown_inline import printed_text
from app.ingest.readers.plain.markdown_source import MarkdownSource, split_source
from app.ingest.readers.plain.text import encoding_issues
from app.ingest.tables.flat import with_merged_head

_ATTRIBUTES = re.compile(r"\s*\{:?\s*[#.][^{}]*\}\s*$")
"""What some dialects hang on a heading for its looks and its address: {#scope .unnumbered}, {: .note}."""
_SILENT = re.compile(r"<(script|style|template)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_SENTENCE_ENDS = "。；：！？;:.!?」』”）)】》"


class MarkdownReader:
    """Reads .md with tables, footnotes and blocks of HTML."""

    format = "markdown"
    suffixes: tuple[str, ...] = (".md", ".markdown")

    def accepts(self, head: bytes) -> bool:
        """Markdown cannot be told from text by its bytes; the pipeline goes by the file name."""
        return True

    def read(self, path: Path, options: ReadOptions = DEFAULT_OPTIONS) -> Reading:
        """Raises UnreadableFile."""
        decoded = decode(path.read_bytes(), path.name)
        source = split_source(decoded.text.replace("\r\n", "\n"))
        facts = (Line(fact, begins_paragraph=True) for fact in source.facts)
        return Reading(
            self.format,
            (*facts, *_Walk(source, path.name).blocks()),
            issues=encoding_issues(decoded),
            is_partial=decoded.bad > 0,
        )


def _parser() -> MarkdownIt:
    """CommonMark with tables, without indented code: standards indent their list items by four spaces."""
    return MarkdownIt("commonmark").enable("table").disable("code")


class _Walk:
    """One pass over the parsed blocks."""

    def __init__(self, source: MarkdownSource, file: str) -> None:
        self._tokens: Sequence[Token] = _parser().parse(source.body)
        self._footnotes = dict(source.footnotes)
        self._file = file
        self._heading: int | None = None
        self._headings = 0
        self._marks: list[str] = []
        self._counts: list[int] = []
        """The last number of each ordered list that is open."""

    def blocks(self) -> Iterator[Line | TableBlock]:
        """The blocks in reading order; footnotes that nothing refers to come last."""
        index = 0
        while index < len(self._tokens):
            token = self._tokens[index]
            if token.type == "table_open":
                end = _closing(self._tokens, index)
                yield from self._table(self._tokens[index:end])
                index = end
            else:
                yield from self._block(token)
            index += 1
        yield from self._notes(list(self._footnotes))

    def _block(self, token: Token) -> Iterator[Line | TableBlock]:
        match token.type:
            case "heading_open":
                self._heading = int(token.tag[1:])
                self._headings += 1
            case "heading_close":
                self._heading = None
            case "ordered_list_open":
                self._counts.append(int(token.attrs.get("start", 1)) - 1)
            case "ordered_list_close":
                self._counts.pop()
            case "list_item_open":
                self._marks.append(self._mark(token))
            case "list_item_close":
                self._marks = []
            case "inline":
                yield from self._paragraph(token)
            case "fence":
                lines = map(clean, token.content.splitlines())
                yield from (Line(line, begins_paragraph=True) for line in lines if line)
            case "html_block":
                content = _SILENT.sub("", token.content)
                yield from ContentWalk(self._file).blocks(parse_html(content, self._file))
            case _:
                pass

    def _mark(self, item: Token) -> str:
        """The mark as it is shown: a list whose numbers do not go up in the source is counted."""
        if not item.info:
            return BULLET
        written = int(item.info)
        self._counts[-1] = written if written > self._counts[-1] else self._counts[-1] + 1
        return f"{self._counts[-1]}{item.markup}"

    def _paragraph(self, inline: Token) -> Iterator[Line]:
        """A line for each source line of a paragraph: Chinese texts break between sentences, not within them."""
        number = self._marks.pop() if self._marks else None
        self._marks = []
        printed = printed_text(inline)
        begins = True
        for text, is_bold in printed.lines:
            line = clean(_ATTRIBUTES.sub("", text))
            if not line:
                continue
            if number == BULLET and self._headings <= 1 and is_labelled(line):
                number = None  # a list of facts about the document, and none of the text
            yield Line(line, number=number, heading_level=self._heading, is_bold=is_bold, begins_paragraph=begins)
            number, begins = None, line[-1] in _SENTENCE_ENDS
        yield from self._notes(printed.notes)

    def _table(self, tokens: Sequence[Token]) -> Iterator[Line | TableBlock]:
        rows: list[list[str]] = [[]]
        notes: list[str] = []
        for token in tokens:
            if token.type == "inline":
                printed = printed_text(token)
                rows[-1].append(clean(" ".join(text for text, _ in printed.lines)))
                notes += printed.notes
            elif token.type == "tr_close":
                rows.append([])
        yield TableBlock(with_merged_head(_with_head(rows[:-1])))
        yield from self._notes(notes)

    def _notes(self, labels: Sequence[str]) -> Iterator[Line]:
        """Each note once, below what refers to it first."""
        for label in labels:
            tokens = _parser().parseInline(self._footnotes.pop(label, ""))
            note = clean(" ".join(line for token in tokens for line, _ in printed_text(token).lines))
            if note:
                yield Line(note, begins_paragraph=True, is_footnote=True)


def _with_head(rows: Sequence[Sequence[str]]) -> Table:
    """Markdown has no table without a head; one that is left empty is none."""
    has_head = bool(rows) and any(rows[0])
    return plain_table(rows if has_head else rows[1:], header_rows=int(has_head))


def _closing(tokens: Sequence[Token], start: int) -> int:
    return next(
        i
        for i in range(start, len(tokens))
        if tokens[i].type == "table_close" and tokens[i].level == tokens[start].level
    )
