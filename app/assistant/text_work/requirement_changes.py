"""Where a statement that two wordings share binds otherwise: 可以 → 应当. A statement that only one has is no change of
its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.assistant.text_work.binding_words import BindingWord, all_binding_words
from app.assistant.text_work.swap import NOTHING, Swap, swap_of
from app.assistant.values.comparisons import compared_in
from app.assistant.verification.claims import Word
from app.domain.document import Strength
from app.domain.word_changes import folded, words_of

_STATEMENT_END = re.compile(r"[，,。；;：:！!？?\n]|\.(?=\s)")
ALIKE = 0.5
"""Dice's coefficient of words and pairs of words from which two statements are one that was reworded."""
GOVERNED = 0.5
"""Share of what stands behind a binding word that the other wording must have: one subject has many duties."""
_SENTENCE_END = re.compile(r"[。；;！!？?\n]|\.(?=\s)")
_ONLY_WHEN = re.compile(r"(?<![东西南北地对双各一多官前后我甲乙丙])方能(?![力源量级])")
"""方能 sets the condition that 方可 sets."""
_FORBIDS = re.compile(r"^(?:不|禁|严禁)|\bnot\b|prohibit|forbid", re.IGNORECASE)
_ALLOWS_NOT_TO = re.compile(r"不(?!能)")
_NOT_NEEDED = re.compile(r"不必|[无毋]须|无需|need not", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Said:
    """A force, the word as printed, and what stands behind it in its statement."""

    force: Word
    printed: str
    governed: Counter[str]


@dataclass(frozen=True, slots=True)
class _Statement:
    """What stands between two stops. ``features`` count its words and neighbouring words without those that bind,
    ``sentence`` the forces of the whole sentence; ``place`` is its order from 0 to 1."""

    key: str
    said: tuple[_Said, ...]
    features: Counter[str]
    sentence: Counter[Word]
    place: float


def changed_requirements(before: str, after: str) -> tuple[Swap, ...]:
    """One for each statement that both wordings have and that requires, recommends or permits otherwise."""
    ours, theirs = _statements(before), _statements(after)
    kept = Counter(one.key for one in ours) & Counter(one.key for one in theirs)
    pairs = _pairs(_without(ours, kept), _without(theirs, kept))
    return tuple(swap for one, other in pairs if (swap := _changed(one, other)))


def other_statements(before: str, after: str, told: Sequence[Swap]) -> Swap:
    """Binding words of what only one of two wordings of a clause states: a prohibition that was added, a duty that was
    dropped. Those that ``told`` has are left out."""
    ours, theirs = ([(_force(text, word), word.printed) for word in _binding(text)] for text in (before, after))
    told_before = Counter(word for one in told for word in one.only_before)
    told_after = Counter(word for one in told for word in one.only_after)
    return swap_of(_beside(ours, theirs, told_before), _beside(theirs, ours, told_after))


def _beside(
    words: Sequence[tuple[Word, str]], others: Sequence[tuple[Word, str]], told: Counter[str]
) -> list[tuple[Word, str]]:
    """Those that the other wording has not just so, and that were not told."""
    same = Counter(others)
    left = []
    for word in words:
        if same[word] > 0:
            same[word] -= 1
        elif told[word[1]] > 0:
            told[word[1]] -= 1
        else:
            left.append(word)
    return left


def other_requirements(before: str, after: str) -> tuple[Swap, ...]:
    """Kinds of such words that only one of two independent texts has, where statements cannot be paired."""
    sides = ({_force(text, word): word.printed for word in _binding(text)}.items() for text in (before, after))
    swap = swap_of(*sides)
    return (swap,) if swap else ()


def _changed(one: _Statement, other: _Statement) -> Swap:
    lost, gained = _lost(one, other), _lost(other, one)
    said = (*((word, other) for word in lost), *((word, one) for word in gained))
    if not any(_is_said_of(word.governed, against.features) for word, against in said):
        return NOTHING
    return Swap(tuple(word.printed for word in lost), tuple(word.printed for word in gained))


def _lost(one: _Statement, other: _Statement) -> list[_Said]:
    """The words of a statement whose force its other wording lacks. A word that only went to another place of the
    sentence is there: 在保护区，不得建设 says what 禁止在保护区建设 says."""
    left = Counter(said.force for said in other.said)
    found = []
    for said in one.said:
        if left[said.force] > 0:
            left[said.force] -= 1
        elif one.sentence[said.force] > other.sentence[said.force]:
            found.append(said)
    return found


def _is_said_of(governed: Counter[str], features: Counter[str]) -> bool:
    return (governed & features).total() >= GOVERNED * governed.total()


def _statements(text: str) -> list[_Statement]:
    words = _binding(text)
    found = []
    for start, end in _spans(text, _SENTENCE_END):
        sentence = Counter(_force(text, word) for word in words if start <= word.start < end)
        found += [(*span, sentence) for span in _spans(text, _STATEMENT_END, start, end)]
    return [
        _statement(text, start, end, words, sentence, place / len(found))
        for place, (start, end, sentence) in enumerate(found)
    ]


def _statement(
    text: str, start: int, end: int, words: Sequence[BindingWord], sentence: Counter[Word], place: float
) -> _Statement:
    held = [word for word in words if start <= word.start < end]
    said = tuple(_Said(_force(text, word), word.printed, _features(text, word.end, end, held)) for word in held)
    return _Statement(folded(text[start:end]), said, _features(text, start, end, held), sentence, place)


def _spans(text: str, stop: re.Pattern[str], start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The stretches up to and with each stop, none of them empty."""
    last = len(text) if end is None else end
    for here, there in pairwise((start, *(match.end() for match in stop.finditer(text, start, last)), last)):
        if text[here:there].strip():
            yield here, there


def _binding(text: str) -> list[BindingWord]:
    """Those of the field's words, and what sets a condition in other words."""
    conditions = (BindingWord(Strength.SHALL, one[0], *one.span()) for one in _ONLY_WHEN.finditer(text))
    return sorted((*all_binding_words(text), *conditions), key=lambda word: word.start)


def _force(text: str, word: BindingWord) -> Word:
    """不应大于 and 应不大于 are one limit, required alike."""
    is_limit = any(not one.follows and one.start < word.end and word.start < one.end for one in compared_in(text))
    if word.strength is Strength.MAY:
        if word.printed.startswith("不可"):
            return Word.SHALL_NOT
        needless = _NOT_NEEDED.match(word.printed) or _ALLOWS_NOT_TO.match(text, word.end)
        return Word.NEED_NOT if needless and not is_limit else Word.MAY
    denies = not is_limit and _FORBIDS.search(word.printed) is not None
    if word.strength is Strength.SHOULD:
        return Word.SHOULD_NOT if denies else Word.SHOULD
    return Word.SHALL_NOT if denies else Word.SHALL


def _features(text: str, start: int, end: int, words: Sequence[BindingWord]) -> Counter[str]:
    bare = text[start:end]
    for word in reversed(words):
        if word.start >= start:
            bare = f"{bare[: word.start - start]} {bare[word.end - start :]}"
    said = words_of(_STATEMENT_END.sub(" ", bare))
    return Counter([*said, *(f"{one} {other}" for one, other in pairwise(said))])


def _without(statements: Sequence[_Statement], kept: Counter[str]) -> list[_Statement]:
    """Those that the other wording does not have just so."""
    left = kept.copy()
    found = []
    for statement in statements:
        if left[statement.key] > 0:
            left[statement.key] -= 1
        else:
            found.append(statement)
    return found


def _pairs(ours: Sequence[_Statement], theirs: Sequence[_Statement]) -> list[tuple[_Statement, _Statement]]:
    """Greedily, the most alike first; in the order of ``theirs``."""
    scored = sorted(
        (
            (-likeness, abs(one.place - other.place), here, there)
            for here, one in enumerate(ours)
            for there, other in enumerate(theirs)
            if (likeness := _likeness(one.features, other.features)) >= ALIKE
        ),
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, here, there in scored:
        if here not in taken and there not in found:
            found[there] = here
            taken.add(here)
    return [(ours[here], theirs[there]) for there, here in sorted(found.items())]


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 0.0
