"""The keyword model: professional search words for a lay question, after ChatLaw.

Answers go without it by default, because it was measured to bring nothing beside the packs' synonyms and the vectors
(tests/bench/keywords.py, EmbeddingGemma Q8_0, 2026-11-23; gold articles within 1,500 characters, nDCG@10):

- 188 of 250 lay questions of law, words of the 0.5B model: without them 0.823, 0.619; as further words at 0.1 0.823,
  0.619; at 0.3 0.830, 0.612; at 0.5 0.833, 0.607.
- 63 of the 250, words of the 1.5B: without 0.877, 0.658; as further words at 0.1 0.877, 0.653; at 0.3 0.877, 0.623; as
  a further vector at 0.1 0.877, 0.645; at 0.3 0.871, 0.634; five folds of five choose to go without.
- 42 of the 250, a supposed clause of 40 tokens by the 1.5B as a further vector: without 0.918, 0.713; at 0.3 0.924,
  0.713; at 1.0 0.916, 0.700; five folds together 0.924, 0.704.
- 30 questions over three standards, as further words at 0.1: 0.983, 0.973 without; 1.000, 0.960 with the 0.5B's; 0.983,
  0.977 with the 1.5B's.

A question costs 0.4 s with the 0.5B on two idle cores, 1.4 s on busy ones, and 2.1 s with the 1.5B.
"""

from __future__ import annotations

import logging
import re
import threading
import unicodedata
from dataclasses import dataclass

from app.domain.answer import Understanding
from app.foundation.errors import EnvironmentFault, UserError, WorkerFailed
from app.foundation.jobs import CancelToken
from app.library.tokens import HAN
from app.runtime.engine import ChatEngine, ChatMessage, ChatReply, ChatRequest

SYSTEM = (
    "把日常提问改写成检索法规和标准用的专业词：规范用语、同义词、法律或标准的名称。"
    "写三到六个，用顿号隔开，不解释，不重复。"
)
EXAMPLES = (
    ("开车撞了人跑了会怎么样？", "交通肇事、逃逸、道路交通事故、吊销机动车驾驶证、道路交通安全法"),
    ("超市买到过期的牛奶能赔多少钱？", "超过保质期、经营者、惩罚性赔偿、食品安全法、消费者权益保护法"),
    (
        "How loud may the alarm on a machine be?",
        "sound pressure level、audible warning signal、noise limit、machinery safety",
    ),
    ("楼道要留多宽才跑得出去？", "疏散走道、最小净宽度、安全疏散、建筑设计防火规范"),
    ("老板天天让加班又不给钱怎么办？", "用人单位、延长工作时间、加班工资、劳动报酬、劳动法"),
    ("电线外面那层皮要多厚？", "绝缘层、护套、标称厚度、电线电缆"),
)
"""Ours, of several trades and both languages: a small model copies the trade of whatever it is shown."""

SEPARATOR = "、"
FEWEST, MOST = 3, 6
KEYWORD_TOKENS = 48
"""Six words in Chinese. A budget and not a clock, so that a slow machine writes the same words."""

_LIST = f'root ::= word ("{SEPARATOR}" word){{{FEWEST - 1},{MOST - 1}}}\n'
CHINESE_GRAMMAR = _LIST + f"word ::= [{HAN}] [{HAN}A-Za-z]{{1,15}}\n"
LATIN_GRAMMAR = _LIST + "word ::= [A-Za-z] [A-Za-z -]{1,31}\n"
"""Words in the script of the question: a small model drifts into English over a Chinese one. No figures: it makes up
values and the numbers of standards."""

_HAN = re.compile(f"[{HAN}]")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeywordWriter:
    """Has a small model write search words. ``engine`` is None where none is installed."""

    engine: ChatEngine | None

    def write(self, understanding: Understanding, cancel: CancelToken) -> tuple[str, ...]:
        """Search words in the order of writing; none without a model or when it fails.

        A cancel ends the writing with the whole words so far.
        """
        if self.engine is None:
            return ()
        try:
            reply = self.engine.chat(keyword_request(understanding.question), cancel=cancel)
        except (EnvironmentFault, UserError, WorkerFailed) as error:
            log.warning("searching without the words of a model: %s", error.message)
            return ()
        return words_of(reply, understanding.question)

    def write_within(self, seconds: float, question: str) -> tuple[str, ...]:
        """The words that are there after so long, for a search box that cannot wait.

        Not for an answer: the clock would make it differ from one time to the next.
        """
        cancel = CancelToken()
        timer = threading.Timer(seconds, cancel.cancel)
        timer.daemon = True
        timer.start()
        try:
            return self.write(Understanding(question), cancel)
        finally:
            timer.cancel()


def keyword_request(question: str) -> ChatRequest:
    """The question comes last, so that all before it stays in the model's memory from one question to the next."""
    shown = (turn for asked, words in EXAMPLES for turn in (_user(asked), ChatMessage("assistant", words)))
    messages = (ChatMessage("system", SYSTEM), *shown, _user(question))
    return ChatRequest(messages, max_tokens=KEYWORD_TOKENS, grammar=_grammar(question))


def words_of(reply: ChatReply, question: str) -> tuple[str, ...]:
    """The words of a reply, each once, without those that the question has and one that the budget cut off."""
    written = reply.text.split(SEPARATOR)
    whole = written if reply.finish == "stop" else written[:-1]
    said = _key(question)
    new: dict[str, str] = {}
    for word in map(str.strip, whole):
        if word and _key(word) not in said:
            new.setdefault(_key(word), word)
    return tuple(new.values())


def _user(text: str) -> ChatMessage:
    return ChatMessage("user", text)


def _grammar(question: str) -> str:
    return CHINESE_GRAMMAR if _HAN.search(question) else LATIN_GRAMMAR


def _key(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace(" ", "")
