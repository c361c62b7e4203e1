"""What is told beside an answer: the standing of its sources, other editions that differ, where to read on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.assistant.quoting.citations import PATH_STEP
from app.domain.answer import Citation
from app.domain.document import DocumentStatus
from app.domain.evidence import Evidence
from app.foundation.messages import tr
from app.retrieval.beside import Beside
from app.retrieval.editions_beside import EditionBeside

RELATED = 4
"""Clauses named for reading on, and as many texts that are missing."""
LEANED_ON = ("reference", "table", "definition")
"""Routes of what the best passages lean on, which goes before what is merely near."""
_STOPS = "。；，. ;,"
_EXCEPTION = re.compile(
    r"除外|例外|除非|不受[^。；]{0,12}限制|可不(?:受|执行|设|按)|不适用|unless|except", re.IGNORECASE
)


def evidence_name(evidence: Evidence) -> str:
    """How a passage is named in a sentence: "GB 17761-2018 6.1.3 整车质量"."""
    heading = evidence.title_path.rpartition(PATH_STEP)[2]
    return " ".join(part for part in (evidence.source.standard, heading) if part)


def related(evidence: Sequence[Evidence], cited: Sequence[Citation], beside: Beside) -> tuple[str, ...]:
    """Names of clauses that bear on the question and are not cited: exceptions first, then what the cited ones lean
    on; then the texts that they refer to and the library does not hold."""
    quoted = {citation.clause_id for citation in cited}
    others = [item for item in evidence if not quoted.intersection(clause.id for clause in item.clauses)]
    others.sort(key=lambda item: (not _excepts(item, cited), not set(LEANED_ON).intersection(item.routes)))
    names = dict.fromkeys(
        tr("例外：{clause}", clause=evidence_name(item)) if _excepts(item, cited) else evidence_name(item)
        for item in others
    )
    missing = (tr("文库中没有：{name}", name=name) for name in beside.missing[:RELATED])
    return (*tuple(names)[:RELATED], *missing)


def _excepts(item: Evidence, cited: Sequence[Citation]) -> bool:
    """Whether a passage of a cited document makes an exception and names a cited clause."""
    numbers = [c.clause for c in cited if c.document_id == item.source.document_id and c.clause]
    return bool(_EXCEPTION.search(item.text)) and any(
        re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.])", item.text) for number in numbers
    )


def warnings(evidence: Sequence[Evidence], cited: Sequence[Citation], beside: Beside) -> tuple[str, ...]:
    """What must be said of the documents that the answer rests on: their standing, and editions that differ."""
    return (*_standing(evidence, cited), *dict.fromkeys(map(_difference, beside.editions)))


def _standing(evidence: Sequence[Evidence], cited: Sequence[Citation]) -> tuple[str, ...]:
    sources = {item.source.document_id: item.source for item in evidence}
    found: list[str] = []
    for document_id in dict.fromkeys(citation.document_id for citation in cited):
        source = sources[document_id]
        if source.status is DocumentStatus.SUPERSEDED:
            newer = "、".join(source.replaced_by)
            found.append(
                tr("{standard} 已被 {newer} 代替。", standard=source.standard, newer=newer)
                if newer
                else tr("{standard} 已被代替。", standard=source.standard)
            )
        elif source.status is DocumentStatus.WITHDRAWN:
            found.append(tr("{standard} 已废止。", standard=source.standard))
        elif source.status is DocumentStatus.UPCOMING:
            day = source.effective or tr("未知日期")
            found.append(tr("{standard} 尚未实施，实施日期 {day}。", standard=source.standard, day=day))
    return tuple(found)


def _difference(beside: EditionBeside) -> str:
    """ "Q/ZS 101-2021 5.2 在这一点上不同：是“900 mm”，不是“850 mm”。" """
    pairs = ((item.cited.rstrip(_STOPS), item.other.rstrip(_STOPS)) for item in beside.differences)
    changes = tr("；").join(_change(cited, other) for cited, other in pairs)
    place = " ".join(part for part in (beside.source.standard, beside.clause.number or "") if part)
    return tr("{place} 在这一点上不同：{changes}。", place=place, changes=changes)


def _change(cited: str, other: str) -> str:
    """How the other edition differs from the words that the answer rests on."""
    if not other:
        return tr("没有“{words}”", words=cited)
    if not cited:
        return tr("另有“{words}”", words=other)
    return tr("是“{other}”，不是“{cited}”", other=other, cited=cited)
