"""The text that a person reads: direct sentences with their keys, then the quotes with their places."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.assistant.answering.suggestions import evidence_name
from app.assistant.quoting.slicing import sentence_slices
from app.assistant.verification.claims import without_keys
from app.domain.answer import Citation, Sentence, SentenceKind
from app.domain.evidence import Evidence
from app.domain.printed_page import page_in_brackets
from app.domain.table import CELL_SEPARATOR
from app.foundation.messages import tr

UNVERIFIED = "【未核实】"
NEAREST_CLAUSES = 3
_OPENS_WITH_FIGURE = re.compile(r"[0-9A-Za-z]")
_ENDS_WITH_FIGURE = re.compile(r"[0-9A-Za-z]$")


def direct_line(sentence: Sentence) -> str:
    """A direct sentence as it is shown: what could not be checked says so first."""
    return sentence.text if sentence.verified else f"{UNVERIFIED}{sentence.text}"


def basis(citations: Sequence[Citation], leads: Sequence[str], shown: Sequence[Sentence]) -> str:
    """The quotes with their places, a line each; of a quote that the sentences above repeat word for word only the
    place.

    ``leads`` go with ``citations`` one by one: the lead-ins without which an item is not understood, else empty. One
    that was read before is not told again, nor is the head of a table that was printed above.
    """
    said = [bare(sentence.text) for sentence in shown if sentence.verified]
    leads_told: set[str] = set()
    heads: set[str] = set()
    lines: list[str] = []
    for citation, lead in zip(citations, leads, strict=True):
        head = _head(citation)
        is_head_told = citation.quote.startswith(head) or head in heads
        is_lead_told = lead in leads_told or any(is_said(lead, sentence) for sentence in said)
        above = ("" if is_head_told else _head_above(head)) or ("" if is_lead_told else _lead_above(lead))
        is_shown = _is_repeated(citation, said)
        lines.append(quote_line(citation, above, is_shown=is_shown))
        if not is_shown:
            heads.add(head)
        leads_told.add(lead)
    return "\n".join(lines)


def quote_line(citation: Citation, above: str = "", *, is_shown: bool = False) -> str:
    """依据[1] GB 17761-2018 6.1.3（第7页）：“…”; items behind their lead-in, rows of a table behind their head.

    A word stands before the key, so that a value at the end of the line above and the key never read as one number.
    """
    place = " ".join(part for part in (citation.standard, citation.clause or "") if part)
    page = page_in_brackets(citation.page, citation.printed_page)
    if is_shown:
        return tr("依据[{key}] {place}{page}，原文见上", key=citation.key, place=place, page=page)
    return tr("依据[{key}] {place}：“{quote}”", key=citation.key, place=f"{place}{page}{above}", quote=citation.quote)


def _is_repeated(citation: Citation, said: Sequence[str]) -> bool:
    """Whether bare sentences say all of a quote; of a row, one of them each cell."""
    if citation.table is not None:
        rows = [row.split(CELL_SEPARATOR) for row in citation.quote.split("\n")]
        return all(any(all(is_said(cell, sentence) for cell in row) for sentence in said) for row in rows)
    parts = (citation.quote[start:end] for start, end in sentence_slices(citation.quote))
    return all(any(is_said(part, sentence) for sentence in said) for part in parts)


def bare(text: str) -> str:
    """A text without keys, white space, list marks and stops: what remains of an item when it is told."""
    return re.sub(r"\s+|[。；;，,：:]|(?<!\d)\.|\.(?!\d)|[—－]{1,2}|[●•◆■▪·○]", "", without_keys(text))


def is_said(text: str, bare_sentence: str) -> bool:
    """Whether a bare sentence holds a text whole: 7 is not said by 17, nor 15 by 1.5."""
    wanted = bare(text)
    before = r"(?<![0-9A-Za-z.])" if _OPENS_WITH_FIGURE.match(wanted) else ""
    after = r"(?![0-9A-Za-z]|\.\d)" if _ENDS_WITH_FIGURE.search(wanted) else ""
    return re.search(f"{before}{re.escape(wanted)}{after}", bare_sentence) is not None


def _lead_above(lead: str) -> str:
    return tr("，列于“{lead}”之下", lead=" ".join(lead.split()).rstrip("：:")) if lead else ""


def _head(citation: Citation) -> str:
    """What the columns of quoted rows say; empty where no rows are quoted."""
    return "\n".join(citation.table.head_lines()) if citation.table is not None else ""


def _head_above(head: str) -> str:
    return tr("，表头“{head}”", head=head) if head else ""


def quote_sentence(citation: Citation) -> Sentence:
    return Sentence(citation.quote, SentenceKind.QUOTE, (citation.key,), verified=True)


def refusal_text(reason: str, evidence: Sequence[Evidence]) -> str:
    """What is told when the documents do not say."""
    text = tr("文库中的文件没有说明这个问题：{reason}。", reason=reason)
    nearest = list(dict.fromkeys(evidence_name(item) for item in evidence))[:NEAREST_CLAUSES]
    if nearest:
        text += "\n" + tr("最接近的条款：{clauses}。", clauses="；".join(nearest))
    return text
