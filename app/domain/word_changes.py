"""What changed between two wordings of one text, in runs that a person can read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import takewhile

MOST_COMPARISONS = 1_000_000
"""Tokens of one wording times tokens of the other that are compared one by one: difflib is quadratic. Longer
stretches are compared sentence by sentence first."""
LONGEST_ISLAND = 2
"""Tokens that two wordings share by chance between two changes (的, 应当). Left equal they tear the change apart."""
LONGEST_SLIDE = 60
"""Tokens by which a change is moved to begin after a stop."""

_TOKEN = re.compile(r"(?:\d+(?:[.,]\d+)*|[^\W\d_\u2e80-\u9fff\uf900-\ufaff]+(?:['’-][^\W\d_\u2e80-\u9fff]+)*|\S)\s*")
"""A number, a word in letters, or a single character as Chinese is written, with the space behind it."""
_SENTENCE_END = frozenset("。;!?")
_STOPS = _SENTENCE_END | frozenset(",、:")
"""As they are compared: in half width."""


class WordChange(StrEnum):
    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


@dataclass(frozen=True, slots=True)
class WordRun:
    """A stretch of text that was kept, taken out or put in."""

    change: WordChange
    text: str


@dataclass(frozen=True, slots=True)
class _Token:
    """``key`` is what is compared, ``printed`` what is shown."""

    key: str
    printed: str


@dataclass(frozen=True, slots=True)
class _Edit:
    """Tokens of the one wording against tokens of the other; where they are equal, the later printing is shown."""

    is_equal: bool
    before: tuple[_Token, ...]
    after: tuple[_Token, ...]


def word_changes(before: str, after: str) -> tuple[WordRun, ...]:
    """The runs from ``before`` to ``after`` in reading order, a deletion before the insertion in its place.

    Kept and inserted runs together are ``after``, but for spaces at its start. Spaces, line breaks and full or half
    width make no change.
    """
    edits = _at_boundaries(_without_islands(_joined(_edits(_tokens(before), _tokens(after)))))
    return tuple(run for edit in edits for run in _runs(edit))


def folded(text: str) -> str:
    """The text as it is compared: without spaces, in half width."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def words_of(text: str) -> list[str]:
    """The words and characters that a text is compared by, in order."""
    return [token.key for token in _tokens(text)]


def _tokens(text: str) -> tuple[_Token, ...]:
    return tuple(_Token(folded(match[0]), match[0]) for match in _TOKEN.finditer(text))


def _edits(before: Sequence[_Token], after: Sequence[_Token]) -> Iterator[_Edit]:
    """What both begin and end with is equal; only what lies between is compared."""
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    yield _Edit(True, tuple(before[:head]), tuple(after[:head]))
    yield from _middle(before[head : len(before) - tail], after[head : len(after) - tail])
    yield _Edit(True, tuple(before[len(before) - tail :]), tuple(after[len(after) - tail :]))


def _shared(before: Sequence[_Token], after: Sequence[_Token]) -> int:
    """How many tokens both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0].key == pair[1].key, zip(before, after, strict=False)))


def _middle(before: Sequence[_Token], after: Sequence[_Token]) -> Iterator[_Edit]:
    if len(before) * len(after) <= MOST_COMPARISONS:
        yield from _matched([(token,) for token in before], [(token,) for token in after])
        return
    sentences = list(_sentences(before)), list(_sentences(after))
    if len(sentences[0]) * len(sentences[1]) > MOST_COMPARISONS:
        yield _Edit(False, tuple(before), tuple(after))
        return
    for edit in _matched(*sentences):
        if edit.is_equal or len(edit.before) * len(edit.after) > MOST_COMPARISONS:
            yield edit
        else:
            yield from _edits(edit.before, edit.after)


def _matched(before: Sequence[tuple[_Token, ...]], after: Sequence[tuple[_Token, ...]]) -> Iterator[_Edit]:
    """Groups of tokens against groups of tokens."""
    keys = [tuple(token.key for token in group) for group in before], [tuple(t.key for t in group) for group in after]
    for tag, start, end, to_start, to_end in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        yield _Edit(tag == "equal", _flat(before[start:end]), _flat(after[to_start:to_end]))


def _sentences(tokens: Sequence[_Token]) -> Iterator[tuple[_Token, ...]]:
    sentence: list[_Token] = []
    for token in tokens:
        sentence.append(token)
        if token.key in _SENTENCE_END or "\n" in token.printed:
            yield tuple(sentence)
            sentence = []
    if sentence:
        yield tuple(sentence)


def _flat(groups: Iterable[tuple[_Token, ...]]) -> tuple[_Token, ...]:
    return tuple(token for group in groups for token in group)


def _joined(edits: Iterable[_Edit]) -> list[_Edit]:
    """Neighbours of one kind as one edit; nothing empty."""
    joined: list[_Edit] = []
    for edit in edits:
        if not edit.before and not edit.after:
            continue
        if joined and joined[-1].is_equal == edit.is_equal:
            last = joined.pop()
            edit = _Edit(edit.is_equal, last.before + edit.before, last.after + edit.after)
        joined.append(edit)
    return joined


def _without_islands(edits: Sequence[_Edit]) -> list[_Edit]:
    """A word or two that stayed between two larger changes is read as part of them."""

    def is_island(place: int) -> bool:
        length = len(edits[place].after)
        return (
            0 < place < len(edits) - 1
            and length <= LONGEST_ISLAND
            and all(length < max(len(side.before), len(side.after)) for side in (edits[place - 1], edits[place + 1]))
        )

    return _joined(
        _Edit(edit.is_equal and not is_island(place), edit.before, edit.after) for place, edit in enumerate(edits)
    )


def _at_boundaries(edits: Sequence[_Edit]) -> list[_Edit]:
    """国[家建立制度。国]务院 is [国家建立制度。]国务院: what was put in or taken out is slid to begin after a stop."""
    slid = list(edits)
    for place in range(1, len(slid) - 1):
        edit = slid[place]
        if not edit.is_equal and not (edit.before and edit.after):
            slid[place - 1 : place + 2] = _slid(*slid[place - 1 : place + 2])
    return [edit for edit in slid if edit.before or edit.after]


def _slid(left: _Edit, edit: _Edit, right: _Edit) -> tuple[_Edit, _Edit, _Edit]:
    """The edit moved by the fewest tokens to where a stop stands before it; as it is where none can."""
    for step in (_to_right, _to_left):
        slid: tuple[_Edit, _Edit, _Edit] | None = (left, edit, right)
        for _ in range(LONGEST_SLIDE):
            if slid is None or _ends_in_stop(slid[0]):
                break
            slid = step(*slid)
        if slid is not None and _ends_in_stop(slid[0]):
            return slid
    return left, edit, right


def _ends_in_stop(edit: _Edit) -> bool:
    return not edit.after or edit.after[-1].key in _STOPS


def _to_right(left: _Edit, edit: _Edit, right: _Edit) -> tuple[_Edit, _Edit, _Edit] | None:
    """One token on: where the edit's first token also stands right behind it, x[ab]a is xa[ba]."""
    own = edit.before or edit.after
    if not right.after or right.after[0].key != own[0].key:
        return None
    is_deletion = bool(edit.before)
    passed = (own[0], right.after[0]) if is_deletion else (right.before[0], own[0])
    turned = (*own[1:], right.before[0] if is_deletion else right.after[0])
    return (
        _Edit(True, (*left.before, passed[0]), (*left.after, passed[1])),
        _Edit(False, turned if is_deletion else (), () if is_deletion else turned),
        _Edit(True, right.before[1:], right.after[1:]),
    )


def _to_left(left: _Edit, edit: _Edit, right: _Edit) -> tuple[_Edit, _Edit, _Edit] | None:
    """The mirror image of going right."""
    slid = _to_right(_mirrored(right), _mirrored(edit), _mirrored(left))
    return None if slid is None else (_mirrored(slid[2]), _mirrored(slid[1]), _mirrored(slid[0]))


def _mirrored(edit: _Edit) -> _Edit:
    return _Edit(edit.is_equal, edit.before[::-1], edit.after[::-1])


def _runs(edit: _Edit) -> Iterator[WordRun]:
    before, after = ("".join(token.printed for token in side) for side in (edit.before, edit.after))
    if edit.is_equal:
        yield WordRun(WordChange.EQUAL, after)
        return
    if before:
        yield WordRun(WordChange.DELETE, before)
    if after:
        yield WordRun(WordChange.INSERT, after)
