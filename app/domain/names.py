"""What people call the values of the field, in the language in use."""

from __future__ import annotations

from app.domain.document import DocumentKind, DocumentStatus
from app.foundation.messages import tr


def status_name(status: DocumentStatus) -> str:
    return {
        DocumentStatus.IN_FORCE: tr("现行"),
        DocumentStatus.UPCOMING: tr("即将实施"),
        DocumentStatus.SUPERSEDED: tr("被代替"),
        DocumentStatus.WITHDRAWN: tr("废止"),
        DocumentStatus.UNKNOWN: tr("状态未知"),
    }[status]


def status_to_warn_of(status: DocumentStatus) -> str:
    """The name of a status that must go along wherever words of the document go; "" for the others."""
    needs_warning = status in (DocumentStatus.SUPERSEDED, DocumentStatus.WITHDRAWN, DocumentStatus.UPCOMING)
    return status_name(status) if needs_warning else ""


def kind_name(kind: DocumentKind) -> str:
    return {
        DocumentKind.STANDARD: tr("标准"),
        DocumentKind.LAW: tr("法律"),
        DocumentKind.REGULATION: tr("法规"),
        DocumentKind.GUIDELINE: tr("指南"),
        DocumentKind.OTHER: tr("其他"),
    }[kind]


def recognition_name(confidence: float) -> str:
    """Of text that was read by OCR, with the confidence from 0 to 1 in whole percent, never rounded up."""
    return tr("文字识别 {percent}%", percent=int(confidence * 100))
