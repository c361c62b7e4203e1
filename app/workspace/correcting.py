"""What a person knows better than the reading."""

from __future__ import annotations

from dataclasses import dataclass

from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.library.catalogue import Catalogue
from app.library.correction_values import field_named, read_value
from app.library.corrections import Correction


@dataclass(frozen=True, slots=True)
class Corrections:
    """The fields of documents' metadata that people set. Changes need a workspace that was opened for writing."""

    catalogue: Catalogue
    is_writing: bool

    def correct(self, document_id: str, field: str, text: str) -> Correction:
        """Set a field for good, from a person's words. Raises UserError, saying what can be written."""
        self._refuse_reading()
        field = field_named(field)
        return self.catalogue.correct(document_id, field, read_value(field, text))

    def take_back(self, document_id: str, field: str) -> Correction:
        """Go back to what was read of that field. Raises UserError."""
        self._refuse_reading()
        return self.catalogue.take_back_correction(document_id, field_named(field))

    def history(self, document_id: str) -> list[Correction]:
        """Every correction of a document, oldest first, also of one that was removed. Raises UserError."""
        return self.catalogue.corrections(document_id)

    def _refuse_reading(self) -> None:
        if not self.is_writing:
            raise UserError(tr("这个工作区是只读打开的"), tr("请用可写的方式打开。"))
