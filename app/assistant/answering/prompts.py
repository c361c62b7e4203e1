"""Prompts made of fixed segments, so that the same question gives the same bytes, and what comes back read strictly.

The model sees the question and a few numbered quotes and nothing else. It writes short sentences that end with the
number of a quote; a grammar leaves it no other way to write.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.assistant.quoting.orders import without_orders
from app.assistant.verification.claims import KEY_MARK
from app.domain.answer import Citation, Fact
from app.library.tokens import HAN
from app.runtime.engine import ChatEngine, ChatMessage, ChatRequest

PROFESSIONAL_SYSTEM = (
    "你是标准与法规助手。只根据给出的编号原文回答问题，不补充原文没有的内容。"
    "用一到三句短句直接回答；数值、单位、条件、“应”“不得”“宜”“可”照抄原文；问到几项就答几项。"
    "每句话末尾写上所依据的原文编号，如[1]。"
)
PROFESSIONAL_SYSTEM_ENGLISH = (
    "You answer questions about standards from the numbered quotes alone and add nothing to them. "
    "Answer directly in one to three short sentences, in the words of the quotes; copy values, units, conditions and "
    '"shall", "should", "may", "not" exactly; answer every part of the question. '
    "End each sentence with the number of the quote it rests on, such as [1]."
)
GENERAL_SYSTEM = "你是办公助手，用简洁的中文回答。不知道就说不知道。"
ANSWER_TOKENS = 180
"""About three sentences. A small model that goes on longer repeats itself."""
GENERAL_TOKENS = 512
READ_CHARACTERS = 700
"""Of the message to the model. An office CPU reads some fifty tokens a second: more would keep a person waiting."""
CHAT_TEMPLATE_TOKENS = 64
"""What the model's own template adds around two messages, generously."""
_SENTENCE_END = re.compile(
    r"(?<=[。！？!?；;\n])(?!\s*[\[［【])|(?<=[\]］】])(?![\s。！？!?；;，,.\[［【])|(?<=[\]］】][。！？!?；;.\n])"
)
_HAN = re.compile(f"[{HAN}]")
_LIST_MARK = re.compile(r"^(?:[-*•·]|\d+[.、)）])\s*(?=\D)")
_HAS_CONTENT = re.compile(r"\d|\w{6}")
"""A number, or more than a stray opening such as "根据原文"."""
_LABELS = ("原文：", "问题：", "逐项回答：", "只回答：")
_LABELS_ENGLISH = ("Quotes:", "Question: ", "Answer each part:", "Answer only: ")
LONGEST_SENTENCE = 160
MOST_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Brief:
    """What the model is given: the question and its parts, the quotes with what completes each, and confirmed facts."""

    question: str
    parts: Sequence[str]
    citations: Sequence[Citation]
    leads: Sequence[str]
    facts: Sequence[Fact] = ()


def professional_request(brief: Brief, engine: ChatEngine) -> ChatRequest | None:
    """The request over as many quotes as the model's context holds; None when it does not hold even the first."""
    system = PROFESSIONAL_SYSTEM if has_han(brief.question) else PROFESSIONAL_SYSTEM_ENGLISH
    room = engine.context_tokens() - ANSWER_TOKENS - CHAT_TEMPLATE_TOKENS - engine.count_tokens(system)
    for count in range(len(brief.citations), 0, -1):
        content = _user_message(brief, count)
        if (count == 1 or len(content) <= READ_CHARACTERS) and engine.count_tokens(content) <= room:
            messages = (ChatMessage("system", system), ChatMessage("user", content))
            keys = [citation.key for citation in brief.citations[:count]]
            return ChatRequest(messages, max_tokens=ANSWER_TOKENS, grammar=answer_grammar(keys, len(brief.parts)))
    return None


def general_request(question: str, facts: Sequence[Fact]) -> ChatRequest:
    """The bare question, for general mode."""
    messages = (ChatMessage("system", GENERAL_SYSTEM), ChatMessage("user", _facts(facts) + question))
    return ChatRequest(messages, max_tokens=GENERAL_TOKENS)


def answer_grammar(keys: Sequence[str], fewest: int = 1) -> str:
    """GBNF: one or two sentences, each ending with one of the keys; one for each part of a question that has several,
    because a small model stops when it has answered the first."""
    alternatives = " | ".join(f'"{key}"' for key in keys)
    least = min(max(fewest, 1), MOST_SENTENCES)
    return (
        f'root ::= sentence ("\\n" sentence){{{least - 1},{max(least, 2) - 1}}}\n'
        f'sentence ::= [^\\[\\]\\n【】`]{{4,{LONGEST_SENTENCE}}} "[" key "]"\n'
        f"key ::= {alternatives}\n"
    )


def sentences_of(text: str) -> list[str]:
    """The model's sentences, each with the key marks that follow it."""
    parts = (_LIST_MARK.sub("", part.strip()) for part in _SENTENCE_END.split(text))
    return [part for part in parts if _HAS_CONTENT.search(KEY_MARK.sub("", part))]


def keys_of(sentence: str, known: Sequence[str]) -> tuple[str, ...]:
    """The keys that a sentence names, once each, those of the closed list only."""
    named = dict.fromkeys(match[1] for match in KEY_MARK.finditer(sentence))
    return tuple(key for key in named if key in known)


def has_han(text: str) -> bool:
    """Whether a text is written in Chinese, all or part of it."""
    return bool(_HAN.search(text))


def finished_part(text: str) -> str:
    """A reply that was cut off, up to its last key."""
    end = max(text.rfind("]"), text.rfind("］"), text.rfind("】"))
    return text[: end + 1]


def _user_message(brief: Brief, count: int) -> str:
    """Quotes first and the question last: what a follow-up over the same quotes begins with is in memory already."""
    given, question, each, only = _LABELS if has_han(brief.question) else _LABELS_ENGLISH
    citations = brief.citations[:count]
    is_one_document = len({citation.document_id for citation in citations}) == 1
    quotes = "\n".join(
        _numbered(citation, lead, with_standard=not is_one_document)
        for citation, lead in zip(citations, brief.leads[:count], strict=True)
    )
    asked = brief.question
    if len(brief.parts) > 1:
        asked += f"\n{each}" + "".join(f"\n- {part}" for part in brief.parts)
    elif brief.parts and brief.parts[0] != brief.question:
        asked += f"\n{only}{brief.parts[0]}"
    return f"{given}\n{quotes}\n\n{_facts(brief.facts)}{question}{asked}"


def _numbered(citation: Citation, lead: str, *, with_standard: bool) -> str:
    heading = citation.title_path.rpartition(" > ")[2]
    place = without_orders(" ".join(part for part in (citation.standard if with_standard else "", heading) if part))
    text = f"{lead} {citation.quote}" if lead and lead not in citation.quote else citation.quote
    return f"[{citation.key}] {place}：{' '.join(text.split())}"


def _facts(facts: Sequence[Fact]) -> str:
    return "".join(f"已知：{fact.key}为{fact.value}。\n" for fact in facts)
