"""Rankings made one."""

from __future__ import annotations

from app.retrieval.fusion import fuse


def test_a_passage_in_both_rankings_goes_before_one_in_either() -> None:
    fused = fuse({"words": ["a", "b"], "vectors": ["c", "b"]}, {"words": 1.0, "vectors": 1.0})
    assert fused[0].passage_id == "b"
    assert set(fused[0].routes) == {"words", "vectors"}


def test_the_heavier_route_decides_between_first_hits() -> None:
    fused = fuse({"words": ["a"], "vectors": ["b"]}, {"words": 0.5, "vectors": 1.0})
    assert [item.passage_id for item in fused] == ["b", "a"]


def test_ties_do_not_depend_on_the_order_of_the_routes() -> None:
    one = fuse({"words": ["b"], "vectors": ["a"]}, {})
    other = fuse({"vectors": ["a"], "words": ["b"]}, {})
    assert [item.passage_id for item in one] == [item.passage_id for item in other] == ["a", "b"]
