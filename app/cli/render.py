"""Values in the shapes of the JSON contract."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from app.domain.answer import Answer, Citation
from app.domain.document import Box, Clause, ClauseTree, Issue
from app.domain.evidence import Evidence
from app.domain.register import RegisterEntry
from app.domain.standard_id import parse
from app.foundation.codec import from_json, to_plain
from app.library.catalogue import Entry, StoredReference
from app.library.corrections import Correction
from app.library.missing import MissingStandard
from app.security.labels import AI_LABEL, aigc_record, needs_label
from app.workspace import AddResult
from app.workspace.office_register import RegisterReport

Json = dict[str, Any]


def added_json(result: AddResult) -> Json:
    return {
        "path": result.path,
        "file": result.file,
        "document_id": result.document_id,
        "status": result.status,
        "pages": result.pages,
        "clauses": result.clauses,
        "issues": [issue_json(issue) for issue in result.issues],
        "seconds": result.seconds,
    }


def issue_json(issue: Issue) -> Json:
    return {"page": issue.page, "code": issue.code, "message": issue.message}


def document_json(entry: Entry) -> Json:
    metadata = entry.metadata
    return {
        "document_id": entry.id,
        "file": entry.file,
        "path": entry.path,
        "kind": metadata.kind.value,
        "number": metadata.number,
        "title": metadata.title,
        "title_en": metadata.title_en,
        "issued": metadata.issued,
        "effective": metadata.effective,
        "status": metadata.status.value,
        "status_basis": metadata.status_basis.value,
        "status_since": entry.status_since,
        "replaces": list(metadata.replaces),
        "replaces_partly": list(metadata.replaces_partly),
        "replaced_by": list(entry.replaced_by),
        "partly_replaced_by": list(entry.partly_replaced_by),
        "withdrawn": metadata.withdrawn,
        "adopts": metadata.adopts,
        "is_draft": metadata.is_draft,
        "revisions": [{"date": step.date, "act": step.act} for step in metadata.revisions],
        "ics": metadata.ics,
        "ccs": metadata.ccs,
        "issuer": metadata.issuer,
        "language": metadata.language,
        "pages": entry.pages,
        "clauses": entry.clauses,
        "collection": entry.collection,
        "sha256": entry.sha256,
        "security_mark": metadata.security_mark,
        "corrected": list(entry.corrected),
    }


def correction_json(correction: Correction) -> Json:
    """``value`` is null where the correction was taken back; ``undone`` tells that from a field that was cleared."""
    return {
        "document_id": correction.document_id,
        "field": correction.field,
        "value": from_json(correction.value, object) if correction.value is not None else None,
        "before": from_json(correction.before, object),
        "undone": correction.value is None,
        "made": correction.made,
    }


def register_entry_json(entry: RegisterEntry) -> Json:
    return {
        "number": entry.number,
        "title": entry.title,
        "status": entry.status.value,
        "replaced_by": list(entry.replaced_by),
        "issued": entry.issued,
        "effective": entry.effective,
        "withdrawn": entry.withdrawn,
    }


def register_report_json(report: RegisterReport) -> Json:
    return {
        "added": report.done.added,
        "changed": report.done.changed,
        "unchanged": report.done.unchanged,
        "issues": [{"line": issue.line, "message": issue.message} for issue in report.issues],
    }


def clauses_json(clauses: Sequence[Clause]) -> list[Json]:
    tree = ClauseTree(clauses)
    return [
        {
            "id": clause.id,
            "number": clause.number,
            "title": clause.title,
            "text": clause.text,
            "page": clause.page,
            "parent": tree.parent_number(clause),
            "parent_id": clause.parent_id,
            "kind": clause.kind.value,
            "strength": clause.strength.value if clause.strength else None,
            "boxes": boxes_json(clause.boxes),
            "table": to_plain(clause.table),
            "confidence": clause.confidence,
        }
        for clause in clauses
    ]


def boxes_json(boxes: Iterable[Box]) -> list[list[float]]:
    return [[box.page, *(round(edge, 2) for edge in (box.x0, box.y0, box.x1, box.y1))] for box in boxes]


def reference_json(stored: StoredReference) -> Json:
    reference = stored.reference
    return {
        "from_document": stored.from_document,
        "from_clause": stored.from_number,
        "to_standard": reference.to_standard,
        "to_clause": reference.to_clause,
        "dated": reference.dated,
        "normative": reference.normative,
        "resolved_document": stored.resolved_document,
        "resolved_status": stored.resolved_status.value if stored.resolved_status else None,
    }


def missing_json(missing: MissingStandard) -> Json:
    is_number = parse(missing.name) is not None
    return {
        "number": missing.name if is_number else None,
        "title": missing.title,
        "normative": missing.is_normative,
        "references": missing.references,
        "cited_by": [
            {"document_id": citing.document_id, "standard": citing.standard, "clause": citing.clause}
            for citing in missing.cited_by
        ],
    }


def evidence_json(evidence: Evidence) -> Json:
    return {
        "rank": evidence.rank,
        "score": round(evidence.score, 6),
        "document_id": evidence.source.document_id,
        "file": evidence.source.file,
        "standard": evidence.source.standard,
        "status": evidence.source.status.value,
        "clause": evidence.shown.number,
        "title_path": evidence.title_path,
        "page": evidence.shown.page,
        "text": evidence.shown.text,
        "confidence": evidence.confidence,
        "security_mark": evidence.source.security_mark,
    }


def answer_json(answer: Answer) -> Json:
    clarifying = answer.clarifying_question
    return {
        "question": answer.question,
        "mode": answer.mode.value,
        "answer": answer.text,
        "sentences": [
            {
                "text": s.text,
                "kind": s.kind.value,
                "keys": list(s.keys),
                "verified": s.verified,
                "notes": list(s.notes),
            }
            for s in answer.sentences
        ],
        "refused": answer.refused,
        "clarifying_question": clarifying
        and {"key": clarifying.key, "text": clarifying.text, "options": list(clarifying.options)},
        "citations": [citation_json(citation) for citation in answer.citations],
        "warnings": list(answer.warnings),
        "keywords": list(answer.keywords),
        "related": list(answer.related),
        "understanding": to_plain(answer.understanding),
        "facts": [{"key": fact.key, "value": fact.value} for fact in answer.facts],
        "conversation": answer.conversation,
        "model": answer.model,
        "security_mark": answer.security_mark,
        "ai_label": AI_LABEL if needs_label(answer) else None,
        "aigc": aigc_record(answer.model) if answer.model is not None else None,
        "seconds": {
            "retrieve": round(answer.seconds.retrieve, 3),
            "first_token": answer.seconds.first_token and round(answer.seconds.first_token, 3),
            "total": round(answer.seconds.total, 3),
        },
        "tokens": {
            "prompt": answer.tokens.prompt,
            "reused": answer.tokens.reused,
            "generated": answer.tokens.generated,
        },
    }


def citation_json(citation: Citation) -> Json:
    return {
        "key": citation.key,
        "document_id": citation.document_id,
        "file": citation.file,
        "standard": citation.standard,
        "status": citation.status.value,
        "clause": citation.clause,
        "page": citation.page,
        "quote": citation.quote,
        "verified": citation.verified,
        "boxes": boxes_json(citation.boxes),
        "confidence": citation.confidence,
        "table": to_plain(citation.table),
    }
