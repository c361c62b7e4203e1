"""A person in the real window with the real models: drop files, wait, ask, click the citation, export."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app.assistant.export.style import ExportStyle
from app.domain.answer import Mode
from app.foundation.messages import use_language
from app.foundation.paths import samples_folder
from app.gui.application import Application
from app.gui.main_window import MainWindow
from app.gui.road.session import Session
from app.gui.start import open_workspace
from app.security.labels import AI_LABEL
from tests.models import CHAT, GGUF_EMBEDDING, path_of

MINUTES = 60_000
QUESTION = "平板车的推手离地应该多高？"


@pytest.fixture(scope="module")
def _models() -> None:
    for model in (CHAT, GGUF_EMBEDDING):
        path_of(model)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, _models: None) -> Iterator[MainWindow]:
    use_language("zh")
    application = Application(lambda: open_workspace(tmp_path / "workspace"))
    with qtbot.waitSignal(application.window.listed, timeout=MINUTES):
        application.window.show()
    yield application.window
    application.close()
    application.window.deleteLater()
    del application
    gc.collect()  # here and not on some later test's thread


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    button, key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, button, key))


def session_of(window: MainWindow) -> Session:
    assert window.desk.session is not None
    return window.desk.session


def test_from_a_drop_to_an_exported_answer(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    importing = window.bringing_in.importing
    with qtbot.waitSignals([importing.add_finished, importing.embed_finished], timeout=5 * MINUTES):
        drop(window, samples_folder())
    qtbot.waitUntil(lambda: len(window.desk.entries) == 5)

    chat = window.chat
    assert chat.question.modes[Mode.PROFESSIONAL].isEnabled()
    chat.question.edit.setPlainText(QUESTION)
    qtbot.keyClick(chat.question.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(chat.states[-1].evidence), timeout=2 * MINUTES)
    qtbot.waitUntil(lambda: not chat.asking.is_running, timeout=3 * MINUTES)
    turn = chat.list.last
    assert turn is not None
    assert turn.answer is not None, turn.state.error
    assert not turn.answer.refused
    assert "850" in turn.answer.text

    cited = next(citation for citation in turn.answer.citations if citation.page)
    turn.view.anchorClicked.emit(QUrl(f"cite:{cited.key}"))
    qtbot.waitUntil(lambda: window.reader.opened is not None, timeout=MINUTES)
    assert window.reader.page == cited.page

    conversation = chat.conversation.id
    assert conversation is not None
    for name in ("answer.docx", "answer.pdf", "answer.md"):
        written = session_of(window).export_conversation(conversation, tmp_path / name, ExportStyle())
        assert written.path.stat().st_size > 0


def test_the_bare_model_is_labelled_while_it_writes(qtbot: QtBot, window: MainWindow) -> None:
    chat = window.chat
    chat.ask("用一句话介绍标准化。", Mode.GENERAL)
    qtbot.waitUntil(lambda: bool(chat.states[-1].text) or not chat.asking.is_running, timeout=3 * MINUTES)
    turn = chat.list.last
    assert turn is not None
    assert turn.foot.ai_label.isVisible()
    qtbot.waitUntil(lambda: not chat.asking.is_running, timeout=3 * MINUTES)
    assert turn.foot.ai_label.text() == AI_LABEL
    chat.stop()


def test_the_window_closes_while_a_model_writes(qtbot: QtBot, window: MainWindow) -> None:
    window.chat.ask("写一篇很长的介绍。", Mode.GENERAL)
    qtbot.waitUntil(lambda: bool(window.chat.states[-1].text), timeout=3 * MINUTES)
