"""The library's page on a real workspace: found, sorted, grouped, corrected, moved, removed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from app.domain.document import DocumentKind, DocumentStatus
from app.domain.names import status_name
from app.foundation.errors import EnvironmentFault
from app.foundation.jobs import Progress
from app.foundation.messages import use_language
from app.gui.library.collection_dialog import CollectionDialog
from app.gui.library.columns import NUMBER, columns
from app.gui.library.library_list import LibraryList
from app.gui.library.library_model import Grouping, LibraryModel
from app.gui.library.library_page import LibraryPage
from app.gui.library.library_tabs import LibraryTabs
from app.gui.parts.choosers import Combo
from app.gui.parts.desk import COMPARE, WEB, Desk
from app.gui.road.bridge import JobRoad
from app.gui.style.theme import light_theme, scaled
from app.workspace import Workspace
from app.workspace.vectors import Vectors
from tests.gui.fakes import entry

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the screen that is not there

OLD, NEW = "Q/ZS 101-2021", "Q/ZS 101-2025"


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> LibraryPage:
    """With the list kept true as the window does."""
    keeper = LibraryList(desk.road, desk)
    keeper.listed.connect(desk.show_entries)
    desk.library_changed.connect(keeper.refresh)
    assert desk.session is not None
    keeper.use_session(desk.session)
    made = LibraryPage(desk)
    qtbot.addWidget(made)
    made.resize(QSize(1262, 740))
    made.show()
    return made


def id_of(page: LibraryPage, number: str) -> str:
    return next(entry.id for entry in page.model.entries if entry.metadata.number == number)


def numbers(page: LibraryPage) -> list[str | None]:
    return [entry.metadata.number for entry in page.model.entries]


def choose(qtbot: QtBot, page: LibraryPage, number: str) -> None:
    page.show_document(id_of(page, number))
    qtbot.waitUntil(lambda: "正在统计" not in page.details.references.text())


def test_an_empty_library_offers_the_ways_to_begin(qtbot: QtBot, empty_desk: Desk) -> None:
    made = LibraryPage(empty_desk)
    qtbot.addWidget(made)
    made.show()
    assert made.empty.isVisible()
    with qtbot.waitSignal(made.samples_asked):
        made.empty.samples.click()
    with qtbot.waitSignal(made.add_files_asked):
        made.empty.files.click()
    with qtbot.waitSignal(made.watch_asked):
        made.empty.watch.click()


def test_typing_finds_documents_by_number_title_and_file(qtbot: QtBot, page: LibraryPage) -> None:
    assert "5 份" in page.count.text()
    page.focus_filter()
    assert page.filter.edit.hasFocus()
    qtbot.keyClicks(page.filter.edit, "qzs101")
    qtbot.waitUntil(lambda: numbers(page) == [OLD, NEW])
    assert page.count.text() == "2 / 5 份"
    qtbot.keyClick(page.filter.edit, Qt.Key.Key_Down)
    assert page.view.hasFocus()
    assert [entry.metadata.number for entry in page.view.selected()] == [OLD]
    page.filter.edit.setFocus()
    qtbot.keyClick(page.filter.edit, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(page.model.entries) == 5)


def test_what_nothing_answers_to_says_so_and_can_be_taken_away(qtbot: QtBot, page: LibraryPage) -> None:
    page.filter.edit.setText("没有这样的")
    qtbot.waitUntil(lambda: not page.model.entries)
    assert not page.view.isVisible()
    assert page.filter.reset.isVisible()
    page.filter.reset.click()
    assert len(page.model.entries) == 5
    assert page.view.isVisible()


def test_chips_narrow_by_status_kind_and_collection(page: LibraryPage) -> None:
    page.filter.statuses.choose(frozenset({DocumentStatus.SUPERSEDED.value}))
    assert numbers(page) == [OLD]
    assert page.filter.statuses.text() == "状态：被代替"
    page.filter.kinds.choose(frozenset({DocumentKind.LAW.value}))
    assert numbers(page) == []
    page.filter.clear()
    assert len(page.model.entries) == 5


def test_the_tree_groups_by_collection_kind_and_family(page: LibraryPage) -> None:
    page.view.group_by(Grouping.FAMILY)
    names = [page.model.index(row, 0).data() for row in range(page.model.rowCount())]
    assert names == ["Q/ZS（4）", "没有标准编号（1）"]
    first = page.model.index(0, 0)
    assert page.model.rowCount(first) == 4
    assert page.model.index(1, 0, first).parent() == first
    page.view.select(id_of(page, NEW))
    page.view.group_by(Grouping.KIND)
    assert [entry.metadata.number for entry in page.view.selected()] == [NEW], "who groups keeps the selection"
    page.view.group_by(Grouping.NONE)
    assert [entry.metadata.number for entry in page.view.selected()] == [NEW]


def test_what_is_arranged_comes_back(qtbot: QtBot, desk: Desk, page: LibraryPage) -> None:
    page.view.group_by(Grouping.COLLECTION)
    page.view.sortByColumn(6, Qt.SortOrder.DescendingOrder)
    page.view.columns_menu().actions()[4].setChecked(True)
    page.view.header().moveSection(0, 3)
    page.view.header().resizeSection(0, 222)
    other = LibraryPage(desk)
    qtbot.addWidget(other)
    other.restore(page.state())
    assert other.view.view_state() == page.view.view_state()
    assert other.grouping.value() == "collection"
    other.restore({"view": {"columns": ["nonsense"], "widths": {"number": "wide"}, "sorted_by": 7}, "details": "x"})
    assert other.view.view_state() == page.view.view_state(), "what is not understood changes nothing"


def test_with_large_type_no_day_and_no_detail_is_cut(qtbot: QtBot, workspace: Workspace, road: JobRoad) -> None:
    desk = Desk(road, scaled(light_theme(), 140))
    made = LibraryPage(desk)
    qtbot.addWidget(made)
    made.resize(QSize(1262, 740))
    desk.use_session(workspace)
    desk.show_entries(workspace.documents())
    made.show()
    choose(qtbot, made, NEW)
    place = next(place for place, column in enumerate(columns()) if column.key == "effective")
    header = made.view.header()
    header.hideSection(place)
    made.resize(QSize(1263, 740))
    qtbot.waitUntil(lambda: header.sectionSize(place) >= desk.theme.sizes.grown(96))
    qtbot.waitUntil(lambda: made.details.horizontalScrollBar().maximum() == 0)


def test_a_status_column_drawn_for_other_type_and_words_cuts_no_badge(
    qtbot: QtBot, workspace: Workspace, road: JobRoad
) -> None:
    use_language("en")
    desk = Desk(road, scaled(light_theme(), 120))
    made = LibraryPage(desk)
    qtbot.addWidget(made)
    desk.use_session(workspace)
    desk.show_entries(workspace.documents())
    made.restore({"view": {"widths": {"status": 60}}})  # drawn for smaller type
    widths = made.view.view_state()["widths"]
    assert isinstance(widths, dict)
    measured = made.view.fontMetrics().horizontalAdvance
    assert widths["status"] > max(measured(status_name(status)) for status in DocumentStatus)


def test_columns_step_back_for_the_title_and_return(qtbot: QtBot, page: LibraryPage) -> None:
    header = page.view.header()
    assert not header.isSectionHidden(8)
    wanted = page.view.view_state()
    page.resize(QSize(440, 600))
    qtbot.waitUntil(lambda: header.isSectionHidden(8))
    assert header.sectionSize(1) >= 150
    assert not header.isSectionHidden(2)
    assert page.view.view_state() == wanted, "what a person wants is not what has room now"
    page.resize(QSize(1262, 740))
    qtbot.waitUntil(lambda: not header.isSectionHidden(8))


def test_the_details_tell_what_is_known_and_where_from(qtbot: QtBot, page: LibraryPage) -> None:
    choose(qtbot, page, NEW)
    details = page.details
    assert details.head.number.text() == NEW
    assert details.fields.rows["title"].origin.text() == "读自文件"
    assert "引用了" in details.references.text()
    assert not details.editions.isHidden()
    links = [each.text() for each in details.editions.findChildren(QAbstractButton) if each.text()]
    assert links == [OLD]


def test_editions_are_compared_the_older_first_and_the_web_is_gone_to(
    qtbot: QtBot, desk: Desk, page: LibraryPage
) -> None:
    choose(qtbot, page, NEW)
    ids = (id_of(page, OLD), id_of(page, NEW))
    compare = next(each for each in page.details.editions.findChildren(QAbstractButton) if "对比" in each.toolTip())
    with qtbot.waitSignal(desk.page_asked) as asked:
        compare.click()
    assert asked.args == [COMPARE, ids]
    with qtbot.waitSignal(desk.page_asked) as asked:
        page.details.web.click()
    assert asked.args == [WEB, ids[1]]
    page.view.selectAll()
    assert not page.actions_of_selection.compare.isEnabled()


def test_a_field_is_corrected_in_its_place_and_taken_back(qtbot: QtBot, page: LibraryPage) -> None:
    choose(qtbot, page, NEW)
    row = page.details.fields.rows["issuer"]
    before = row.value.text()
    row.pencil.click()
    assert isinstance(row.editor, QLineEdit)
    row.editor.setText("某某厂")
    qtbot.keyClick(row.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: row.value.text() == "某某厂")
    assert row.origin.text() == "人工更正"
    qtbot.waitUntil(lambda: page.details.fields.history_button.isVisible())
    assert "改为“某某厂”" in page.details.fields.history.text()
    row.undo.click()
    qtbot.waitUntil(lambda: row.value.text() == before)
    assert row.undo.isHidden()


def test_a_refused_value_stays_with_the_reason_at_its_field(qtbot: QtBot, page: LibraryPage) -> None:
    choose(qtbot, page, NEW)
    row = page.details.fields.rows["effective"]
    row.pencil.click()
    assert isinstance(row.editor, QLineEdit)
    row.editor.setText("明年")
    row.save.click()
    qtbot.waitUntil(lambda: row.problem.isVisible())
    assert "2026-03-01" in row.problem.text()
    assert row.editor.text() == "明年"
    qtbot.keyClick(row.editor, Qt.Key.Key_Escape)
    assert not row.is_editing


def test_a_status_is_chosen_from_a_list(qtbot: QtBot, page: LibraryPage) -> None:
    choose(qtbot, page, OLD)
    row = page.details.fields.rows["status"]
    row.begin()
    assert isinstance(row.editor, Combo)
    row.editor.show_value("废止")
    row.save.click()
    qtbot.waitUntil(lambda: page.details.head.badge.text() == "废止")
    assert "人工更正" in page.details.head.standing.text()


def test_what_is_written_survives_a_new_list(qtbot: QtBot, desk: Desk, page: LibraryPage) -> None:
    choose(qtbot, page, NEW)
    row = page.details.fields.rows["issuer"]
    row.begin()
    assert isinstance(row.editor, QLineEdit)
    row.editor.setText("写到一半")
    desk.show_entries([replace(each, pages=99) for each in desk.entries])
    assert row.is_editing
    assert row.editor.text() == "写到一半"


def test_removed_documents_vanish_at_once_and_come_back_when_undone(
    qtbot: QtBot, desk: Desk, page: LibraryPage, workspace: Workspace
) -> None:
    choose(qtbot, page, OLD)
    with qtbot.waitSignal(desk.put_off) as put_off:
        page.actions_of_selection.remove.trigger()
    take_back = put_off.args[2]
    assert OLD not in numbers(page)
    assert len(workspace.documents()) == 5, "until the offer to undo ends"
    take_back()
    assert OLD in numbers(page)
    choose(qtbot, page, OLD)
    gone = id_of(page, OLD)
    with qtbot.waitSignal(desk.put_off) as put_off:
        page.actions_of_selection.remove.trigger()
    with qtbot.waitSignal(page.removed) as removed:
        put_off.args[1]()
    assert removed.args == [gone]
    qtbot.waitUntil(lambda: len(desk.entries) == 4)
    assert len(page.model.entries) == page.model.total == 4


def test_a_file_that_is_handed_in_again_is_not_removed(
    qtbot: QtBot, desk: Desk, page: LibraryPage, workspace: Workspace
) -> None:
    choose(qtbot, page, OLD)
    kept = id_of(page, OLD)
    with qtbot.waitSignal(desk.put_off) as put_off:
        page.actions_of_selection.remove.trigger()
    page.actions_of_selection.keep(kept)
    assert OLD in numbers(page)
    put_off.args[1]()
    assert kept in [entry.id for entry in workspace.documents()]


LAW = "# 中华人民共和国手推车法\n\n{history}\n\n第一条 为了安全，制定本法。\n\n第二条 使用者应当检查车轮。{more}\n"
FIRST = "2006年4月29日第十届全国人民代表大会常务委员会第二十一次会议通过"
LATER = "2022年9月2日第十三届全国人民代表大会常务委员会第三十六次会议修订"


def test_two_editions_of_a_law_are_told_apart_wherever_they_are_named(
    qtbot: QtBot, desk: Desk, page: LibraryPage, workspace: Workspace, tmp_path: Path
) -> None:
    texts = {
        "旧": (FIRST, ""),
        "新": (f"{FIRST}\n\n{LATER}", "手推车应当有标识。"),
        "新的副本": (f"{FIRST}\n\n{LATER}", ""),
    }
    for name, (history, more) in texts.items():
        (tmp_path / f"{name}.md").write_text(LAW.format(history=history, more=more), encoding="utf-8")
    workspace.add([tmp_path / f"{name}.md" for name in texts], Progress())
    desk.show_entries(workspace.documents())
    laws = [one for one in page.model.entries if "手推车法" in one.metadata.title]
    named = {one.file: str(page.model.index_of(one.id).siblingAtColumn(NUMBER).data()) for one in laws}
    assert named == {"旧.md": "2006年通过", "新.md": "2022年修订", "新的副本.md": "2022年修订"}
    for grouping in (Grouping.NONE, Grouping.FAMILY):
        page.model.group(grouping)
        assert page.model.index_of(laws[0].id).data() == named[laws[0].file]
    old = next(one for one in laws if one.file == "旧.md")
    page.show_document(old.id)
    assert page.details.head.title.text() == "中华人民共和国手推车法（2006年通过）"
    with qtbot.waitSignal(desk.put_off) as put_off:
        page.actions_of_selection.remove.trigger()
    assert "手推车法（2006年通过）" in put_off.args[0]
    put_off.args[2]()
    page.show_document(next(one.id for one in laws if one.file == "新.md"))
    with qtbot.waitSignal(desk.put_off) as put_off:
        page.actions_of_selection.remove.trigger()
    assert "（2022年修订）（文件 新.md）" in put_off.args[0]
    put_off.args[2]()


def test_what_cannot_be_cleared_yet_is_told_of_a_document_that_is_removed(
    qtbot: QtBot, desk: Desk, page: LibraryPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Vectors) -> None:
        raise EnvironmentFault("写不了向量索引", "请检查磁盘空间。")

    monkeypatch.setattr(Vectors, "forget_removed", fail)
    choose(qtbot, page, OLD)
    with qtbot.waitSignal(desk.put_off) as put_off:
        page.actions_of_selection.remove.trigger()
    with qtbot.waitSignal(desk.said) as said:
        put_off.args[1]()
    assert "文件已移除" in said.args[0]
    assert "写不了向量索引" in said.args[0]
    qtbot.waitUntil(lambda: len(desk.entries) == 4)
    assert OLD not in numbers(page)


def test_several_documents_are_removed_together(qtbot: QtBot, desk: Desk, page: LibraryPage) -> None:
    page.view.selectAll()
    assert page.details.head.title.text() == "已选 5 份文件"
    with qtbot.waitSignal(desk.put_off) as put_off:
        page.actions_of_selection.remove.trigger()
    assert "5 份文件" in put_off.args[0]
    assert page.empty.isVisible()
    put_off.args[1]()
    qtbot.waitUntil(lambda: desk.entries == ())


def test_documents_go_into_a_collection_that_is_made_by_typing_it(qtbot: QtBot, desk: Desk, page: LibraryPage) -> None:
    choose(qtbot, page, NEW)
    page.actions_of_selection.move.trigger()
    dialog = page.findChild(CollectionDialog)
    assert dialog is not None
    dialog.box.setCurrentText(" ")
    dialog.move_button.click()
    assert dialog.problem.isVisible()
    dialog.box.setCurrentText("车间")
    dialog.move_button.click()
    qtbot.waitUntil(lambda: {each.collection for each in desk.entries} == {"default", "车间"})
    assert page.filter.collections.isEnabled()


def test_rereading_is_asked_of_the_window(qtbot: QtBot, page: LibraryPage) -> None:
    choose(qtbot, page, NEW)
    with qtbot.waitSignal(page.reread_asked) as asked:
        page.actions_of_selection.reread.trigger()
    assert asked.args == [[id_of(page, NEW)], False]


def test_what_is_missing_is_listed_with_who_cites_it_and_written_as_a_table(
    qtbot: QtBot, desk: Desk, page: LibraryPage, tmp_path: Path
) -> None:
    page.tabs.choose(LibraryTabs.MISSING)
    view = page.missing
    qtbot.waitUntil(lambda: view.model.rowCount() > 0)
    assert view.places.count() > 0
    with qtbot.waitSignal(desk.places_asked) as asked:
        view.places.itemActivated.emit(view.places.item(0))
    [place] = asked.args[0]
    assert desk.entry(place.document_id) is not None
    numbered = next(row for row, each in enumerate(view.model.items) if each.cited_by[0].clause)
    view.table.selectRow(numbered)
    with qtbot.waitSignal(desk.places_asked) as asked:
        view.places.itemActivated.emit(view.places.item(0))
    [place] = asked.args[0]
    assert place.clause == view.model.items[numbered].cited_by[0].clause
    assert place.clause_id
    view.export_to(tmp_path / "缺少.csv")
    qtbot.waitUntil((tmp_path / "缺少.csv").exists)
    assert view.model.items[0].name in (tmp_path / "缺少.csv").read_text(encoding="utf-8-sig")


def test_a_register_is_imported_told_filtered_and_cleared(
    qtbot: QtBot, desk: Desk, page: LibraryPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "台账.csv"
    table.write_text(f"标准编号,名称,状态\n{NEW},手推平板车,废止\nGB/T 1-2020,别的,现行\n,坏行,\n", encoding="utf-8")
    page.tabs.choose(LibraryTabs.REGISTER)
    view = page.register
    assert not view.clear.isEnabled()
    view.import_file(table)
    qtbot.waitUntil(lambda: view.model.total == 2)
    assert "新增 2" in view.notice.text.text()
    qtbot.waitUntil(lambda: any(each.metadata.status is DocumentStatus.WITHDRAWN for each in desk.entries))
    view.filter.setText("平板")
    assert view.model.rowCount() == 1
    monkeypatch.setattr(view, "confirm", lambda count: False)
    view.clear.click()
    monkeypatch.setattr(view, "confirm", lambda count: True)
    view.clear.click()
    qtbot.waitUntil(lambda: view.model.total == 0)


def test_a_file_that_is_no_register_says_why(qtbot: QtBot, page: LibraryPage, tmp_path: Path) -> None:
    other = tmp_path / "别的.csv"
    other.write_text("甲,乙\n1,2\n", encoding="utf-8")
    page.register.import_file(other)
    qtbot.waitUntil(lambda: not page.register.notice.isHidden())
    assert "别的.csv" in page.register.notice.text.text()
    assert page.register.take_in.isEnabled()


def test_every_control_has_a_name(qtbot: QtBot, page: LibraryPage) -> None:
    choose(qtbot, page, NEW)
    for kind in (QAbstractButton, QLineEdit, QComboBox):
        for each in page.findChildren(kind):
            text = each.text() if isinstance(each, QAbstractButton) else ""
            inside = isinstance(each.parentWidget(), QComboBox | QTableView) or each.objectName().startswith("qt_")
            told = text or each.accessibleName() or each.isHidden()
            assert told or inside, f"{type(each).__name__} {each.objectName()}"


def test_five_thousand_documents_are_shown_filtered_and_grouped(qtbot: QtBot) -> None:
    model = LibraryModel()
    statuses = list(DocumentStatus)
    model.show(
        [
            entry(f"{number:016x}", f"GB/T {number}-2020", f"标准 {number}", pages=9, status=statuses[number % 5])
            for number in range(5000)
        ]
    )
    model.sort(0)
    assert [each.metadata.number for each in model.entries[8:12]] == [
        "GB/T 8-2020",
        "GB/T 9-2020",
        "GB/T 10-2020",
        "GB/T 11-2020",
    ]
    model.group(Grouping.FAMILY)
    assert model.rowCount() == 1
    assert model.rowCount(model.index(0, 0)) == 5000


def test_another_page_shows_some_documents_alone(qtbot: QtBot, desk: Desk) -> None:
    page = LibraryPage(desk)
    qtbot.addWidget(page)
    page.show_documents([desk.entries[0].id, desk.entries[2].id])
    assert {entry.id for entry in page.model.entries} == {desk.entries[0].id, desk.entries[2].id}
    page.filter.clear()
    assert len(page.model.entries) == len(desk.entries)
