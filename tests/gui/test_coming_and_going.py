"""What comes into the window from outside, and what of a text that is not in force goes with its words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl

from app.domain.document import ClauseTree, DocumentStatus
from app.gui.parts.markdown_html import settled_length
from app.gui.reader.clause_words import cited
from app.gui.search.result_list import text_with_source
from app.gui.shell.drop import dropped_paths
from tests.gui.fakes import PAGED, clauses_of, entry, evidence_of


def test_an_address_that_names_no_place_is_not_the_folder_of_the_program() -> None:
    data = QMimeData()
    data.setUrls([QUrl("file:"), QUrl("https://a.example/x.pdf"), QUrl.fromLocalFile("/文件/a.pdf")])
    assert dropped_paths(data) == [Path("/文件/a.pdf")]


def test_words_of_a_withdrawn_text_are_copied_with_its_status() -> None:
    found = evidence_of(PAGED, 1, 2)
    assert "废止" not in text_with_source(found)
    gone = replace(found, source=replace(found.source, status=DocumentStatus.WITHDRAWN))
    assert text_with_source(gone).endswith("（废止）")


def test_a_clause_is_cited_with_the_status_that_is_told() -> None:
    held = entry(PAGED, "Q/ABC 001-2026", "搬运车", pages=3, status=DocumentStatus.SUPERSEDED)
    clauses = clauses_of(PAGED, 3)
    told = cited("原文", held, clauses[1], ClauseTree(clauses), "第 2 页", "被代替")
    assert told.endswith("，第 2 页，被代替）")


def test_text_that_streams_is_parted_where_markdown_parts_it() -> None:
    """A form feed or U+2028 ends no line of Markdown: counted as one, the part that is settled would end too early."""
    head = "第一\u2028段\x0c还是第一段\r\n\r\n"
    assert settled_length(f"{head}第二段") == len(head)
    assert settled_length("只有一段") == 0
