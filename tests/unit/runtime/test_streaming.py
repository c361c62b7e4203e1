"""Text is shown as soon as it is certain, and nothing of a stop text ever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.runtime.streaming import TextStream


def test_a_character_split_over_two_tokens_is_shown_whole() -> None:
    first, second = "准".encode()[:2], "准".encode()[2:]
    stream = TextStream()
    assert stream.feed(first) == ""
    assert stream.feed(second) == "准"


def test_bytes_that_never_become_a_character_are_marked_at_the_end() -> None:
    stream = TextStream()
    assert stream.feed("绳".encode()[:2]) == ""
    assert stream.end() == "\ufffd"


def test_a_stop_text_over_several_tokens_is_held_back_and_swallowed() -> None:
    stream = TextStream(["\n\n问题"])
    assert [stream.feed(piece.encode()) for piece in ("答\n", "\n", "问", "题：")] == ["答", "", "", ""]
    assert stream.is_stopped
    assert stream.feed(b"more") == ""
    assert stream.end() == ""


def test_what_only_looked_like_a_stop_text_is_shown() -> None:
    stream = TextStream(["END"])
    assert stream.feed(b"EN") == ""
    assert stream.feed(b"TRY") == "ENTRY"


def test_held_text_is_shown_when_the_model_ends() -> None:
    stream = TextStream(["END"])
    assert stream.feed(b"the E") == "the "
    assert stream.end() == "E"


@pytest.mark.parametrize("stop", [(), ("",)])
def test_without_stop_texts_nothing_is_held(stop: tuple[str, ...]) -> None:
    assert TextStream(stop).feed(b"abc") == "abc"


@given(st.text(), st.lists(st.text(min_size=1, max_size=3), max_size=3), st.integers(1, 5))
def test_the_cutting_into_tokens_does_not_change_the_text(text: str, stop: list[str], size: int) -> None:
    data = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").encode()
    stream = TextStream(stop)
    shown = "".join(stream.feed(data[place : place + size]) for place in range(0, len(data), size)) + stream.end()
    whole = data.decode()
    ends = [place for place in map(whole.find, stop) if place >= 0]
    assert shown == whole[: min(ends)] if ends else shown == whole
