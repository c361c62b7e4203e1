"""How the facts of a model read."""

from __future__ import annotations

import shlex

from app.foundation.messages import enumerated, tr
from app.gui.parts.sizes import file_size, memory_size
from app.runtime.model_entry import ModelEntry, ModelRole
from app.workspace.model_shelf import ModelCard, Shelf, disk_size
from app.workspace.model_steps import NAMES

PROGRAM = "zhunsheng"


def role_name(role: ModelRole) -> str:
    return {
        ModelRole.CHAT: tr("对话模型"),
        ModelRole.KEYWORD: tr("小型对话模型"),
        ModelRole.EMBEDDING: tr("向量模型"),
        ModelRole.RERANK: tr("排序模型"),
        ModelRole.OCR: tr("文字识别"),
    }[role]


def steps_text(card: ModelCard) -> str:
    if card.path is None:
        return ""
    if not card.steps:
        is_left_out = card.may_chat and not card.entry.knows_chinese
        return tr("不会中文，自动选择时不用它") if is_left_out else tr("现在没有步骤用它")
    return tr("用于：{steps}", steps=enumerated(_within(NAMES[step]()) for step in card.steps))


def _within(name: str) -> str:
    """As it stands within a sentence."""
    return name[:1].lower() + name[1:]


def facts_text(card: ModelCard) -> str:
    """Size and whether its contents were checked."""
    size = disk_size(card)
    told = [tr("{size} 磁盘", size=file_size(size)) if size else tr("大小未知")]
    if card.path is not None:
        told.append(tr("已校验") if card.verified else tr("未校验"))
        if not card.is_own:
            told.append(tr("在共享的文件夹或U盘上"))
    return " · ".join(told)


def fits(card: ModelCard, shelf: Shelf) -> bool:
    return card.needed <= shelf.memory_total


def memory_text(card: ModelCard, shelf: Shelf) -> str:
    values = {
        "needed": memory_size(card.needed),
        "total": memory_size(shelf.memory_total),
        "free": memory_size(shelf.memory_available),
    }
    if card.needed == 0:
        return tr("不知道需要多少内存：目录里没有记下大小")
    if card.path is None and fits(card, shelf):
        return tr("放得下：至少需要约 {needed} 内存，本机共有 {total}", needed=values["needed"], total=values["total"])
    if not fits(card, shelf):
        return tr("放不下：需要约 {needed} 内存，本机共有 {total}", needed=values["needed"], total=values["total"])
    if card.needed > shelf.memory_available:
        return tr("现在放不下：需要约 {needed} 内存，本机共有 {total}，眼下可用 {free}。请先关闭其他程序", **values)
    return tr("放得下：需要约 {needed} 内存，本机共有 {total}，眼下可用 {free}", **values)


def speed_texts(card: ModelCard) -> tuple[str, ...]:
    """What was measured, and what the last answers took."""
    told = []
    if card.speed is not None:
        speed = card.speed
        told.append(
            tr(
                "在这台机器上约每秒 {characters:.0f} 个字，{seconds:.1f} 秒后开始写（{day} 测）",
                characters=speed.characters,
                seconds=speed.first_token_seconds,
                day=speed.measured[:10],
            )
        )
        if speed.was_busy:
            told[-1] += tr("，当时机器正忙，实际会快一些")
        if speed.memory:
            told[-1] += tr("，运行时占 {memory}", memory=memory_size(speed.memory))
    elif card.path is not None and card.may_chat:
        told.append(tr("还没有测过速度"))
    if card.last_answers is not None:
        last = card.last_answers
        told.append(
            tr(
                "最近 {count} 次回答：约每秒 {tokens:.0f} 个词元，{seconds:.1f} 秒后开始写",
                count=last.answers,
                tokens=last.tokens,
                seconds=last.first_token_seconds,
            )
        )
    return tuple(told)


def fetch_command(entry: ModelEntry) -> str:
    """What brings the model on a machine with a network."""
    return shlex.join([PROGRAM, "models", "fetch", entry.id])
