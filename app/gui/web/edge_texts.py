"""What an edge of the reference web says in words: for its tip, for the table and for who does not see the picture."""

from __future__ import annotations

from collections.abc import Iterable

from app.foundation.messages import enumerated, tr
from app.library.web import ReferenceWeb, WebEdge, WebPlace

SHOWN_PLACES = 12
"""Clauses named in a tip."""


def kind_text(edge: WebEdge) -> str:
    """规范性引用，注日期."""
    kind = tr("规范性引用") if edge.is_normative else tr("条文提及")
    if edge.is_dated and edge.is_undated:
        return tr("{kind}，有的注日期，有的不注", kind=kind)
    return tr("{kind}，注日期", kind=kind) if edge.is_dated else tr("{kind}，不注日期", kind=kind)


def place_text(place: WebPlace) -> str:
    """5.2 → 6.1；where only one of the two is known, that one."""
    own = place.clause or tr("未编号处")
    return tr("{clause} → 对方 {to_clause}", clause=own, to_clause=place.to_clause) if place.to_clause else own


def clauses_text(places: Iterable[WebPlace], limit: int = SHOWN_PLACES) -> str:
    """The clauses that refer, each once."""
    found = list(dict.fromkeys(place_text(place) for place in places))
    if len(found) <= limit:
        return enumerated(found)
    return tr("{clauses} 等 {count} 处", clauses=enumerated(found[:limit]), count=len(found))


def edge_tip(web: ReferenceWeb, edge: WebEdge) -> str:
    """Who refers to whom, how and where, a line each."""
    ends = tr("{name} 引用 {other}", name=web.nodes[edge.from_node].name, other=web.nodes[edge.to_node].name)
    return "\n".join((ends, kind_text(edge), tr("所在条款：{clauses}", clauses=clauses_text(edge.places))))
