"""Which of a person's own categories a document belongs to, with the places that speak for it. No model writes here.

A document tells what it is about in its title, its scope and the headings of its chapters. Each of these is compared to
each category by meaning (an embedding model, where one is installed) and by shared words.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.assistant.quoting.citations import PATH_STEP
from app.assistant.text_work.chapters import chapters
from app.assistant.text_work.telling_words import telling_words
from app.assistant.text_work.unit_vectors import Vector
from app.domain.document import Clause
from app.domain.evidence import Evidence, Source
from app.domain.headings import COMMON, bare_heading
from app.domain.printed_page import printed_page
from app.foundation.errors import EnvironmentFault, UserError, WorkerFailed
from app.foundation.jobs import CancelToken, Progress
from app.foundation.messages import tr
from app.runtime.engine import Embedder

FEWEST = 2
MOST_SCOPE = 400
"""Characters of a scope clause that are read."""
TITLE_WEIGHT, SCOPE_WEIGHT, HEADINGS_WEIGHT = 2.0, 2.0, 1.0
WORDS_WEIGHT = 0.3
"""Of the share of a category's words that the document says, beside the similarity of meaning; alone it counts full."""
UNSURE_MARGIN = 0.03
"""Lead of the first over the second below which no category is named."""
SCOPE_HEADINGS = frozenset({"范围", "适用范围", "总则", "scope", "generalprovisions"})
"""As ``bare_heading`` gives them: a standard's clause 1, the first chapter of a law or a building code."""
MOST_SCOPES = 2
"""Clauses below such a heading that are read: what the text is for, and where it applies."""
_SAYS_NOTHING = COMMON | SCOPE_HEADINGS
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Category:
    """A category as its owner named and, if they like, described it."""

    name: str
    description: str = ""

    @property
    def text(self) -> str:
        return f"{self.name}：{self.description}" if self.description else self.name


@dataclass(frozen=True, slots=True)
class Sign:
    """A place that tells what the document is about: its title ("title"), its scope ("scope") or a chapter's heading
    ("heading"). ``clause`` and ``page`` are None for the title."""

    key: str
    kind: str
    text: str
    clause: str | None = None
    clause_id: str | None = None
    page: int | None = None
    printed_page: str | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """``score`` orders within one classification only; ``meaning`` is a similarity, None without an embedding model;
    ``words`` are those of the category that the signs say; ``keys`` name the signs that speak most for it."""

    category: Category
    score: float
    meaning: float | None
    words: tuple[str, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Classification:
    """``ranking`` is best first; ``is_unsure`` where the first is too little ahead to be named."""

    source: Source
    ranking: tuple[Ranked, ...]
    signs: tuple[Sign, ...]
    is_unsure: bool

    @property
    def by_meaning(self) -> bool:
        """Whether an embedding model had a part in it; else words alone."""
        return any(one.meaning is not None for one in self.ranking)

    def signs_for(self, ranked: Ranked) -> tuple[Sign, ...]:
        """The signs that speak most for a category."""
        return tuple(sign for sign in self.signs if sign.key in ranked.keys)


def classify(
    evidence: Sequence[Evidence],
    categories: Sequence[Category],
    embedder: Embedder | None,
    progress: Progress,
    wanted: Vector | None = None,
) -> Classification:
    """Rank the categories for a whole document; ``wanted`` are their ``category_vectors``, where they are at hand.

    Raises UserError as ``require_choice`` and for a document that says nothing of itself, Cancelled.
    """
    import numpy as np

    require_choice(categories)
    signs = tuple(_signs(evidence))
    if not signs:
        raise UserError(tr("这个文件没有标题、范围和章节，无法归类。"))
    weights = np.array([_weight(sign, signs) for sign in signs], np.float32)
    theirs = wanted if wanted is not None else category_vectors(categories, embedder, progress.cancel)
    meanings = _meanings(signs, theirs, embedder, progress)
    ranking = [
        _ranked(category, signs, weights, None if meanings is None else meanings[:, place])
        for place, category in enumerate(categories)
    ]
    ranking.sort(key=lambda ranked: -ranked.score)
    is_unsure = ranking[0].score - ranking[1].score < UNSURE_MARGIN
    return Classification(evidence[0].source, tuple(ranking), signs, is_unsure)


def require_choice(categories: Sequence[Category]) -> None:
    """Raises UserError for fewer than two categories or one named twice."""
    names = [category.name for category in categories]
    if len(names) < FEWEST or len(set(names)) < len(names):
        raise UserError(tr("请给出至少两个名称不同的类别。"))


def _signs(evidence: Sequence[Evidence]) -> Iterator[Sign]:
    title = evidence[0].source.title if evidence else ""
    found: list[tuple[str, str, Clause | None]] = [("title", title, None)] if title else []
    labels = evidence[0].source.page_labels if evidence else ()
    scopes = [item for item in evidence if _is_scope(item)][:MOST_SCOPES]
    found += [("scope", _text(item)[:MOST_SCOPE], item.clauses[0]) for item in scopes]
    for name, part in chapters(evidence):
        if name != title and bare_heading(name) not in _SAYS_NOTHING:
            found.append(("heading", name, part[0].clauses[0]))
    for number, (kind, text, clause) in enumerate(found, 1):
        if clause is None:
            yield Sign(str(number), kind, text)
        else:
            yield Sign(
                str(number), kind, text, clause.number, clause.id, clause.page, printed_page(labels, clause.page)
            )


def _is_scope(item: Evidence) -> bool:
    return bool(_text(item)) and any(bare_heading(step) in SCOPE_HEADINGS for step in item.title_path.split(PATH_STEP))


def _text(item: Evidence) -> str:
    return " ".join(" ".join(clause.text.split()) for clause in item.clauses if clause.text)


def _weight(sign: Sign, signs: Sequence[Sign]) -> float:
    """Headings share one weight, however many there are."""
    if sign.kind == "heading":
        return HEADINGS_WEIGHT / sum(other.kind == "heading" for other in signs)
    return TITLE_WEIGHT if sign.kind == "title" else SCOPE_WEIGHT / sum(other.kind == "scope" for other in signs)


def category_vectors(
    categories: Sequence[Category], embedder: Embedder | None, cancel: CancelToken | None = None
) -> Vector | None:
    """(categories, dimensions); None without an embedding model or when it fails: the words must still serve."""
    import numpy as np

    if embedder is None:
        return None
    try:
        return np.stack([embedder.embed_query(category.text, cancel) for category in categories])
    except (EnvironmentFault, WorkerFailed) as error:
        log.warning("classifying by words alone: %s", error.message)
        return None


def _meanings(
    signs: Sequence[Sign], theirs: Vector | None, embedder: Embedder | None, progress: Progress
) -> Vector | None:
    """(signs, categories); None where there is nothing to compare."""
    if embedder is None or theirs is None:
        return None
    try:
        ours = embedder.embed_passages([("", sign.text) for sign in signs], progress)
    except (EnvironmentFault, WorkerFailed) as error:
        log.warning("classifying by words alone: %s", error.message)
        return None
    similarities: Vector = ours @ theirs.T
    return similarities


def _ranked(category: Category, signs: Sequence[Sign], weights: Vector, meanings: Vector | None) -> Ranked:
    import numpy as np

    wanted = telling_words(category.text)
    said = [wanted & telling_words(sign.text) for sign in signs]
    shares = np.array([len(words) / max(len(wanted), 1) for words in said], np.float32)
    each = shares if meanings is None else WORDS_WEIGHT * shares + meanings
    score = float(np.average(each, weights=weights))
    meaning = float(np.average(meanings, weights=weights)) if meanings is not None else None
    best = sorted(range(len(signs)), key=lambda place: (-float(each[place]), place))[:2]
    words = tuple(sorted(frozenset().union(*said)))
    return Ranked(
        category,
        round(score, 4),
        None if meaning is None else round(meaning, 4),
        words,
        tuple(signs[place].key for place in sorted(best)),
    )
