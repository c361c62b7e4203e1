"""Sizes of files and of memory, as people read them."""

from __future__ import annotations

from app.foundation.messages import tr

KILO, MEGA, GIGA = 1000, 1000**2, 1000**3
GIB = 1024**3


def file_size(size: int) -> str:
    """As file managers count: thousands."""
    if size >= GIGA:
        return f"{size / GIGA:.2f} GB"
    if size >= MEGA:
        return f"{size / MEGA:.0f} MB" if size >= 10 * MEGA else f"{size / MEGA:.1f} MB"
    return f"{max(1, round(size / KILO))} KB" if size else tr("无")


def memory_size(size: int) -> str:
    """As memory is sold: powers of two, under the name that people know."""
    return f"{size / GIB:.1f} GB"
