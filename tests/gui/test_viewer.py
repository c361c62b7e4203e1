"""The page that a citation points to."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.document import Box, DocumentStatus
from app.gui.application import Application
from app.gui.parts.place import Place, place_of_citation, place_of_evidence
from app.gui.reader.page_canvas import MARGIN
from app.gui.reader.viewer import Viewer
from app.ingest.layout.image import PageImage
from tests.gui.fakes import PAGED, SENTENCE, UNPAGED, FakeSession, citation, evidence_of

PAGED_PLACE = place_of_citation(citation("1", PAGED, page=2))
LOW_PLACE = Place(PAGED, "Q/ABC 001-2026", DocumentStatus.IN_FORCE, page=2, boxes=(Box(2, 72, 780, 520, 796),))
UNPAGED_PLACE = place_of_citation(citation("2", UNPAGED, page=None))


@pytest.fixture
def viewer(window: Application) -> Viewer:
    return window.window.viewer


def open_page(qtbot: QtBot, window: Application, *places: Place) -> None:
    window.window.open_places(places, 0)
    qtbot.waitUntil(lambda: window.window.viewer.page_view.canvas.has_page)


def shows_the_light(viewer: Viewer) -> bool:
    """Whether the whole of the first lit rectangle is in sight."""
    view = viewer.page_view
    lit = view.canvas.lit_rectangles()[0].translated(0, -view.verticalScrollBar().value())
    return lit.top() >= 0 and lit.bottom() <= view.viewport().height()


def test_boxes_light_up_where_they_are_printed(qtbot: QtBot, window: Application, viewer: Viewer) -> None:
    open_page(qtbot, window, PAGED_PLACE)
    canvas = viewer.page_view.canvas
    canvas.set_factor(2.0)
    lit = canvas.lit_rectangles()[0]
    box = PAGED_PLACE.boxes[0]
    left = max(MARGIN, (canvas.width() - 595 * 2) / 2)
    assert lit.left() == pytest.approx(left + (box.x0 - 1.5) * 2)
    assert lit.top() == pytest.approx(MARGIN + (box.y0 - 1.5) * 2)
    assert lit.width() == pytest.approx((box.x1 - box.x0 + 3) * 2)


def test_only_the_boxes_of_the_page_shown_are_lit(qtbot: QtBot, window: Application, viewer: Viewer) -> None:
    boxes = (Box(2, 72, 700, 520, 800), Box(3, 72, 60, 520, 90))
    open_page(qtbot, window, Place(PAGED, "Q/ABC 001-2026", DocumentStatus.IN_FORCE, page=2, boxes=boxes))
    assert viewer.page_view.canvas.boxes == boxes[:1]
    viewer.bar.next_page.click()
    qtbot.waitUntil(lambda: viewer.page_view.canvas.boxes == boxes[1:])


def test_pages_end_at_both_ends(qtbot: QtBot, window: Application, viewer: Viewer) -> None:
    open_page(qtbot, window, PAGED_PLACE)
    viewer.bar.next_page.click()
    assert viewer.page == 3
    assert not viewer.bar.next_page.isEnabled()
    for _ in range(5):
        viewer.bar.previous_page.click()
    assert viewer.page == 1
    assert viewer.bar.page_count.text() == "第 1 / 3 页"


def test_stepping_goes_through_the_citations_and_back_to_their_pages(
    qtbot: QtBot, window: Application, viewer: Viewer
) -> None:
    other = Place(PAGED, "Q/ABC 001-2026", DocumentStatus.IN_FORCE, page=3, key="2")
    open_page(qtbot, window, PAGED_PLACE, other)
    assert viewer.bar.citation_count.text() == "引用 1 / 2"
    viewer.bar.next_citation.click()
    assert (viewer.page, viewer.place) == (3, other)
    viewer.bar.next_page.click()
    viewer.bar.previous_citation.click()
    assert (viewer.page, viewer.place) == (2, PAGED_PLACE)


def test_a_document_without_pages_shows_its_clause_lit(qtbot: QtBot, window: Application, viewer: Viewer) -> None:
    window.window.open_places((UNPAGED_PLACE,), 0)
    qtbot.waitUntil(lambda: viewer.stack.currentWidget() is viewer.clause_view)
    assert SENTENCE in viewer.clause_view.toPlainText()
    assert "background-color" in viewer.clause_view.toHtml()
    assert viewer.bar.page_count.text() == "第 1 / 3 段"
    viewer.bar.next_page.click()
    assert "第 41 条" in viewer.clause_view.toPlainText()
    assert SENTENCE not in viewer.clause_view.toPlainText()


def test_a_page_that_cannot_be_drawn_says_why(
    qtbot: QtBot, window: Application, viewer: Viewer, session: FakeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(document_id: str, page: int, scale: float, *, password: str | None = None) -> None:
        raise OSError("broken page")

    monkeypatch.setattr(session, "page_image", fail)
    window.window.open_places((PAGED_PLACE,), 0)
    qtbot.waitUntil(lambda: viewer.problem.isVisible())
    assert "broken page" in viewer.problem.text.text()


def test_zooming_keeps_the_page_and_fitting_returns_to_the_width(
    qtbot: QtBot, window: Application, viewer: Viewer
) -> None:
    open_page(qtbot, window, PAGED_PLACE)
    fitted = viewer.page_view.canvas.sizeHint().width()
    viewer.bar.zoom_in.click()
    viewer.bar.zoom_in.click()
    assert viewer.page_view.canvas.sizeHint().width() > fitted * 1.4
    viewer.bar.fit.click()
    assert viewer.page_view.canvas.sizeHint().width() == fitted


@pytest.mark.parametrize(("across", "down", "grows"), [(0, 120, 1), (0, -120, -1), (120, 0, 0)])
def test_the_wheel_with_control_zooms_as_far_as_it_is_turned_up_or_down(
    qtbot: QtBot, window: Application, viewer: Viewer, across: int, down: int, grows: int
) -> None:
    open_page(qtbot, window, PAGED_PLACE)
    before = viewer.page_view.canvas.sizeHint().width()
    viewer.page_view.wheelEvent(
        QWheelEvent(
            QPointF(9, 9),
            QPointF(9, 9),
            QPoint(),
            QPoint(across, down),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
    )
    after = viewer.page_view.canvas.sizeHint().width()
    assert (after > before) - (after < before) == grows


def test_a_page_opens_at_its_lit_clause(qtbot: QtBot, window: Application, viewer: Viewer) -> None:
    window.window.resize(1600, 600)
    open_page(qtbot, window, LOW_PLACE)
    QApplication.processEvents()
    assert viewer.page_view.verticalScrollBar().maximum() > 0, "the page is taller than the view"
    assert shows_the_light(viewer)


def test_a_sharper_picture_leaves_the_reader_where_they_are(qtbot: QtBot, window: Application, viewer: Viewer) -> None:
    open_page(qtbot, window, PAGED_PLACE)
    QApplication.processEvents()
    coarse, boxes = viewer.page_view.drawn_scale, viewer.page_view.canvas.boxes
    for _ in range(4):
        viewer.bar.zoom_in.click()
    QApplication.processEvents()
    bar = viewer.page_view.verticalScrollBar()
    bar.setValue(bar.maximum())
    read_at = bar.value()
    qtbot.waitUntil(lambda: viewer.page_view.drawn_scale > coarse)
    QApplication.processEvents()
    assert bar.value() == read_at > 0
    assert viewer.page_view.canvas.boxes == boxes


def test_a_step_to_another_place_on_the_page_is_not_lost_to_a_sharper_picture(
    qtbot: QtBot, window: Application, viewer: Viewer, session: FakeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_page(qtbot, window, PAGED_PLACE, LOW_PLACE)
    coarse, may_draw, draw = viewer.page_view.drawn_scale, threading.Event(), session.page_image
    settled = viewer.page_view.findChild(QTimer)
    assert isinstance(settled, QTimer)

    def draw_late(document_id: str, page: int, scale: float, *, password: str | None = None) -> PageImage:
        may_draw.wait(5)
        return draw(document_id, page, scale, password=password)

    monkeypatch.setattr(session, "page_image", draw_late)
    for _ in range(4):
        viewer.bar.zoom_in.click()
    with qtbot.waitSignal(settled.timeout):
        viewer.bar.next_citation.click()
    may_draw.set()
    qtbot.waitUntil(lambda: viewer.page_view.drawn_scale > coarse)
    assert viewer.page_view.canvas.boxes == LOW_PLACE.boxes


def test_a_page_seen_before_is_not_drawn_again(
    qtbot: QtBot, window: Application, viewer: Viewer, session: FakeSession
) -> None:
    open_page(qtbot, window, PAGED_PLACE)
    viewer.bar.next_page.click()
    qtbot.waitUntil(lambda: session.pages_drawn[-1] == (PAGED, 3))
    qtbot.waitUntil(lambda: viewer.page_view.canvas.has_page)
    drawn = len(session.pages_drawn)
    viewer.bar.previous_page.click()
    assert viewer.page_view.canvas.has_page
    assert len(session.pages_drawn) == drawn


def test_the_viewer_closes_when_its_document_is_removed(qtbot: QtBot, window: Application, viewer: Viewer) -> None:
    open_page(qtbot, window, PAGED_PLACE)
    window.window.library.remove(PAGED)
    qtbot.waitUntil(viewer.isHidden)


def test_evidence_lights_all_its_clauses() -> None:
    place = place_of_evidence(evidence_of(PAGED, 1, 2))
    assert place.boxes == (Box(2, 72, 180, 520, 196),)
    assert place.clause == "5.2"


def test_a_document_opens_from_the_list_at_its_beginning(qtbot: QtBot, window: Application, viewer: Viewer) -> None:
    page = window.window.documents_page
    page.table.selectRow(0)
    page.table.activated.emit(page.table.currentIndex())
    qtbot.waitUntil(lambda: viewer.page_view.canvas.has_page)
    assert (viewer.page, viewer.page_view.canvas.boxes) == (1, ())
