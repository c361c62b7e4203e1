"""Messages that are kept with a document, in the language of whoever reads them now.

What was wrong with a file is stored as it was told on the day it was read. The catalogue of translations knows every
message of ours, so that a kept one is found again by its fixed words, and what was filled in goes into the other
language's message.
"""

from __future__ import annotations

import re
import string
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from app.foundation.messages import LANGUAGES, enumerated, language_in_use, sequenced, templates
from app.foundation.messages import tr as told_by_id  # of ids that the catalogue gives, not of literals

KEY = 2
"""Characters that a message is looked for by, its first or its last ones."""
MESSAGES = ("message", "called")
"""What a message calls another one of ours within it."""
LISTS = {"entries": ("；", sequenced), "numbers": ("、", enumerated)}
"""What messages call lists of names of ours, with the mark between these in Chinese."""
FEWEST_FIXED = 4
"""Fixed characters by which a message with values is known; fewer may stand in any text."""
FEWEST_BETWEEN = 8
"""The same where values stand at both ends."""


@dataclass(frozen=True, slots=True)
class _Template:
    """``source`` is the message's id; ``fixed`` counts what is not filled in."""

    source: str
    pattern: str
    fixed: int


@lru_cache(maxsize=4096)
def _retold(text: str, language: str) -> str:
    for other in LANGUAGES:
        if other == language:
            continue
        whole, by_start, by_end, others = _known(other)
        if text in whole:
            return told_by_id(whole[text])
        candidates = (*by_start.get(text[:KEY], ()), *by_end.get(text[-KEY:], ()), *others)
        for template in sorted(candidates, key=lambda each: -each.fixed):
            found = re.fullmatch(template.pattern, text, re.DOTALL)
            if found is not None:
                return _filled(template.source, found.groupdict()) or text
    return text


def retold(text: str) -> str:
    """A message of ours that was told earlier, in the language in use; any other text as it is."""
    return _retold(text, language_in_use())


def _filled(source: str, values: dict[str, str]) -> str:
    """Empty where the message wants a number and the text had none."""
    try:
        return told_by_id(source, **{name: _value(name, each) for name, each in values.items()})
    except (KeyError, ValueError):
        return ""


def _value(name: str, value: str) -> str:
    if name in LISTS:
        mark, joined = LISTS[name]
        return joined(map(retold, value.split(mark)))
    return retold(value) if name in MESSAGES else value


_Part = tuple[str, str | None, str | None, str | None]
_Known = tuple[dict[str, str], dict[str, list[_Template]], dict[str, list[_Template]], list[_Template]]


@lru_cache
def _known(language: str) -> _Known:
    """Sources by whole message, and templates by the first or else by the last fixed characters; the
    rest have values at both ends."""
    whole: dict[str, str] = {}
    by_start: dict[str, list[_Template]] = defaultdict(list)
    by_end: dict[str, list[_Template]] = defaultdict(list)
    others: list[_Template] = []
    for source, told in templates(language).items():
        if "{" not in told:
            whole[told] = source
            continue
        parts = list(string.Formatter().parse(told))
        template = _Template(source, _pattern(parts), sum(map(_fixed, parts)))
        first, last = parts[0][0], parts[-1][0] if parts[-1][1] is None else ""
        if template.fixed < FEWEST_FIXED:
            continue
        if len(first) >= KEY:
            by_start[first[:KEY]].append(template)
        elif len(last) >= KEY:
            by_end[last[-KEY:]].append(template)
        elif template.fixed >= FEWEST_BETWEEN:
            others.append(template)
    return whole, by_start, by_end, others


def _fixed(part: _Part) -> int:
    literal, _, form, _ = part
    return len(literal) + (min(map(len, form.split("|"))) if form and "|" in form else 0)


def _pattern(parts: list[_Part]) -> str:
    """What the message looks like with any values: a name that comes again has the same one, a word chosen by a number
    is either."""
    told, named = "", set()
    for literal, name, form, _ in parts:
        told += re.escape(literal)
        if name is None:
            continue
        if form and "|" in form:
            told += f"(?:{'|'.join(map(re.escape, form.split('|')))})"
        elif name in named:
            told += f"(?P={name})"
        else:
            named.add(name)
            told += f"(?P<{name}>.+?)"
    return told
