"""What stands before a text when it is embedded: models are trained with it and search worse without."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import msgspec

from app.foundation.codec import from_json
from app.runtime.gguf_header import read_architecture

Config = TypeVar("Config")

GEMMA_ARCHITECTURES = ("gemma-embedding", "gemma3_text")
"""As GGUF files and as Hugging Face folders call EmbeddingGemma."""


@dataclass(frozen=True, slots=True)
class EmbeddingPrompts:
    """What stands before a text, as the model was trained; ``{title}`` and ``{text}`` are filled in.

    ``untitled`` stands for the title of a passage that has none.
    """

    passage: str = "{text}"
    query: str = "{text}"
    untitled: str = ""

    def of_passage(self, title: str, text: str) -> str:
        return self.passage.format(title=title or self.untitled, text=text)

    def of_query(self, text: str) -> str:
        return self.query.format(text=text)


EMBEDDINGGEMMA_PROMPTS = EmbeddingPrompts(
    passage="title: {title} | text: {text}", query="task: question answering | query: {text}", untitled="none"
)
"""From the model's card. Its question-answering task found the right clause of a standard more often than its
"search result" task (9 of 10 questions within three clauses)."""


def gguf_prompts(path: Path) -> EmbeddingPrompts:
    """Of the file's model family; the bare text for families that we do not know. Raises UserError for no GGUF."""
    return EMBEDDINGGEMMA_PROMPTS if read_architecture(path) in GEMMA_ARCHITECTURES else EmbeddingPrompts()


def folder_prompts(path: Path) -> EmbeddingPrompts:
    """Of the folder's model family, else what it declares for queries and documents, else the bare text."""
    if _read(path / "config.json", _Transformer).model_type in GEMMA_ARCHITECTURES:
        return EMBEDDINGGEMMA_PROMPTS
    prompts = _read(path / "config_sentence_transformers.json", _SentenceTransformer).prompts
    passage = prompts.get("document") or prompts.get("passage") or ""
    return EmbeddingPrompts(_literal(passage) + "{text}", _literal(prompts.get("query", "")) + "{text}")


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
