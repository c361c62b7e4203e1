"""The argparse type that has no public name, and the types of arguments that are prose or a day."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from app.foundation.messages import tr

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]
else:
    Subparsers = argparse._SubParsersAction


def prose(value: str) -> str:
    """Words of a person; bytes that the terminal's encoding does not explain can be neither stored nor embedded."""
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise argparse.ArgumentTypeError(tr("不是这个终端编码的文字")) from error
    return value


def day(value: str) -> date:
    """A day as ISO 8601 writes it."""
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(tr("日期写成 2026-03-01 这样。")) from error
