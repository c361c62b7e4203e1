"""Where the nodes of the reference web stand."""

from __future__ import annotations

from itertools import combinations

import pytest

from app.gui.web.ring_layout import CENTRE_HIGH, CENTRE_WIDE, HIGH, WIDE, Spot, is_clear, lay_out


def names(count: int, mark: str = "n") -> list[str]:
    return [f"{mark}{place}" for place in range(count)]


@pytest.mark.parametrize("first", [0, 1, 2, 3, 7, 12, 20, 36, 60])
@pytest.mark.parametrize("second", [0, 1, 5, 30])
def test_no_box_stands_over_another(first: int, second: int) -> None:
    rings = [names(first), names(second, "m") if first else []]
    parents = {node: rings[0][place % max(1, min(3, first))] for place, node in enumerate(rings[1])}
    sides = {node: (place % 3) - 1 for place, node in enumerate(rings[0])}
    laid = lay_out("centre", rings, sides, parents)
    assert set(laid.spots) == {"centre", *rings[0], *rings[1]}
    others = [spot for node, spot in laid.spots.items() if node != "centre"]
    assert all(is_clear(one, other) for one, other in combinations(others, 2))
    wide, high = (CENTRE_WIDE + WIDE) / 2, (CENTRE_HIGH + HIGH) / 2
    assert all(abs(spot.x) > wide or abs(spot.y) > high for spot in others)


def test_the_same_neighbourhood_is_the_same_picture() -> None:
    rings = [names(40), names(20, "m")]
    parents = dict.fromkeys(rings[1], "n7")
    assert lay_out("c", rings, {}, parents) == lay_out("c", rings, {}, parents)


def test_what_is_referred_to_stands_right_and_what_refers_stands_left() -> None:
    nodes = names(8)
    sides = {node: 1 if place < 4 else -1 for place, node in enumerate(nodes)}
    spots = lay_out("c", [nodes], sides, {}).spots
    assert sum(spots[node].x for node in nodes[:4]) > 0 > sum(spots[node].x for node in nodes[4:])


def test_a_node_of_the_second_step_stands_on_the_side_of_its_parent() -> None:
    nodes = names(6)
    laid = lay_out("c", [nodes, ["far"]], {}, {"far": "n3"})
    parent, far = laid.spots["n3"], laid.spots["far"]
    assert parent.x * far.x + parent.y * far.y > 0


def test_a_lonely_centre_stands_in_the_middle() -> None:
    assert lay_out("c", [[], []], {}, {}).spots == {"c": Spot(0.0, 0.0)}
