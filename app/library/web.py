"""The reference web: which document refers to which, with what the library lacks, and what lies around one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.document import DocumentStatus
from app.library.entries import Entry, StoredReference


@dataclass(frozen=True, slots=True)
class WebPlace:
    """A clause that refers: its id, the nearest number at or above it, and the clause that it names over there."""

    clause_id: str
    clause: str | None
    to_clause: str | None
    is_dated: bool
    is_normative: bool


@dataclass(frozen=True, slots=True)
class WebNode:
    """A document, or what is referred to and not held: then ``id`` is its name and ``status`` None."""

    id: str
    name: str
    title: str
    status: DocumentStatus | None

    @property
    def is_held(self) -> bool:
        return self.status is not None


@dataclass(frozen=True, slots=True)
class WebEdge:
    """All references from one document to another, in the order of the text."""

    from_node: str
    to_node: str
    places: tuple[WebPlace, ...]

    @property
    def is_normative(self) -> bool:
        """Whether the other stands in its list of normative references."""
        return any(place.is_normative for place in self.places)

    @property
    def is_dated(self) -> bool:
        """Whether one edition is named anywhere."""
        return any(place.is_dated for place in self.places)

    @property
    def is_undated(self) -> bool:
        """Whether the newest edition is meant anywhere. An edge may be both."""
        return any(not place.is_dated for place in self.places)

    def other(self, node: str) -> str:
        """The end that is not that node."""
        return self.to_node if node == self.from_node else self.from_node


@dataclass(frozen=True, slots=True)
class ReferenceWeb:
    """All nodes by id, and the edges between them; no edge leads from a document to itself."""

    nodes: Mapping[str, WebNode]
    edges: tuple[WebEdge, ...]
    _leaving: dict[str, list[WebEdge]] = field(init=False, repr=False, compare=False)
    _arriving: dict[str, list[WebEdge]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        leaving: dict[str, list[WebEdge]] = {}
        arriving: dict[str, list[WebEdge]] = {}
        for edge in self.edges:
            leaving.setdefault(edge.from_node, []).append(edge)
            arriving.setdefault(edge.to_node, []).append(edge)
        object.__setattr__(self, "_leaving", leaving)
        object.__setattr__(self, "_arriving", arriving)

    def leaving(self, node: str) -> tuple[WebEdge, ...]:
        """To what it refers to."""
        return tuple(self._leaving.get(node, ()))

    def arriving(self, node: str) -> tuple[WebEdge, ...]:
        """From what refers to it."""
        return tuple(self._arriving.get(node, ()))

    def around(self, node: str) -> tuple[WebEdge, ...]:
        return (*self.leaving(node), *self.arriving(node))

    def busiest(self) -> str | None:
        """The document held with the most neighbours, the first by name among equals; None in an empty library."""
        held = [node for node in self.nodes.values() if node.is_held]
        return min(held, key=lambda node: (-len(self.around(node.id)), node.name, node.id)).id if held else None


class Direction(StrEnum):
    """How a neighbour stands to the node in the middle."""

    REFERRED_TO = "referred_to"
    BOTH = "both"
    REFERRING = "referring"


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What lies within some steps of ``centre``: ``rings`` by step, the weightiest first; ``left_out`` counts for each
    ring what its limit cut; ``edges`` are those between shown nodes; ``directions`` are of the first ring."""

    centre: str
    rings: tuple[tuple[str, ...], ...]
    left_out: tuple[int, ...]
    edges: tuple[WebEdge, ...]
    directions: Mapping[str, Direction]

    @property
    def nodes(self) -> tuple[str, ...]:
        """The centre first, then ring by ring."""
        return (self.centre, *(node for ring in self.rings for node in ring))


def reference_web(
    entries: Iterable[Entry], references: Iterable[StoredReference], missing: Mapping[str, str | None]
) -> ReferenceWeb:
    """``missing`` gives by name the printed title of what is not held; other names that lead nowhere are left out."""
    nodes = {
        entry.id: WebNode(entry.id, entry.source.standard, _title(entry), entry.metadata.status) for entry in entries
    }
    places: dict[tuple[str, str], list[WebPlace]] = {}
    for stored in references:
        target = _target(stored, missing)
        if target is None or stored.from_document not in nodes or target == stored.from_document:
            continue
        if target not in nodes:
            nodes[target] = WebNode(target, target, missing.get(target) or "", None)
        places.setdefault((stored.from_document, target), []).append(_place(stored))
    return ReferenceWeb(nodes, tuple(WebEdge(*ends, tuple(found)) for ends, found in places.items()))


def neighbourhood(web: ReferenceWeb, centre: str, steps: int, limits: tuple[int, ...]) -> Neighbourhood:
    """What lies around a node. ``limits`` are the most nodes of each ring."""
    seen, last = {centre}, [centre]
    rings: list[tuple[str, ...]] = []
    left_out: list[int] = []
    for step in range(steps):
        found = _ring(web, last, seen)
        rings.append(tuple(found[: limits[step]]))
        left_out.append(len(found) - len(rings[-1]))
        seen.update(found)
        last = list(rings[-1])
    shown = {centre, *(node for ring in rings for node in ring)}
    edges = tuple(edge for edge in web.edges if edge.from_node in shown and edge.to_node in shown)
    return Neighbourhood(
        centre,
        tuple(rings),
        tuple(left_out),
        edges,
        {node: _direction(web, centre, node) for node in (rings[0] if rings else ())},
    )


def _ring(web: ReferenceWeb, inner: Iterable[str], seen: set[str]) -> list[str]:
    """What is one step from the inner nodes and not seen yet: normative and held first, then by count and name."""
    weights: dict[str, tuple[bool, int]] = {}
    for node in inner:
        for edge in web.around(node):
            other = edge.other(node)
            if other not in seen:
                is_normative, count = weights.get(other, (False, 0))
                weights[other] = (is_normative or edge.is_normative, count + len(edge.places))

    def order(node: str) -> tuple[bool, bool, int, str, str]:
        is_normative, count = weights[node]
        known = web.nodes[node]
        return not known.is_held, not is_normative, -count, known.name, node

    return sorted(weights, key=order)


def _direction(web: ReferenceWeb, centre: str, node: str) -> Direction:
    is_target = any(edge.to_node == node for edge in web.leaving(centre))
    is_source = any(edge.from_node == node for edge in web.arriving(centre))
    return Direction.BOTH if is_target and is_source else Direction.REFERRED_TO if is_target else Direction.REFERRING


def _target(stored: StoredReference, missing: Mapping[str, str | None]) -> str | None:
    name = stored.reference.to_standard
    return stored.resolved_document or (name if name in missing else None)


def _place(stored: StoredReference) -> WebPlace:
    reference = stored.reference
    return WebPlace(
        reference.from_clause, stored.from_number, reference.to_clause, reference.dated, reference.normative
    )


def _title(entry: Entry) -> str:
    """As the name where that is the title with its edition: nobody reads it twice."""
    name = entry.source.standard
    return name if entry.metadata.title and entry.metadata.title in name else entry.metadata.title
