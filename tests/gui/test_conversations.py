"""The list of conversations, on the real workspace."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit
from pytestqt.qtbot import QtBot

from app.assistant.export.references import CitationForm
from app.domain.answer import Answer, Mode
from app.gui.conversations.conversations_pane import ConversationsPane
from app.gui.conversations.export_dialog import ExportDialog, with_format
from app.gui.conversations.grouping import ConversationRow, GroupRow, HitRow, found_rows, grouped, when_name
from app.gui.parts.desk import Desk
from app.gui.parts.printing import new_printer
from app.library.conversations import Conversation, ConversationHit
from app.workspace import Workspace

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def said(workspace: Workspace, title: str, *texts: str) -> str:
    made = workspace.conversations.create(title).id
    for text in texts or ("文库中的文件没有说明。",):
        workspace.conversations.append(made, Answer(f"{title}？", Mode.VERBATIM, text))
    return made


def aged(title: str, days: int, **more: object) -> Conversation:
    changed = (NOW - timedelta(days=days)).isoformat()
    return Conversation(title, title, changed, changed, **more)  # type: ignore[arg-type]


@pytest.fixture
def kept(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Ids by title; each step a millisecond after the one before, so that the order is sure."""
    start, steps = datetime.now(UTC), count()
    monkeypatch.setattr(
        "app.library.conversations._now",
        lambda: (start + timedelta(milliseconds=next(steps))).isoformat(timespec="milliseconds"),
    )
    return {
        "制动": said(workspace, "制动", "先看6.1.3。", "最高车速应不大于25 km/h。"),
        "防火": said(workspace, "防火", "疏散宽度按表1。"),
    }


@pytest.fixture
def pane(qtbot: QtBot, desk: Desk, kept: dict[str, str]) -> ConversationsPane:
    made = ConversationsPane(desk)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: shown(made) != [])
    return made


def shown(pane: ConversationsPane) -> list[str]:
    """Groups in brackets, conversations by their titles."""
    return [f"[{row.name}]" if isinstance(row, GroupRow) else row.conversation.title for row in pane.model.rows]


def stand_on(pane: ConversationsPane, conversation_id: str) -> None:
    pane.view.setCurrentIndex(pane.model.place(conversation_id))


def hits(pane: ConversationsPane) -> list[ConversationHit]:
    return [row.hit for row in pane.model.rows if isinstance(row, HitRow)]


def test_groups_are_pins_folders_age_and_the_archive() -> None:
    conversations = [
        aged("今", 0),
        aged("近", 7),
        aged("旧", 8),
        aged("钉", 90, is_pinned=True, folder="乙"),
        aged("乙一", 1, folder="乙"),
        aged("甲一", 90, folder="甲"),
        aged("档", 0, is_archived=True, is_pinned=True),
    ]
    rows = grouped(conversations, NOW, with_archive=True)
    told = [f"[{row.name}]" if isinstance(row, GroupRow) else row.conversation.title for row in rows]
    assert told[:6] == ["[置顶]", "钉", "[乙]", "乙一", "[甲]", "甲一"]
    assert told[6:] == ["[今天]", "今", "[最近七天]", "近", "[更早]", "旧", "[已归档]", "档"]
    assert "档" not in [
        row.conversation.title
        for row in grouped(conversations, NOW, with_archive=False)
        if isinstance(row, ConversationRow)
    ]
    assert found_rows([], NOW) == []


def test_times_are_told_as_short_as_they_are_clear() -> None:
    assert when_name("2026-11-23T01:05:00+00:00", NOW) == "01:05"
    assert when_name("2026-11-22T23:00:00+00:00", NOW) == "11-22"
    assert when_name("2025-11-22T23:00:00+00:00", NOW) == "2025-11-22"


def test_the_list_shows_the_last_first_and_opens_what_is_clicked(
    pane: ConversationsPane, kept: dict[str, str], qtbot: QtBot
) -> None:
    assert shown(pane) == ["[今天]", "防火", "制动"]
    with qtbot.waitSignal(pane.opened) as opened:
        place = pane.view.visualRect(pane.model.place(kept["制动"])).center()
        qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == [kept["制动"], -1]


def test_a_group_is_passed_over_by_the_keyboard(pane: ConversationsPane, kept: dict[str, str], qtbot: QtBot) -> None:
    pane.view.setFocus()
    stand_on(pane, kept["防火"])
    qtbot.keyClick(pane.view, Qt.Key.Key_Up)
    assert pane.view.currentIndex() == pane.model.place(kept["防火"])
    qtbot.keyClick(pane.view, Qt.Key.Key_Down)
    with qtbot.waitSignal(pane.opened) as opened:
        qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert opened.args == [kept["制动"], -1]


def test_a_search_shows_turns_and_opens_them(pane: ConversationsPane, kept: dict[str, str], qtbot: QtBot) -> None:
    pane.search.setText("车速 25")
    qtbot.waitUntil(lambda: len(hits(pane)) == 1)
    assert hits(pane)[0].excerpt.startswith("制动？ 最高车速")
    pane.grab()
    qtbot.keyClick(pane.search, Qt.Key.Key_Down)
    with qtbot.waitSignal(pane.opened) as opened:
        qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert opened.args == [kept["制动"], 1]
    qtbot.keyClick(pane.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: shown(pane) == ["[今天]", "防火", "制动"])


def test_a_search_without_hits_says_what_to_do(pane: ConversationsPane, qtbot: QtBot) -> None:
    pane.search.setText("没有的词")
    qtbot.waitUntil(pane.empty.isVisible)
    assert "没有的词" in pane.empty.text()
    assert "清空" in pane.empty.text()


def test_an_empty_list_says_what_to_do(qtbot: QtBot, empty_desk: Desk) -> None:
    pane = ConversationsPane(empty_desk)
    qtbot.addWidget(pane)
    pane.show()
    qtbot.waitUntil(pane.empty.isVisible)
    assert "还没有对话" in pane.empty.text()


def test_a_list_that_cannot_be_read_offers_to_try_again(
    pane: ConversationsPane, qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(workspace.conversations, "list", Mock(side_effect=RuntimeError("坏了")))
        pane.refresh()
        qtbot.waitUntil(pane.problem.isVisible)
    pane.refresh()
    qtbot.waitUntil(pane.view.isVisible)


def test_a_title_is_written_over_in_place(
    pane: ConversationsPane, kept: dict[str, str], qtbot: QtBot, workspace: Workspace
) -> None:
    stand_on(pane, kept["制动"])
    pane.actions_of_row.rename.trigger()
    editor = pane.view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.setText(" 电动 自行车 ")
    with qtbot.waitSignal(pane.renamed) as renamed:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert renamed.args == [kept["制动"], "电动 自行车"]
    qtbot.waitUntil(lambda: "电动 自行车" in shown(pane))
    assert workspace.conversations.get(kept["制动"]).title == "电动 自行车"


def test_pins_folders_and_the_archive_are_a_key_away(
    pane: ConversationsPane, kept: dict[str, str], qtbot: QtBot
) -> None:
    stand_on(pane, kept["制动"])
    pane.actions_of_row.pin.trigger()
    qtbot.waitUntil(lambda: shown(pane) == ["[置顶]", "制动", "[今天]", "防火"])
    stand_on(pane, kept["防火"])
    pane.actions_of_row.move.trigger()
    dialog = pane.findChild(QInputDialog)
    assert isinstance(dialog, QInputDialog)
    dialog.setTextValue("验收")
    dialog.accept()
    qtbot.waitUntil(lambda: shown(pane) == ["[置顶]", "制动", "[验收]", "防火"])
    stand_on(pane, kept["防火"])
    menu = pane.actions_of_row.menu()
    assert menu is not None
    assert any("移出文件夹“验收”" in action.text() for action in menu.actions())
    menu.close()
    pane.actions_of_row.archive.trigger()
    qtbot.waitUntil(lambda: shown(pane) == ["[置顶]", "制动"])
    assert pane.archive.text() == "已归档（1）"
    pane.archive.click()
    assert shown(pane) == ["[置顶]", "制动", "[已归档]", "防火"]


def test_archiving_can_be_undone(pane: ConversationsPane, kept: dict[str, str], qtbot: QtBot, desk: Desk) -> None:
    stand_on(pane, kept["制动"])
    with qtbot.waitSignal(desk.said) as said_:
        pane.actions_of_row.archive.trigger()
    qtbot.waitUntil(lambda: shown(pane) == ["[今天]", "防火"])
    said_.args[2]()
    qtbot.waitUntil(lambda: shown(pane) == ["[今天]", "防火", "制动"])


def test_a_deletion_hides_at_once_and_comes_back_when_undone(
    pane: ConversationsPane, kept: dict[str, str], qtbot: QtBot, desk: Desk, workspace: Workspace
) -> None:
    pane.select(kept["制动"])
    with qtbot.waitSignals([desk.put_off, pane.removed]), qtbot.waitSignal(desk.put_off) as put_off:
        pane.actions_of_row.delete.trigger()
    qtbot.waitUntil(lambda: shown(pane) == ["[今天]", "防火"])
    assert len(workspace.conversations.list()) == 2
    with qtbot.waitSignal(pane.opened) as opened:
        put_off.args[2]()
    assert opened.args == [kept["制动"], -1]
    qtbot.waitUntil(lambda: "制动" in shown(pane))


def test_a_deletion_is_for_good_when_its_offer_ends(
    pane: ConversationsPane, kept: dict[str, str], qtbot: QtBot, desk: Desk, workspace: Workspace
) -> None:
    stand_on(pane, kept["制动"])
    with qtbot.waitSignal(desk.put_off) as put_off:
        pane.actions_of_row.delete.trigger()
    put_off.args[1]()
    qtbot.waitUntil(lambda: [each.title for each in workspace.conversations.list()] == ["防火"])


def test_what_is_about_to_go_is_not_found_either(pane: ConversationsPane, kept: dict[str, str], qtbot: QtBot) -> None:
    stand_on(pane, kept["制动"])
    pane.actions_of_row.delete.trigger()
    pane.search.setText("车速")
    qtbot.waitUntil(pane.empty.isVisible)


def test_a_conversation_that_was_just_made_is_listed_when_it_is_selected(
    pane: ConversationsPane, qtbot: QtBot, workspace: Workspace
) -> None:
    made = said(workspace, "新问")
    pane.select(made)
    qtbot.waitUntil(lambda: pane.view.currentIndex() == pane.model.place(made) and pane.model.place(made).isValid())
    pane.select(None)
    assert not pane.view.currentIndex().isValid()


def test_a_new_turn_moves_its_conversation_up(
    pane: ConversationsPane, kept: dict[str, str], qtbot: QtBot, workspace: Workspace
) -> None:
    workspace.conversations.append(kept["制动"], Answer("再问？", Mode.VERBATIM, "又答。"))
    pane.select(kept["制动"])
    qtbot.waitUntil(lambda: shown(pane) == ["[今天]", "制动", "防火"])
    standing = pane.view.chosen()
    assert standing is not None
    assert standing.preview == "又答。"


def test_a_list_that_comes_while_a_title_is_written_waits(
    pane: ConversationsPane, kept: dict[str, str], qtbot: QtBot, workspace: Workspace
) -> None:
    stand_on(pane, kept["制动"])
    pane.actions_of_row.rename.trigger()
    said(workspace, "新问")
    with qtbot.waitSignal(pane.keeping.listed):
        pane.refresh()
    editor = pane.view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "新问" in shown(pane))


def test_an_export_is_written_and_its_folder_offered(
    pane: ConversationsPane, kept: dict[str, str], qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    stand_on(pane, kept["制动"])
    pane.actions_of_row.further[0].trigger()
    dialog = pane.findChild(ExportDialog)
    assert isinstance(dialog, ExportDialog)
    assert dialog.path.name == "制动.docx"
    dialog.format.show_value(".md")
    assert not dialog.page.isEnabled()
    dialog.file.setText(str(tmp_path / "制动.md"))
    with qtbot.waitSignal(desk.said) as told:
        qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    assert told.args[:2] == ["已导出 制动.md。", "打开文件夹"]
    assert "最高车速应不大于25 km/h。" in (tmp_path / "制动.md").read_text("utf-8")
    assert not pane.writing.isVisible()


def test_one_answer_can_be_exported(
    pane: ConversationsPane, kept: dict[str, str], qtbot: QtBot, tmp_path: Path
) -> None:
    pane.export(kept["制动"], 1)
    dialog = pane.findChild(ExportDialog)
    assert isinstance(dialog, ExportDialog)
    assert dialog.style_chosen.turn == 1
    dialog.reject()


def test_a_name_that_is_taken_is_told_where_it_can_be_changed(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.docx").write_text("mine")
    dialog = ExportDialog("对话", None, CitationForm.GB2015, desk.theme)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.style_chosen.citations is CitationForm.GB2015
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "a"), ""))
    qtbot.mouseClick(dialog.browse, Qt.MouseButton.LeftButton)
    assert dialog.path == tmp_path / "a.docx"
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert "a.docx" in dialog.problem.text()


def test_a_name_that_no_file_can_have_is_told_too(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    dialog = ExportDialog("对话", None, CitationForm.GB2015, desk.theme)
    qtbot.addWidget(dialog)
    dialog.show()
    for typed in (
        str(tmp_path / ("长" * 90 + ".docx")),
        "~nobody-of-that-name/a.docx",
        "/",
        str(tmp_path / "a\0b.docx"),
    ):
        dialog.file.setText(typed)
        dialog.format.setCurrentIndex(1)
        dialog.format.setCurrentIndex(0)
        qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
        assert dialog.isVisible()
        assert dialog.problem.text()


def test_every_control_has_a_name(pane: ConversationsPane) -> None:
    assert pane.search.accessibleName()
    assert pane.view.accessibleName()
    spoken = pane.model.place(pane.model.rows[1].conversation.id).data(Qt.ItemDataRole.AccessibleTextRole)  # type: ignore[union-attr]
    assert spoken.startswith("防火，")


def test_thousands_of_conversations_are_painted(qtbot: QtBot, desk: Desk, pane: ConversationsPane) -> None:
    many = [aged(f"对话{number}", number % 30) for number in range(2000)]
    pane.keeping.listed.emit(many)
    assert pane.model.rowCount() > 2000
    pane.view.scrollToBottom()
    assert not pane.grab().isNull()


def test_keys_act_on_the_row_and_leave_what_is_written_alone(
    pane: ConversationsPane, kept: dict[str, str], qtbot: QtBot, desk: Desk
) -> None:
    pane.activateWindow()
    pane.search.setText("制动")
    qtbot.waitUntil(lambda: len(hits(pane)) == 2)
    pane.search.setFocus()
    pane.search.setCursorPosition(0)
    stand_on(pane, kept["制动"])
    qtbot.keyClick(pane.search, Qt.Key.Key_Delete)
    assert pane.search.text() == "动"
    pane.search.clear()
    qtbot.waitUntil(lambda: shown(pane) == ["[今天]", "防火", "制动"])
    stand_on(pane, kept["制动"])
    pane.view.setFocus()
    with qtbot.waitSignal(desk.put_off):
        qtbot.keyClick(pane.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: shown(pane) == ["[今天]", "防火"])


def test_a_conversation_is_printed_where_the_person_says(
    pane: ConversationsPane,
    kept: dict[str, str],
    qtbot: QtBot,
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def chosen(parent: object, title: str) -> QPrinter:
        printer = new_printer(title)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "a.pdf"))
        return printer

    monkeypatch.setattr("app.gui.parts.printing.ask_printer", chosen)
    stand_on(pane, kept["制动"])
    with qtbot.waitSignal(desk.said) as told:
        pane.actions_of_row.further[1].trigger()
    assert told.args[0] == "已送去打印，共 1 页。"
    assert (tmp_path / "a.pdf").stat().st_size > 0


@pytest.mark.parametrize(
    ("name", "expected"), [("v1.2", "v1.2.pdf"), ("v1.2.docx", "v1.2.pdf"), ("对话.MD", "对话.pdf")]
)
def test_the_name_follows_the_format_and_loses_nothing(name: str, expected: str) -> None:
    assert with_format(Path("/导出") / name, ".pdf") == Path("/导出") / expected
