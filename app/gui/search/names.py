"""What the search page calls the values that it offers."""

from __future__ import annotations

from app.domain.document import DocumentKind, Strength
from app.domain.where import By
from app.foundation.messages import tr


def by_name(by: By) -> str:
    return {By.WORDS: tr("字词"), By.MEANING: tr("意思"), By.BOTH: tr("两者")}[by]


def kind_name(kind: DocumentKind) -> str:
    return {
        DocumentKind.STANDARD: tr("标准"),
        DocumentKind.LAW: tr("法律"),
        DocumentKind.REGULATION: tr("法规"),
        DocumentKind.GUIDELINE: tr("指南"),
        DocumentKind.OTHER: tr("其他"),
    }[kind]


def strength_name(strength: Strength) -> str:
    """The word that a Chinese standard prints for it."""
    return {Strength.SHALL: tr("应"), Strength.SHOULD: tr("宜"), Strength.MAY: tr("可")}[strength]


def strength_kind(strength: Strength) -> str:
    """What such a clause is, with words that make it so: GB/T 1.1-2020 clause 7, and 不得 and 禁止 of laws."""
    return {
        Strength.SHALL: tr("要求（应、不应、不得）"),
        Strength.SHOULD: tr("推荐（宜、不宜）"),
        Strength.MAY: tr("允许（可、不必）"),
    }[strength]


def strength_short(strength: Strength) -> str:
    return {Strength.SHALL: tr("要求"), Strength.SHOULD: tr("推荐"), Strength.MAY: tr("允许")}[strength]
