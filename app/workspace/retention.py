"""Conversations that are older than a person wants to keep them."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from app.foundation.errors import ZhunshengError
from app.library.conversations import Conversations

_log = logging.getLogger(__name__)


def old_conversations(conversations: Conversations, days: int, now: datetime | None = None) -> list[str]:
    """The ids of those that nothing was added to and that nobody put in order for so many days, without pinned ones;
    none for 0 days, which keeps them for ever."""
    return list(conversations.unchanged_since(_oldest(days, now))) if days > 0 else []


def forget_old(conversations: Conversations, days: int, now: datetime | None = None) -> int:
    """Delete them for good; gives how many there were."""
    return conversations.delete_unchanged_since(_oldest(days, now)) if days > 0 else 0


def forget_all(conversations: Conversations) -> int:
    """Where a person wants no history: nothing stays when the workspace closes; gives how many there were. What cannot
    be deleted then goes when it is opened next."""
    try:
        return conversations.delete_all()
    except ZhunshengError as error:
        _log.warning("the conversations are not deleted yet: %s", error)
        return 0


def _oldest(days: int, now: datetime | None) -> datetime:
    return (now or datetime.now(UTC)) - timedelta(days=days)
