"""A conversation of any length: what is near the screen is there, what is far is not, and nothing jumps."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from pytestqt.qtbot import QtBot

from app.assistant.events import AskRequest
from app.domain.answer import Answer, Mode
from app.gui.chat.turn import Turn
from app.gui.chat.turn_list import TurnList
from app.gui.chat.turn_state import TurnState
from app.gui.style.theme import Sizes, Theme
from tests.gui.fakes import professional_answer

GAP = Sizes().gap


def state(number: int) -> TurnState:
    question = f"第 {number} 个问题？"
    return TurnState(AskRequest(question), professional_answer(question), number)


@pytest.fixture
def turns(qtbot: QtBot, theme: Theme) -> TurnList:
    made = TurnList(lambda state: Turn(state, theme), theme)
    made.resize(800, 600)
    qtbot.addWidget(made)
    made.show()
    return made


def settle(qtbot: QtBot, turns: TurnList) -> None:
    qtbot.waitUntil(lambda: turns._held is None)
    qtbot.wait(30)


def test_of_a_thousand_turns_few_are_widgets(qtbot: QtBot, turns: TurnList) -> None:
    turns.show_states([state(number) for number in range(1000)])
    settle(qtbot, turns)
    assert 1 < len(turns.widgets) < 30
    assert turns.last is not None
    assert turns.last.state.question == "第 999 个问题？"


def test_scrolling_brings_turns_and_lets_go_of_others(qtbot: QtBot, turns: TurnList) -> None:
    turns.show_states([state(number) for number in range(200)])
    settle(qtbot, turns)
    turns.verticalScrollBar().setValue(0)
    qtbot.wait(30)
    questions = {turn.state.question for turn in turns.widgets}
    assert "第 0 个问题？" in questions
    assert "第 199 个问题？" not in questions


def test_the_new_question_stands_at_the_top(qtbot: QtBot, turns: TurnList) -> None:
    turns.show_states([state(number) for number in range(20)])
    settle(qtbot, turns)
    turn = turns.append(TurnState(AskRequest("新的问题？")))
    settle(qtbot, turns)
    assert turn.y() - turns.verticalScrollBar().value() == GAP
    turn.append_text("很长的回答。" * 500)
    qtbot.wait(60)
    assert turn.y() - turns.verticalScrollBar().value() == GAP
    assert turn.height() > 600


def test_a_turn_that_was_let_go_comes_back_as_it_was(qtbot: QtBot, turns: TurnList) -> None:
    states = [state(number) for number in range(100)]
    states[0].error = None
    turns.show_states(states, at=0)
    settle(qtbot, turns)
    before = turns.widgets[0].view.toPlainText()
    turns.go_to(99)
    settle(qtbot, turns)
    assert states[0] not in [turn.state for turn in turns.widgets]
    turns.go_to(0)
    settle(qtbot, turns)
    assert turns.widgets[0].view.toPlainText() == before


def test_turns_do_not_overlap(qtbot: QtBot, turns: TurnList) -> None:
    turns.show_states([state(number) for number in range(30)], at=10)
    settle(qtbot, turns)
    shown = turns.widgets
    assert all(upper.geometry().bottom() < lower.y() for upper, lower in pairwise(shown))


def test_general_answers_are_set_as_markdown(qtbot: QtBot, turns: TurnList) -> None:
    answer = Answer("问？", Mode.GENERAL, "| 甲 | 乙 |\n| - | - |\n| 1 | 2 |\n\n**重点** \\(x^2\\)", model="m")
    turn = turns.append(TurnState(AskRequest("问？", Mode.GENERAL), answer, 0))
    text = turn.view.toPlainText()
    assert "|" not in text
    assert "**" not in text
    assert "重点" in text


def test_streamed_markdown_reads_as_the_whole_does(qtbot: QtBot, turns: TurnList) -> None:
    text = "# 标题\n\n第一段，**重**点。\n\n- 一\n- 二\n\n| 甲 | 乙 |\n| - | - |\n| 1 | 2 |\n\n末段 `代码`。"
    turn = turns.append(TurnState(AskRequest("问？", Mode.GENERAL)))
    for place in range(0, len(text), 3):
        turn.append_text(text[place : place + 3])
    streamed = turn.view.toPlainText().split()
    turn.show_answer(replace(Answer("问？", Mode.GENERAL, text), model="m"))
    assert streamed == turn.view.toPlainText().split()
