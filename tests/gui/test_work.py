"""The page of text work, on the real workspace: by rule, with a scripted model, and without any."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.foundation.errors import EnvironmentFault
from app.foundation.jobs import Progress
from app.foundation.messages import use_language
from app.gui.parts.desk import LIBRARY, MODELS, Desk
from app.gui.parts.place import Place
from app.gui.parts.text_rows import Look
from app.gui.work.finished import Arrived, Finished, Tell
from app.gui.work.pane import EVERYTHING, WorkPane
from app.gui.work.topic_field import PAD
from app.gui.work.work_page import CHECKLIST, CLASSIFICATION, SUMMARY, TRANSLATION, WorkPage
from app.security.labels import AI_LABEL
from app.workspace import Workspace
from tests.fakes import FakeEngine

NEW, METHODS = "Q/ZS 101-2025", "Q/ZS 102-2024"
CATEGORIES = "车辆＝平板车、手推车、制动\n医疗=疾病的诊断和治疗"


def id_of(desk: Desk, standard: str) -> str:
    return next(entry.id for entry in desk.entries if entry.source.standard == standard)


def shown(qtbot: QtBot, desk: Desk) -> WorkPage:
    made = WorkPage(desk)
    qtbot.addWidget(made)
    made.setMinimumSize(420, 300)
    made.resize(1200, 700)
    made.show()
    return made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> WorkPage:
    return shown(qtbot, desk)


def pick(page: WorkPage, document: str) -> None:
    """As a person does with the list."""
    page.picker.setCurrentIndex(page.picker.findData(document))
    page.picker.activated.emit(page.picker.currentIndex())


def finish(qtbot: QtBot, pane: WorkPane) -> None:
    qtbot.waitUntil(lambda: not pane.is_running)


def cell_texts(pane: WorkPane, column: int) -> list[str]:
    model = pane.result.model
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def opened(qtbot: QtBot, desk: Desk, act: Callable[[], None]) -> Place:
    with qtbot.waitSignal(desk.places_asked) as asked:
        act()
    [place] = asked.args[0]
    assert isinstance(place, Place)
    return place


@pytest.fixture
def checklist(qtbot: QtBot, page: WorkPage, desk: Desk) -> WorkPane:
    page.make_checklist(id_of(desk, NEW))
    finish(qtbot, page.checklist)
    return page.checklist


# -- checklist -------------------------------------------------------------------------------------------------------


def test_a_checklist_lists_what_binds_with_its_clause(checklist: WorkPane, page: WorkPage) -> None:
    assert page.kind == CHECKLIST
    assert checklist.result.title.text() == f"{NEW} 要求检查表"
    assert any("应" in words for words in cell_texts(checklist, 1))
    assert all(cell_texts(checklist, 0))
    assert checklist.result.ai_label.isHidden()
    assert "没有使用人工智能生成" in checklist.result.about.text()


def test_a_click_on_the_number_lights_the_sentence_on_its_page(qtbot: QtBot, checklist: WorkPane, desk: Desk) -> None:
    view = checklist.result.view
    box = view.visualRect(checklist.result.model.index(0, 0))
    spot = box.topLeft() + QPoint(16, 14)
    place = opened(qtbot, desk, lambda: qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot))
    assert place.clause_id is not None
    assert place.quote in cell_texts(checklist, 2)[0]
    assert place.boxes


def test_enter_opens_the_clause_of_the_row_and_the_rows_can_be_copied(
    qtbot: QtBot, checklist: WorkPane, desk: Desk
) -> None:
    view = checklist.result.view
    view.setCurrentIndex(checklist.result.model.index(1, 2))
    place = opened(qtbot, desk, lambda: qtbot.keyClick(view, Qt.Key.Key_Return))
    assert place.quote in cell_texts(checklist, 2)[1]
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert place.quote in QGuiApplication.clipboard().text()
    assert AI_LABEL not in QGuiApplication.clipboard().text()


def test_weaker_wording_is_listed_when_it_is_asked_for(qtbot: QtBot, checklist: WorkPane, page: WorkPage) -> None:
    before = checklist.result.model.rowCount()
    for choice in page.checklist.strengths.values():
        choice.setChecked(True)
    checklist.run.click()
    finish(qtbot, checklist)
    assert checklist.result.model.rowCount() > before
    for choice in page.checklist.strengths.values():
        choice.setChecked(False)
    checklist.run.click()
    assert "至少选一种" in checklist.notice.text.text()
    assert not checklist.result.isHidden()


def test_a_topic_is_looked_up_in_the_whole_library(qtbot: QtBot, page: WorkPage) -> None:
    pick(page, EVERYTHING)
    page.checklist.run.click()
    assert page.checklist.notice.text.text() == "查整个文库要有主题。"
    page.checklist.topic.setText("驻车制动")
    qtbot.keyClick(page.checklist.topic, Qt.Key.Key_Return)
    finish(qtbot, page.checklist)
    assert page.checklist.result.model.columns[0].head == "标准"
    assert len(set(cell_texts(page.checklist, 0))) > 1


def test_what_is_not_there_says_what_to_try(checklist: WorkPane) -> None:
    made = checklist.finished
    assert made is not None
    checklist.show_finished(replace(made, rows=()))
    assert checklist.notice.text.text() == "没有找到可以列出的内容。"
    assert "主题" in checklist.notice.hint.text()
    assert checklist.finished is None


# -- what a person meets before there is a result --------------------------------------------------------------------


def test_every_kind_says_what_it_is_for_and_what_is_wanting(page: WorkPage) -> None:
    for kind, pane in page.panes.items():
        page.show_kind(kind)
        assert not pane.notice.isHidden()
        assert pane.notice.hint.text()
        if pane.run.isEnabled():
            pane.run.click()
            assert pane.notice.text.text() == "还没有选文件。"
            assert pane.notice.hint.text()


def test_an_empty_library_leads_to_adding_files(qtbot: QtBot, empty_desk: Desk) -> None:
    page = shown(qtbot, empty_desk)
    for kind, pane in page.panes.items():
        page.show_kind(kind)
        assert pane.notice.text.text() == "文库里还没有文件。"
        with qtbot.waitSignal(empty_desk.page_asked) as asked:
            pane.to_library.click()
        assert asked.args == [LIBRARY, None]


def test_what_went_wrong_is_told_with_the_next_step(
    qtbot: QtBot, page: WorkPage, desk: Desk, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_: object) -> None:
        raise EnvironmentFault("磁盘读不了", "检查磁盘。")

    monkeypatch.setattr(workspace.text_work, "checklist", break_off)
    page.make_checklist(id_of(desk, NEW))
    finish(qtbot, page.checklist)
    assert page.checklist.notice.text.text() == "没有做成：磁盘读不了"
    assert page.checklist.notice.hint.text() == "检查磁盘。"
    monkeypatch.undo()
    page.checklist.retry.click()
    finish(qtbot, page.checklist)
    assert page.checklist.finished is not None


def test_work_can_be_stopped_and_the_result_before_stays(
    qtbot: QtBot, checklist: WorkPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def long_work(session: object, progress: Progress, tell: Tell) -> Finished:
        begun.set()
        progress.report("summary", 1, 4, "5 要求")
        may_end.wait(10)
        progress.cancel.raise_if_cancelled()
        raise AssertionError("was not stopped")

    before = checklist.finished
    monkeypatch.setattr(checklist, "work", lambda: long_work)
    checklist.start()
    qtbot.waitUntil(begun.is_set)
    qtbot.waitUntil(lambda: checklist.strip.told.text() == "正在概括第 2 章，共 4 章：5 要求")
    assert not checklist.run.isEnabled()
    checklist.strip.stop.click()
    may_end.set()
    assert not checklist.is_running
    assert checklist.run.isEnabled()
    assert not checklist.result.isHidden()
    assert checklist.finished is before


def test_rows_that_are_there_are_read_while_the_rest_is_made_and_stay_when_it_is_stopped(
    qtbot: QtBot, checklist: WorkPane, page: WorkPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end = threading.Event()
    whole = checklist.finished
    assert whole is not None

    def long_work(session: object, progress: Progress, tell: Tell) -> Finished:
        for row in whole.rows[:2]:
            tell(Arrived(whole.columns, row, by_model=True))
        may_end.wait(10)
        progress.cancel.raise_if_cancelled()
        return whole

    monkeypatch.setattr(checklist, "work", lambda: long_work)
    checklist.start()
    qtbot.waitUntil(lambda: checklist.result.model.rowCount() == 2)
    assert not checklist.strip.isHidden()
    assert not checklist.result.isHidden()
    assert not checklist.result.ai_label.isHidden()
    assert not page.xlsx.isEnabled()
    checklist.strip.stop.click()
    may_end.set()
    assert checklist.result.remark.text().startswith("已停止")
    assert checklist.result.model.rowCount() == 2
    assert not page.xlsx.isEnabled()
    checklist.start()
    qtbot.waitUntil(lambda: checklist.finished is whole)
    assert checklist.result.model.rowCount() == len(whole.rows)
    assert checklist.result.ai_label.isHidden()


def test_results_stay_for_who_comes_back_and_for_a_page_of_other_looks(
    qtbot: QtBot, checklist: WorkPane, page: WorkPage, desk: Desk
) -> None:
    page.show_kind(CLASSIFICATION)
    page.classification.categories.setPlainText(CATEGORIES)
    page.hide()
    page.show()
    page.show_kind(CHECKLIST)
    rows = checklist.result.model.rowCount()
    assert rows
    assert not checklist.result.isHidden()
    renewed = shown(qtbot, desk)
    renewed.take_over(page.as_it_stands())
    assert renewed.checklist.result.model.rowCount() == rows
    assert not renewed.checklist.result.isHidden()
    assert renewed.picker.document == id_of(desk, NEW)
    assert renewed.classification.categories.toPlainText() == CATEGORIES


def test_a_document_that_was_removed_is_let_go(page: WorkPage, desk: Desk) -> None:
    pick(page, id_of(desk, NEW))
    desk.show_entries([entry for entry in desk.entries if entry.source.standard != NEW])
    assert page.picker.document is None
    assert page.checklist.document is None


# -- summary ---------------------------------------------------------------------------------------------------------


def test_a_summary_without_a_model_quotes_and_says_so(qtbot: QtBot, page: WorkPage, desk: Desk) -> None:
    pick(page, id_of(desk, NEW))
    page.show_kind(SUMMARY)
    page.summary.start()
    finish(qtbot, page.summary)
    assert [column.head for column in page.summary.result.model.columns] == ["章", "原文要点"]
    assert "没有安装对话模型" in page.summary.result.about.text()
    with qtbot.waitSignal(desk.page_asked) as asked:
        page.summary.result.to_models.click()
    assert asked.args == [MODELS, None]
    assert page.summary.result.ai_label.isHidden()
    view = page.summary.result.view
    assert opened(qtbot, desk, lambda: qtbot.keyClick(view, Qt.Key.Key_Return)).clause_id


def test_one_chapter_is_summarised_by_the_model_and_its_keys_lead_to_the_text(
    qtbot: QtBot, page: WorkPage, desk: Desk, scripted: FakeEngine
) -> None:
    pick(page, id_of(desk, NEW))
    page.show_kind(SUMMARY)
    chapter = page.summary.chapter
    qtbot.waitUntil(lambda: chapter.count() > 1)
    chapter.show_value(next(name for place in range(chapter.count()) if "要求" in (name := chapter.itemData(place))))
    scripted.enqueue("平板车能在月球上行驶。[1]")
    page.summary.start()
    finish(qtbot, page.summary)
    assert page.summary.result.model.rowCount() == 1
    said = page.summary.result.model.cell(0, page.summary.result.model.columnCount() - 1)
    link = next(span for span in said if span.look is Look.LINK)
    place = opened(qtbot, desk, lambda: page.summary.result.view.opened.emit(link.target))
    assert place.key is not None
    assert place.key in link.text


# -- translation -----------------------------------------------------------------------------------------------------


def test_without_a_model_translation_leads_to_the_models(qtbot: QtBot, page: WorkPage, desk: Desk) -> None:
    page.show_kind(TRANSLATION)
    qtbot.waitUntil(lambda: not page.translation.run.isEnabled())
    assert page.translation.notice.text.text() == "没有对话模型，还不能翻译。"
    assert "“模型”页" in page.translation.notice.hint.text()
    with qtbot.waitSignal(desk.page_asked) as asked:
        page.translation.to_models.click()
    assert asked.args == [MODELS, None]
    page.translate(id_of(desk, NEW), "5.1")
    qtbot.waitUntil(lambda: page.translation.clause.value == "5.1")
    assert page.translation.notice.text.text() == "没有对话模型，还不能翻译。"


@pytest.fixture
def translated(qtbot: QtBot, page: WorkPage, desk: Desk, scripted: FakeEngine) -> WorkPane:
    document = id_of(desk, NEW)
    scripted.enqueue(*("The cart shall be strong." for _ in range(20)))
    page.translate(document, next(iter(page.pane.desk.session.text_work.units(document))))  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: page.translation.finished is not None)
    return page.translation


def test_a_clause_of_another_page_is_translated_beside_its_source(translated: WorkPane, page: WorkPage) -> None:
    assert page.kind == TRANSLATION
    assert translated.result.ai_label.text() == AI_LABEL
    assert not translated.result.ai_label.isHidden()
    translated.result.view.copy()
    assert QGuiApplication.clipboard().text().endswith(AI_LABEL)
    assert all(cell_texts(translated, 1))
    assert cell_texts(translated, 2)[0].startswith("The cart shall be strong.")
    assert translated.result.remark.text().startswith("核对：")


def test_a_number_is_typed_however_it_is_written(
    qtbot: QtBot, page: WorkPage, desk: Desk, scripted: FakeEngine
) -> None:
    pick(page, id_of(desk, NEW))
    page.show_kind(TRANSLATION)
    clause = page.translation.clause
    qtbot.waitUntil(lambda: clause.count() > 0)
    number = next(str(clause.itemData(place)) for place in range(clause.count()) if "." in str(clause.itemData(place)))
    edit = clause.lineEdit()
    assert edit is not None
    edit.setText(number.replace(".", "．"))
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert clause.value == number
    edit.setText("99.99")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert clause.value == number
    assert clause.currentText().startswith(number)


# -- classification --------------------------------------------------------------------------------------------------


@pytest.fixture
def sorted_library(qtbot: QtBot, page: WorkPage) -> WorkPane:
    page.show_kind(CLASSIFICATION)
    pick(page, EVERYTHING)
    page.classification.categories.setPlainText(CATEGORIES)
    page.classification.run.click()
    finish(qtbot, page.classification)
    return page.classification


def test_the_library_is_sorted_into_ones_own_categories(sorted_library: WorkPane, desk: Desk) -> None:
    assert sorted_library.result.model.rowCount() == len(desk.entries)
    assert "车辆" in cell_texts(sorted_library, 1)
    assert sorted_library.result.ai_label.isHidden()


def test_a_sign_opens_the_clause_that_it_stands_in(qtbot: QtBot, sorted_library: WorkPane, desk: Desk) -> None:
    model = sorted_library.result.model
    links = [span for row in range(model.rowCount()) for span in model.cell(row, 3) if span.target is not None]
    scope = next(span for span in links if getattr(span.target, "clause_id", None))
    place = opened(qtbot, desk, lambda: sorted_library.result.view.opened.emit(scope.target))
    assert place.clause_id == getattr(scope.target, "clause_id", None)


@pytest.mark.parametrize(("written", "told"), [("车辆", "至少两个"), ("＝说明\n车辆", "没有名称")])
def test_categories_that_will_not_do_are_told(page: WorkPage, written: str, told: str) -> None:
    page.show_kind(CLASSIFICATION)
    pick(page, EVERYTHING)
    page.classification.categories.setPlainText(written)
    page.classification.run.click()
    assert told in page.classification.notice.text.text()
    assert page.classification.notice.hint.text()


def test_categories_come_from_a_file_too(
    qtbot: QtBot, page: WorkPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "类别.json"
    path.write_text('{"消防": "灭火", "医疗": ""}', "utf-8")
    monkeypatch.setattr(page.classification, "choose_file", lambda: path)
    page.show_kind(CLASSIFICATION)
    page.classification.file.click()
    qtbot.waitUntil(lambda: page.classification.categories.toPlainText() == "消防=灭火\n医疗")


# -- files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
def test_each_result_is_saved_once(
    qtbot: QtBot, sorted_library: WorkPane, page: WorkPage, desk: Desk, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, ending: str,
) -> None:  # fmt: skip
    suggested: list[str] = []
    path = tmp_path / f"类{ending}"
    monkeypatch.setattr(page, "choose_file", lambda name, _: suggested.append(name) or path)
    action = {".xlsx": page.xlsx, ".docx": page.docx}[ending]
    with qtbot.waitSignal(desk.said) as said:
        action.trigger()
    assert said.args[:2] == [f"已存为 类{ending}。", "打开文件夹"]
    assert suggested == [f"文件归类{ending}"]
    assert path.stat().st_size > 1000
    with qtbot.waitSignal(desk.said) as said:
        action.trigger()
    assert "已存为" not in said.args[0]


def test_nothing_is_saved_before_there_is_a_result(page: WorkPage) -> None:
    assert not page.xlsx.isEnabled()
    assert not page.docx.isEnabled()


def test_a_translation_is_saved_with_the_label_of_generated_text(
    qtbot: QtBot, translated: WorkPane, page: WorkPage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "译.xlsx"
    monkeypatch.setattr(page, "choose_file", lambda *_: path)
    with qtbot.waitSignal(desk.said):
        page.xlsx.trigger()
    values = [cell.value for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row]
    assert AI_LABEL in values


# -- room ------------------------------------------------------------------------------------------------------------


def test_a_narrow_page_keeps_every_column_in_sight(qtbot: QtBot, checklist: WorkPane, page: WorkPage) -> None:
    page.resize(430, 600)
    view = checklist.result.view
    qtbot.waitUntil(lambda: view.viewport().width() < 430)
    widths = [view.columnWidth(column) for column in range(checklist.result.model.columnCount())]
    assert abs(sum(widths) - view.viewport().width()) <= 2
    assert min(widths) > 50
    assert widths[-1] > 0.4 * view.viewport().width()


def test_a_long_result_is_measured_in_portions(qtbot: QtBot, checklist: WorkPane) -> None:
    made = checklist.finished
    assert made is not None
    checklist.show_finished(replace(made, rows=made.rows * 60))
    view = checklist.result.view
    last = checklist.result.model.rowCount() - 1
    qtbot.waitUntil(lambda: view.rowHeight(last) == view.rowHeight(len(made.rows) - 1))


def test_of_the_whole_library_one_collection_can_be_put_into_categories(page: WorkPage, desk: Desk) -> None:
    entries = desk.entries
    desk.show_entries([replace(entries[0], collection="消防"), *entries[1:]])
    pane = page.classification
    pane.take_document(entries[1].id)
    assert not pane.collection.isVisibleTo(pane)
    pane.take_document(EVERYTHING)
    assert pane.collection.isVisibleTo(pane)
    assert len(pane._of_collection()) == len(entries)
    pane.collection.show_value("消防")
    assert pane._of_collection() == [entries[0].id]


def test_the_hint_of_the_topic_is_not_cut_in_english(qtbot: QtBot, desk: Desk) -> None:
    use_language("en")
    page = WorkPage(desk)
    qtbot.addWidget(page)
    page.resize(1260, 700)
    with qtbot.waitExposed(page):
        page.show()
    topic = page.checklist.topic
    hint = topic.fontMetrics().horizontalAdvance(topic.placeholderText())
    assert topic.width() >= hint + PAD
