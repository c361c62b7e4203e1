"""The meaning of whole clauses from the embeddings of the passages that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from app.domain.clause_pairs import heads_of
from app.domain.document import Clause
from app.domain.passage import Passage

if TYPE_CHECKING:  # numpy comes when it is used: commands are read without it
    import numpy as np
    from numpy.typing import NDArray

Vector: TypeAlias = "NDArray[np.float32]"
Vectors: TypeAlias = "Mapping[str, Vector]"
"""Unit-length embeddings by the id of what they are of."""


def unit_vectors(clauses: Sequence[Clause], passages: Iterable[Passage], held: Vectors) -> dict[str, Vector]:
    """The mean of the passages of each numbered unit, by the id of the unit's clause; ``held`` are the embeddings by
    passage id. A unit without any has none."""
    heads = heads_of(clauses)
    found: dict[str, list[Vector]] = {}
    for passage in passages:
        if passage.id in held and passage.clause_id in heads:
            found.setdefault(heads[passage.clause_id].id, []).append(held[passage.id])
    return {head: mean(vectors) for head, vectors in found.items()}


def mean(vectors: Sequence[Vector]) -> Vector:
    """Of unit length; ``vectors`` must not be empty."""
    import numpy as np

    total: Vector = np.mean(np.stack(vectors), axis=0, dtype=np.float32)
    length = float(np.linalg.norm(total))
    return (total / np.float32(length)).astype(np.float32) if length else total
