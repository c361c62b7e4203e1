"""Lines and tables become clauses: the one door to the builders of each family of documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.domain.document import Clause, ClauseKind
from app.ingest.joining import words_of
from app.ingest.lines import Line, Reading, TableBlock
from app.ingest.tree.articles import ArticleWriter
from app.ingest.tree.contents import find_contents
from app.ingest.tree.drafts import Drafts
from app.ingest.tree.footnotes import add_footnotes, part_footnotes
from app.ingest.tree.heading_tree import HeadingWriter, has_headings
from app.ingest.tree.law_marks import find_articles
from app.ingest.tree.numbering import NumberMark, Scheme
from app.ingest.tree.outline import OutlineWriter, find_outline
from app.ingest.tree.parts import Parts
from app.ingest.tree.sections import SectionWriter
from app.ingest.tree.starts import find_starts

Block = Line | TableBlock

FEWEST_ARTICLES = 2
FEWEST_HEADINGS = 2
"""One may be the title."""


def build_clauses(reading: Reading, document_id: str) -> tuple[Clause, ...]:
    """The document's clauses in order.

    Cover and contents pages give no clauses; every other text is in exactly one clause's title or text.
    """
    contents = find_contents(reading.blocks).places
    blocks = [_as_printed(block) for at, block in enumerate(reading.blocks) if at not in contents]
    words = words_of(block.text for block in blocks if isinstance(block, Line))
    drafts = Drafts(words)
    body, notes = part_footnotes(blocks)
    _write(body, drafts)
    add_footnotes(notes, drafts, words)
    return drafts.finish(document_id)


def _as_printed(block: Block) -> Block:
    """A number that the format counts by itself stands before the text, as on the page.

    ``number`` stays: it tells that the format vouches for the mark at the start of the text.
    """
    if isinstance(block, Line) and block.number:
        return replace(block, text=f"{block.number} {block.text}")
    return block


def _write(blocks: Sequence[Block], drafts: Drafts) -> None:
    """With the builder whose numbers the document carries most of."""
    articles, sections, outline = find_articles(blocks), find_starts(blocks), find_outline(blocks)
    deep = sum(len(mark.path) > 1 for mark in sections.values())
    if len(articles) >= FEWEST_ARTICLES and len(articles) > deep:
        ArticleWriter(blocks, articles, drafts).write()
    elif outline and len(outline) > deep:
        OutlineWriter(blocks, outline, drafts).write()
    elif sections and not _are_lists(blocks, sections):
        SectionWriter(blocks, sections, drafts).write()
    elif has_headings(blocks):
        HeadingWriter(blocks, drafts).write()
    else:
        _write_paragraphs(blocks, drafts)


def _are_lists(blocks: Sequence[Block], sections: Mapping[int, NumberMark]) -> bool:
    """Numbers of one level, none of them on a heading of a format that marks its headings: 1. 2. 3. in a web page."""
    headings = {at for at, block in enumerate(blocks) if isinstance(block, Line) and block.heading_level is not None}
    is_flat = all(len(mark.path) == 1 and mark.scheme is Scheme.DECIMAL for mark in sections.values())
    return is_flat and len(headings) >= FEWEST_HEADINGS and not headings & sections.keys()


def _write_paragraphs(blocks: Sequence[Block], drafts: Drafts) -> None:
    """No numbers at all: each paragraph by itself."""
    parts = Parts(drafts)
    for block in blocks:
        if isinstance(block, Line) and (block.begins_paragraph or not drafts.items):
            draft = drafts.open(ClauseKind.PARAGRAPH, None, None)
            parts.begin(draft)
            parts.line(block, begins=False)
        elif isinstance(block, Line):
            parts.line(block)
        else:
            parts.table(block)
