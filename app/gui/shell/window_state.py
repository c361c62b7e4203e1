"""What the window remembers from one day to the next: where it stood, which page, what the pages say of themselves."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

from app.foundation.guarded_files import read_guarded, write_guarded

_log = logging.getLogger(__name__)

WindowState = dict[str, Any]
"""JSON values by name. Readers take nothing for granted: the file may be of another version, or of another screen."""


def load_window_state(path: Path) -> WindowState:
    """Empty where there is no readable file: a lost window position is no reason not to open."""
    try:
        value = json.loads(read_guarded(path).decode("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        _log.warning("the window's state is not readable: %s", error)
        return {}
    return value if isinstance(value, dict) else {}


def save_window_state(path: Path, state: WindowState) -> None:
    try:
        write_guarded(path, json.dumps(state, ensure_ascii=False, indent=1).encode("utf-8", "replace"))
    except OSError as error:
        _log.warning("the window's state is not kept: %s", error)
