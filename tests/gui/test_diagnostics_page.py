"""The page of diagnostics, and the report that is handed on from it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.foundation.errors import EnvironmentFault
from app.foundation.messages import use_language
from app.gui.parts.desk import DIAGNOSTICS, MODELS, Desk
from app.gui.settings.diagnostics_page import DiagnosticsPage
from app.gui.settings.report import all_facts, report_text
from app.gui.settings.vectors_notice import VectorsNotice
from app.runtime.gpus import GpuReport
from app.security.offline import Enforcement
from app.workspace import Workspace
from app.workspace.vectors import IndexState
from tests.gui.conftest import OpenWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the screen that is not there


@pytest.fixture(autouse=True)
def _no_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.workspace.upkeep.gpu_report", GpuReport)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> DiagnosticsPage:
    made = DiagnosticsPage(desk)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: bool(made.text))
    return made


def test_what_is_missing_stands_on_top_with_the_next_step(page: DiagnosticsPage, desk: Desk, qtbot: QtBot) -> None:
    assert "没有对话模型" in page.text
    assert page.missing.count() >= 2
    assert page.body.count() == 4


def test_every_label_begins_with_a_capital_in_english(workspace: Workspace) -> None:
    use_language("en")
    health, library = workspace.upkeep.machine(), workspace.upkeep.library()
    index = IndexState("model", 3, 7, is_current=False, with_lance=True)
    for each in (library, replace(library, index=index)):
        names = [fact.name for facts in all_facts(health, each) for fact in facts.facts]
        assert names
        assert [name for name in names if name[0].islower()] == []


def test_a_graphics_backend_that_is_of_no_use_is_told(
    page: DiagnosticsPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("app.workspace.upkeep.gpu_report", lambda: GpuReport(faults=("显卡组件甲不能载入",)))
    before, page.text = page.missing.count(), ""
    page.refresh()
    qtbot.waitUntil(lambda: bool(page.text))
    assert "显卡组件甲不能载入" in page.text
    assert page.missing.count() == before + 1


def test_an_index_that_is_not_ready_can_be_made_from_its_warning(
    page: DiagnosticsPage, desk: Desk, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    library = workspace.upkeep.library()
    index = IndexState("model", 3, 7, is_current=False, with_lance=True)
    monkeypatch.setattr(workspace.upkeep, "library", lambda: replace(library, index=index))
    page.text = ""
    page.refresh()
    qtbot.waitUntil(lambda: bool(page.text))
    [left, stale] = page.findChildren(VectorsNotice)
    qtbot.waitUntil(lambda: left.prepare.isVisible())
    assert stale.prepare.isVisibleTo(page)
    with qtbot.waitSignal(desk.vectors_wanted):
        left.prepare.click()
    desk.tell_vectors("还差 7 段；约 3 分钟")
    assert left.hint.text() == "还差 7 段；约 3 分钟"
    assert not left.prepare.isVisibleTo(page), "it is under way"
    monkeypatch.setattr(workspace.upkeep, "library", lambda: library)
    desk.tell_vectors("")
    qtbot.waitUntil(lambda: not page.findChildren(VectorsNotice))


def test_the_report_names_no_document_and_no_folder(page: DiagnosticsPage, workspace: Workspace, desk: Desk) -> None:
    assert str(workspace.paths.root) not in page.text
    assert desk.entries
    for entry in desk.entries:
        assert entry.file not in page.text
        assert entry.metadata.title is None or entry.metadata.title not in page.text


def test_a_path_in_a_fault_is_cut(workspace: Workspace) -> None:
    health, library = workspace.upkeep.machine(), workspace.upkeep.library()
    home = Path.home() / "机密"
    told = report_text(replace(health, missing=(f"读不出 {home}/settings.toml",)), library, (workspace.paths.root,))
    assert str(home) not in told
    assert "~" in told


def test_the_report_is_copied_and_saved(page: DiagnosticsPage, desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    page.copy_button.click()
    assert QGuiApplication.clipboard().text() == page.text
    with qtbot.waitSignal(desk.said):
        page.save_to(tmp_path / "报告.txt")
    assert (tmp_path / "报告.txt").read_text("utf-8") == page.text
    with qtbot.waitSignal(desk.said) as said:
        page.save_to(tmp_path / "absent" / "报告.txt")
    assert said.args is not None
    assert "报告.txt" in said.args[0]


def test_a_check_that_fails_is_told_and_can_be_repeated(
    page: DiagnosticsPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def broken() -> None:
        raise EnvironmentFault("坏了", "请重试。")

    monkeypatch.setattr(workspace.upkeep, "machine", broken)
    page.refresh_button.click()
    qtbot.waitUntil(lambda: "坏了" in page.state.text.text())
    assert page.refresh_button.isEnabled()


def test_missing_models_lead_to_their_page(page: DiagnosticsPage, desk: Desk, qtbot: QtBot) -> None:
    asked: list[str] = []
    desk.page_asked.connect(lambda name, what: asked.append(name))
    for place in range(page.missing.count()):
        item = page.missing.itemAt(place)
        notice = item.widget() if item is not None else None
        assert notice is not None
        for button in notice.findChildren(type(page.copy_button)):
            button.click()
    assert set(asked) == {MODELS}


def test_the_headline_counts_every_warning_below_it(page: DiagnosticsPage, workspace: Workspace, qtbot: QtBot) -> None:
    bad = [label for label in page.findChildren(QLabel) if label.accessibleName() == "需要注意"]
    assert bad, "the network is not shut out in tests"
    assert page.missing.count() >= 1
    assert str(page.missing.count()) in page.state.text.text()
    assert page.state.property("tone") == "warning"


def test_all_is_ready_only_where_no_fact_is_bad(page: DiagnosticsPage, workspace: Workspace) -> None:
    health, library = workspace.upkeep.machine(), workspace.upkeep.library()
    kernel = replace(health.offline, enforcement=Enforcement.KERNEL)
    sound = replace(health, missing=(), offline=kernel)
    index = IndexState("model", embedded=9, remaining=0, is_current=True, with_lance=True)
    page._show(sound, replace(library, index=index), "")
    assert page.missing.count() == 0
    assert "一切就绪" in page.state.text.text()
    page._show(sound, replace(library, index=replace(index, remaining=3)), "")
    assert page.missing.count() == 1
    assert "1" in page.state.text.text()
    assert page.state.property("tone") == "warning"


def test_documents_read_by_older_rules_are_told_and_read_again(
    open_window: OpenWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    with workspace._database.transaction() as connection:
        connection.execute("UPDATE documents SET rules = 1 WHERE id IN (SELECT id FROM documents LIMIT 2)")
    window = open_window(workspace).window
    page = window.others.diagnostics
    window.show_page(DIAGNOSTICS)
    qtbot.waitUntil(lambda: "2 份文件按较早的规则读入" in page.text)
    qtbot.waitUntil(lambda: "重新读取" in shown_buttons(page))
    next(each for each in page.findChildren(QPushButton) if each.text() == "重新读取").click()
    qtbot.waitUntil(lambda: "较早的规则" not in page.text, timeout=30_000)
    assert workspace.upkeep.outdated() == ()
    qtbot.waitUntil(lambda: "重新读取" not in shown_buttons(page))


def shown_buttons(page: DiagnosticsPage) -> list[str]:
    return [each.text() for each in page.findChildren(QPushButton) if not each.isHidden() and each.isVisibleTo(page)]


def test_a_rotten_copy_is_named_when_the_library_is_checked(
    page: DiagnosticsPage, workspace: Workspace, qtbot: QtBot
) -> None:
    entry = workspace.documents()[0]
    page.check_button.click()
    assert not page.check_button.isEnabled()
    qtbot.waitUntil(page.check_button.isEnabled)
    assert page.damage.count() == 0
    next((workspace.paths.originals).glob(f"{entry.id}.*")).write_bytes(b"other")
    page.check_button.click()
    qtbot.waitUntil(lambda: page.damage.count() == 1)
    assert entry.file in " ".join(label.text() for label in page.findChildren(QLabel))
