"""What a search found as a table."""

from __future__ import annotations

from collections.abc import Sequence

from app.assistant.export.report import Column, Report, cell
from app.assistant.quoting.citations import PATH_STEP
from app.domain.evidence import Evidence
from app.domain.names import status_name
from app.domain.printed_page import page_figure
from app.domain.where import SearchRequest
from app.foundation.messages import tr


def search_report(request: SearchRequest, found: Sequence[Evidence]) -> Report:
    """A row a passage, in the order of the results, with its whole text."""
    as_of = request.where.as_of
    return Report(
        title=tr("检索结果：{query}", query=request.query),
        about=(
            tr("列出最相关的 {count} 处条款。", count=len(found)),
            *((tr("有效性以 {day} 为准。", day=as_of),) if as_of else ()),
            tr("按规则从原文逐字摘出，没有使用人工智能生成。"),
        ),
        columns=(
            Column(tr("序号"), 4),
            Column(tr("标准"), 12),
            Column(tr("名称"), 16),
            Column(tr("状态"), 6),
            Column(tr("条款"), 8),
            Column(tr("标题"), 16),
            Column(tr("原文"), 48),
            Column(tr("页"), 6),
            Column(tr("文件"), 14),
        ),
        rows=tuple(
            (
                cell(item.rank),
                cell(item.source.standard),
                cell(item.source.title),
                cell(status_name(item.source.status)),
                cell(item.number),
                cell(PATH_STEP.join(item.title_path.split(PATH_STEP)[1:])),
                cell(item.text),
                cell(page_figure(item.page, item.source.printed_page(item.page))),
                cell(item.source.file),
            )
            for item in found
        ),
    )
