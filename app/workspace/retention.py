"""Conversations that are older than a person wants to keep them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.library.conversations import Conversations


def old_conversations(conversations: Conversations, days: int, now: datetime | None = None) -> list[str]:
    """The ids of those that nothing was added to and that nobody put in order for so many days, without pinned ones;
    none for 0 days, which keeps them for ever."""
    return list(conversations.unchanged_since(_oldest(days, now))) if days > 0 else []


def forget_old(conversations: Conversations, days: int, now: datetime | None = None) -> int:
    """Delete them for good; gives how many there were."""
    return conversations.delete_unchanged_since(_oldest(days, now)) if days > 0 else 0


def _oldest(days: int, now: datetime | None) -> datetime:
    return (now or datetime.now(UTC)) - timedelta(days=days)
