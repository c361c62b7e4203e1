"""Conversations that are older than a person wants to keep them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.library.conversations import Conversations


def old_conversations(conversations: Conversations, days: int, now: datetime | None = None) -> list[str]:
    """The ids of those that nothing was added to for so many days; none for 0 days, which keeps them for ever."""
    if days <= 0:
        return []
    oldest = (now or datetime.now(UTC)) - timedelta(days=days)
    return [kept.id for kept in conversations.list() if datetime.fromisoformat(kept.changed) < oldest]


def forget_old(conversations: Conversations, days: int, now: datetime | None = None) -> int:
    """Delete them for good; gives how many there were."""
    old = old_conversations(conversations, days, now)
    for conversation_id in old:
        conversations.delete(conversation_id)
    return len(old)
