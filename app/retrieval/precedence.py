"""What goes before what whatever the scores say: named documents first, replaced texts behind those that count."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from app.retrieval.fusion import Fused
from app.retrieval.scope import document_of

BEHIND = 60
"""Hits of texts that count which go before the best hit of a replaced text: more than anybody reads, and still found
where there are fewer."""


def named_first(fused: Sequence[Fused], documents: Collection[str]) -> list[Fused]:
    """Passages of the documents that the question names go first; both parts keep their order."""
    return sorted(fused, key=lambda item: document_of(item.passage_id) not in documents) if documents else list(fused)


def step_behind(fused: Sequence[Fused], replaced: Mapping[str, frozenset[str]]) -> list[Fused]:
    """What is replaced, or yet to come, goes behind many hits of texts that count, and never before the best of the
    text that counts instead. ``fused`` is best first; ``replaced`` gives the documents that count instead."""
    counting = [item.score for item in fused if document_of(item.passage_id) not in replaced]
    if len(counting) == len(fused):
        return list(fused)
    best: dict[str, float] = {}
    for item in fused:
        best.setdefault(document_of(item.passage_id), item.score)
    share = counting[:BEHIND][-1] / fused[0].score if counting and fused[0].score else 1.0

    def weighed(item: Fused) -> Fused:
        instead = replaced.get(document_of(item.passage_id))
        if instead is None:
            return item
        ceilings = [best[other] for other in instead if other in best]
        return replace(item, score=min(item.score * share, max(ceilings, default=item.score)))

    def order(item: Fused) -> tuple[float, bool]:
        return -item.score, document_of(item.passage_id) in replaced

    return sorted(map(weighed, fused), key=order)
