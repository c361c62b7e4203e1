"""Text that was recognised and not printed: seen while it is read, and told wherever it is cited."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.document import Issue
from app.foundation.jobs import ProgressEvent
from app.gui.application import Application
from app.gui.chat.evidence_list import EvidenceRow
from app.gui.library.import_panel import ImportPanel
from app.gui.library.import_run import AddSummary
from app.gui.parts.desk import Desk
from app.gui.parts.place import Place
from app.gui.reader.reader import Reader
from app.gui.style.theme import light_theme
from app.workspace.adding import AddResult
from tests.gui.fakes import PAGED, evidence_of

SCAN = AddResult("/a.pdf", "a.pdf", "0" * 16, "added", 9, 80, (Issue("ocr", "第 1–9 页的文字由文字识别读出。"),))


@pytest.fixture
def panel(window: Application) -> ImportPanel:
    return window.window.bringing_in.panel


def shown(panel: ImportPanel) -> list[tuple[str, str]]:
    return [(file.file, file.detail) for file in panel.model.rows]


def test_the_page_being_recognised_is_told_on_the_row_of_its_file(panel: ImportPanel) -> None:
    panel._importing.add_progressed.emit(ProgressEvent("ingest", 0, 2, "a.pdf"))
    panel._importing.add_progressed.emit(ProgressEvent("ocr", 2, 16, "a.pdf"))
    assert shown(panel) == [("a.pdf", "识别第 3/16 页")]
    assert (panel.bar.value(), panel.bar.maximum()) == (0, 2)
    panel._importing.add_progressed.emit(ProgressEvent("ocr", 16, 16, "a.pdf"))
    assert shown(panel) == [("a.pdf", "识别第 16/16 页")]


def test_a_page_is_told_of_no_file_that_is_finished(panel: ImportPanel) -> None:
    panel._importing.file_done.emit(SCAN)
    told = shown(panel)
    panel._importing.add_progressed.emit(ProgressEvent("ocr", 1, 3, "a.pdf"))
    assert shown(panel) == told


def test_a_good_file_with_something_to_tell_has_room_for_it(panel: ImportPanel) -> None:
    panel._importing.file_done.emit(replace(SCAN, file="b.pdf", issues=()))
    panel._importing.file_done.emit(SCAN)
    panel._importing.add_finished.emit(AddSummary(2, 0, 0))
    assert panel.table.rowHeight(1) > panel.table.rowHeight(0)


def test_evidence_says_how_surely_it_was_recognised() -> None:
    printed = evidence_of(PAGED, 1, 2)
    clauses = tuple(replace(clause, confidence=0.928) for clause in printed.clauses)
    rows = [EvidenceRow(item, light_theme()) for item in (printed, replace(printed, clauses=clauses))]
    badges = [[label.text() for label in row.findChildren(QLabel) if label.objectName() == "badge"] for row in rows]
    assert badges == [["现行"], ["文字识别 92%", "现行"]]
    for row in rows:
        row.deleteLater()


def test_the_reader_tells_it_beside_the_place(qtbot: QtBot, desk: Desk) -> None:
    printed = next(entry for entry in desk.entries if entry.pages)
    place = Place(printed.id, "Q/ZS 101-2025", printed.metadata.status, page=1)
    reader = Reader(desk)
    qtbot.addWidget(reader)
    reader.open([replace(place, confidence=0.9999), place], 0)
    assert "文字识别 99%" in [badge.text() for badge in reader.head.badges]
    reader.step_citation(1)
    assert "文字识别 99%" not in [badge.text() for badge in reader.head.badges]
    qtbot.waitUntil(lambda: reader.opened is not None)
