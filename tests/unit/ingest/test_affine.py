"""Turning the plane of a page and turning it back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ingest.layout.affine import IDENTITY, Affine

places = st.floats(-1000, 1000)


@pytest.mark.parametrize(("turns", "place"), [(0, (10, 20)), (1, (780, 10)), (2, (590, 780)), (3, (20, 590))])
def test_a_quarter_turn_is_clockwise_and_starts_at_the_origin_again(turns: int, place: tuple[float, float]) -> None:
    assert Affine.quarter_turns(turns, 600, 800).point(10, 20) == place


def test_a_tilt_leaves_the_middle_and_lowers_the_right() -> None:
    tilt = Affine.tilt(2, 600, 800)
    assert tilt.point(300, 400) == pytest.approx((300, 400))
    assert tilt.point(600, 400)[1] > 410


@given(st.integers(0, 3), st.floats(-10, 10), places, places)
def test_the_inverse_leads_back(turns: int, degrees: float, x: float, y: float) -> None:
    way = Affine.quarter_turns(turns, 600, 800).then(Affine.tilt(degrees, 800, 600))
    assert way.inverse().point(*way.point(x, y)) == pytest.approx((x, y), abs=1e-6)


def test_one_way_after_the_other() -> None:
    half = Affine.quarter_turns(1, 600, 800).then(Affine.quarter_turns(1, 800, 600))
    assert half.point(10, 20) == Affine.quarter_turns(2, 600, 800).point(10, 20)


def test_in_other_units_the_way_is_the_same() -> None:
    way = Affine.tilt(2, 600, 800).then(Affine.quarter_turns(1, 600, 800))
    x, y = way.point(30, 50)
    assert way.scaled(0.1).point(3, 5) == pytest.approx((x / 10, y / 10))


def test_a_box_is_put_around_what_becomes_of_it() -> None:
    assert IDENTITY.box((1, 2, 3, 4)) == (1, 2, 3, 4)
    assert Affine.quarter_turns(1, 600, 800).box((10, 20, 30, 60)) == (740, 10, 780, 30)
