"""``feedback add CONVERSATION right|wrong``, ``feedback list``, ``feedback export FILE``: verdicts on answers."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from app.cli.output import Output
from app.cli.render import Json, answer_json
from app.cli.types import Subparsers, prose
from app.foundation.messages import tr
from app.foundation.new_files import require_new, write_new
from app.library.feedback import Feedback, Verdict
from app.workspace import Workspace


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("feedback", help=tr("对回答的评价"))
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    adding = actions.add_parser("add", parents=[common], help=tr("说一个回答是对还是错"))
    adding.add_argument("conversation", metavar="CONVERSATION")
    adding.add_argument("verdict", choices=[verdict.value for verdict in Verdict])
    adding.add_argument("--turn", type=int, metavar="N", help=tr("第几轮，从 1 数起；不写就是最后一轮"))
    adding.add_argument("--note", type=prose, default="", help=tr("为什么"))
    adding.set_defaults(run=run_add)
    listing = actions.add_parser("list", parents=[common], help=tr("列出评价"))
    listing.add_argument("--conversation", metavar="ID")
    listing.set_defaults(run=run_list)
    exporting = actions.add_parser("export", parents=[common], help=tr("连同问题和回答写成 JSONL"))
    exporting.add_argument("file", metavar="FILE.jsonl", type=Path)
    exporting.set_defaults(run=run_export)


def run_add(options: argparse.Namespace, output: Output) -> int:
    with Workspace.open(options.data) as workspace:
        turn = len(workspace.conversations.turns(options.conversation)) if options.turn is None else options.turn
        made = workspace.judge_answer(options.conversation, turn - 1, Verdict(options.verdict), options.note)
    output.value(_summary_json(made), _line(made))
    return 0


def run_list(options: argparse.Namespace, output: Output) -> int:
    with Workspace.open(options.data) as workspace:
        found = workspace.feedback(options.conversation)
    output.value([_summary_json(one) for one in found], "\n".join(map(_line, found)) or tr("还没有评价。"))
    return 0


def run_export(options: argparse.Namespace, output: Output) -> int:
    require_new(options.file)
    with Workspace.open(options.data) as workspace:
        found = workspace.feedback()
    lines = (json.dumps(_whole_json(one), ensure_ascii=False) + "\n" for one in found)
    write_new(options.file, "".join(lines).encode())
    output.value(
        {"file": str(options.file), "count": len(found)},
        tr("{count} 条评价写到 {path}", count=len(found), path=options.file),
    )
    return 0


def _summary_json(one: Feedback) -> Json:
    return {
        "conversation": one.conversation_id,
        "turn": one.turn + 1,
        "verdict": one.verdict.value,
        "note": one.note,
        "question": one.question,
        "made": one.made,
    }


def _whole_json(one: Feedback) -> Json:
    return {**_summary_json(one), "answer": answer_json(one.answer)}


def _line(one: Feedback) -> str:
    verdict = tr("对") if one.verdict is Verdict.RIGHT else tr("错")
    note = f" — {one.note}" if one.note else ""
    return f"{verdict}  {one.conversation_id} {one.turn + 1}  {one.question}{note}"
