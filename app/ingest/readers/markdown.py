"""Markdown: what the text says, without its marks. Headings, lists and tables keep their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.domain.table import plain_table
from app.ingest.lines import DEFAULT_OPTIONS, Line, Reading, ReadOptions, TableBlock
from app.ingest.readers.encoding import decode
from app.ingest.readers.text import clean, encoding_issues

BULLET = "——"
"""How GB/T 1.1-2020 clause 9.6 prints the mark of an unnumbered list item."""

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n(?:[^\n]*\n){1,60}?---[ \t]*\n")
"""What tools write above the text; it is none."""
_SENTENCE_ENDS = "。；：！？;:.!?」』”）)】》"


class MarkdownReader:
    """Reads .md with tables. Comments are dropped, other HTML loses its tags."""

    format = "markdown"
    suffixes: tuple[str, ...] = (".md", ".markdown")

    def accepts(self, head: bytes) -> bool:
        """Markdown cannot be told from text by its bytes; the pipeline goes by the file name."""
        return True

    def read(self, path: Path, options: ReadOptions = DEFAULT_OPTIONS) -> Reading:
        """Raises UnreadableFile."""
        decoded = decode(path.read_bytes(), path.name)
        text = decoded.text.replace("\r\n", "\n")
        front = _FRONT_MATTER.match(text)
        tokens = _parser().parse(text[front.end() :] if front else text)
        return Reading(
            self.format,
            tuple(_blocks(tokens)),
            issues=encoding_issues(decoded),
            is_partial=decoded.bad > 0,
        )


def _parser() -> MarkdownIt:
    """CommonMark with tables, without indented code: standards indent their list items by four spaces."""
    return MarkdownIt("commonmark").enable("table").disable("code")


def _blocks(tokens: Sequence[Token]) -> Iterator[Line | TableBlock]:
    heading: int | None = None
    marks: list[str] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        match token.type:
            case "table_open":
                end = _closing(tokens, index)
                yield TableBlock(plain_table(list(_rows(tokens[index:end])), header_rows=1))
                index = end
            case "heading_open":
                heading = int(token.tag[1:])
            case "heading_close":
                heading = None
            case "list_item_open":
                marks.append(f"{token.info}{token.markup}" if token.info else BULLET)
            case "list_item_close":
                marks = []
            case "inline":
                yield from _lines_of(token, heading, marks.pop() if marks else None)
                marks = []
            case "fence":
                yield from _plain_lines(token.content)
            case "html_block":
                yield from _plain_lines(_without_tags(token.content))
            case _:
                pass
        index += 1


def _closing(tokens: Sequence[Token], start: int) -> int:
    return next(
        i
        for i in range(start, len(tokens))
        if tokens[i].type == "table_close" and tokens[i].level == tokens[start].level
    )


def _rows(tokens: Sequence[Token]) -> Iterator[tuple[str, ...]]:
    row: list[str] = []
    for token in tokens:
        if token.type == "inline":
            row.append(clean(" ".join(text for text, _ in _printed(token))))
        elif token.type == "tr_close":
            yield tuple(row)
            row = []


def _lines_of(inline: Token, heading: int | None, number: str | None) -> Iterator[Line]:
    """A line for each source line of a paragraph: Chinese texts break between sentences, not within them."""
    begins = True
    for text, is_bold in _printed(inline):
        line = clean(text)
        if not line:
            continue
        yield Line(line, number=number, heading_level=heading, is_bold=is_bold, begins_paragraph=begins)
        number, begins = None, line[-1] in _SENTENCE_ENDS


def _printed(inline: Token) -> list[tuple[str, bool]]:
    """The lines that a reader sees, each with whether all of it is bold."""
    lines: list[tuple[str, bool]] = []
    text, plain, is_strong = "", False, 0
    for child in inline.children or ():
        if child.type in ("softbreak", "hardbreak") or (
            child.type == "html_inline" and child.content[:3].lower() == "<br"
        ):
            lines.append((text, bool(text) and not plain))
            text, plain = "", False
        elif child.type == "strong_open":
            is_strong += 1
        elif child.type == "strong_close":
            is_strong -= 1
        elif child.type in ("text", "code_inline", "image", "text_special"):
            text += child.content
            plain = plain or (not is_strong and bool(child.content.strip()))
    lines.append((text, bool(text) and not plain))
    return lines


def _plain_lines(content: str) -> Iterator[Line]:
    for source in content.splitlines():
        if line := clean(source):
            yield Line(line, begins_paragraph=True)


class _TextOfHtml(HTMLParser):
    """Collects the text between tags; comments, scripts and styles are not text."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style")
        self.parts.append("\n" if tag in ("br", "p", "div", "li", "tr") else "")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style") and self._silent > 0
        self.parts.append(" " if tag in ("td", "th") else "")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def _without_tags(html: str) -> str:
    parser = _TextOfHtml()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts)
