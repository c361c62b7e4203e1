"""Text as TOML writes it. The standard library reads TOML and does not write it."""

from __future__ import annotations

import json


def toml_string(text: str) -> str:
    """A basic string: as in JSON, but for DEL, which TOML wants escaped too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
