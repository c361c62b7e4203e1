"""A document by its topmost headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.assistant.quoting.citations import PATH_STEP
from app.domain.document import ClauseKind
from app.domain.evidence import Evidence
from app.domain.headings import FRAME, bare_heading


def chapters(evidence: Sequence[Evidence]) -> Iterator[tuple[str, list[Evidence]]]:
    """The evidence by the topmost heading that it stands under, without forewords and references. A law without
    chapters is one."""
    has_chapters = any(item.clauses[0].kind is ClauseKind.CHAPTER for item in evidence)
    found: dict[tuple[str, str], list[Evidence]] = {}
    for item in evidence:
        found.setdefault((item.source.document_id, _topmost(item, has_chapters)), []).append(item)
    yield from ((heading, part) for (_, heading), part in found.items() if bare_heading(heading) not in FRAME)


def _topmost(item: Evidence, has_chapters: bool) -> str:
    steps = item.title_path.split(PATH_STEP)
    return steps[1] if has_chapters and len(steps) > 1 else steps[0]
