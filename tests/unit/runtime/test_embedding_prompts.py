"""Passages and queries are embedded with the words that the model was trained with."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from app.runtime.embedding_prompts import EMBEDDINGGEMMA_PROMPTS, EmbeddingPrompts, folder_prompts, gguf_prompts
from tests.unit.runtime.model_files import gguf


def test_embeddinggemma_gets_its_own_prompts() -> None:
    assert EMBEDDINGGEMMA_PROMPTS.of_passage("5.2 制动", "应不大于 7 m") == "title: 5.2 制动 | text: 应不大于 7 m"
    assert EMBEDDINGGEMMA_PROMPTS.of_passage("", "应") == "title: none | text: 应"
    assert EMBEDDINGGEMMA_PROMPTS.of_query("多远")[:2] == [
        "task: question answering | query: 多远",
        "task: search result | query: 多远",
    ]


def test_other_questions_prompts_leave_stored_vectors_valid() -> None:
    asked_otherwise = replace(EmbeddingPrompts(), queries=("query: {text}",))
    assert asked_otherwise.passage_key == EmbeddingPrompts().passage_key
    assert replace(EmbeddingPrompts(), passage="passage: {text}").passage_key != EmbeddingPrompts().passage_key


def test_braces_in_a_text_are_text() -> None:
    assert EMBEDDINGGEMMA_PROMPTS.of_passage("{text}", "{title}{0}") == "title: {text} | text: {title}{0}"


def test_a_gguf_file_gets_the_prompts_of_its_family(tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(gguf({"general.architecture": "gemma-embedding"}))
    assert gguf_prompts(path) == EMBEDDINGGEMMA_PROMPTS
    path.write_bytes(gguf({"general.architecture": "bert"}))
    assert gguf_prompts(path) == EmbeddingPrompts()


def test_an_unknown_folder_is_embedded_without_prompts(tmp_path: Path) -> None:
    assert folder_prompts(tmp_path) == EmbeddingPrompts()


def test_a_folder_declares_its_prompts(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "bert"}')
    declared = {"prompts": {"query": "find {it}: ", "document": "doc: "}, "similarity_fn_name": "cosine"}
    (tmp_path / "config_sentence_transformers.json").write_text(json.dumps(declared))
    prompts = folder_prompts(tmp_path)
    assert prompts.of_query("x") == ["find {it}: x"]
    assert prompts.of_passage("ignored", "y") == "doc: y"


def test_a_gemma_folder_gets_the_better_question_prompt_than_it_declares(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "gemma3_text"}')
    assert folder_prompts(tmp_path) == EMBEDDINGGEMMA_PROMPTS
