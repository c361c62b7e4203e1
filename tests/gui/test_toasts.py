"""Passing messages, and undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from app.gui.parts.desk import Desk
from app.gui.shell.toasts import Toast, Toasts
from app.gui.style.theme import Theme


@pytest.fixture
def toasts(qtbot: QtBot, theme: Theme) -> Toasts:
    window = QWidget()
    window.resize(900, 600)
    qtbot.addWidget(window)
    window.show()
    return Toasts(theme, window)


def test_a_deed_is_done_when_its_message_goes(toasts: Toasts) -> None:
    done: list[str] = []
    toasts.offer_undo("已删除", lambda: done.append("deed"), lambda: done.append("undo"))
    assert done == []
    toasts.finish()
    assert done == ["deed"]
    toasts.finish()
    assert done == ["deed"]


def test_a_deed_that_was_undone_never_comes(toasts: Toasts) -> None:
    done: list[str] = []
    toasts.offer_undo("已删除", lambda: done.append("deed"), lambda: done.append("undo"))
    assert toasts.toast is not None
    toasts.toast.button.click()
    toasts.finish()
    assert done == ["undo"]


def test_the_next_message_does_what_the_last_had_put_off(toasts: Toasts) -> None:
    done: list[str] = []
    toasts.offer_undo("已删除甲", lambda: done.append("甲"), lambda: None)
    toasts.offer_undo("已删除乙", lambda: done.append("乙"), lambda: None)
    assert done == ["甲"]


def test_a_message_in_passing_leaves_the_offer_its_time(toasts: Toasts) -> None:
    done: list[str] = []
    toasts.offer_undo("已删除", lambda: done.append("deed"), lambda: done.append("undo"))
    toasts.say("已导出。")
    toasts.say("已复制。")
    assert done == []
    assert toasts.offer is not None
    assert toasts.toast is not None
    assert not toasts.offer.geometry().intersects(toasts.toast.geometry())
    toasts.undo()
    assert done == ["undo"]
    assert toasts.toast is not None, "the message stays"


def test_closing_the_message_is_no_undo(qtbot: QtBot, toasts: Toasts) -> None:
    done: list[str] = []
    toasts.offer_undo("已删除", lambda: done.append("deed"), lambda: done.append("undo"))
    assert toasts.toast is not None
    toasts.toast.close_button.click()
    qtbot.waitUntil(lambda: done == ["deed"])
    assert toasts.toast is None


def test_ctrl_z_undoes_from_a_field_in_which_nothing_was_written(qtbot: QtBot, toasts: Toasts) -> None:
    window = toasts._window
    window.addAction(toasts.undo_action)
    fields = (QLineEdit(window), QPlainTextEdit(window))
    for field in fields:
        field.show()
    window.activateWindow()
    for field in fields:
        done: list[str] = []
        field.setFocus()
        toasts.offer_undo("已删除", lambda: done.append("deed"), lambda: done.append("undo"))  # noqa: B023
        qtbot.keyClicks(field, "a")
        QTest.keySequence(field, "Ctrl+Z")
        assert done == [], "what was written is undone first"
        QTest.keySequence(field, "Ctrl+Z")
        assert done == ["undo"]
        assert toasts.offer is None


def test_ctrl_z_undoes_from_every_kind_of_field(qtbot: QtBot, toasts: Toasts) -> None:
    window = toasts._window
    window.addAction(toasts.undo_action)
    collection = QComboBox(window)
    collection.setEditable(True)
    for field in (collection, QSpinBox(window), QTextBrowser(window)):
        field.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        field.setFocus()
        done: list[str] = []
        toasts.offer_undo("已移除", lambda: done.append("deed"), lambda: done.append("undo"))  # noqa: B023
        QTest.keySequence(field, "Ctrl+Z")
        assert done == ["undo"], type(field).__name__


def test_a_removal_can_be_undone_for_a_while_after_its_message_has_gone(
    qtbot: QtBot, toasts: Toasts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.gui.shell.toasts.TICK_MS", 10)
    monkeypatch.setattr("app.gui.shell.toasts.UNDO_MS", 20)
    monkeypatch.setattr(Toast, "underMouse", lambda _: False)
    done: list[str] = []
    for end in (toasts.undo_action.trigger, toasts.finish, toasts.settle):
        toasts.offer_undo("已移除", lambda: done.append("deed"), lambda: done.append("undo"))
        qtbot.waitUntil(lambda: toasts.offer is None)
        assert toasts.undo_action.isEnabled()
        end()
        assert not toasts.undo_action.isEnabled()
    assert done == ["undo", "deed", "deed"]


def test_what_looks_into_the_library_leaves_an_offer_that_is_shown(toasts: Toasts) -> None:
    done: list[str] = []
    toasts.offer_undo("已移除", lambda: done.append("deed"), lambda: done.append("undo"))
    toasts.settle()
    toasts.undo()
    assert done == ["undo"]


def test_the_time_to_undo_is_told_and_stands_still_under_the_pointer(
    qtbot: QtBot, toasts: Toasts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.gui.shell.toasts.TICK_MS", 10)
    monkeypatch.setattr("app.gui.shell.toasts.UNDO_MS", 60)
    monkeypatch.setattr("app.gui.shell.toasts.QUIET_MS", 0)
    done: list[str] = []
    toasts.offer_undo("已删除", lambda: done.append("deed"), lambda: None)
    assert toasts.offer is not None
    assert toasts.offer.button.text() == "撤销 · 1"
    assert toasts.offer.button.accessibleName() == "撤销"
    monkeypatch.setattr(toasts.offer, "underMouse", lambda: True)
    qtbot.wait(150)
    assert done == []
    monkeypatch.setattr(toasts.offer, "underMouse", lambda: False)
    qtbot.waitUntil(lambda: done == ["deed"])


def test_a_click_that_comes_too_late_to_undo_does_nothing_else(
    qtbot: QtBot, toasts: Toasts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.gui.shell.toasts.TICK_MS", 10)
    monkeypatch.setattr("app.gui.shell.toasts.UNDO_MS", 20)
    window = toasts._window
    done: list[str] = []
    toasts.offer_undo("已删除", lambda: done.append("deed"), lambda: None)
    assert toasts.offer is not None
    monkeypatch.setattr(toasts.offer, "underMouse", lambda: False)
    place = toasts.offer.geometry().center()
    qtbot.waitUntil(lambda: toasts.offer is None)
    hit = window.childAt(place)
    assert hit is not None, "something takes the click"
    qtbot.mouseClick(hit, Qt.MouseButton.LeftButton)
    assert done == [], "it may be undone yet"
    qtbot.waitUntil(lambda: window.childAt(place) is None)


def test_a_message_stays_inside_the_window(toasts: Toasts) -> None:
    toasts.say("很长的说明。" * 40, "打开", lambda: None)
    assert toasts.toast is not None
    window = toasts.toast.parentWidget()
    assert window is not None
    assert window.rect().contains(toasts.toast.geometry())


def test_the_desk_lists_the_samples(desk: Desk) -> None:
    assert len(desk.entries) == 5


def test_work_of_the_desk_runs_on_the_workspace(qtbot: QtBot, desk: Desk) -> None:
    found: list[int] = []
    desk.run("count", lambda session, _: len(session.documents()), found.append)
    qtbot.waitUntil(lambda: found == [5])


def test_an_error_without_a_place_of_its_own_is_told_in_passing(qtbot: QtBot, desk: Desk) -> None:
    said: list[str] = []
    desk.said.connect(lambda text, *_: said.append(text))
    desk.run("missing", lambda session, _: session.document("nothing"), lambda _: None)
    qtbot.waitUntil(lambda: len(said) == 1)
    assert "已从文库移除" in said[0]


def test_messages_stand_above_the_foot_and_leave_the_head_of_the_page_alone(toasts: Toasts) -> None:
    toasts.offer_undo("已删除", lambda: None, lambda: None)
    toasts.say("已导出。")
    assert toasts.offer is not None
    assert toasts.toast is not None
    assert toasts.offer.geometry().top() > 300
    assert 560 < toasts.toast.geometry().bottom() < 600


def test_what_is_at_the_foot_is_kept_clear(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    window.resize(900, 600)
    qtbot.addWidget(window)
    foot = 200
    toasts = Toasts(theme, window, lambda: foot)
    toasts.say("已导出。")
    assert toasts.toast is not None
    assert toasts.toast.geometry().bottom() < 400
    foot = 30
    toasts.place()
    assert toasts.toast.geometry().bottom() > 500
    toasts.finish()
