"""How much was found: what is listed, and how many clauses say all the words."""

from __future__ import annotations

from app.domain.where import By
from app.foundation.messages import enumerated, tr
from app.gui.search.searching import Found

MOST = 500
"""Results that are listed at most; nobody reads on."""


def may_have_more(found: Found) -> bool:
    """As many as were asked for are no total."""
    return found.is_final and len(found.evidence) >= found.limit


def count_text(found: Found) -> str:
    """One sentence: what is listed, and what of it says the words."""
    words = words_text(found) if found.is_final else ""
    return tr("{listed}；{words}", listed=_listed(found), words=words) if words else _listed(found)


def _listed(found: Found) -> str:
    count, documents = len(found.evidence), len({item.source.document_id for item in found.evidence})
    if not found.is_final:
        return tr("先列出字词命中的 {count} 处；按意思的检索还在进行…", count=count)
    if not may_have_more(found):
        return tr("{count} 处条款，{documents} 个文件", count=count, documents=documents)
    if found.limit < MOST:
        return tr("最相关的前 {count} 处，出自 {documents} 个文件；下面还有", count=count, documents=documents)
    return tr("最相关的前 {count} 处，出自 {documents} 个文件；请加词或用筛选缩小", count=count, documents=documents)


def words_text(found: Found) -> str:
    """How many clauses say the words, a total, or that what is named is not held; "" where both are unknown."""
    said = found.said
    if said is None:
        return ""
    if said.missing:
        return tr("文库里没有 {names}，列出的是别的文件里相近的", names=enumerated(said.missing))
    if said.passages is None:
        return ""
    if said.passages == 0:
        return tr("没有一处写全了这些字词，列出的是最接近的")
    if found.request.by is By.WORDS and said.passages < len(found.evidence):
        return tr("写全这些字词的 {count} 处在前，其后的只写到一部分", count=said.passages)
    return tr("写全这些字词的共 {count} 处", count=said.passages)
