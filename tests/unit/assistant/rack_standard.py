"""Two small standards of our own about storage racks: tables, lists and sentences that answer under conditions."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from app.domain.document import Clause, ClauseKind, Document, DocumentKind, Metadata, document_id
from app.domain.table import Table, plain_table

CHAPTER, CLAUSE, ITEM, TABLE = ClauseKind.CHAPTER, ClauseKind.CLAUSE, ClauseKind.ITEM, ClauseKind.TABLE
Row = tuple[str | None, str, str, ClauseKind, int | None, Table | None]
"""Number, title, text, kind, the position of the parent among the rows, and a table's cells."""

BY_GRADE = plain_table(
    [
        ["构件名称", "一级", "二级", "三级"],
        ["立柱", "3.00", "2.50", "2.00"],
        ["横梁", "2.00", "1.50", "1.00"],
        ["底座", "1.00", "1.00", "1.00"],
    ],
    header_rows=1,
)
BY_STATE = plain_table(
    [
        ["试验条件", "试验速度 km/h", "使用的制动器", "制动距离 m"],
        ["干态", "25", "同时使用两个制动器", "≤7"],
        ["干态", "25", "单用后制动器", "≤15"],
        ["湿态", "16", "同时使用两个制动器", "≤9"],
        ["湿态", "16", "单用后制动器", "≤19"],
    ],
    header_rows=1,
)
BY_RANGE = plain_table(
    [["货架高度（m）", "≤6", "6<H≤12", ">12"], ["层间距 mm", "300", "400", "500"]],
    header_rows=1,
)
LAYOUT = plain_table(
    [
        ["起始字节", "字段", "数据类型", "描述及要求"],
        ["0", "货位编号", "WORD", "报警解除后清零"],
        ["2", "货架编号", "DWORD", "收到应答后清零"],
    ],
    header_rows=1,
)
BY_SERIES = plain_table(
    [
        ["系列", "额定载荷/kg", "台面长×宽/mm", "推力/N不大于"],
        ["RB150", "150", "740×480", "90"],
        ["RB300", "300", "900×600", "160"],
    ],
    header_rows=1,
)
SPACING = (
    "当货架高度在6.0m以下时，巷道宽度不应小于1.2m；当货架高度在6.0m及以上时，巷道宽度不应小于1.6m。"
    "单面布置的通道净宽不应小于1.10m，双面布置的通道净宽不应小于1.40m。"
)

RACK_ROWS: tuple[Row, ...] = (
    ("4", "技术要求", "", CHAPTER, None, None),
    ("4.1", "耐火极限", "不同耐火等级货架构件的耐火极限不应低于表1的规定。", CLAUSE, 0, None),
    ("表1", "货架构件的耐火极限（h）", "\n".join(BY_GRADE.lines()), TABLE, 1, BY_GRADE),
    ("4.2", "制动性能", "堆垛机的制动性能应符合表2的规定。", CLAUSE, 0, None),
    ("表2", "制动性能", "\n".join(BY_STATE.lines()), TABLE, 3, BY_STATE),
    ("4.3", "巷道", SPACING, CLAUSE, 0, None),
    ("4.4", "出入口", "货架库的出入口数量应符合下列规定：", CLAUSE, 0, None),
    ("4.4a)", "", "货位数为50个及以下时，可设1个出入口；", ITEM, 6, None),
    ("4.4b)", "", "货位数为51个～300个时，应设2个出入口；", ITEM, 6, None),
    ("4.4c)", "", "货位数大于300个时，应设3个出入口。", ITEM, 6, None),
    ("4.5", "额定载荷", "每个货位的额定载荷不应大于1000 kg。", CLAUSE, 0, None),
    ("4.6", "报警消息", "报警消息的格式见表3。", CLAUSE, 0, None),
    ("表3", "报警消息格式", "\n".join(LAYOUT.lines()), TABLE, 11, LAYOUT),
    ("4.7", "移动货架", "移动货架的基本参数见表4。", CLAUSE, 0, None),
    ("表4", "基本参数", "\n".join(BY_SERIES.lines()), TABLE, 13, BY_SERIES),
    ("4.8", "操作力", "移动货架的推力不应大于表4的规定，测量时应缓慢施力。", CLAUSE, 0, None),
)
SHELF_ROWS: tuple[Row, ...] = (
    ("5", "要求", "", CHAPTER, None, None),
    ("5.1", "货位", "每个货位的额定载荷不应大于800 kg。", CLAUSE, 0, None),
)


def rack() -> Document:
    return _document("rack.pdf", Metadata("立体货架", number="Q/ZS 201-2024", kind=DocumentKind.STANDARD), RACK_ROWS)


def shelf() -> Document:
    return _document("shelf.pdf", Metadata("轻型搁板", number="Q/ZS 202-2024", kind=DocumentKind.STANDARD), SHELF_ROWS)


def table_clause(table: Table, title: str = "") -> Clause:
    return Clause("d.1", "表1", title, "\n".join(table.lines()), TABLE, table=table)


def _document(file: str, metadata: Metadata, rows: Sequence[Row]) -> Document:
    sha256 = hashlib.sha256(file.encode()).hexdigest()
    made = document_id(sha256)
    clauses = tuple(
        Clause(
            f"{made}.{place}", number, title, text, kind, None if above is None else f"{made}.{above}", 1, table=table
        )
        for place, (number, title, text, kind, above, table) in enumerate(rows)
    )
    return Document(made, sha256, file, "pdf", 1, metadata, clauses)
