"""What a person knows better than the reading."""

from __future__ import annotations

from dataclasses import dataclass

from app.foundation.codec import from_json
from app.library.catalogue import Catalogue
from app.library.correction_values import field_named, read_value
from app.library.corrections import Correction
from app.security.audit.entry import Kind, Value
from app.security.marks import is_lowered
from app.security.roles import Right
from app.workspace.auditing import Auditing
from app.workspace.writing import require_writing

SECURITY_MARK = "security_mark"


@dataclass(frozen=True, slots=True)
class Corrections:
    """The fields of documents' metadata that people set. Changes need a workspace that was opened for writing."""

    catalogue: Catalogue
    is_writing: bool
    audit: Auditing

    def correct(self, document_id: str, field: str, text: str) -> Correction:
        """Set a field for good, from a person's words. Where roles are set up, an administrator alone lowers a security
        mark. Raises UserError, saying what can be written, NotAllowed."""
        require_writing(self.is_writing)
        field = field_named(field)
        value = read_value(field, text)
        if field == SECURITY_MARK and is_lowered(self._mark(document_id), str(value) if value else None):
            self.audit.roles.require(Right.GUARD)
        return self._told(self.catalogue.correct(document_id, field, value))

    def take_back(self, document_id: str, field: str) -> Correction:
        """Go back to what was read of that field. Raises UserError, NotAllowed for the mark of a marked document."""
        require_writing(self.is_writing)
        field = field_named(field)
        if field == SECURITY_MARK and self._mark(document_id):
            self.audit.roles.require(Right.GUARD)
        return self._told(self.catalogue.take_back_correction(document_id, field))

    def _mark(self, document_id: str) -> str | None:
        return self.catalogue.entry(document_id).metadata.security_mark

    def _told(self, correction: Correction) -> Correction:
        """By the field's name; a security mark with what it was and is."""
        data: dict[str, Value] = {"document": correction.document_id, "field": correction.field}
        if correction.field == SECURITY_MARK:
            now = self._mark(correction.document_id)
            data |= {"before": from_json(correction.before, str | None), "after": now}  # type: ignore[arg-type]
        self.audit.note(Kind.CORRECT, data)
        return correction

    def history(self, document_id: str) -> list[Correction]:
        """Every correction of a document, oldest first, also of one that was removed. Raises UserError."""
        return self.catalogue.corrections(document_id)
