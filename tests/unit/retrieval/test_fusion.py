"""Rankings made one."""

from __future__ import annotations

from app.retrieval.fusion import Part, combine, combine_with_part, fuse, scaled


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


def test_scores_say_how_far_apart_passages_are_and_ranks_do_not() -> None:
    words, vectors = {"a": 9.0, "b": 1.0, "z": 0.0}, {"b": 0.6, "a": 0.59, "z": 0.0}
    assert [item.passage_id for item in combine({"words": words, "vectors": vectors}, {})] == ["a", "b", "z"]
    ranks = {"words": list(words), "vectors": list(vectors)}
    assert fuse(ranks, {})[0].score == fuse(ranks, {})[1].score


def test_a_route_counts_by_its_weight_whatever_the_size_of_its_scores() -> None:
    combined = combine({"words": {"a": 900.0, "z": 0.0}, "vectors": {"b": 0.01, "z": 0.0}}, {"words": 0.5})
    assert [(item.passage_id, item.score) for item in combined] == [("b", 1.0), ("a", 0.5), ("z", 0.0)]


def test_what_only_one_route_found_is_kept_with_that_route() -> None:
    combined = combine({"words": {"a": 2.0}, "vectors": {}}, {"words": 0.5, "vectors": 1.0})
    assert [(item.passage_id, item.routes) for item in combined] == [("a", ("words",))]


def test_scores_that_are_all_alike_are_all_best() -> None:
    assert scaled({"a": 0.3, "b": 0.3}) == {"a": 1.0, "b": 1.0}
    assert scaled({}) == {}


WEIGHTS = {"words": 0.4, "vectors": 1.0}


def partly(words: dict[str, float], vectors: dict[str, float], part: Part) -> list[str]:
    fused = combine_with_part({"words": words, "vectors": vectors}, WEIGHTS, part)
    return [item.passage_id for item in fused]


def test_the_best_of_a_few_known_passages_do_not_go_before_what_says_the_words() -> None:
    words = {"says": 9.0, "says too": 8.0, "hardly": 1.0}
    vectors = {"far off": 0.30, "farther": 0.29, "farthest": 0.1}
    assert combine({"words": words, "vectors": vectors}, WEIGHTS)[0].passage_id == "far off"
    assert partly(words, vectors, Part("vectors", "words", 0.1, ()))[:2] == ["says", "says too"]


def test_among_passages_that_say_the_words_alike_those_near_in_meaning_go_first() -> None:
    words = {"near": 8.0, "far": 8.1, "least": 1.0}
    part = Part("vectors", "words", 0.5, {"near", "far"})
    assert partly(words, {"near": 0.9, "far": 0.2}, part)[0] == "near"


def test_a_part_that_is_the_whole_changes_nothing() -> None:
    words, vectors = {"a": 9.0, "b": 2.0, "c": 1.0}, {"b": 0.6, "c": 0.59, "d": 0.1}
    scores = {"words": words, "vectors": vectors}
    whole = combine_with_part(scores, WEIGHTS, Part("vectors", "words", 1.0, {"a", "b", "c"}))
    assert whole == combine(scores, WEIGHTS)
