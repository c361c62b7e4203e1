"""The page that sets two documents side by side, on the real workspace."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.gui.compare.compare_page import ComparePage
from app.gui.compare.row_model import KIND, NEWER, OLDER
from app.gui.compare.row_texts import Shown
from app.gui.parts.desk import LIBRARY, Desk

OLD, NEW = "Q/ZS 101-2021", "Q/ZS 101-2025"


def id_of(desk: Desk, standard: str) -> str:
    return next(entry.id for entry in desk.entries if entry.source.standard == standard)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> ComparePage:
    made = ComparePage(desk)
    qtbot.addWidget(made)
    made.setMinimumSize(420, 300)
    made.resize(1200, 700)
    made.show()
    return made


@pytest.fixture
def compared(qtbot: QtBot, page: ComparePage, desk: Desk) -> ComparePage:
    page.open(id_of(desk, NEW))
    qtbot.waitUntil(lambda: bool(page.model.rows))
    return page


def test_one_edition_alone_is_compared_with_the_one_before_it(compared: ComparePage, desk: Desk) -> None:
    assert compared.older.document == id_of(desk, OLD)
    assert compared.newer.document == id_of(desk, NEW)
    assert compared.summary.text().startswith("共 ")
    assert not compared.body.isHidden()
    assert compared.notice.isHidden()


def test_the_other_edition_is_offered_first(compared: ComparePage) -> None:
    first = compared.older.itemText(0), compared.older.itemText(1)
    assert first[0] == "同一标准或法规的版本"
    assert first[1].startswith(OLD)
    assert compared.older.itemData(0) is None


def test_a_click_lists_every_document_and_typing_narrows_the_list(qtbot: QtBot, compared: ComparePage) -> None:
    edit, completer = compared.older.lineEdit(), compared.older.completer()
    assert edit is not None
    assert completer is not None
    qtbot.mouseClick(edit, Qt.MouseButton.LeftButton)
    assert completer.popup().isVisible()
    assert completer.completionCount() == compared.older.count()
    qtbot.keyClicks(edit, "102")
    assert 0 < completer.completionCount() < compared.older.count()
    completer.popup().hide()
    chosen = compared.older.currentText()
    compared.newer.setFocus()
    qtbot.waitUntil(lambda: edit.text() == chosen)


def test_a_filter_shows_its_rows_and_their_count(compared: ComparePage) -> None:
    for shown in Shown:
        compared.bar.chosen.emit(shown)
        assert all(compared.model.rows) or not compared.model.rows
    compared.bar.chosen.emit(Shown.REQUIREMENT)
    assert compared.model.rows
    assert all(row.requirements for row in compared.model.rows)
    kinds = [str(compared.model.index(place, KIND).data()) for place in range(len(compared.model.rows))]
    assert all("用词" in kind for kind in kinds)


def test_the_kinds_add_up_to_all(compared: ComparePage) -> None:
    def count(shown: Shown) -> int:
        compared.bar.chosen.emit(shown)
        return len(compared.model.rows)

    assert count(Shown.ALL) == sum(count(shown) for shown in Shown if shown not in (Shown.ALL, Shown.REQUIREMENT))
    assert f"共 {count(Shown.ALL)} 条" in compared.summary.text()


def test_the_keys_lead_from_change_to_change_and_say_where_it_ends(compared: ComparePage, desk: Desk) -> None:
    said: list[str] = []
    desk.said.connect(lambda text, *_: said.append(text))
    compared.view.setCurrentIndex(compared.model.index(0, NEWER))
    before = compared.view.currentIndex().row()
    compared.bar.next.trigger()
    after = compared.view.currentIndex().row()
    assert after > before
    compared.bar.previous.trigger()
    assert compared.view.currentIndex().row() == before
    compared.view.setCurrentIndex(compared.model.index(len(compared.model.rows) - 1, NEWER))
    compared.bar.next.trigger()
    assert said == ["后面没有改动了。"]


def test_the_outline_counts_the_changes_of_each_chapter_and_leads_there(qtbot: QtBot, compared: ComparePage) -> None:
    items = compared.outline.model()
    heads = [str(items.index(place, 0).data()) for place in range(items.rowCount())]
    assert any(head.startswith("5 要求（") for head in heads)
    chapter = items.index(next(place for place, head in enumerate(heads) if head.startswith("6")), 0)
    compared.outline.clicked.emit(chapter)
    row = compared.model.rows[compared.view.currentIndex().row()]
    assert row.after is not None
    assert (row.after.clause or "").startswith("6")


def test_enter_opens_the_clause_of_that_side(qtbot: QtBot, compared: ComparePage, desk: Desk) -> None:
    place = next(place for place, row in enumerate(compared.model.rows) if row.before and row.after)
    compared.view.setCurrentIndex(compared.model.index(place, OLDER))
    with qtbot.waitSignal(desk.places_asked) as asked:
        qtbot.keyClick(compared.view, Qt.Key.Key_Return)
    [opened] = asked.args[0]
    side = compared.model.rows[place].before
    assert side is not None
    assert (opened.document_id, opened.clause_id) == (side.document_id, side.clause_id)


def test_a_click_on_the_number_opens_its_page(qtbot: QtBot, compared: ComparePage, desk: Desk) -> None:
    box = compared.view.visualRect(compared.model.index(0, NEWER))
    with qtbot.waitSignal(desk.places_asked):
        spot = box.topLeft() + compared.rect().topLeft()
        spot.setX(box.left() + 16)
        spot.setY(box.top() + 14)
        qtbot.mouseClick(compared.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_a_screen_reader_hears_both_texts(compared: ComparePage) -> None:
    row = next(place for place, row in enumerate(compared.model.rows) if row.before is None)
    assert compared.model.index(row, OLDER).data() == "（没有对应的条款）"
    assert compared.model.index(row, KIND).data() == "增加"
    assert str(compared.model.index(row, NEWER).data(Qt.ItemDataRole.AccessibleTextRole))


def test_an_edition_that_stands_alone_tells_what_is_missing(page: ComparePage, desk: Desk) -> None:
    page.open(id_of(desk, "Q/ZS 102-2024"))
    assert "只有" in page.notice.text.text()
    assert page.body.isHidden()


def test_an_empty_library_says_what_to_do(qtbot: QtBot, empty_desk: Desk) -> None:
    page = ComparePage(empty_desk)
    qtbot.addWidget(page)
    page.setMinimumSize(420, 300)
    page.show()
    page.open(None, None)
    assert page.notice.text.text() == "文库里还没有文件。"
    with qtbot.waitSignal(empty_desk.page_asked) as asked:
        page.to_library.click()
    assert asked.args == [LIBRARY, None]


def test_both_sides_can_be_changed_over(qtbot: QtBot, compared: ComparePage, desk: Desk) -> None:
    compared.swap.click()
    qtbot.waitUntil(lambda: not compared.body.isHidden())
    assert compared.older.document == id_of(desk, NEW)
    assert compared.model.made is not None
    assert compared.model.made.table.before.document_id == id_of(desk, NEW)


def test_two_different_standards_are_called_likely_only(qtbot: QtBot, page: ComparePage, desk: Desk) -> None:
    page.open(id_of(desk, OLD), id_of(desk, "Q/ZS 102-2024"))
    qtbot.waitUntil(lambda: not page.body.isHidden())
    assert "只是可能对应" in page.summary.text()


def test_a_topic_limits_the_rows(qtbot: QtBot, compared: ComparePage) -> None:
    whole = len(compared.model.rows)
    compared.bar.topic.setText("驻车制动")
    qtbot.keyClick(compared.bar.topic, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: compared.summary.text().startswith("主题"))
    assert 0 < len(compared.model.rows) < whole
    compared.bar.topic.clear()
    qtbot.waitUntil(lambda: len(compared.model.rows) == whole)


@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
def test_the_table_is_saved(
    qtbot: QtBot, compared: ComparePage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    path = tmp_path / f"对照{ending}"
    monkeypatch.setattr(compared, "choose_file", lambda *_: path)
    with qtbot.waitSignal(desk.said) as said:
        compared.bar.save_asked.emit(ending)
    assert said.args[0] == f"已存为 对照{ending}。"
    assert path.stat().st_size > 1000
    with qtbot.waitSignal(desk.said) as said:
        compared.bar.save_asked.emit(ending)
    assert "已存为" not in said.args[0]


def test_a_document_that_was_removed_is_let_go(qtbot: QtBot, compared: ComparePage, desk: Desk) -> None:
    kept = [entry for entry in desk.entries if entry.source.standard != OLD]
    desk.show_entries(kept)
    assert compared.older.document is None
    assert compared.body.isHidden()
    assert "只有" in compared.notice.text.text()


def test_another_width_keeps_the_place(qtbot: QtBot, compared: ComparePage) -> None:
    compared.view.go_to(30)
    assert compared.view.rowAt(0) == 30
    compared.resize(900, 700)
    qtbot.waitUntil(lambda: compared.view.rowAt(0) == 30)


def test_a_narrow_page_gives_the_room_to_the_texts(qtbot: QtBot, compared: ComparePage) -> None:
    compared.resize(640, 600)
    qtbot.waitUntil(lambda: compared.outline.isHidden())
    widths = [compared.view.columnWidth(column) for column in (KIND, OLDER, NEWER)]
    assert abs(sum(widths) - compared.view.viewport().width()) <= 1
