"""Models that come or go while the window is open: everything that names them follows."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.domain.answer import Mode
from tests.gui.conftest import OpenWindow
from tests.gui.fakes import FakeSession


def test_the_first_page_the_mode_and_the_chooser_follow_the_models(
    qtbot: QtBot, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = FakeSession(chat_model_installed=False)
    found: tuple[str, ...] = ()
    monkeypatch.setattr(session, "installed_models", lambda: found)
    monkeypatch.setattr(session, "chat_models", lambda: found)
    window = open_window(session).window
    question, first = window.chat.question, window.welcome.facts
    qtbot.waitUntil(lambda: "没有找到" in first.models.text())
    assert question.mode is Mode.VERBATIM
    assert not question.context.engine.isEnabled()

    found, session.chat_model_installed = ("small", "large"), True
    window.others.models.models_changed.emit()
    qtbot.waitUntil(lambda: "small" in first.models.text())
    qtbot.waitUntil(question.context.engine.isEnabled)
    qtbot.waitUntil(lambda: question.mode is Mode.PROFESSIONAL)
    assert question.modes[Mode.GENERAL].isEnabled()
    assert question.hint.isHidden()

    question.context.use_model("small")
    found, session.chat_model_installed = (), False
    window.others.models.models_changed.emit()
    qtbot.waitUntil(lambda: "没有找到" in first.models.text())
    qtbot.waitUntil(lambda: question.context.model is None)
    qtbot.waitUntil(lambda: question.mode is Mode.VERBATIM)
    assert not question.context.engine.isEnabled()
