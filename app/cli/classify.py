"""``classify ID --category NAME[=description] … [--categories FILE] [--to FILE]``: into a person's own categories."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.assistant.export.files import require_new_file
from app.assistant.text_work.categories import parse_category, read_categories
from app.assistant.text_work.classification import Classification, Ranked, Sign
from app.assistant.text_work.classification_report import classification_report
from app.assistant.text_work.sorting import Sorting
from app.cli.output import Output
from app.cli.render import Json
from app.cli.text_work import add_target, marked_lines, saved, written_json
from app.cli.types import Subparsers, prose
from app.domain.printed_page import page_in_brackets
from app.foundation.messages import tr
from app.workspace import Workspace


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("classify", parents=[common], help=tr("把文件归入自己的类别，并给出依据"))
    parser.add_argument("id", metavar="ID")
    parser.add_argument(
        "--category", type=prose, action="append", default=[], metavar="NAME=TEXT", help=tr("一个类别和它的说明")
    )
    parser.add_argument("--categories", type=Path, metavar="FILE", help=tr("类别文件：TOML 或 JSON"))
    add_target(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> int:
    if options.to is not None:
        require_new_file(options.to)
    listed = read_categories(options.categories) if options.categories is not None else ()
    categories = (*listed, *map(parse_category, options.category))
    with Workspace.open(options.data) as workspace:
        made = workspace.text_work.classify(options.id, categories, output.progress())
        report = classification_report(Sorting(categories, (made,)))
        written = saved(workspace, report, (made.source,), options.to, options.mark)
        text = marked_lines(workspace, (made.source,), _lines(made))
    output.value(classification_json(made) | written_json(written), text)
    return 0


def classification_json(made: Classification) -> Json:
    """``category`` is null where the first is too little ahead ("unsure"); ``keys`` name the signs, which cite."""
    return {
        "document_id": made.source.document_id,
        "category": None if made.is_unsure else made.ranking[0].category.name,
        "unsure": made.is_unsure,
        "ranking": [_ranked_json(ranked) for ranked in made.ranking],
        "signs": [_sign_json(sign) for sign in made.signs],
    }


def _ranked_json(ranked: Ranked) -> Json:
    return {
        "category": ranked.category.name,
        "score": ranked.score,
        "meaning": ranked.meaning,
        "words": list(ranked.words),
        "keys": list(ranked.keys),
    }


def _sign_json(sign: Sign) -> Json:
    return {
        "key": sign.key,
        "kind": sign.kind,
        "text": sign.text,
        "clause": sign.clause,
        "clause_id": sign.clause_id,
        "page": sign.page,
    }


def _lines(made: Classification) -> list[str]:
    first = made.ranking[0].category.name
    verdict = tr("拿不准：前两类相差太小。") if made.is_unsure else tr("归入：{category}", category=first)
    ranking = [
        f"  {one.score:.3f}  {one.category.name}  {''.join(f'[{key}]' for key in one.keys)}" for one in made.ranking
    ]
    signs = [f"  [{sign.key}] {_place(sign, made)}：{sign.text}" for sign in made.signs]
    return [verdict, *ranking, tr("依据"), *signs]


def _place(sign: Sign, made: Classification) -> str:
    return f"{sign.clause or made.source.standard}{page_in_brackets(sign.page, sign.printed_page)}"
