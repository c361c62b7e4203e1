"""``search QUERY``: the clauses that meet the words and the meaning of a question."""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from functools import partial
from typing import Any

from app.cli.batch import BatchOptions
from app.cli.output import Output
from app.cli.render import evidence_json
from app.cli.table_text import table_text
from app.cli.types import Subparsers, prose
from app.domain.document import DocumentKind, DocumentStatus, Strength
from app.domain.evidence import Evidence
from app.domain.names import recognition_name
from app.domain.printed_page import page_name
from app.domain.where import By, Only, Where
from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.retrieval.table_rows import telling_excerpt, without_tables
from app.security.marks import mark_line
from app.workspace import Workspace

BATCH = BatchOptions("queries", "query")
SHOWN_CHARACTERS = 160
SHOWN_ROWS = 6
"""Of the body of a table."""


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("search", parents=[common], help=tr("检索条款"))
    parser.add_argument("query", nargs="?", type=prose, metavar="QUERY")
    BATCH.add_to(parser)
    parser.add_argument("--top", type=int, default=10, metavar="N")
    parser.add_argument("--include-superseded", action="store_true", help=tr("被代替的文本不退后"))
    parser.add_argument(
        "--keywords", choices=("on", "off"), default="off", help=tr("让小模型先写出专业检索词（默认 off）")
    )
    add_scope(parser)
    _add_filters(parser)
    parser.set_defaults(run=run)


def add_scope(parser: argparse.ArgumentParser) -> None:
    """The options that say which documents count, shared with ``ask``."""
    parser.add_argument("--collection", metavar="NAME", help=tr("文库名"))
    parser.add_argument("--document", metavar="ID", help=tr("只在这个文件里"))
    parser.add_argument("--as-of", metavar="DATE", help=tr("按这一天的有效文本"))


def _add_filters(parser: argparse.ArgumentParser) -> None:
    """What alone is searched. Choices may be given several times."""
    parser.add_argument("--by", choices=tuple(By), type=By, default=By.BOTH, help=tr("按字词、按意思，或两者（默认）"))
    parser.add_argument("--kind", choices=tuple(DocumentKind), type=DocumentKind, action="append", default=[])
    parser.add_argument("--status", choices=tuple(DocumentStatus), type=DocumentStatus, action="append", default=[])
    parser.add_argument("--strength", choices=tuple(Strength), type=Strength, action="append", default=[])
    for name, told in (("issued", tr("发布日期")), ("effective", tr("实施日期"))):
        parser.add_argument(f"--{name}-from", metavar="DATE", help=tr("{date}不早于这一天", date=told))
        parser.add_argument(f"--{name}-to", metavar="DATE", help=tr("{date}不晚于这一天", date=told))


def _only(options: argparse.Namespace) -> Only:
    return Only(
        tuple(options.kind),
        tuple(options.status),
        tuple(options.strength),
        options.issued_from,
        options.issued_to,
        options.effective_from,
        options.effective_to,
    )


def run(options: argparse.Namespace, output: Output) -> int:
    if options.top < 1:
        raise UserError(tr("--top 要大于 0。"))
    if BATCH.are_given(options):
        return BATCH.run(options, output, partial(_answer, options))
    if not options.query or not options.query.strip():
        raise UserError(
            tr("没有写要检索的内容。"), tr("用法：search QUERY，或 search --queries IN.jsonl --out OUT.jsonl")
        )
    with Workspace.open(options.data) as workspace:
        began = time.perf_counter()
        found = _find(options, workspace, options.query)
        value = {"query": options.query, **_value(found, began)}
    shown = "\n\n".join(_text(evidence, options.query) for evidence in found)
    output.value(value, shown or tr("没有找到。"))
    return 0


def _answer(options: argparse.Namespace, workspace: Workspace, query: str) -> dict[str, Any]:
    began = time.perf_counter()
    return _value(_find(options, workspace, query), began)


def _value(found: Sequence[Evidence], began: float) -> dict[str, Any]:
    return {"results": [evidence_json(item) for item in found], "seconds": round(time.perf_counter() - began, 3)}


def _find(options: argparse.Namespace, workspace: Workspace, query: str) -> Sequence[Evidence]:
    keywords = workspace.search_words(query) if options.keywords == "on" else ()
    return workspace.search(
        query,
        Where(options.collection, options.document, options.as_of, _only(options)),
        keywords=keywords,
        limit=options.top,
        include_superseded=options.include_superseded,
        by=options.by,
    )


def _text(evidence: Evidence, query: str) -> str:
    """Where it stands and what it says: its telling part, else how it begins; of tables the rows that bear on it."""
    shown = evidence.shown
    page = page_name(shown.page, evidence.printed_page)
    read = f"（{recognition_name(evidence.confidence)}）" if evidence.confidence is not None else ""
    mark = f"  〔{mark_line(evidence.source.security_mark)}〕" if evidence.source.security_mark else ""
    head = f"{evidence.rank}. {evidence.source.standard} {shown.number or ''}  {page}{read}{mark}".rstrip()
    text = without_tables(shown).replace("\n", " ")
    tables = (telling_excerpt(clause, shown.text, query, SHOWN_ROWS) for clause in shown.clauses)
    line = f"   {text[:SHOWN_CHARACTERS]}{'…' if len(text) > SHOWN_CHARACTERS else ''}"
    return "\n".join([head, line, *(table_text(table, "   ") for table in tables if table is not None)])
