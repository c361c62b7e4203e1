"""What a person knows better than the reading."""

from __future__ import annotations

from dataclasses import dataclass

from app.library.catalogue import Catalogue
from app.library.correction_values import field_named, read_value
from app.library.corrections import Correction
from app.workspace.writing import require_writing


@dataclass(frozen=True, slots=True)
class Corrections:
    """The fields of documents' metadata that people set. Changes need a workspace that was opened for writing."""

    catalogue: Catalogue
    is_writing: bool

    def correct(self, document_id: str, field: str, text: str) -> Correction:
        """Set a field for good, from a person's words. Raises UserError, saying what can be written."""
        require_writing(self.is_writing)
        field = field_named(field)
        return self.catalogue.correct(document_id, field, read_value(field, text))

    def take_back(self, document_id: str, field: str) -> Correction:
        """Go back to what was read of that field. Raises UserError."""
        require_writing(self.is_writing)
        return self.catalogue.take_back_correction(document_id, field_named(field))

    def history(self, document_id: str) -> list[Correction]:
        """Every correction of a document, oldest first, also of one that was removed. Raises UserError."""
        return self.catalogue.corrections(document_id)
