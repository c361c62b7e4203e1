"""The search page on a real library, words only."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.domain.document import DocumentKind, Strength
from app.domain.evidence import Evidence
from app.domain.where import EVERYWHERE, By, Only, SearchRequest, Where
from app.foundation.codec import to_plain
from app.gui.parts.desk import MODELS, Desk
from app.gui.parts.lit_words import excerpt, spans
from app.gui.search.reasons import reason_of
from app.gui.search.result_html import binding_words_of, result_html
from app.gui.search.search_bar import LONGEST_QUERY
from app.gui.search.search_page import SearchPage
from app.workspace import Workspace
from app.workspace.vectors import Hindrance

QUERY = "制动"


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> SearchPage:
    made = SearchPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.parts.bar.segments.button(2).toolTip() != "")
    return made


def find(qtbot: QtBot, page: SearchPage, text: str = QUERY, where: Where | None = None) -> None:
    page.search(text, where)
    qtbot.waitUntil(lambda: bool(page.parts.model.found))


def test_enter_finds_and_the_arrow_leads_to_what_the_reader_opens(qtbot: QtBot, desk: Desk, page: SearchPage) -> None:
    field = page.parts.bar.field
    field.setText(QUERY)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.parts.model.found))
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(page.parts.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(desk.places_asked) as opened:
        page.parts.list.open_action.trigger()
    places, first = opened.args
    assert (len(places), first) == (len(page.parts.model.found), 1)


def test_results_by_document_stand_under_headings_and_open_in_that_order(
    qtbot: QtBot, desk: Desk, page: SearchPage
) -> None:
    find(qtbot, page)
    page.parts.show_grouped(by_document=True)
    assert isinstance(page.parts.model.rows[0], str)
    assert page.parts.list.choose_first()
    assert page.parts.list.currentIndex().row() == 1, "a heading cannot be chosen"
    with qtbot.waitSignal(desk.places_asked) as opened:
        page.deeds.open_current()
    assert opened.args[1] == 0


def test_space_shows_the_clauses_around(qtbot: QtBot, page: SearchPage) -> None:
    find(qtbot, page)
    page.parts.list.choose_first()
    page.parts.list.preview_action.trigger()
    item = page.parts.list.current()
    assert item is not None
    words = item.clauses[0].text[:6]
    qtbot.waitUntil(lambda: words in page.parts.context.text.toPlainText())
    page.parts.context.closed.emit()
    assert not page.parts.context.isVisible()


def test_copying_takes_the_source_along(qtbot: QtBot, page: SearchPage) -> None:
    find(qtbot, page)
    page.parts.list.choose_first()
    item = page.parts.list.current()
    assert item is not None
    page.parts.list.copy()
    copied = QGuiApplication.clipboard().text()
    assert item.text in copied
    assert item.source.standard in copied


def test_a_question_about_a_result_is_asked_of_its_document(qtbot: QtBot, desk: Desk, page: SearchPage) -> None:
    find(qtbot, page)
    page.parts.list.choose_first()
    with qtbot.waitSignal(desk.question_asked) as asked:
        page.deeds.ask_about_current()
    assert asked.args[1] == Where(document=page.parts.model.found[0].source.document_id)


def test_meaning_is_greyed_out_with_the_reason(page: SearchPage) -> None:
    meaning = page.parts.bar.segments.button(tuple(By).index(By.MEANING))
    assert not meaning.isEnabled()
    assert "向量模型" in meaning.toolTip()


def test_the_reason_stands_on_the_page_with_the_way_to_mend_it(qtbot: QtBot, desk: Desk, page: SearchPage) -> None:
    line = page.parts.bar.hindrance
    assert "向量模型" in line.reason.text()
    assert (line.to_models.isVisible(), line.compute.isVisible()) == (True, False)
    with qtbot.waitSignal(desk.page_asked) as asked:
        line.to_models.click()
    assert asked.args == [MODELS, None]
    page.parts.bar.hinder(Hindrance("还有 3 段没有算好向量", is_passing=True))
    with qtbot.waitSignal(desk.vectors_wanted):
        line.compute.click()
    page.parts.bar.hinder(None)
    assert not line.isVisible()


def test_word_hits_come_first_while_meaning_keeps_waiting(
    qtbot: QtBot, workspace: Workspace, page: SearchPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    search = workspace.search

    def slow(query: str, where: Where, *, by: By, **how: Any) -> list[Evidence]:
        if by is By.BOTH:
            gate.wait(20)
        return search(query, where, by=by, **how)

    find(qtbot, page, "电池")
    monkeypatch.setattr(workspace, "search", slow)
    page.search(QUERY)
    assert page.parts.list.is_pale, "what stands there answers another search"
    qtbot.waitUntil(lambda: page.parts.model.query == QUERY)
    assert not page.parts.list.is_pale
    assert "字词" in page.parts.count.text()
    assert page.parts.busy.maximum() == 0
    page.parts.list.choose_first()
    chosen = page.parts.list.current()
    assert chosen is not None
    gate.set()
    qtbot.waitUntil(lambda: page.parts.busy.maximum() == 1)
    kept = page.parts.list.current()
    assert kept is not None
    assert kept.passage_id == chosen.passage_id


def test_what_filters_leave_nothing_of_is_found_without_them(qtbot: QtBot, page: SearchPage) -> None:
    page.search(QUERY, Where(only=Only(kinds=(DocumentKind.OTHER,), issued_from="2999-01-01")))
    qtbot.waitUntil(lambda: QUERY in page.parts.notice.text.text())
    assert page.request().where != EVERYWHERE
    find(qtbot, page, where=EVERYWHERE)
    assert page.request().where == EVERYWHERE
    assert not page.parts.notice.isVisible()


def test_the_filter_that_leaves_nothing_is_named_and_let_go_of(qtbot: QtBot, page: SearchPage) -> None:
    page.search(QUERY, Where(only=Only(kinds=(DocumentKind.LAW,), issued_to="2999-01-01")))
    notice = page.parts.notice
    qtbot.waitUntil(lambda: any("种类" in text for text in offered(page)))
    assert page.parts.notice is not notice
    assert not any("发布" in text for text in offered(page)), "it is not in the way"
    page.parts.notice.findChildren(QPushButton)[0].click()
    qtbot.waitUntil(lambda: bool(page.parts.model.found))
    assert page.request().where == Where(only=Only(issued_to="2999-01-01"))


def test_filters_that_leave_nothing_only_together_are_let_go_of_together(qtbot: QtBot, page: SearchPage) -> None:
    only = Only(kinds=(DocumentKind.LAW,), effective_to="1900-01-01")
    page.search(QUERY, Where(only=only))
    qtbot.waitUntil(lambda: "合在一起" in page.parts.notice.hint.text())
    page.search("，。！", Where(only=only))
    qtbot.waitUntil(lambda: "也没有" in page.parts.notice.hint.text())
    assert offered(page) == []


def offered(page: SearchPage) -> list[str]:
    return [button.text() for button in page.parts.notice.findChildren(QPushButton)]


def test_what_is_listed_is_told_from_what_there_is(qtbot: QtBot, page: SearchPage) -> None:
    page.parts.bar.field.setText(QUERY)
    page._search(limit=2)
    qtbot.waitUntil(lambda: page.parts.busy.maximum() == 1 and bool(page.parts.model.found))
    parts = page.parts
    assert len(parts.model.found) == 2
    assert "前 2 处" in parts.count.text()
    assert page._desk.session is not None
    assert str(page._desk.session.said(QUERY).passages) in parts.count.text()
    assert parts.more.isVisible()
    parts.more.click()
    qtbot.waitUntil(lambda: len(parts.model.found) > 2 and parts.busy.maximum() == 1)
    assert "前" not in parts.count.text(), "now all are listed"
    assert not parts.more.isVisible()


def test_words_that_no_clause_says_together_are_told(qtbot: QtBot, page: SearchPage) -> None:
    find(qtbot, page, "制动 说明书 颜色 噪声")
    qtbot.waitUntil(lambda: page.parts.busy.maximum() == 1)
    assert "没有一处" in page.parts.count.text()


def test_a_document_that_is_named_and_not_held_is_told(qtbot: QtBot, page: SearchPage) -> None:
    find(qtbot, page, "GB 99999-2020 制动")
    qtbot.waitUntil(lambda: page.parts.busy.maximum() == 1)
    assert "没有 GB 99999-2020" in page.parts.count.text()


def test_a_filter_keeps_telling_what_it_is_about(page: SearchPage) -> None:
    older = page.parts.filters.older
    older.choose(("yes",))
    assert "被代替" in older.toolTip()


def test_recent_searches_tell_their_filters(qtbot: QtBot, page: SearchPage) -> None:
    find(qtbot, page)
    find(qtbot, page, where=Where(only=Only(kinds=(DocumentKind.STANDARD,), effective_from="2020-01-01")))
    recent = page.parts.side.recent
    qtbot.waitUntil(lambda: recent.count() == 2)
    assert {recent.item(row).text() for row in range(2)} == {QUERY, "制动（标准、实施 2020-01-01–…）"}


def test_signs_alone_are_nothing_to_search_for(qtbot: QtBot, page: SearchPage) -> None:
    page.search("“*”，。")
    qtbot.waitUntil(lambda: "没有找到" in page.parts.notice.text.text())
    assert not page.parts.model.found


def test_what_is_pasted_beyond_a_long_clause_is_left_out_and_told(qtbot: QtBot, desk: Desk, page: SearchPage) -> None:
    QGuiApplication.clipboard().setText("制动" * 5000)
    with qtbot.waitSignal(desk.said) as said:
        page.parts.bar.field.paste()
    assert str(LONGEST_QUERY) in said.args[0]
    assert len(page.parts.bar.field.text()) == LONGEST_QUERY


def test_a_search_under_way_goes_on_when_the_page_is_seen(
    qtbot: QtBot, desk: Desk, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    search = workspace.search

    def slow(query: str, where: Where, **how: Any) -> list[Evidence]:
        gate.wait(20)
        return search(query, where, **how)

    page = SearchPage(desk)
    qtbot.addWidget(page)
    monkeypatch.setattr(workspace, "search", slow)
    page.restore({"request": to_plain(SearchRequest(QUERY)), "grouped": False, "found": True, "count": 3})
    page.search_again()
    assert page.state()["found"], "a window that takes over makes it again"
    with qtbot.waitExposed(page):
        page.show()
    gate.set()
    qtbot.waitUntil(lambda: bool(page.parts.model.found))


def test_the_result_that_was_current_is_so_in_the_window_that_takes_over(
    qtbot: QtBot, desk: Desk, page: SearchPage
) -> None:
    find(qtbot, page)
    page.parts.list.setCurrentIndex(page.parts.model.index(2))
    current = page.parts.list.current()
    other = SearchPage(desk)
    qtbot.addWidget(other)
    other.restore(page.state())
    other.search_again()
    qtbot.waitUntil(lambda: bool(other.parts.model.found))
    kept = other.parts.list.current()
    assert current is not None
    assert kept is not None
    assert kept.passage_id == current.passage_id


def test_a_filter_without_words_is_told_before_anything_is_searched(qtbot: QtBot, page: SearchPage) -> None:
    page.search("", Where(only=Only(strengths=(Strength.SHALL,))))
    assert "筛选" in page.parts.notice.text.text()


def test_a_file_that_is_not_there_is_told(qtbot: QtBot, desk: Desk, page: SearchPage) -> None:
    page.parts.filters.file.setText("没有这份.pdf")
    with qtbot.waitSignal(desk.said) as said:
        page.parts.filters.file.editingFinished.emit()
    assert "没有这份.pdf" in said.args[0]


def test_results_carry_the_binding_words_that_they_print(qtbot: QtBot, page: SearchPage) -> None:
    find(qtbot, page, "推手 不应 应 宜 可")
    for item in page.parts.model.found:
        printed = [word for word in binding_words_of(item) if word not in ("应", "宜", "可")]
        assert all(word in item.text for word in printed)
    assert any("不应" in binding_words_of(item) for item in page.parts.model.found)


def test_a_newer_search_makes_the_older_moot_and_escape_ends_both(qtbot: QtBot, page: SearchPage) -> None:
    page.search("电池")
    page.search(QUERY)
    qtbot.waitUntil(lambda: bool(page.parts.model.found))
    assert page.parts.model.query == QUERY
    before = page.parts.model.found
    page.search("电池")
    page.cancel()
    assert page.parts.busy.maximum() == 1
    assert page.parts.model.found == before


def test_searches_are_kept_renamed_and_deleted_with_undo(
    qtbot: QtBot, desk: Desk, workspace: Workspace, page: SearchPage
) -> None:
    find(qtbot, page)
    side = page.parts.side
    qtbot.waitUntil(lambda: side.recent.count() == 1)
    side.keep("车闸", page.request())
    qtbot.waitUntil(lambda: side.saved.count() == 1)
    side.rename(workspace.saved_searches.saved()[0], "刹车")
    qtbot.waitUntil(lambda: side.saved.count() == 1 and side.saved.item(0).text() == "刹车")
    side.saved.setCurrentRow(0)
    with qtbot.waitSignal(desk.put_off) as put_off:
        side.delete_current()
    qtbot.waitUntil(lambda: side.saved.count() == 0)
    side.keep("刹车", page.request())
    qtbot.waitUntil(lambda: side.saved.count() == 1)
    put_off.args[2]()
    qtbot.waitUntil(lambda: side.saved.count() == 2)
    side.clear.click()
    qtbot.waitUntil(lambda: side.recent.count() == 0)


@pytest.mark.parametrize("name", ["结果.xlsx", "结果.csv"])
def test_results_are_exported(qtbot: QtBot, desk: Desk, page: SearchPage, tmp_path: Path, name: str) -> None:
    find(qtbot, page)
    with qtbot.waitSignal(desk.said) as said:
        page.deeds.export_to(tmp_path / name)
    assert name in said.args[0]
    assert said.args[1]
    assert (tmp_path / name).stat().st_size > 100


def test_the_start_offers_terms_of_the_library_as_examples(qtbot: QtBot, page: SearchPage) -> None:
    qtbot.waitUntil(lambda: bool(page.parts.examples.words))
    assert len(page.parts.examples.words) <= 3


def test_an_empty_library_says_what_to_do(qtbot: QtBot, empty_desk: Desk) -> None:
    page = SearchPage(empty_desk)
    qtbot.addWidget(page)
    assert "文库" in page.parts.notice.text.text()


def test_the_state_comes_back(qtbot: QtBot, desk: Desk, page: SearchPage) -> None:
    where = Where(as_of="2024-01-01", only=Only(kinds=(DocumentKind.LAW,), effective_to="2030-01-01"))
    find(qtbot, page, where=EVERYWHERE)
    page._run_kept(SearchRequest(QUERY, where, By.WORDS))
    page.parts.show_grouped(by_document=True)
    other = SearchPage(desk)
    qtbot.addWidget(other)
    other.restore(page.state())
    assert other.request() == SearchRequest(QUERY, where, By.WORDS)
    assert other.parts.model.is_grouped
    other.restore({"request": 3})
    assert other.request().query == QUERY, "what is not understood is left"


def test_an_excerpt_is_cut_around_the_words_of_the_query() -> None:
    text = "前" * 300 + "驻车制动器" + "后" * 300
    shown = excerpt(text, "驻车制动器", 60)
    assert "驻车制动器" in shown
    assert (shown[0], shown[-1]) == ("…", "…")
    assert [shown[slice(*span)] for span in spans(shown, "驻车制动器")] == ["驻车制动器"]


def test_a_narrow_page_gives_its_room_to_the_results(qtbot: QtBot, page: SearchPage) -> None:
    page.resize(560, 600)
    assert page.width() == 560
    assert not page.parts.side.isVisible()
    page.resize(1200, 700)
    assert page.parts.side.isVisible()


def test_rows_grow_where_the_list_becomes_narrower(qtbot: QtBot, page: SearchPage) -> None:
    find(qtbot, page)
    shown = page.parts.list
    row = next(row for row, item in enumerate(page.parts.model.found) if len(item.text) > 60)
    before = shown.visualRect(page.parts.model.index(row)).height()
    shown.resize(shown.width() // 3, shown.height())
    qtbot.waitUntil(lambda: shown.visualRect(page.parts.model.index(row)).height() > before)


def test_a_figure_inside_a_number_is_not_lit() -> None:
    text = "6.1.2 符合表1的规定，policies"
    lit = [text[start:end] for start, end in spans(text, "表1 policy")]
    assert "".join(lit).startswith("表1") or "1" in lit
    assert spans("6.1.2", "表1") == []


def test_looking_for_the_filter_in_the_way_ends_with_the_next_search(
    qtbot: QtBot, page: SearchPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, search = threading.Event(), workspace.search
    narrow = Where(only=Only(strengths=(Strength.SHALL,), kinds=(DocumentKind.LAW,)))
    wider: list[Where] = []

    def slow(query: str, where: Where, **how: Any) -> list[Evidence]:
        if query != QUERY and where != narrow:
            wider.append(where)
            gate.wait(20)
        return search(query, where, **how) if query == QUERY else []

    monkeypatch.setattr(workspace, "search", slow)
    page.search("漂洋过海", narrow)
    qtbot.waitUntil(lambda: bool(wider))
    find(qtbot, page, where=EVERYWHERE)
    gate.set()
    qtbot.waitUntil(lambda: page._desk.road._runner.is_idle)
    assert len(wider) == 1


def test_one_sentence_tells_what_says_all_and_that_the_others_say_a_part(qtbot: QtBot, page: SearchPage) -> None:
    page.parts.bar.choose(By.WORDS)
    find(qtbot, page, "驻车制动器")
    qtbot.waitUntil(lambda: page.parts.busy.maximum() == 1)
    said = page._desk.session.said("驻车制动器").passages if page._desk.session else None
    assert said
    assert len(page.parts.model.found) > said
    assert f"；写全这些字词的 {said} 处在前，其后的只写到一部分" in page.parts.count.text()


def test_a_result_without_the_words_says_why_it_is_there(qtbot: QtBot, page: SearchPage) -> None:
    find(qtbot, page)
    item = replace(page.parts.model.found[0], routes=("words", "vectors"))
    assert reason_of(item, QUERY) == ""
    assert reason_of(item, "渔船") == "没有写检索的词，按意思相近列出"
    assert "同义词" in reason_of(replace(item, routes=("words",)), "渔船")
    assert "引用" in reason_of(replace(item, routes=("reference",)), QUERY)
    page.parts.model.show_found("渔船", [item])
    assert "按意思相近列出" in page.parts.model.index(0, 0).data()
    assert "按意思相近列出" in result_html(item, "渔船", page._desk.theme)
