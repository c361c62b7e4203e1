"""A day as a person types it."""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"(\d{4})(?:[-./年](\d{1,2})[-./月](\d{1,2})日?|(\d{2})(\d{2}))")


def typed_day(text: str) -> date | None:
    """2024-01-31, 2024.1.31, 2024/1/31, 2024年1月31日, 20240131; None for what is no day."""
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2] or match[4]), int(match[3] or match[5]))
    except ValueError:
        return None
