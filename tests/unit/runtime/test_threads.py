"""Thread counts come from timing, and what was timed is remembered for the same machine, model and library."""

from __future__ import annotations

from pathlib import Path

from app.runtime.hardware import Machine
from app.runtime.threads import ThreadChoice, ThreadTiming, choose, profile_key, recall, remember, time_threads

MACHINE = Machine("Example CPU", (), 4, 4, 0, 0)


def test_the_fastest_count_is_chosen_for_each_kind_of_work() -> None:
    timings = [ThreadTiming(2, 40.0, 13.0), ThreadTiming(4, 70.0, 12.0)]
    assert choose(timings) == ThreadChoice(decode=2, batch=4)


def test_of_equals_the_fewest_threads_win() -> None:
    assert choose([ThreadTiming(1, 5.0, 5.0), ThreadTiming(2, 5.0, 5.0)]) == ThreadChoice(1, 1)


def test_a_model_that_only_embeds_has_one_count() -> None:
    assert choose([ThreadTiming(1, 5.0), ThreadTiming(2, 9.0)]) == ThreadChoice(2, 2)


def test_a_disturbed_round_does_not_count() -> None:
    speeds = iter([3.0, 9.0, 10.0, 9.0])
    timings = time_threads([1, 2], lambda count: ThreadTiming(count, next(speeds)))
    assert timings == (ThreadTiming(1, 10.0), ThreadTiming(2, 9.0))


def test_timings_are_remembered_under_their_key_alone(tmp_path: Path) -> None:
    profile = tmp_path / "cache" / "machine.json"
    remember(profile, "a", [ThreadTiming(2, 1.0, 2.0)])
    remember(profile, "b", [ThreadTiming(4, 3.0)])
    assert recall(profile, "a") == (ThreadTiming(2, 1.0, 2.0),)
    assert recall(profile, "b") == (ThreadTiming(4, 3.0),)
    assert recall(profile, "c") == ()


def test_a_damaged_profile_is_as_good_as_none(tmp_path: Path) -> None:
    profile = tmp_path / "machine.json"
    profile.write_bytes(b'{"timings": {"a": "nonsense"}}')
    assert recall(profile, "a") == ()
    remember(profile, "a", [ThreadTiming(2, 1.0)])
    assert recall(profile, "a") == (ThreadTiming(2, 1.0),)


def test_a_profile_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    remember(tmp_path / "file" / "machine.json", "a", [ThreadTiming(2, 1.0)])


def test_another_cpu_or_another_model_has_another_key(tmp_path: Path) -> None:
    model = tmp_path / "model.gguf"
    model.write_bytes(b"1234")
    key = profile_key(MACHINE, model)
    assert profile_key(Machine("Other CPU", (), 4, 4, 0, 0), model) != key
    assert profile_key(Machine("Example CPU", (), 4, 2, 0, 0), model) != key
    model.write_bytes(b"12345")
    assert profile_key(MACHINE, model) != key
