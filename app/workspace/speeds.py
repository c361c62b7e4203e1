"""How fast a chat model writes on this machine: measured when a person asks, and as the last answers were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from app.foundation.codec import from_json, to_json
from app.foundation.errors import EnvironmentFault
from app.foundation.guarded_files import read_guarded, write_guarded
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.library.conversations import Conversations
from app.runtime.chat import LlamaChatEngine
from app.runtime.engine import ChatEngine, ChatMessage, ChatRequest
from app.runtime.hardware import cpu_name, is_busy, resident_memory
from app.workspace.models import ModelRoles

LOADING = ChatRequest((ChatMessage("user", "1"),), max_tokens=1)
"""Brings the model into memory, so that its loading is not taken for slowness."""
TASK = ChatRequest(
    (
        ChatMessage(
            "user",
            "请根据下面的规定，用自己的话逐条说明仓库手推平板车在使用前应当检查什么，每条一句。\n"
            "规定：使用前应检查车轮、轴承和刹车，转动应灵活，刹车应可靠；检查台面和护栏，不应有裂纹、变形和锐边；"
            "检查额定载荷标志，标志应清楚；检查紧固件，不应松动。发现问题时应停止使用，挂牌并报修。"
            "每月应全面检查一次，记录检查日期、检查人和结果，记录保存不少于一年。",
        ),
    ),
    max_tokens=96,
)
"""About as many characters as the evidence of one clause, and an answer of a few sentences."""
LAST_CONVERSATIONS = 10
LEAST_TOKENS = 16
"""Replies shorter than this say nothing about speed."""


@dataclass(frozen=True, slots=True)
class SpeedFigure:
    """``characters`` a second after the first one, which came after ``first_token_seconds``; ``memory`` in bytes, of
    the model's process, 0 when it is not known. ``measured`` is an ISO time of day here, ``machine`` the processor.
    ``was_busy``: other programs worked beside it, so that it is faster by itself."""

    model_id: str
    characters: float
    first_token_seconds: float
    memory: int
    measured: str
    machine: str
    was_busy: bool = False


@dataclass(frozen=True, slots=True)
class AnswerSpeed:
    """The mean of the last ``answers`` of a model: tokens a second once it wrote, and seconds until then."""

    model_id: str
    answers: int
    tokens: float
    first_token_seconds: float


class Speeds:
    """Kept in one small file of the workspace; a damaged one counts as empty."""

    def __init__(self, file: Path, models: ModelRoles, conversations: Conversations) -> None:
        self._file = file
        self._models = models
        self._conversations = conversations

    def kept(self) -> tuple[SpeedFigure, ...]:
        """What was measured on this machine, one figure a model."""
        try:
            figures = from_json(read_guarded(self._file), tuple[SpeedFigure, ...])
        except (OSError, msgspec.DecodeError):
            return ()
        here = cpu_name()
        return tuple(figure for figure in figures if figure.machine == here)

    def measure(self, model_id: str, progress: Progress) -> SpeedFigure:
        """Load the model, let it write, keep the figure.

        Raises UserError, EnvironmentFault, WorkerFailed, Cancelled.
        """
        engine = self._models.chat_engine(model_id)
        if engine is None:
            raise EnvironmentFault(tr("模型 {id} 没有安装", id=model_id), tr("请先装入模型。"))
        figure = measure(engine, progress)
        kept = [other for other in self.kept() if other.model_id != model_id]
        try:
            write_guarded(self._file, to_json((*kept, figure)))
        except OSError as error:
            raise EnvironmentFault(
                tr("测得的速度写不进工作区：{cause}", cause=error.strerror or error), tr("请检查磁盘空间和写入权限。")
            ) from error
        return figure

    def of_last_answers(self) -> tuple[AnswerSpeed, ...]:
        """Of the models that wrote in the last conversations, the last one first."""
        samples: dict[str, list[tuple[float, float]]] = {}
        for conversation in self._conversations.list()[:LAST_CONVERSATIONS]:
            for turn in reversed(self._conversations.turns(conversation.id)):
                answer = turn.answer
                first, seconds = answer.seconds.first_token, answer.seconds.total
                if answer.model is None or first is None or answer.tokens.generated < LEAST_TOKENS or seconds <= first:
                    continue
                samples.setdefault(answer.model, []).append((answer.tokens.generated / (seconds - first), first))
        return tuple(_mean(model_id, found) for model_id, found in samples.items())


def measure(engine: ChatEngine, progress: Progress) -> SpeedFigure:
    """With a short text of the kind that questions give it. Raises Cancelled, EnvironmentFault, WorkerFailed."""
    progress.report(tr("载入模型"), 0, None, engine.model_id)
    engine.chat(LOADING, cancel=progress.cancel)
    was_busy = is_busy()
    progress.report(tr("测量"), 0, None, engine.model_id)
    reply = engine.chat(TASK, cancel=progress.cancel)
    progress.cancel.raise_if_cancelled()
    writing = max(reply.seconds - reply.first_token_seconds, 1e-9)
    pid = engine.pid if isinstance(engine, LlamaChatEngine) else None
    return SpeedFigure(
        engine.model_id,
        round(max(0, len(reply.text) - 1) / writing, 1),
        round(reply.first_token_seconds, 2),
        resident_memory(pid) if pid is not None else 0,
        datetime.now().astimezone().isoformat(timespec="minutes"),
        cpu_name(),
        was_busy,
    )


def _mean(model_id: str, samples: Sequence[tuple[float, float]]) -> AnswerSpeed:
    count = len(samples)
    return AnswerSpeed(
        model_id,
        count,
        round(sum(tokens for tokens, _ in samples) / count, 1),
        round(sum(first for _, first in samples) / count, 1),
    )
