"""The page of settings: made from the declaration, kept at once, found by words, taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.where import SearchRequest
from app.foundation.errors import EnvironmentFault
from app.foundation.setting_rules import Effect
from app.foundation.settings import Settings, load_settings, rules
from app.gui.parts.choosers import Spin
from app.gui.parts.desk import Desk
from app.gui.settings.fields import ChoiceField, ModelField, NumberField, SwitchField, TextField
from app.gui.settings.settings_page import SettingsPage
from app.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the screen that is not there


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> SettingsPage:
    made = SettingsPage(desk)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.data.sizes["total"].text() != "…")
    return made


def said(desk: Desk) -> list[tuple[str, object]]:
    told: list[tuple[str, object]] = []
    desk.said.connect(lambda text, action, deed: told.append((text, deed)))
    return told


def test_every_setting_has_a_row_with_the_control_of_its_kind(page: SettingsPage) -> None:
    kinds = {
        "theme": ChoiceField,
        "font_size": NumberField,
        "notify": SwitchField,
        "models_folder": TextField,
        "chat_model": ModelField,
        "embedding_model": ModelField,
    }
    assert list(page.rows) == [name for name, _ in rules()]
    assert all(isinstance(page.rows[name].field, kind) for name, kind in kinds.items())


def test_every_control_is_named_for_a_screen_reader(page: SettingsPage) -> None:
    for row in page.rows.values():
        control = row.field.focusProxy()
        assert control is not None
        assert control.accessibleName() == row.rule.title()


def test_a_change_is_saved_without_a_button(qtbot: QtBot, page: SettingsPage, workspace: Workspace) -> None:
    switch = page.rows["notify"].field
    assert isinstance(switch, SwitchField)
    with qtbot.waitSignal(page.saved) as kept, qtbot.assertNotEmitted(page.appearance_changed):
        switch.switch.click()
    assert kept.args == [Settings(notify=False)]
    assert workspace.settings == load_settings(workspace.paths.settings) == Settings(notify=False)


def test_what_the_window_looks_like_is_told_apart(qtbot: QtBot, page: SettingsPage) -> None:
    field = page.rows["font_size"].field
    assert isinstance(field, NumberField)
    with qtbot.waitSignals([page.saved, page.appearance_changed]):
        field.spin.setValue(120)


def test_the_window_changes_its_looks_once_nothing_is_left_to_save(
    qtbot: QtBot, page: SettingsPage, workspace: Workspace
) -> None:
    """The window may be made anew, and this page with it."""
    looks: list[Settings] = []
    page.appearance_changed.connect(looks.append)
    page.rows["font_size"]._take(110)
    page.saver.save()
    page.rows["font_size"]._take(120)
    qtbot.waitUntil(lambda: bool(looks))
    assert [settings.font_size for settings in looks] == [120]
    assert workspace.settings.font_size == 120
    assert page.saver.is_at_rest


def test_what_acts_later_is_said(qtbot: QtBot, page: SettingsPage, desk: Desk) -> None:
    told = said(desk)
    assert page.rows["retention_days"].later.isVisible()
    assert not page.rows["theme"].later.isVisible()
    page.rows["retention_days"]._take(30)
    qtbot.waitUntil(lambda: bool(told))
    assert "对话保留天数" in told[0][0]
    assert [name for name, rule in rules() if rule.effect is Effect.RESTART] == ["retention_days", "audit_days"]


def test_a_changed_setting_is_marked_and_can_be_reset(qtbot: QtBot, page: SettingsPage, workspace: Workspace) -> None:
    row = page.rows["threads"]
    assert not row.mark.isVisible()
    with qtbot.waitSignal(page.saved):
        row._take(4)
    assert row.mark.isVisible()
    with qtbot.waitSignal(page.saved):
        row.reset_button.click()
    assert not row.mark.isVisible()
    assert workspace.settings == Settings()


def test_all_are_reset_and_the_reset_is_taken_back(
    qtbot: QtBot, page: SettingsPage, desk: Desk, workspace: Workspace
) -> None:
    told = said(desk)
    with qtbot.waitSignal(page.saved):
        page._put(Settings(theme="dark", threads=2))
    with qtbot.waitSignal(page.saved):
        page.reset_button.click()
    assert workspace.settings == Settings()
    undo = told[-1][1]
    assert callable(undo)
    with qtbot.waitSignal(page.saved):
        undo()
    assert workspace.settings == Settings(theme="dark", threads=2)
    assert page.rows["theme"].value == "dark"


def test_settings_are_found_by_title_description_and_name(page: SettingsPage) -> None:
    def shown() -> set[str]:
        return {name for name, row in page.rows.items() if row.isVisible()}

    page.finder.setText("显卡")
    assert shown() == {"use_gpu"}
    page.finder.setText("KEYWORD")
    assert shown() == {"keyword_model"}
    page.finder.setText("检索 对话模型")
    assert shown() == {"keyword_model"}
    page.finder.setText("外观")
    assert shown() == {"language", "theme", "font_size"}
    page.finder.setText("没有这样的设置")
    assert not shown()
    assert page.nothing.isVisible()
    page.finder.clear()
    assert shown() == set(page.rows)


def test_what_is_wrong_stands_at_its_field(qtbot: QtBot, page: SettingsPage, tmp_path: Path) -> None:
    row = page.rows["models_folder"]
    row._take(str(tmp_path / "absent"))
    assert "找不到" in row.problem.text()
    row._take(str(tmp_path))
    assert not row.problem.isVisible()
    model = page.rows["chat_model"]
    model.show_value("gone-model")
    assert "没有安装" in model.problem.text()
    row._take(1)
    assert "允许的值" in row.problem.text()


def test_a_save_that_fails_is_told_and_tried_again(
    qtbot: QtBot, page: SettingsPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(settings: Settings) -> tuple[str, ...]:
        raise EnvironmentFault("磁盘已满", "请腾出空间。")

    with monkeypatch.context() as patched:
        patched.setattr(workspace, "save_settings", full)
        page.rows["threads"]._take(4)
        qtbot.waitUntil(page.notice.isVisible)
    assert "磁盘已满" in page.notice.text.text()
    with qtbot.waitSignal(page.saved):
        page.retry_button.click()
    assert workspace.settings.threads == 4
    assert not page.notice.isVisible()


def test_another_embedding_model_offers_new_vectors(qtbot: QtBot, page: SettingsPage, desk: Desk) -> None:
    told = said(desk)
    page.rows["embedding_model"]._take("other")
    qtbot.waitUntil(lambda: bool(told))
    assert "重新计算向量" in told[0][0]


def test_old_conversations_go_only_when_that_is_confirmed(
    qtbot: QtBot, page: SettingsPage, desk: Desk, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = said(desk)
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr("app.workspace.upkeep.old_conversations", lambda conversations, days: ["a", "b"])
    monkeypatch.setattr("app.workspace.upkeep.forget_old", lambda conversations, days: 2)
    monkeypatch.setattr(page.privacy, "confirmed", lambda count, days: asked.append((count, days)))
    page.privacy.forget_button.click()
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [(2, 90)]
    assert told == []
    monkeypatch.setattr(page.privacy, "confirmed", lambda count, days: True)
    page.privacy.forget_button.click()
    qtbot.waitUntil(lambda: bool(told))
    assert "2" in told[0][0]


def test_recent_searches_are_cleared_unless_that_is_undone(
    qtbot: QtBot, page: SettingsPage, desk: Desk, workspace: Workspace
) -> None:
    workspace.saved_searches.note(SearchRequest("手推车"))
    deeds: list[Callable[[], None]] = []
    desk.put_off.connect(lambda text, deed, take_back: deeds.append(deed))
    page.privacy.searches_button.click()
    qtbot.waitUntil(lambda: len(deeds) == 1)
    assert len(workspace.saved_searches.recent()) == 1
    workspace.saved_searches.note(SearchRequest("made meanwhile"))
    deeds[0]()
    qtbot.waitUntil(lambda: workspace.saved_searches.recent() == [SearchRequest("made meanwhile")])


def test_the_data_section_tells_where_and_how_much(page: SettingsPage, workspace: Workspace) -> None:
    assert page.data.place.text() == str(workspace.paths.root)
    assert all(label.text() != "…" for label in page.data.sizes.values())


def test_everything_is_erased_only_when_that_was_confirmed(
    qtbot: QtBot, page: SettingsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[None] = []
    page.data.erase_asked.connect(lambda: asked.append(None))
    monkeypatch.setattr(page.data, "confirmed", lambda: False)
    page.data.erase_button.click()
    assert not asked
    monkeypatch.setattr(page.data, "confirmed", lambda: True)
    page.data.erase_button.click()
    assert len(asked) == 1


def test_a_page_without_a_session_shows_the_defaults(qtbot: QtBot, desk: Desk) -> None:
    desk.session = None
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    assert page.rows["threads"].value == 0


def test_ctrl_f_goes_to_the_finder(qtbot: QtBot, page: SettingsPage) -> None:
    action = next(action for action in page.actions() if action.text() == "查找设置")
    page.contents.setFocus()
    action.trigger()
    assert isinstance(QWidget.focusWidget(page), QLineEdit)


def test_the_unit_of_a_number_follows_it(qtbot: QtBot) -> None:
    spin = Spin("天数", 1, 10)
    qtbot.addWidget(spin)
    spin.setValue(1)
    spin.set_unit(" days", one=" day")
    assert spin.text() == "1 day"
    spin.setValue(2)
    assert spin.text() == "2 days"


def test_keeping_no_history_is_asked_once_more_and_found_by_its_words(
    qtbot: QtBot, page: SettingsPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = page.rows["keep_history"]
    for words in ("历史", "记录", "history"):
        page.filter(words)
        assert row.isVisibleTo(page)
    page.filter("")
    monkeypatch.setattr(page.privacy, "may_end_history", lambda: False)
    row.changed.emit("keep_history", False)
    assert row.value is True
    assert page.saver.wanted.keep_history
    monkeypatch.setattr(page.privacy, "may_end_history", lambda: True)
    row.changed.emit("keep_history", False)
    qtbot.waitUntil(lambda: not workspace.settings.keep_history)
