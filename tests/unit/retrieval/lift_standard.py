"""Small texts of our own, two editions of a company standard and a statute, for retrieval and the assistant."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from app.domain.document import (
    Box,
    Clause,
    ClauseKind,
    Document,
    DocumentKind,
    Metadata,
    Reference,
    Span,
    document_id,
)
from app.library.catalogue import Catalogue
from app.library.database import Database
from app.library.words import WordIndex
from app.retrieval.dense import DenseRoute
from app.retrieval.search import Search

Row = tuple[str | None, str, str, ClauseKind, int | None]
"""Number, title, text, kind, and the position of the parent among the rows."""

CLAUSE, ITEM, CHAPTER, TABLE, TERM = (
    ClauseKind.CLAUSE,
    ClauseKind.ITEM,
    ClauseKind.CHAPTER,
    ClauseKind.TABLE,
    ClauseKind.TERM,
)

LIFT_ROWS: tuple[Row, ...] = (
    ("3", "术语和定义", "", CHAPTER, None),
    ("3.1", "额定载荷 rated load", "升降平台正常工作时允许承载的最大质量。", TERM, 0),
    ("4", "技术要求", "", CHAPTER, None),
    ("4.1", "升降速度", "平台的升降速度应不大于0.15 m/s，速度偏差不应超过±5%。", CLAUSE, 2),
    ("4.2", "护栏", "平台护栏应符合下列要求：", CLAUSE, 2),
    ("4.2a)", "", "护栏高度应不小于1.1 m；", ITEM, 4),
    ("4.2b)", "", "护栏应能承受900 N的水平力而不产生永久变形。", ITEM, 4),
    ("4.3", "噪声", "空载运行时，距平台1 m处的噪声不应大于75 dB(A)。试验按5.2的规定进行。", CLAUSE, 2),
    ("4.4", "使用说明书", "使用说明书宜提示操作人员佩戴安全帽，操作人员不得在平台升起后攀爬护栏。", CLAUSE, 2),
    ("5", "试验方法", "", CHAPTER, None),
    ("5.1", "载荷试验", "平台施加1.25倍额定载荷，持续10 min，卸载后检查有无裂纹。", CLAUSE, 9),
    ("5.2", "噪声试验", "声级计应放置在距平台1 m、高1.5 m处，测量三次取平均值。", CLAUSE, 9),
    ("5.3", "试验条件", "试验条件应符合表1的规定。", CLAUSE, 9),
    ("表1", "试验条件", "项目 | 温度 ℃ | 风速 m/s\n室内试验 | 5~40 | —\n室外试验 | -10~40 | ≤8", TABLE, 12),
)
OLD_LIFT_ROWS: tuple[Row, ...] = (
    ("4", "技术要求", "", CHAPTER, None),
    ("4.1", "升降速度", "平台的升降速度应不大于0.25 m/s。", CLAUSE, 0),
)
COMING_LIFT_ROWS: tuple[Row, ...] = (
    ("4", "技术要求", "", CHAPTER, None),
    ("4.1", "平台的升降速度", "平台的升降速度：平台的升降速度应不大于0.10 m/s。", CLAUSE, 0),
)
STATUTE_ROWS: tuple[Row, ...] = (
    ("第一条", "", "为了规范场内设备的使用，制定本条例。", CLAUSE, None),
    ("第十二条", "", "使用单位应当自设备投入使用之日起三十日内办理登记。", CLAUSE, None),
    ("第十三条", "", "违反本条例第十二条规定的，处一万元以上三万元以下罚款。", CLAUSE, None),
)


def lift() -> Document:
    """Q/ZS 001-2024, with a page and spans, and an edge from 4.3 to 5.2."""
    metadata = Metadata(
        title="升降平台安全技术条件", number="Q/ZS 001-2024", kind=DocumentKind.STANDARD, effective="2024-06-01"
    )
    return made_document("lift-2024.pdf", metadata, LIFT_ROWS, edges=((7, "5.2"),))


def old_lift() -> Document:
    """Q/ZS 001-2015, which the newer edition replaces."""
    metadata = Metadata(
        title="升降平台安全技术条件", number="Q/ZS 001-2015", kind=DocumentKind.STANDARD, effective="2015-06-01"
    )
    return made_document("lift-2015.pdf", metadata, OLD_LIFT_ROWS)


def coming_lift() -> Document:
    """Q/ZS 001-2099, which will replace the edition in force; its words are nearer to a question about speed."""
    metadata = Metadata(
        title="升降平台安全技术条件", number="Q/ZS 001-2099", kind=DocumentKind.STANDARD, effective="2099-06-01"
    )
    return made_document("lift-2099.pdf", metadata, COMING_LIFT_ROWS)


def statute() -> Document:
    return made_document("statute.docx", Metadata(title="场内设备使用条例", kind=DocumentKind.REGULATION), STATUTE_ROWS)


def made_document(
    file: str, metadata: Metadata, rows: Sequence[Row], edges: Sequence[tuple[int, str]] = ()
) -> Document:
    sha256 = hashlib.sha256(file.encode()).hexdigest()
    made = document_id(sha256)
    clauses = tuple(
        Clause(
            id=f"{made}.{place}",
            number=number,
            title=title,
            text=text,
            kind=kind,
            parent_id=None if parent is None else f"{made}.{parent}",
            page=place + 1,
            spans=(Span(0, len(text), Box(place + 1, 70.0, 100.0, 520.0, 115.0)),),
        )
        for place, (number, title, text, kind, parent) in enumerate(rows)
    )
    references = tuple(Reference(f"{made}.{place}", None, to_clause) for place, to_clause in edges)
    return Document(made, sha256, file, "pdf", len(rows), metadata, clauses, references)


def library(folder: Path, *documents: Document) -> tuple[Database, Catalogue, WordIndex]:
    """A library that holds the documents, in the collection "default"."""
    database = Database(folder / "catalogue.sqlite3")
    catalogue = Catalogue(database)
    for document in documents:
        catalogue.put(document, path=f"/{document.file}", collection="default")
    return database, catalogue, WordIndex(database)


def search_over(folder: Path, *documents: Document, dense: DenseRoute | None = None) -> Search:
    _, catalogue, words = library(folder, *documents)
    return Search(catalogue, words, dense)
