"""The picture of the reference web and the library in numbers, on the real workspace."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from app.domain.where import Where
from app.foundation.errors import EnvironmentFault
from app.gui.parts.desk import COMPARE, LIBRARY, SEARCH, WEB, Desk
from app.gui.parts.save_dialog import with_ending
from app.gui.web.edge_model import KIND, PLACES
from app.gui.web.graph_scene import CUT
from app.gui.web.trail import Trail
from app.gui.web.web_page import WebPage
from app.library.web import WebEdge, WebNode, WebPlace
from app.workspace import Workspace

CENTRE = "Q/ZS 101-2025"


def id_of(desk: Desk, standard: str) -> str:
    return next(entry.id for entry in desk.entries if entry.source.standard == standard)


def shown(qtbot: QtBot, desk: Desk) -> WebPage:
    page = WebPage(desk)
    qtbot.addWidget(page)
    page.setMinimumSize(420, 300)
    page.resize(1200, 700)
    page.show()
    return page


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> WebPage:
    made = shown(qtbot, desk)
    made.show_document(id_of(desk, CENTRE))
    qtbot.waitUntil(lambda: made.graph.trail.current == id_of(desk, CENTRE))
    return made


def missing_node(page: WebPage) -> str:
    return next(key for key, item in page.graph.scene.nodes.items() if item.node and not item.node.is_held)


def test_the_document_stands_in_the_middle_with_its_neighbours_around(page: WebPage, desk: Desk) -> None:
    scene = page.graph.scene
    centre = scene.nodes[id_of(desk, CENTRE)]
    assert centre.is_centre
    assert centre.pos() == QPointF(0, 0)
    assert len(scene.nodes) > 3
    assert len(scene.edges) == page.graph.edges.rowCount()
    assert page.graph.panel.name.text() == CENTRE


def test_a_click_tells_of_a_node_and_lights_its_edges(page: WebPage) -> None:
    node = missing_node(page)
    page.graph.scene.nodes[node].clicked(node)
    assert page.graph.panel.name.text() == node
    assert "拖进窗口" in page.graph.panel.hint.text()
    assert page.graph.panel.open_button.isHidden()
    touched = [edge for edge in page.graph.scene.edges if edge.opacity() == 1]
    assert touched
    assert all(node in (edge.edge.from_node, edge.edge.to_node) for edge in touched)


def test_a_double_click_recentres_and_the_way_back_is_kept(qtbot: QtBot, page: WebPage, desk: Desk) -> None:
    graph, node = page.graph, missing_node(page)
    spot = graph.view.mapFromScene(graph.scene.nodes[node].pos())
    qtbot.mouseClick(graph.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert graph.chosen == node
    qtbot.mouseDClick(graph.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: graph.trail.current == node)
    assert not graph.bar.forward.isEnabled()
    graph.bar.back.trigger()
    assert graph.trail.current == id_of(desk, CENTRE)
    graph.bar.forward.trigger()
    assert graph.trail.current == node


def test_arrows_walk_between_neighbours_and_enter_recentres(qtbot: QtBot, page: WebPage) -> None:
    graph = page.graph
    before = graph.chosen
    qtbot.keyClick(graph.view, Qt.Key.Key_Up)
    reached = graph.chosen
    assert reached != before
    assert graph.scene.nodes[reached].pos().y() < 0
    qtbot.keyClick(graph.view, Qt.Key.Key_Down)
    assert graph.chosen != reached
    graph.choose(reached)
    qtbot.keyClick(graph.view, Qt.Key.Key_Return)
    assert graph.trail.current == reached
    assert graph.web.nodes[reached].name in graph.view.accessibleDescription()


def test_two_steps_show_more_and_one_step_less_again(page: WebPage, desk: Desk) -> None:
    graph = page.graph
    graph.centre_on(missing_node(page))
    one = len(graph.scene.nodes)
    graph.bar.steps.button(2).click()
    assert len(graph.scene.nodes) > one
    graph.bar.steps.button(1).click()
    assert len(graph.scene.nodes) == one


def test_the_search_field_puts_a_standard_in_the_middle(qtbot: QtBot, page: WebPage, desk: Desk) -> None:
    field = page.graph.bar.field
    page.graph.bar.search.trigger()
    qtbot.keyClicks(field, "102-2024")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page.graph.trail.current == id_of(desk, "Q/ZS 102-2024")


def test_the_picture_zooms_and_fits(page: WebPage) -> None:
    view = page.graph.view
    fitted = view.zoom
    page.graph.bar.zoom_in.trigger()
    assert view.zoom > fitted
    page.graph.bar.zoom_out.trigger()
    page.graph.bar.zoom_out.trigger()
    assert view.zoom < fitted
    page.graph.bar.fit.trigger()
    assert view.zoom == pytest.approx(fitted)


def test_the_table_tells_the_same_edges_and_its_rows_choose(qtbot: QtBot, page: WebPage) -> None:
    graph = page.graph
    rows = [
        tuple(graph.edges.index(row, column).data() for column in range(4)) for row in range(len(graph.edges.edges))
    ]
    assert any(row[0] == CENTRE and "规范性引用" in str(row[2]) for row in rows)
    graph.table.setCurrentIndex(graph.edges.index(0, 0))
    edge = graph.edges.edges[0]
    assert graph.chosen in (edge.from_node, edge.to_node)


def test_the_panel_leads_to_the_reader_the_comparison_and_the_question(qtbot: QtBot, page: WebPage, desk: Desk) -> None:
    panel, centre = page.graph.panel, id_of(desk, CENTRE)
    with qtbot.waitSignal(desk.places_asked) as places:
        panel.open_button.click()
    assert places.args[0][0].document_id == centre
    with qtbot.waitSignal(desk.page_asked) as asked:
        panel.compare_button.click()
    assert asked.args == [COMPARE, (centre, None)]
    with qtbot.waitSignal(desk.question_asked) as question:
        panel.ask_button.click()
    assert question.args == ["", Where(document=centre), False]


def test_a_referring_clause_opens_in_the_reader(qtbot: QtBot, page: WebPage, desk: Desk) -> None:
    page.graph.choose(missing_node(page))
    places = page.graph.panel.places
    assert places.count() > 0
    with qtbot.waitSignal(desk.places_asked) as asked:
        places.itemActivated.emit(places.item(0))
    [place] = asked.args[0]
    assert place.clause_id is not None


@pytest.mark.parametrize("ending", [".png", ".svg"])
def test_the_picture_is_saved(page: WebPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    path = tmp_path / f"web{ending}"
    monkeypatch.setattr(page.graph, "choose_file", lambda *_: path)
    page.graph.bar.save_asked.emit(ending)
    assert path.stat().st_size > 2000


def test_a_place_that_cannot_be_written_is_told(
    qtbot: QtBot, page: WebPage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page.graph, "choose_file", lambda *_: tmp_path / "no" / "web.png")
    with qtbot.waitSignal(desk.said) as said:
        page.graph.bar.save_asked.emit(".png")
    assert "这个文件夹" in said.args[0]


def test_an_ending_is_added_and_no_file_overwritten(
    qtbot: QtBot, page: WebPage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert with_ending("/图/v1.2", ".png") == Path("/图/v1.2.png")
    assert with_ending("/图/v1.PNG", ".png") == Path("/图/v1.PNG")
    kept = tmp_path / "web.png"
    kept.write_text("其他图")
    monkeypatch.setattr(page.graph, "choose_file", lambda *_: kept)
    with qtbot.waitSignal(desk.said) as said:
        page.graph.bar.save_asked.emit(".png")
    assert "已经在了" in said.args[0]
    assert kept.read_text() == "其他图"


def test_what_a_ring_had_to_leave_out_can_be_unfolded(qtbot: QtBot, page: WebPage) -> None:
    graph = page.graph
    nodes = {"c": WebNode("c", "GB 1-2020", "", None)}
    nodes |= {f"n{place}": WebNode(f"n{place}", f"GB {place + 2}-2020", "", None) for place in range(45)}
    edges = tuple(WebEdge("c", node, (WebPlace("x", "5", None, True, False),)) for node in nodes if node != "c")
    graph.show_web(type(graph.web)(nodes, edges))
    graph.centre_on("c")
    stand_in = graph.scene.nodes[f"{CUT}0"]
    assert "另有 15 份" in stand_in.toolTip()
    spot = graph.view.mapFromScene(stand_in.pos())
    qtbot.mouseClick(graph.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: f"{CUT}0" not in graph.scene.nodes)
    assert len(graph.scene.nodes) == 46


def test_an_edge_tells_its_clauses_and_whether_it_is_dated(page: WebPage) -> None:
    tips = [edge.toolTip() for edge in page.graph.scene.edges]
    assert any("规范性引用" in tip and "所在条款" in tip and "注日期" in tip for tip in tips)


def test_an_empty_library_says_what_to_do(qtbot: QtBot, empty_desk: Desk) -> None:
    page = shown(qtbot, empty_desk)
    qtbot.waitUntil(lambda: page.notice.text.text() == "文库里还没有文件。")
    with qtbot.waitSignal(empty_desk.page_asked) as asked:
        page.to_library.click()
    assert asked.args == [LIBRARY, None]


def test_a_reading_that_fails_is_told_and_can_be_tried_again(
    qtbot: QtBot, desk: Desk, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(type(workspace), "survey", _fail)
        page = shown(qtbot, desk)
        qtbot.waitUntil(lambda: "磁盘坏了" in page.notice.text.text())
    page.retry.click()
    qtbot.waitUntil(lambda: page.notice.isHidden())
    assert page.graph.scene.nodes


def test_numbers_are_printed_beside_their_bars_and_lead_to_what_they_count(
    qtbot: QtBot, page: WebPage, desk: Desk
) -> None:
    page.show_half(1)
    charts = page.numbers.charts
    assert sum(line.bar.count for line in charts["status"].lines) == len(desk.entries)
    assert charts["family"].lines[0].accessibleName() == "Q/ZS：4"
    for name, expected in (
        ("status", LIBRARY),
        ("family", LIBRARY),
        ("strength", SEARCH),
        ("wanted", WEB),
    ):
        with qtbot.waitSignal(desk.page_asked) as asked:
            charts[name].lines[0].click()
        assert asked.args[0] == expected
    with qtbot.waitSignal(desk.page_asked) as asked:
        charts["family"].lines[0].click()
    filtered = asked.args[1]
    assert filtered["family"] == "Q/ZS"
    assert set(filtered["documents"]) == {entry.id for entry in desk.entries if entry.metadata.number}


def test_a_changed_library_is_read_again_only_while_the_page_is_seen(qtbot: QtBot, page: WebPage, desk: Desk) -> None:
    session = desk.session
    assert session is not None
    page.hide()
    gone = id_of(desk, "Q/ZS 103-2024")
    session.remove(gone)
    desk.show_entries(session.documents())
    assert gone in page.graph.web.nodes
    page.show()
    qtbot.waitUntil(lambda: gone not in page.graph.web.nodes)
    assert page.graph.trail.current == id_of(desk, CENTRE)


def test_the_trail_forgets_what_lay_ahead_and_what_is_gone() -> None:
    trail = Trail()
    for node in ("a", "b", "c"):
        trail.visit(node)
    assert (trail.back(), trail.back(), trail.back()) == ("b", "a", "a")
    assert trail.can_go_forward
    trail.visit("d")
    assert not trail.can_go_forward
    trail.keep(frozenset({"d"}))
    assert (trail.current, trail.can_go_back) == ("d", False)
    trail.keep(frozenset())
    assert trail.current is None


def _fail(_: Workspace) -> None:
    raise EnvironmentFault("磁盘坏了。", "换一块。")


def test_no_arrow_is_hidden_by_a_box_that_it_does_not_touch(page: WebPage) -> None:
    scene = page.graph.scene
    scene.end_moving()
    assert scene.edges
    for edge in scene.edges:
        ends = (edge.edge.from_node, edge.edge.to_node)
        for key, node in scene.nodes.items():
            assert key in ends or not any(node.placed_box.contains(point) for point in edge.points), ends


def test_the_list_shows_every_reference_whole_in_a_narrow_pane(page: WebPage) -> None:
    table = page.graph.table
    assert table.isColumnHidden(KIND)
    assert table.isColumnHidden(PLACES)
    page.graph.side.resize(240, 400)
    assert not table.grab().isNull()
    assert table.horizontalScrollBar().maximum() == 0
    told = str(page.graph.edges.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert "所在条款" in told
