"""Facts behind their labels, as sites and offices print them above a text."""

from __future__ import annotations

from app.domain.document import DocumentKind, DocumentStatus, Metadata, StatusBasis
from app.domain.table import plain_table
from app.ingest.lines import Line, TableBlock
from app.ingest.metadata.metadata import read_metadata
from tests.unit.ingest.documents import lines, reading
from tests.unit.ingest.test_metadata import SCOPE, TODAY


def read(*blocks: Line | TableBlock) -> Metadata:
    return read_metadata(reading([*blocks, *lines("前言", "1 范围")]), (SCOPE,), "a.md", today=TODAY)


def test_a_list_of_facts_is_read() -> None:
    found = read(
        *lines(
            "- 标准编号：GB/T 12345—2025",
            "- 标准名称：手推车",
            "- 英文名称：Hand trolleys",
            "- **发布日期**：2025-03-10",
            "- 实施日期：2025年10月1日",
            "- 代替标准：GB/T 12345-2010",
            "- 标准状态：现行",
            "- 发布单位：国家市场监督管理总局",
            "- 国际标准分类号（ICS）：53.060",
            "- 中国标准分类号（CCS）：J83",
        )
    )
    assert (found.number, found.title, found.title_en) == ("GB/T 12345-2025", "手推车", "Hand trolleys")
    assert (found.issued, found.effective, found.replaces) == ("2025-03-10", "2025-10-01", ("GB/T 12345-2010",))
    assert (found.status, found.status_basis) == (DocumentStatus.IN_FORCE, StatusBasis.DOCUMENT)
    assert (found.ics, found.ccs, found.issuer) == ("53.060", "J83", "国家市场监督管理总局")
    assert found.kind is DocumentKind.STANDARD


def test_a_table_of_facts_is_read() -> None:
    table = plain_table(
        [["标准号", "GB/T 12345-2025", "状态", "废止"], ["废止日期", "2026-01-01", "实施日期", "2025-10-01"]]
    )
    found = read(*lines("手推车"), TableBlock(table))
    assert (found.number, found.effective, found.withdrawn) == ("GB/T 12345-2025", "2025-10-01", "2026-01-01")
    assert (found.status, found.status_basis) == (DocumentStatus.WITHDRAWN, StatusBasis.DOCUMENT)


def test_front_matter_is_read() -> None:
    found = read(*lines("title: 手推车", "number: GB/T 12345-2025", "effective: 2025-10-01"))
    assert (found.number, found.title, found.effective) == ("GB/T 12345-2025", "手推车", "2025-10-01")


def test_a_cover_is_believed_before_a_label() -> None:
    found = read(*lines("GB/T 12345—2025", "手推车", "2025-03-10 发布", "发布日期：2024-01-01"))
    assert found.issued == "2025-03-10"


def test_other_labels_say_nothing() -> None:
    assert read(*lines("手推车", "起草单位：某某厂", "页数：12", "备注：无")).number is None
