"""``ask QUESTION``: an answer with the clauses it rests on, streamed to the terminal."""

from __future__ import annotations

import argparse
from functools import partial
from typing import Any

from app.assistant.events import AnswerEvent, AskRequest, TextStreamed
from app.cli.batch import BatchOptions
from app.cli.output import Output
from app.cli.render import answer_json
from app.cli.search import add_scope
from app.cli.types import Subparsers, prose
from app.domain.answer import Answer, ClarifyingQuestion, Fact, Mode, Understanding
from app.domain.where import Where
from app.foundation.errors import UserError
from app.foundation.jobs import CancelToken
from app.foundation.messages import tr
from app.security.labels import AI_LABEL, needs_label
from app.security.marks import mark_line
from app.workspace import Workspace

BATCH = BatchOptions("questions", "question")


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("ask", parents=[common], help=tr("提问"))
    parser.add_argument("question", nargs="?", type=prose, metavar="QUESTION")
    BATCH.add_to(parser)
    parser.add_argument("--mode", choices=[mode.value for mode in Mode], default=Mode.PROFESSIONAL.value)
    parser.add_argument("--fact", type=prose, action="append", default=[], metavar="KEY=VALUE", help=tr("已确认的事实"))
    parser.add_argument("--model", metavar="ID", help=tr("用哪个对话模型"))
    parser.add_argument("--conversation", type=prose, metavar="ID", help=tr("接着这次对话"))
    add_scope(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> int:
    if BATCH.are_given(options):
        return BATCH.run(options, output, partial(_answer, options))
    if not options.question or not options.question.strip():
        raise UserError(tr("没有写问题。"), tr("用法：ask QUESTION，或 ask --questions IN.jsonl --out OUT.jsonl"))
    request = _request(options, options.question)
    with Workspace.open(options.data) as workspace:
        answer = workspace.ask(request, _streamer(output), CancelToken())
    output.value(answer_json(answer), remarks(answer))
    return 0


def _answer(options: argparse.Namespace, workspace: Workspace, question: str) -> dict[str, Any]:
    return answer_json(workspace.ask(_request(options, question), _ignore, CancelToken()))


def _request(options: argparse.Namespace, question: str) -> AskRequest:
    return AskRequest(
        question=question,
        mode=Mode(options.mode),
        facts=tuple(_fact(text) for text in options.fact),
        model=options.model,
        where=Where(options.collection, options.document, options.as_of),
        conversation=options.conversation,
    )


def _fact(text: str) -> Fact:
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        raise UserError(tr("--fact 要写成 KEY=VALUE：{text}", text=text))
    return Fact(key.strip(), value.strip())


def _streamer(output: Output) -> Any:
    def on_event(event: AnswerEvent) -> None:
        if isinstance(event, TextStreamed):
            output.text(event.text, end="")

    return on_event


def _ignore(event: AnswerEvent) -> None:
    """A batch shows only its finished lines."""


def remarks(answer: Answer) -> str:
    """What stands below the text that was streamed already: how it was read, what is known, what is asked back."""
    lines = [f"⚠ {warning}" for warning in answer.warnings]
    if answer.security_mark:
        lines.insert(0, mark_line(answer.security_mark))
    if needs_label(answer) and not answer.text.rstrip().endswith(AI_LABEL):
        lines.append(AI_LABEL)
    if answer.understanding is not None and answer.understanding.is_follow_up:
        lines.insert(0, _read_as(answer.understanding))
    if answer.facts:
        facts = "，".join(f"{fact.key}={fact.value}" for fact in answer.facts)
        lines.append(tr("已确认：{facts}（改用 --fact 条件=值，撤回用 --fact 条件=）", facts=facts))
    if answer.clarifying_question is not None:
        lines.append(_asked_back(answer.clarifying_question, answer.conversation))
    return "".join(f"\n{line}" for line in lines)


def _read_as(understanding: Understanding) -> str:
    scope = "、".join(understanding.standards)
    if scope:
        return tr("接上一问，理解为：{question}（先查 {scope}）", question=understanding.question, scope=scope)
    return tr("接上一问，理解为：{question}", question=understanding.question)


def _asked_back(clarifying: ClarifyingQuestion, conversation: str | None) -> str:
    """The question with its options numbered, and how to answer it on the command line."""
    options = [f"  {number}. {option}" for number, option in enumerate(clarifying.options, 1)]
    return "\n".join((f"？ {clarifying.text}", *options, f"  {_how_to_answer(clarifying.key, conversation)}"))


def _how_to_answer(key: str, conversation: str | None) -> str:
    if conversation is None:  # no history is kept
        return tr("回答时把问题再问一次，加上 --fact {key}=选项；不清楚就写 --fact {key}=不知道。", key=key)
    return tr(
        "回答时再问一次，加上 --conversation {id} --fact {key}=选项；不清楚就写 --fact {key}=不知道。",
        id=conversation,
        key=key,
    )
