"""One file becomes one Document: what is it, read it, cut it into clauses, learn what it says of itself."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path

from app.domain.document import Document, Issue, document_id
from app.foundation.messages import tr
from app.ingest.detection import Detected, detect
from app.ingest.errors import UnreadableCode, UnreadableFile, unreadable
from app.ingest.lines import DEFAULT_OPTIONS, Line, Reading, ReadOptions
from app.ingest.mentions.dangling import dangling_references
from app.ingest.mentions.references import find_references
from app.ingest.metadata.metadata import read_metadata
from app.ingest.metadata.name_check import name_issues
from app.ingest.tree.clauses import build_clauses
from app.ingest.tree.contents_check import contents_issues
from app.ingest.wording.terms import find_terms

HASH_BLOCK = 1024 * 1024
READING_RULES = 4
"""Edition of the reading rules, counted up when documents should be read anew: 1 issue A, 2 tables, terms, OCR,
3 hidden text left out, 4 sanctions are no requirements."""


def read_document(path: Path, *, file: str | None = None, options: ReadOptions = DEFAULT_OPTIONS) -> Document:
    """Read one file; ``file`` is the name to keep, by default the path's own. Nothing is stored.

    Raises UnreadableFile when there is no document in it; pages or characters that are missing make the
    document partial, with an issue each.
    """
    name = file or path.name
    detected = detect(path, name)
    sha256 = file_fingerprint(path, name)
    reading = _read(path, name, detected, options)
    identifier = document_id(sha256)
    clauses = build_clauses(reading, identifier)
    if not clauses:
        raise unreadable(UnreadableCode.NO_TEXT, name)
    metadata = read_metadata(reading, clauses, name)
    references = find_references(clauses, metadata.number, metadata.title)
    return Document(
        id=identifier,
        sha256=sha256,
        file=name,
        format=reading.format,
        pages=reading.pages,
        metadata=metadata,
        clauses=clauses,
        references=references,
        terms=find_terms(clauses),
        issues=(
            *_extension_issue(name, detected),
            *reading.issues,
            *contents_issues(reading, clauses),
            *name_issues(metadata, name),
            *dangling_references(references, clauses),
        ),
        is_partial=reading.is_partial,
        page_labels=reading.page_labels,
        rules=READING_RULES,
    )


def file_fingerprint(path: Path, file: str | None = None) -> str:
    """SHA-256 of the file's bytes in hexadecimal. Opens nothing but the bytes, so any process may ask.

    Raises UnreadableFile when the file is missing, no file, or may not be read.
    """
    name = file or path.name
    digest = hashlib.sha256()
    try:
        if path.is_dir() and not os.access(path, os.R_OK | os.X_OK):
            raise unreadable(UnreadableCode.PERMISSION, name)
        if path.exists() and not path.is_file():
            raise unreadable(UnreadableCode.NOT_A_FILE, name)
        with path.open("rb") as stream:
            while block := stream.read(HASH_BLOCK):
                digest.update(block)
    except FileNotFoundError as error:
        raise unreadable(UnreadableCode.MISSING, name) from error
    except PermissionError as error:
        raise unreadable(UnreadableCode.PERMISSION, name) from error
    except OSError as error:
        raise unreadable(UnreadableCode.DAMAGED, name, error.strerror or "") from error
    return digest.hexdigest()


def _read(path: Path, name: str, detected: Detected, options: ReadOptions) -> Reading:
    try:
        reading = detected.reader.read(path, options)
    except UnreadableFile as error:
        raise unreadable(error.code, name, error.detail) from error
    blocks = tuple(block for block in reading.blocks if not isinstance(block, Line) or block.text.strip())
    if not blocks:
        raise unreadable(UnreadableCode.NO_TEXT, name)
    return replace(reading, blocks=blocks)


def _extension_issue(name: str, detected: Detected) -> tuple[Issue, ...]:
    if detected.has_right_name:
        return ()
    message = tr("“{file}”的扩展名与内容不符，已按 {format} 读取", file=name, format=detected.reader.format)
    return (Issue("wrong_extension", message),)
