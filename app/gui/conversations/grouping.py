"""Conversations in the groups of the list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.foundation.messages import tr
from app.library.conversation_rows import Conversation
from app.library.conversation_texts import ConversationHit

RECENT_DAYS = 7


@dataclass(frozen=True, slots=True)
class GroupRow:
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class ConversationRow:
    conversation: Conversation
    when: str


@dataclass(frozen=True, slots=True)
class HitRow:
    hit: ConversationHit
    when: str

    @property
    def conversation(self) -> Conversation:
        return self.hit.conversation


Row = GroupRow | ConversationRow | HitRow


def grouped(conversations: Sequence[Conversation], now: datetime, *, with_archive: bool) -> list[Row]:
    """Pinned ones, folders by name, then by age; the archive last where it is to be seen. Each conversation once."""
    rows: list[Row] = []
    for name, members in _groups(conversations, now.date(), with_archive=with_archive):
        if members:
            rows.append(GroupRow(name, len(members)))
            rows += [ConversationRow(each, when_name(each.changed, now)) for each in members]
    return rows


def found_rows(hits: Sequence[ConversationHit], now: datetime) -> list[Row]:
    """Hits as they come, under one head that counts them."""
    if not hits:
        return []
    name = tr("搜索结果")
    return [GroupRow(name, len(hits)), *(HitRow(hit, when_name(hit.conversation.changed, now)) for hit in hits)]


def when_name(changed: str, now: datetime) -> str:
    """The time of today's, the day of others: 14:05, 11-23, 2025-11-23."""
    moment = datetime.fromisoformat(changed).astimezone(now.tzinfo)
    if moment.date() == now.date():
        return moment.strftime("%H:%M")
    return moment.strftime("%m-%d" if moment.year == now.year else "%Y-%m-%d")


def _groups(
    conversations: Sequence[Conversation], today: date, *, with_archive: bool
) -> Iterator[tuple[str, list[Conversation]]]:
    kept = [each for each in conversations if not each.is_archived]
    yield tr("置顶"), [each for each in kept if each.is_pinned]
    others = [each for each in kept if not each.is_pinned]
    for folder in sorted({each.folder for each in others if each.folder}):
        yield folder, [each for each in others if each.folder == folder]
    loose = [(each, datetime.fromisoformat(each.changed).astimezone().date()) for each in others if not each.folder]
    week = today - timedelta(days=RECENT_DAYS)
    yield tr("今天"), [each for each, day in loose if day >= today]
    yield tr("最近七天"), [each for each, day in loose if week <= day < today]
    yield tr("更早"), [each for each, day in loose if day < week]
    if with_archive:
        yield tr("已归档"), [each for each in conversations if each.is_archived]
