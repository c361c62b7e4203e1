"""The words of a sentence that make it a requirement, a recommendation or a permission, as they are printed."""

from __future__ import annotations

import re

from app.domain.document import Strength
from app.ingest.wording.modal_words import MODALS, STATEMENTS

_BEFORE = re.compile(r"不$")
_BEHIND = re.compile(r"当(?![场时日年月即])|\s+not\b")
"""应当, shall not: the pattern of a modal word ends before it."""


def binding_words(text: str, strength: Strength) -> tuple[str, ...]:
    """The words of that strength, each once, in the order of the text: 应, 不应, 必须, 不得."""
    bare = STATEMENTS.sub("·", text)
    pattern = next(modal for held, modal in MODALS if held is strength)
    return tuple(dict.fromkeys(_whole(bare, match) for match in pattern.finditer(bare)))


def _whole(text: str, match: re.Match[str]) -> str:
    before, behind = _BEFORE.search(text[: match.start()]), _BEHIND.match(text, match.end())
    return (before[0] if before else "") + match[0] + (behind[0] if behind else "")
