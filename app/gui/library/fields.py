"""The fields of a document's metadata: their names, values in words, and what may be chosen for them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.domain.document import DocumentKind, DocumentStatus, Metadata, StatusBasis
from app.domain.names import kind_name, status_name
from app.foundation.messages import sequenced, tr
from app.gui.library.entry_text import basis_name

if TYPE_CHECKING:
    from app.library.corrections import Correction
    from app.library.entries import Entry

ALWAYS = ("title", "number", "kind", "status", "issued", "effective", "issuer", "replaces")
"""Shown also where they are empty: what most people look for or mend."""
RARELY = (
    "title_en",
    "withdrawn",
    "replaces_partly",
    "adopts",
    "is_draft",
    "revisions",
    "ics",
    "ccs",
    "language",
    "security_mark",
)


def field_label(field: str) -> str:
    names = {
        "title": tr("名称"),
        "title_en": tr("英文名称"),
        "kind": tr("种类"),
        "number": tr("编号"),
        "issued": tr("发布日期"),
        "effective": tr("实施日期"),
        "status": tr("状态"),
        "replaces": tr("代替"),
        "replaces_partly": tr("部分代替"),
        "withdrawn": tr("废止日期"),
        "adopts": tr("采用"),
        "is_draft": tr("征求意见稿"),
        "revisions": tr("修订历次"),
        "ics": tr("ICS 分类号"),
        "ccs": tr("CCS 分类号"),
        "issuer": tr("发布单位"),
        "language": tr("语言"),
        "security_mark": tr("密级"),
    }
    return names[field]


def field_hint(field: str) -> str:
    """What can be written; empty where that goes without saying."""
    if field in ("issued", "effective", "withdrawn"):
        return tr("日期写成 2026-03-01 这样。")
    if field in ("replaces", "replaces_partly"):
        return tr("几个编号或名称之间用分号隔开。")
    return tr("标准编号写成 GB/T 1234-2020 这样。") if field == "number" else ""


def choices(field: str) -> tuple[str, ...]:
    """The words of which one is chosen; empty where any text may stand."""
    if field == "kind":
        return tuple(map(kind_name, DocumentKind))
    if field == "status":
        return tuple(map(status_name, DocumentStatus))
    return (tr("是"), tr("否")) if field == "is_draft" else ()


def field_text(metadata: Metadata, field: str) -> str:
    """The value as a person writes it; empty where there is none."""
    if field == "revisions":
        return sequenced(f"{step.date} {step.act}" for step in metadata.revisions)
    return value_text(field, getattr(metadata, field))


def value_text(field: str, value: object) -> str:
    """As ``field_text``, for plain data."""
    if field == "kind":
        return kind_name(DocumentKind(str(value)))
    if field == "status":
        return status_name(DocumentStatus(str(value)))
    if isinstance(value, bool):
        return tr("是") if value else tr("否")
    if isinstance(value, list | tuple):
        return sequenced(_step_text(each) for each in value)
    return str(value) if value is not None else ""


def origin(entry: Entry, field: str) -> str:
    """Where the value came from."""
    if field in entry.corrected:
        return tr("人工更正")
    if field == "status":
        basis = entry.metadata.status_basis
        return basis_name(basis) if basis is not StatusBasis.NONE else ""
    return tr("读自文件") if field_text(entry.metadata, field) else ""


def step_text(correction: Correction) -> str:
    """One correction in words: what it was and what it became."""
    before = value_text(correction.field, json.loads(correction.before)) or tr("空")
    if correction.value is None:
        return tr("撤回更正（原为“{before}”）", before=before)
    after = value_text(correction.field, json.loads(correction.value)) or tr("空")
    return tr("“{before}”改为“{after}”", before=before, after=after)


def _step_text(value: object) -> str:
    return f"{value.get('date', '')} {value.get('act', '')}" if isinstance(value, dict) else str(value)
