"""The marking of generated text.

GB 45438-2025《网络安全技术 人工智能生成合成内容标识方法》 and 《人工智能生成合成内容标识办法》, both in force since
2025-09-01: text made by a model carries a visible label at its start or end, in the interface and in whatever leaves
it. A quote of a standard is not generated and needs none; an answer of quotes alone (verbatim mode) has no model.
"""

from __future__ import annotations

import json
from typing import Final

from app.domain.answer import Answer

AI_LABEL: Final = "本内容由人工智能生成"
"""The visible label as the rule words it. Never translated, so that it is recognised wherever the text goes."""

AIGC_PROPERTY: Final = "AIGC"
"""Name of the metadata field that a file of generated text carries (GB 45438-2025 annex E): a custom property of
office files."""
PRODUCER: Final = "准绳"


def aigc_record(model: str) -> str:
    """The implicit label: JSON in the fields that the standard names. Label 1 says that the content is generated; the
    model stands for the producer's number of the content, the reserved fields and those of a propagator are empty,
    because nothing is sent to a service."""
    fields = {
        "Label": "1",
        "ContentProducer": PRODUCER,
        "ProduceID": model.encode("utf-8", "replace").decode(),  # a file's name need not be valid Unicode
        "ReservedCode1": "",
        "ContentPropagator": "",
        "PropagateID": "",
        "ReservedCode2": "",
    }
    return json.dumps(fields, ensure_ascii=False)


def needs_label(answer: Answer) -> bool:
    """Whether a model had a hand in the answer: an answer of quotes, and a refusal made by rules alone, name none."""
    return answer.model is not None


def without_label(text: str) -> str:
    """The text without the label at its end."""
    return text.rstrip().removesuffix(AI_LABEL).rstrip()


def labelled(text: str) -> str:
    """The text with the label on a line of its own at the end; text that has it already is given back as it is."""
    body = text.rstrip()
    if body.endswith(AI_LABEL):
        return body
    return f"{body}\n\n{AI_LABEL}" if body else AI_LABEL
