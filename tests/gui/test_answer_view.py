"""What leaves an answer by hand: a selection that is copied or dragged out."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.answer import Answer, Mode
from app.gui.chat.answer_view import AnswerView
from app.gui.style.theme import Theme
from app.security.labels import AI_LABEL
from tests.gui.fakes import SENTENCE, professional_answer


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> AnswerView:
    made = AnswerView(Mode.PROFESSIONAL, theme)
    qtbot.addWidget(made)
    return made


def select(view: AnswerView, words: str) -> None:
    found = view.document().find(words)
    assert not found.isNull()
    view.setTextCursor(found)


def test_a_models_words_that_are_copied_bear_their_label(view: AnswerView) -> None:
    view.show_answer(professional_answer("制动距离？"))
    select(view, "驻车制动还应能在 8% 的坡道上停住。")
    view.copy()
    gc.collect()
    held = QApplication.clipboard().mimeData()
    assert held.text() == f"驻车制动还应能在 8% 的坡道上停住。\n\n{AI_LABEL}"
    assert AI_LABEL in held.html()


def test_words_of_a_document_need_none(view: AnswerView) -> None:
    view.show_answer(professional_answer("制动距离？"))
    select(view, SENTENCE)
    view.copy()
    assert QApplication.clipboard().text() == SENTENCE


def test_words_that_still_stream_bear_it_too(qtbot: QtBot, view: AnswerView) -> None:
    view.append_text("空载和满载时")
    view.moveCursor(QTextCursor.MoveOperation.Start)
    view.selectAll()
    dragged = view.createMimeDataFromSelection()
    assert dragged.text().endswith(AI_LABEL)


def test_an_answer_of_quotes_alone_bears_none(qtbot: QtBot, theme: Theme) -> None:
    view = AnswerView(Mode.VERBATIM, theme)
    qtbot.addWidget(view)
    view.show_answer(Answer("?", Mode.VERBATIM, "原文"))
    view.selectAll()
    assert view.createMimeDataFromSelection().text() == "原文"
