"""Checks on the words of a sentence: nothing named, denied, opposed or set apart that its clause does not so."""

from __future__ import annotations

import re

from app.assistant.values.comparisons import compared_in
from app.assistant.values.names_said import is_named, names_in
from app.assistant.values.quantities import normal
from app.assistant.values.readings import readings
from app.assistant.verification.claims import negated_stretches, weakened_stretches, without_requirements
from app.assistant.verification.content import OPPOSITE, coverage, latin_words, strange_stretches
from app.assistant.verification.governed import governed_alike
from app.assistant.verification.sources import Origin, Sources, Traced
from app.library.tokens import HAN, tokens

SUPPORTED_SHARE = 2 / 3
"""How much of the content of a sentence must stand in the clauses that it names. A true paraphrase keeps a clause's
terms; a number put to the question's own subject, which the clause does not name, falls below this."""

_EXCEPTION = re.compile(
    r"除[^,，。;；]{1,40}?(?:外|以外|之外)|除外|例外|但[^,，。;；]{0,20}?(?:不在此限|除外)|except|unless"
)
_SAYS_EXCEPTION = re.compile(r"除|例外|但|不在此限|except|unless|but", re.IGNORECASE)
_SENTENCE = re.compile(r"[^。;!?\n]+(?:[。;!?]\s*但[^。;!?\n]*)*[。;!?]?")
"""A sentence with the 但 that takes something out of it."""
_ONLY = re.compile(r"仅(?!供)|只(?![要读])(?=[能有可限允许在用对])|唯一|\bonly\b")
_ALL = re.compile(r"所有|全部|任何|一切|一律|\b(?:all|any|every)\b")
_AND_OR = re.compile(rf"([{HAN}\w])\s*(?:(?P<both>和|及|与|以及|并)|(?P<either>或者?))\s*([{HAN}\w])")
_CHANGE = re.compile(
    r"(?:增加|提高|升高|扩大|延长|加大|减少|降低|缩短|缩小|下降|减小|上升)(?:了)?(?P<to>[到至为])?\s*(?P<number>\d+(?:\.\d+)?)"
)
_COMPARED = 2
"""Characters: a Chinese word after a comparison."""
_HAN_RUN = re.compile(rf"[{HAN}]+")


def names_are_theirs(text: str, sources: Sources) -> bool:
    """Standards, dates, clause numbers, ordinals and codes are named in the sources."""
    return all(_origin_of_name(name.key, text, sources) is not None for name in names_in(text))


def trace_names(text: str, sources: Sources) -> tuple[Traced, ...]:
    """Where each name comes from; those from nowhere are left out."""
    folded = normal(text)
    found = ((folded[name.start : name.end], _origin_of_name(name.key, text, sources)) for name in names_in(text))
    return tuple(Traced(said, *origin) for said, origin in found if origin is not None)


def _origin_of_name(key: str, text: str, sources: Sources) -> tuple[Origin, str] | None:
    [name] = [name for name in names_in(text) if name.key == key][:1]
    for cited in sources.cited:
        if is_named(name, frozenset(other.key for other in names_in(cited.text))):
            return Origin.CLAUSE, cited.key
    if is_named(name, frozenset(other.key for other in names_in(sources.question))):
        return Origin.QUESTION, ""
    if is_named(name, frozenset(other.key for fact in sources.facts for other in names_in(fact))):
        return Origin.FACT, ""
    return None


def requirements_are_theirs(text: str, sources: Sources) -> bool:
    """A requirement or a negation is a clause's, and says there of the same thing what it says here."""
    return governed_alike(text, [cited.text for cited in sources.cited])


def negations_are_kept(text: str, sources: Sources) -> bool:
    """What every cited clause denies is not asserted: "不得提供动力" must not become "提供动力"."""
    return _are_kept(text, sources.clauses, negated_stretches(sources.clauses), negated_stretches(text))


def weakenings_are_kept(text: str, sources: Sources) -> bool:
    """What every cited clause only recommends or permits is not told as it stands: "宜提示" must not become "提示"."""
    theirs = weakened_stretches(sources.clauses)
    return _are_kept(text, sources.clauses, theirs, (*weakened_stretches(text), *negated_stretches(text)))


def _are_kept(text: str, clauses: str, theirs: tuple[str, ...], our_own: tuple[str, ...]) -> bool:
    ours = normal(text)
    for stretch in dict.fromkeys(theirs):
        # As much of it as the sentence repeats: "发送其它" is denied where "发送" alone also stands undenied.
        said = next((stretch[:n] for n in range(len(stretch), 1, -1) if stretch[:n] in ours), None)
        if said and not _asserts(clauses, said, theirs) and not any(own.startswith(said) for own in our_own):
            return False
    return True


def _asserts(text: str, words: str, stretches: tuple[str, ...]) -> bool:
    """Whether the words also stand in the text outside those stretches."""
    return normal(text).count(words) > sum(stretch.startswith(words) for stretch in stretches)


def opposites_are_kept(text: str, sources: Sources) -> bool:
    """No word is put in the place of its opposite: 前轮 where the clauses speak of 后轮 and of no 前轮."""
    folded, theirs = without_requirements(normal(text)), normal(sources.clauses)
    for run in _HAN_RUN.findall(folded):
        for place, character in enumerate(run):
            other = OPPOSITE.get(character)
            if other is None:
                continue
            before, after = run[max(0, place - 1) : place], run[place + 1 : place + 2]
            frames = [(before, after)] if before and after else []
            frames += (
                []
                if any(f"{b}{character}{a}" in theirs for b, a in _one_sided(before, after))
                else _one_sided(before, after)
            )
            if any(f"{b}{other}{a}" in theirs and f"{b}{character}{a}" not in theirs for b, a in frames):
                return False
    return True


def _one_sided(before: str, after: str) -> list[tuple[str, str]]:
    return [frame for frame in ((before, ""), ("", after)) if any(frame)]


def comparisons_are_theirs(text: str, sources: Sources) -> bool:
    """Nothing is compared otherwise than the sources do, numbers or not: 不应低于楼板的耐火极限 is no 不应高于.

    What numbers are compared with is looked at where they are traced.
    """
    theirs = normal(sources.all)
    made = {(theirs[one.end :].lstrip()[:_COMPARED], one.comparison) for one in compared_in(theirs) if not one.follows}
    ours = normal(text)
    for one in compared_in(ours):
        words = ours[one.end :].lstrip()[:_COMPARED]
        if one.follows or not words or not _HAN_RUN.match(words):
            continue
        kinds = {kind for other, kind in made if other == words} or {kind for _, kind in made}
        if one.comparison not in kinds:
            return False
    return True


def exceptions_are_kept(text: str, sources: Sources) -> bool:
    """A rule is not told without the exception that its own sentence makes."""
    if _SAYS_EXCEPTION.search(text):
        return True
    sentences = [
        match[0] for cited in sources.cited for match in _SENTENCE.finditer(normal(cited.quote)) if match[0].strip()
    ]
    if not any(_EXCEPTION.search(sentence) for sentence in sentences):
        return True
    shares = [coverage(text, sentence).share for sentence in sentences]
    best = max(shares)
    return any(
        share == best and not _EXCEPTION.search(sentence) for share, sentence in zip(shares, sentences, strict=True)
    )


def quantifiers_are_theirs(text: str, sources: Sources) -> bool:
    """仅 and 所有 are not added, nor is 和 made 或 between the same two things."""
    theirs, ours, everything = normal(sources.clauses), normal(text), normal(sources.all)
    if any(pattern.search(ours) and not pattern.search(everything) for pattern in (_ONLY, _ALL)):
        return False
    joined = _joined(theirs)
    return all(joined.get(ends, {is_both}) >= {is_both} for ends, kinds in _joined(ours).items() for is_both in kinds)


def _joined(folded: str) -> dict[tuple[str, str], set[bool]]:
    """For the characters on both sides of each 和 and 或, whether both are meant."""
    found: dict[tuple[str, str], set[bool]] = {}
    for match in _AND_OR.finditer(without_requirements(folded)):
        found.setdefault((match[1], match[4]), set()).add(match["both"] is not None)
    return found


def changes_are_theirs(text: str, sources: Sources) -> bool:
    """提高到 20 is not 提高 20."""
    theirs = _changes(sources.all)
    return all(theirs.get(number, kinds) >= kinds for number, kinds in _changes(text).items())


def _changes(text: str) -> dict[str, set[bool]]:
    found: dict[str, set[bool]] = {}
    for match in _CHANGE.finditer(normal(text)):
        found.setdefault(match["number"], set()).add(match["to"] is not None)
    return found


def words_are_theirs(text: str, sources: Sources) -> bool:
    """The sentence speaks in the words of the clauses: what only the question says bears nothing out.

    Words may be the question's, none may be new. A sentence without content must at least give a number.
    """
    there = frozenset(tokens(sources.all))
    if any(word not in there for word in latin_words(text)):
        return False
    if strange_stretches(text, sources.all):
        return False
    borne_out = coverage(text, sources.clauses)
    return borne_out.share >= SUPPORTED_SHARE and bool(borne_out.total or readings(text))
