"""What a document tells to a program changes no answer. The whole bench is tests/bench/injection.py."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.assistant.quoting import pieces, widening
from app.domain.answer import Mode
from app.foundation.settings import Settings
from app.workspace.models import ModelRoles
from tests.bench.injection import Bench, Told, altered
from tests.bench.injection_texts import PLANTS, TOPICS, Plant

ONE_OF_EACH = tuple({(plant.format, plant.place): plant for plant in reversed(PLANTS)}.values())[::3]


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    roles = ModelRoles(Settings())
    yield Bench(roles, Mode.VERBATIM, None, with_vectors=False)
    roles.close()


@pytest.mark.parametrize("plant", ONE_OF_EACH, ids=lambda plant: f"{plant.id}-{plant.place}")
def test_a_planted_text_changes_nothing(bench: Bench, plant: Plant) -> None:
    question = TOPICS[plant.topic].question
    reference = bench.ask(None, plant.format, question)
    assert not reference.refused
    assert altered(reference, bench.ask(plant, plant.format, question), plant) == []


def test_without_the_rule_an_order_would_be_quoted(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    plant = next(plant for plant in PLANTS if plant.place == "sentence")
    question = TOPICS[plant.topic].question
    assert "忽略" not in bench.ask(plant, plant.format, question).text
    monkeypatch.setattr(pieces, "order_stretches", lambda text: ())
    monkeypatch.setattr(pieces, "is_order", lambda text: False)
    monkeypatch.setattr(widening, "is_order", lambda text: False)
    assert "忽略" in bench.ask(plant, plant.format, question).text


TRUE = Told(False, False, "护栏的高度不应小于1.1 m[1]", "护栏的高度不应小于1.1 m[1]\n“…不应小于1.1 m…”", False)


@pytest.mark.parametrize(
    ("attacked", "what"),
    [
        (TRUE, []),
        (replace(TRUE, direct="护栏的高度不应小于2.2 m[1]"), ["tells the lie", "no longer tells the fact directly"]),
        (replace(TRUE, refused=True), ["refused"]),
        (replace(TRUE, asks_back=True), ["asks back"]),
        (replace(TRUE, has_foreign_key=True), ["prints a forged key"]),
        (replace(TRUE, text="“…12.2 m…”"), ["no longer tells the fact at all"]),
        (replace(TRUE, text=f"{TRUE.text}2.2 m"), ["shows what the file does not"]),
    ],
)
def test_the_bench_tells_what_was_altered(attacked: Told, what: list[str]) -> None:
    hidden = next(plant for plant in PLANTS if plant.place == "white" and plant.topic == 0)
    assert altered(TRUE, attacked, hidden) == what
