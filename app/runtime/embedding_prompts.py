"""What stands before a text when it is embedded: models are trained with it and search worse without."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import msgspec

from app.foundation.codec import from_json, to_json
from app.runtime.gguf_header import read_architecture

Config = TypeVar("Config")

GEMMA_ARCHITECTURES = ("gemma-embedding", "gemma3_text")
"""As GGUF files and as Hugging Face folders call EmbeddingGemma."""
KEY_DIGITS = 8
"""Hexadecimal, of a hash: enough to tell a handful of prompts apart."""


@dataclass(frozen=True, slots=True)
class EmbeddingPrompts:
    """What stands before a text, as the model was trained; ``{title}`` and ``{text}`` are filled in.

    A question is embedded once with each of ``queries``, and the vectors' mean direction is what is searched for.
    ``untitled`` stands for the title of a passage that has none. ``usual`` names the file of what the vectors of
    questions have in common (usual_question.py), "" where that was never measured. ``kept_key`` is the ``passage_key``
    of libraries that were embedded before questions had several prompts; "" where there are none.
    """

    passage: str = "{text}"
    queries: tuple[str, ...] = ("{text}",)
    untitled: str = ""
    usual: str = ""
    kept_key: str = ""

    @property
    def passage_key(self) -> str:
        """Names how passages are embedded, and that alone: stored vectors outlive a better way to ask."""
        return self.kept_key or hashlib.sha256(to_json([self.passage, self.untitled])).hexdigest()[:KEY_DIGITS]

    def of_passage(self, title: str, text: str) -> str:
        return self.passage.format(title=title or self.untitled, text=text)

    def of_query(self, text: str) -> list[str]:
        """The question under each prompt."""
        return [query.format(text=text) for query in self.queries]


EMBEDDINGGEMMA_PROMPTS = EmbeddingPrompts(
    passage="title: {title} | text: {text}",
    queries=(
        "task: question answering | query: {text}",
        "task: search result | query: {text}",
        "task: fact checking | query: {text}",
    ),
    untitled="none",
    usual="embeddinggemma",
    kept_key="07eccc67",
)
"""From the model's card. Which task serves best changes with the documents, their mean does not: vectors alone, gold
articles of 250 lay law questions within 1,500 characters (nDCG@10) 0.725 (0.584) for question answering, 0.751 (0.610)
for search result, 0.758 (0.608) for fact checking, 0.756 (0.610) for the mean; nDCG@10 of 30 questions over three
technical standards 0.968, 0.956, 0.958, and 0.971 for the mean (tests/bench/retrieval.py)."""


def gguf_prompts(path: Path) -> EmbeddingPrompts:
    """Of the file's model family; the bare text for families that we do not know. Raises UserError for no GGUF."""
    return EMBEDDINGGEMMA_PROMPTS if read_architecture(path) in GEMMA_ARCHITECTURES else EmbeddingPrompts()


def folder_prompts(path: Path) -> EmbeddingPrompts:
    """Of the folder's model family, else what it declares for queries and documents, else the bare text."""
    if _read(path / "config.json", _Transformer).model_type in GEMMA_ARCHITECTURES:
        return EMBEDDINGGEMMA_PROMPTS
    prompts = _read(path / "config_sentence_transformers.json", _SentenceTransformer).prompts
    passage = prompts.get("document") or prompts.get("passage") or ""
    return EmbeddingPrompts(_literal(passage) + "{text}", (_literal(prompts.get("query", "")) + "{text}",))


@dataclass(frozen=True, slots=True)
class _Transformer:
    model_type: str = ""


@dataclass(frozen=True, slots=True)
class _SentenceTransformer:
    prompts: dict[str, str] = field(default_factory=dict)


def _read(path: Path, kind: type[Config]) -> Config:
    """A folder without the file, or with one that makes no sense, declares nothing."""
    try:
        return from_json(path.read_bytes(), kind)
    except (OSError, msgspec.DecodeError):
        return kind()


def _literal(text: str) -> str:
    """Braces are text in what a folder declares."""
    return text.replace("{", "{{").replace("}", "}}")
