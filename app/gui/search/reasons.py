"""Why a result stands there that does not say what was searched for."""

from __future__ import annotations

from app.domain.evidence import Evidence
from app.foundation.messages import tr
from app.gui.parts.lit_words import spans


def reason_of(item: Evidence, query: str) -> str:
    """ "" for a result that says a word of the query, which is lit, or whose number is named in it."""
    leaning = {
        "reference": tr("列出的条款引用了它"),
        "table": tr("列出的条款引用了这张表"),
        "definition": tr("列出的条款用到这个术语"),
    }
    for route, reason in leaning.items():
        if route in item.routes:
            return reason
    said = "\n".join((item.source.standard, item.title_path, item.number or "", item.text))
    if "exact" in item.routes or not item.routes or spans(said, query):
        return ""
    if "vectors" in item.routes:
        return tr("没有写检索的词，按意思相近列出")
    return tr("没有写检索的词，写的是同义词，或只有个别字相同")
