"""What the catalogue tells of a document, and of a reference to one."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.document import DocumentStatus, Issue, Metadata, Reference
from app.domain.evidence import Source
from app.foundation.errors import UserError
from app.foundation.messages import tr


class NotHeld(UserError):
    """A document that was never added, or was removed meanwhile."""

    def __init__(self, document_id: str) -> None:
        super().__init__(tr("文库中没有文件 {id}。", id=document_id), tr("文件的编号可以用 documents 命令查到。"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored document. ``metadata`` has what people corrected, and its status as of the day that was asked for.

    ``path`` is where the file was added from; ``clauses`` counts; ``status_since`` is the ISO day from which the
    status holds, if known; ``replaced_by`` names the known successors and ``successors`` are the document ids of
    those held; ``partly_replaced_by`` names those that replace a part; ``added`` is an ISO time in UTC;
    ``corrected`` are the fields of the metadata that a person has set; ``edition`` is that of its source;
    ``page_labels`` are those of the document.
    """

    id: str
    sha256: str
    path: str
    file: str
    collection: str
    format: str
    pages: int | None
    clauses: int
    metadata: Metadata
    status_since: str | None = None
    replaced_by: tuple[str, ...] = ()
    partly_replaced_by: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
    is_partial: bool = False
    added: str = ""
    corrected: tuple[str, ...] = ()
    edition: str = ""
    page_labels: tuple[str, ...] = ()

    @property
    def source(self) -> Source:
        """The document as evidence and citations name it."""
        return Source(
            document_id=self.id,
            file=self.file,
            title=self.metadata.title,
            number=self.metadata.number,
            status=self.metadata.status,
            effective=self.metadata.effective,
            replaced_by=self.replaced_by,
            edition=self.edition,
            page_labels=self.page_labels,
            security_mark=self.metadata.security_mark,
        )


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What the library knows of a stored file on its own, without the standing that other documents give it.

    ``clauses`` counts; ``path`` is where the file was added from; ``rules`` is the edition of the rules that it was
    read by.
    """

    id: str
    path: str
    collection: str
    format: str
    pages: int | None
    clauses: int
    issues: tuple[Issue, ...]
    rules: int


@dataclass(frozen=True, slots=True)
class ReferenceCounts:
    """Of one document: how many other standards and laws it names, how many of these are not held, and how many
    documents of the library name it."""

    named: int
    missing: int
    naming: int


@dataclass(frozen=True, slots=True)
class StoredReference:
    """A reference and what it leads to in this library. ``from_number`` is the nearest clause number at or above
    the clause it stands in; ``resolved_document`` is None when the library does not hold it."""

    from_document: str
    from_number: str | None
    reference: Reference
    resolved_document: str | None = None
    resolved_status: DocumentStatus | None = None
