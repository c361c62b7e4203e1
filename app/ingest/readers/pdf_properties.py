"""What a PDF says of itself: title, author, outline. Read with pypdf under its limits, never trusted over the cover."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

logger = logging.getLogger(__name__)

NAMES = {
    "/Title": "title",
    "/Author": "author",
    "/Subject": "subject",
    "/Creator": "creator",
    "/CreationDate": "created",
}
LONGEST_VALUE = 500
LARGEST_FILE = 200 * 1024 * 1024
"""Bytes. pypdf reads the whole file into memory to find what is in the trailer."""


def read_properties(path: Path) -> Mapping[str, str]:
    """The document information as plain strings; empty where pypdf cannot read it."""
    if path.stat().st_size > LARGEST_FILE:
        return {}
    import pypdf
    from pypdf.errors import PyPdfError

    # Its remarks on damaged cross-references are of no use to the reader of a document.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(path, strict=False)
        found: Mapping[str, object] = reader.metadata or {}
        return {name: str(found[key])[:LONGEST_VALUE] for key, name in NAMES.items() if found.get(key)}
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        RecursionError,
        OSError,
    ) as error:
        # PDFium has already read the text; without properties the document is still whole.
        logger.info("no PDF properties: %s", type(error).__name__)
        return {}
