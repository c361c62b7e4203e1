"""The page that sets two documents side by side, on the real workspace."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from app.assistant.text_work.side_by_side import SideBySide
from app.domain.document import DocumentStatus
from app.domain.where import By
from app.foundation.jobs import Progress
from app.gui.compare.compare_page import ComparePage
from app.gui.compare.compared_texts import ComparedTexts
from app.gui.compare.outline_text import LINE, OutlineLine, heading_line
from app.gui.compare.row_model import KIND, NEWER, OLDER
from app.gui.compare.row_texts import KEPT, Shown
from app.gui.parts.desk import LIBRARY, Desk
from app.gui.parts.picker import document_name
from app.library import edition_choices
from app.workspace import Workspace
from tests.gui.fakes import entry

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
    qtbot.waitUntil(lambda: bool(page.texts.model.rows))
    return page


def test_one_edition_alone_is_compared_with_the_one_before_it(compared: ComparePage, desk: Desk) -> None:
    assert compared.older.document == id_of(desk, OLD)
    assert compared.newer.document == id_of(desk, NEW)
    assert compared.texts.summary.text().startswith("共 ")
    assert not compared.texts.isHidden()
    assert compared.notice.isHidden()


def test_the_other_edition_is_offered_first(compared: ComparePage) -> None:
    compared.older.fill()
    first = compared.older.itemText(0), compared.older.itemText(1)
    assert first[0] == "同一标准或法规的版本"
    assert first[1].startswith(OLD)
    assert compared.older.itemData(0) is None


def test_a_law_is_named_as_everywhere_with_its_edition_behind() -> None:
    held = entry("a", "1", "中华人民共和国手推车法", pages=None, status=DocumentStatus.UNKNOWN)
    law = replace(held, metadata=replace(held.metadata, number=None, issued="2022-09-02"))
    assert document_name(law) == "中华人民共和国手推车法 （状态未知）"
    assert document_name(replace(law, edition="2022年修订")) == ("中华人民共和国手推车法（2022年修订） （状态未知）")


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
        compared.texts.bar.chosen.emit(shown)
        assert all(map(KEPT[shown], compared.texts.model.rows))
    compared.texts.bar.chosen.emit(Shown.CHANGED)
    assert compared.texts.model.rows


def test_a_word_that_binds_otherwise_is_told_beside_its_clause(
    qtbot: QtBot, page: ComparePage, desk: Desk, workspace: Workspace, tmp_path: Path
) -> None:
    for year, words in (("2020", "护栏宜防锈。"), ("2024", "护栏应防锈。护栏应涂漆。")):
        text = f"# Q/ZS 301-{year} 护栏\n\n## 1 范围\n\n本标准适用于护栏。\n\n## 2 要求\n\n{words}高度不应小于1 m。\n"
        (tmp_path / f"{year}.md").write_text(text, encoding="utf-8")
    workspace.add([tmp_path / "2020.md", tmp_path / "2024.md"], Progress())
    desk.show_entries(workspace.documents())
    page.open(id_of(desk, "Q/ZS 301-2020"), id_of(desk, "Q/ZS 301-2024"))
    qtbot.waitUntil(lambda: bool(page.texts.model.rows))
    page.texts.bar.chosen.emit(Shown.REQUIREMENT)
    assert [page.texts.model.index(0, KIND).data()] == ["改动\n用词 宜 → 应；增加的语句有“应”"]
    assert len(page.texts.model.rows) == 1


def test_the_kinds_add_up_to_all(compared: ComparePage) -> None:
    def count(shown: Shown) -> int:
        compared.texts.bar.chosen.emit(shown)
        return len(compared.texts.model.rows)

    assert count(Shown.ALL) == sum(count(shown) for shown in Shown if shown not in (Shown.ALL, Shown.REQUIREMENT))
    assert f"共 {count(Shown.ALL)} 条" in compared.texts.summary.text()


def test_the_keys_lead_from_change_to_change_and_say_where_it_ends(compared: ComparePage, desk: Desk) -> None:
    said: list[str] = []
    desk.said.connect(lambda text, *_: said.append(text))
    compared.texts.view.setCurrentIndex(compared.texts.model.index(0, NEWER))
    before = compared.texts.view.currentIndex().row()
    compared.texts.bar.next.trigger()
    after = compared.texts.view.currentIndex().row()
    assert after > before
    compared.texts.bar.previous.trigger()
    assert compared.texts.view.currentIndex().row() == before
    compared.texts.view.setCurrentIndex(compared.texts.model.index(len(compared.texts.model.rows) - 1, NEWER))
    compared.texts.bar.next.trigger()
    assert said == ["后面没有改动了。"]


def test_the_outline_counts_the_changes_of_each_chapter_and_leads_there(qtbot: QtBot, compared: ComparePage) -> None:
    items = compared.texts.outline.model()
    heads = [str(items.index(place, 0).data()) for place in range(items.rowCount())]
    assert any(head.startswith("5 要求（") for head in heads)
    chapter = items.index(next(place for place, head in enumerate(heads) if head.startswith("6")), 0)
    compared.texts.outline.clicked.emit(chapter)
    row = compared.texts.model.rows[compared.texts.view.currentIndex().row()]
    assert row.after is not None
    assert (row.after.clause or "").startswith("6")


def test_where_the_outline_has_no_room_its_words_give_way_and_its_numbers_stay(compared: ComparePage) -> None:
    outline = compared.texts.outline
    metrics = outline.fontMetrics()
    long = heading_line("第二章 平板车的使用、维护、检查和报废", "（12）")
    cut = long.fitted(metrics.horizontalAdvance("第二章 平板车的（12）"), metrics)
    assert (cut.startswith("第二章 平"), "…" in cut, cut.endswith("（12）")) == (True, True, True)
    moved = OutlineLine("改动", tail="  第一百二十二条 → 第一百二十五条")
    assert moved.fitted(metrics.horizontalAdvance(moved.tail), metrics).endswith(moved.tail)
    index = outline.model().index(0, 0)
    line = index.data(LINE)
    option = QStyleOptionViewItem()
    option.initFrom(outline)
    assert outline.itemDelegate().sizeHint(option, index).width() >= metrics.horizontalAdvance(line.head + line.tail)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == line.whole
    assert outline.width() >= outline.sizeHintForColumn(0)
    for width in (90, 400):
        outline.setFixedWidth(width)
        QApplication.processEvents()
        assert outline.columnWidth(0) >= outline.viewport().width()


def test_the_outline_has_room_for_its_words_and_keeps_the_width_that_a_person_gives_it(
    qtbot: QtBot, compared: ComparePage, desk: Desk
) -> None:
    outline, body = compared.texts.outline, compared.texts.body
    assert outline.width() >= 300
    line = OutlineLine("平板车的使用、维护和检查", "6 ", "（12）")
    assert line.fitted(outline.width(), outline.fontMetrics()) == line.whole
    body.moveSplitter(480, 1)
    assert outline.width() == 480
    compared.resize(1300, 700)
    QApplication.processEvents()
    assert outline.width() == 480
    other = ComparePage(desk)
    qtbot.addWidget(other)
    other.resize(1200, 700)
    other.resume(compared.state())
    other.show()
    qtbot.waitUntil(lambda: bool(other.texts.model.rows))
    assert other.texts.outline.width() == 480


def test_many_documents_are_listed_only_when_somebody_turns_to_the_field(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = desk.entries[0]
    many = (replace(one, id=f"{n:016x}", metadata=replace(one.metadata, number=f"Q/ZS {n}-2020")) for n in range(300))
    desk.show_entries([*desk.entries, *many])
    worked_out: list[int] = []
    whole = edition_choices.Editions
    monkeypatch.setattr(edition_choices, "Editions", lambda held: worked_out.append(1) or whole(held))
    page = ComparePage(desk)
    qtbot.addWidget(page)
    page.show()
    assert page.older.count() + page.newer.count() == 0
    assert not worked_out
    qtbot.keyClick(page.older.lineEdit(), "Q")
    assert page.older.count() >= 300
    assert page.older.currentText() == "Q"
    page.newer.showPopup()
    assert page.newer.count() >= 300
    page.newer.completer().popup().hide()


def test_a_row_that_lacks_the_topic_says_why_it_is_there(compared: ComparePage) -> None:
    model = compared.texts.model
    assert model.made is not None
    said = next(place for place, row in enumerate(model.rows) if row.after and "制动" in row.after.text)
    lacking = next(
        place
        for place, row in enumerate(model.rows)
        if not any(side and "制动" in side.title_path + side.text for side in (row.before, row.after))
    )
    model.show(model.made, "制动")
    assert "没有写“制动”" in str(model.index(lacking, KIND).data())
    assert "没有写" not in str(model.index(said, KIND).data())


def test_enter_opens_the_clause_of_that_side(qtbot: QtBot, compared: ComparePage, desk: Desk) -> None:
    place = next(place for place, row in enumerate(compared.texts.model.rows) if row.before and row.after)
    compared.texts.view.setCurrentIndex(compared.texts.model.index(place, OLDER))
    with qtbot.waitSignal(desk.places_asked) as asked:
        qtbot.keyClick(compared.texts.view, Qt.Key.Key_Return)
    [opened] = asked.args[0]
    side = compared.texts.model.rows[place].before
    assert side is not None
    assert (opened.document_id, opened.clause_id) == (side.document_id, side.clause_id)


def test_a_click_on_the_number_opens_its_page(qtbot: QtBot, compared: ComparePage, desk: Desk) -> None:
    box = compared.texts.view.visualRect(compared.texts.model.index(0, NEWER))
    with qtbot.waitSignal(desk.places_asked):
        spot = box.topLeft() + compared.rect().topLeft()
        spot.setX(box.left() + 16)
        spot.setY(box.top() + 14)
        qtbot.mouseClick(compared.texts.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_a_screen_reader_hears_both_texts(compared: ComparePage) -> None:
    row = next(place for place, row in enumerate(compared.texts.model.rows) if row.before is None)
    assert compared.texts.model.index(row, OLDER).data() == "（没有对应的条款）"
    assert compared.texts.model.index(row, KIND).data() == "增加"
    assert str(compared.texts.model.index(row, NEWER).data(Qt.ItemDataRole.AccessibleTextRole))


def test_an_edition_that_stands_alone_tells_what_is_missing(page: ComparePage, desk: Desk) -> None:
    page.open(id_of(desk, "Q/ZS 102-2024"))
    assert "只有" in page.notice.text.text()
    assert page.texts.isHidden()


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
    qtbot.waitUntil(lambda: not compared.texts.isHidden())
    assert compared.older.document == id_of(desk, NEW)
    assert compared.texts.model.made is not None
    assert compared.texts.model.made.table.before.document_id == id_of(desk, NEW)


def test_two_different_standards_are_called_likely_only(qtbot: QtBot, page: ComparePage, desk: Desk) -> None:
    page.open(id_of(desk, OLD), id_of(desk, "Q/ZS 102-2024"))
    qtbot.waitUntil(lambda: not page.texts.isHidden() and not page.texts.body.isHidden())
    assert "只是可能对应" in page.texts.summary.text()


def test_a_topic_limits_the_rows(qtbot: QtBot, compared: ComparePage) -> None:
    whole = len(compared.texts.model.rows)
    compared.texts.bar.topic.setText("驻车制动")
    qtbot.keyClick(compared.texts.bar.topic, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: compared.texts.summary.text().startswith("主题"))
    assert 0 < len(compared.texts.model.rows) < whole
    compared.texts.bar.topic.clear()
    qtbot.waitUntil(lambda: len(compared.texts.model.rows) == whole)


class Slow:
    """Holds up a search by meaning until it is let go."""

    def __init__(self, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
        self.gate = threading.Event()
        about = workspace.text_work.about

        def held_up(documents: Sequence[str], topic: str, by: By = By.BOTH) -> frozenset[str]:
            if by is By.BOTH:
                self.gate.wait(20)
            return about(documents, topic, by)

        monkeypatch.setattr(workspace.text_work, "about", held_up)


@pytest.fixture
def slow(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    made = Slow(workspace, monkeypatch)
    yield made
    made.gate.set()


def ask_for_topic(qtbot: QtBot, texts: ComparedTexts) -> None:
    """By the keyboard, as a person does."""
    texts.bar.topic.setFocus()
    qtbot.waitUntil(texts.bar.topic.hasFocus)
    texts.bar.topic.setText("驻车制动")
    qtbot.keyClick(texts.bar.topic, Qt.Key.Key_Return)


def test_words_serve_while_meaning_is_waited_for_and_the_page_stays_as_it_was(
    qtbot: QtBot, compared: ComparePage, slow: Slow
) -> None:
    texts = compared.texts
    whole = len(texts.model.rows)
    ask_for_topic(qtbot, texts)
    assert not texts.busy.isHidden()
    assert "驻车制动" in texts.busy.text.text()
    assert len(texts.model.rows) == whole
    qtbot.waitUntil(lambda: texts.topic == "驻车制动")
    assert 0 < len(texts.model.rows) < whole
    assert not texts.busy.isHidden()
    slow.gate.set()
    qtbot.waitUntil(texts.busy.isHidden)
    assert texts.bar.topic.hasFocus()


def test_escape_stops_looking_for_a_topic_and_keeps_what_is_shown(
    qtbot: QtBot, compared: ComparePage, slow: Slow
) -> None:
    texts = compared.texts
    whole = len(texts.model.rows)
    ask_for_topic(qtbot, texts)
    qtbot.keyClick(texts.bar.topic, Qt.Key.Key_Escape)
    assert texts.busy.isHidden()
    assert not texts.finding.is_running
    assert (len(texts.model.rows), texts.topic) == (whole, "")
    assert texts.bar.topic.hasFocus()


def test_a_topic_that_nothing_is_about_says_what_to_do(
    qtbot: QtBot, compared: ComparePage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace.text_work, "about", lambda *_: frozenset())
    compared.texts.bar.topic_asked.emit("宇宙")
    qtbot.waitUntil(lambda: not compared.texts.notice.isHidden())
    assert "清空主题" in compared.texts.notice.hint.text()
    assert not compared.texts.bar.isHidden()


def test_another_window_shows_the_comparison_as_it_was(qtbot: QtBot, compared: ComparePage, desk: Desk) -> None:
    texts = compared.texts
    texts.bar.topic.setText("驻车制动")
    qtbot.keyClick(texts.bar.topic, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: texts.topic == "驻车制动")
    qtbot.waitUntil(texts.busy.isHidden)
    texts.bar.chosen.emit(Shown.CHANGED)
    shown = [row.after and row.after.clause for row in texts.model.rows]
    other = ComparePage(desk)
    qtbot.addWidget(other)
    other.resize(1200, 700)
    other.show()
    other.restore(compared.state())
    qtbot.waitUntil(lambda: other.texts.model.shown is Shown.CHANGED)
    assert [row.after and row.after.clause for row in other.texts.model.rows] == shown
    assert other.texts.bar.topic.text() == "驻车制动"


def test_another_window_shows_the_row_that_was_at_the_top(qtbot: QtBot, compared: ComparePage, desk: Desk) -> None:
    compared.texts.view.go_to(20)
    other = ComparePage(desk)
    qtbot.addWidget(other)
    other.resize(1200, 700)
    other.show()
    other.restore(compared.state())
    qtbot.waitUntil(lambda: other.texts.view.rowAt(0) == 20)


def test_a_comparison_under_way_can_be_stopped_and_made_again(
    qtbot: QtBot, page: ComparePage, desk: Desk, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, made = threading.Event(), workspace.text_work.side_by_side

    def held_up(older: str, newer: str) -> SideBySide:
        gate.wait(20)
        return made(older, newer)

    monkeypatch.setattr(workspace.text_work, "side_by_side", held_up)
    page.open(id_of(desk, OLD), id_of(desk, NEW))
    assert page.stop.isVisible()
    page.stop.click()
    gate.set()
    assert page.notice.text.text() == "对照已停止。"
    page.retry.click()
    qtbot.waitUntil(lambda: bool(page.texts.model.rows))


@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
def test_the_table_is_saved(
    qtbot: QtBot, compared: ComparePage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    path = tmp_path / f"对照{ending}"
    monkeypatch.setattr(compared, "choose_file", lambda *_: path)
    with qtbot.waitSignal(desk.said) as said:
        compared.texts.bar.save_asked.emit(ending)
    assert said.args[0] == f"已存为 对照{ending}。"
    assert path.stat().st_size > 1000
    with qtbot.waitSignal(desk.said) as said:
        compared.texts.bar.save_asked.emit(ending)
    assert "已存为" not in said.args[0]


def test_a_document_that_was_removed_is_let_go(qtbot: QtBot, compared: ComparePage, desk: Desk) -> None:
    kept = [entry for entry in desk.entries if entry.source.standard != OLD]
    desk.show_entries(kept)
    assert compared.older.document is None
    assert compared.texts.isHidden()
    assert "只有" in compared.notice.text.text()


def test_a_document_that_was_read_again_is_compared_again_at_the_same_place(
    qtbot: QtBot, compared: ComparePage, desk: Desk
) -> None:
    compared.texts.view.go_to(20)
    before = compared.texts.model.made
    changed = [replace(one, clauses=one.clauses + 1, is_partial=one.source.standard == NEW) for one in desk.entries]
    desk.show_entries(changed)
    qtbot.waitUntil(lambda: compared.texts.model.made is not None and compared.texts.model.made is not before)
    assert compared.texts.view.rowAt(0) == 20
    assert f"{NEW} 没有读全" in compared.texts.summary.text()


def test_documents_without_anything_in_common_say_so(qtbot: QtBot, page: ComparePage, desk: Desk) -> None:
    rules = next(one.id for one in desk.entries if not one.metadata.number)
    page.open(rules, id_of(desk, NEW))
    qtbot.waitUntil(lambda: bool(page.texts.model.rows))
    assert "没有找到可能对应的条款" in page.texts.summary.text()


def test_another_width_keeps_the_place(qtbot: QtBot, compared: ComparePage) -> None:
    compared.texts.view.go_to(30)
    assert compared.texts.view.rowAt(0) == 30
    compared.resize(900, 700)
    qtbot.waitUntil(lambda: compared.texts.view.rowAt(0) == 30)


def test_a_narrow_page_gives_the_room_to_the_texts(qtbot: QtBot, compared: ComparePage) -> None:
    compared.resize(640, 600)
    qtbot.waitUntil(lambda: compared.texts.outline.isHidden())
    widths = [compared.texts.view.columnWidth(column) for column in (KIND, OLDER, NEWER)]
    assert abs(sum(widths) - compared.texts.view.viewport().width()) <= 1
