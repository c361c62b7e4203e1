"""Questions that a document answers, for a person who has not asked anything yet: its limits, its main terms, what its
chapters rule. In the language of the document, which the chooser of documents minds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from app.domain.document import Clause, ClauseKind, ClauseTree, DocumentKind, Metadata, Strength
from app.domain.headings import COMMON, FRAME, bare_heading
from app.domain.law_title import STATE
from app.domain.standard_id import UNISSUED, parse
from app.domain.term import Term
from app.foundation.messages import tr

FEWEST_USES = 5
"""Times that a text says a term which it is about."""
MOST_LIMITS = 3
"""That a heading is rated by: more only says that its clause is long."""
_LIMIT = re.compile(
    r"\d[^。；\n]{0,20}(?:以[上下内])|(?:[≤≥]|不(?:应|得|宜)?(?:大于|小于|超过|低于|高于|少于|多于)|至少|"
    r"not (?:exceed|be (?:more|less|greater|lower))|at (?:least|most))[^。；\n]{0,20}\d",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"[\u4e00-\u9fff]{2,12}|[A-Za-z][a-z]+(?: [A-Za-z]?[a-z]+){1,5}")
"""A heading that can be asked about as it is: 制动性能, Access control policy. No formula, no abbreviation, no list."""
_TERM = re.compile(r"[\u4e00-\u9fff]{2,10}|[A-Za-z]?[a-z]+(?: [a-z]+){0,3}")
LAWS = (DocumentKind.LAW, DocumentKind.REGULATION, DocumentKind.GUIDELINE)
LONGEST_TITLE = 24
"""Characters of a title that a short question has room for."""
_SAYS_LITTLE = re.compile(r"其他|其它|附录|说明|要求$|规定$|示例|格式$|Appendix|Annex", re.IGNORECASE)


def questions_about(
    metadata: Metadata, clauses: Sequence[Clause], terms: Iterable[Term], edition: str = ""
) -> tuple[str, ...]:
    """At most one of each kind, the most telling kind first; none of a text that has nothing of the sort. ``edition``
    is what tells a law from its other editions that are held: a question about it names it."""
    tree = ClauseTree(clauses)
    edition = edition if metadata.kind in LAWS else ""
    found = (
        _about_limit(metadata, tree),
        _about_term(metadata, clauses, terms, edition),
        _about_rule(metadata, tree, edition),
    )
    return tuple(dict.fromkeys(question for question in found if question))


def _about_limit(metadata: Metadata, tree: ClauseTree) -> str:
    """The heading above the most limits with values, the nearest one above them; the earlier of two."""
    if metadata.kind in LAWS:
        return ""
    rated = [(_limits(tree, clause), clause) for clause in tree.clauses if _is_subject(clause, tree)]
    most = max((limits for limits, _ in rated), default=0)
    clause = next((clause for limits, clause in rated if limits == most > 0), None)
    if clause is None:
        return ""
    if number := _number(metadata):
        return tr("{number} 对{subject}有什么要求？", number=number, subject=clause.title)
    if title := _short_title(metadata):
        return tr("《{title}》对{subject}有什么要求？", title=title, subject=clause.title)
    return ""


def _about_term(metadata: Metadata, clauses: Sequence[Clause], terms: Iterable[Term], edition: str) -> str:
    """The longest that the title names, else what the text says most often. Abbreviations are looked up, not asked
    about."""
    text = "\n".join(clause.text for clause in clauses)
    names = dict.fromkeys(term.term for term in terms if _TERM.fullmatch(term.term))
    used = {name: (len(name) * (name in metadata.title), text.count(name)) for name in names}
    main = [name for name, (in_title, times) in used.items() if in_title or times >= FEWEST_USES]
    if not main:
        return ""
    term = max(main, key=lambda name: used[name])
    title = _short_title(metadata)
    if title and edition:
        return tr("《{title}》（{edition}）里，{term}是指什么？", title=title, edition=edition, term=term)
    return tr("{term}是指什么？", term=term)


def _about_rule(metadata: Metadata, tree: ClauseTree, edition: str) -> str:
    """The longest chapter of a law or a guideline; the earlier of two."""
    if metadata.kind not in LAWS:
        return ""
    chapters = [clause for clause in tree.clauses if clause.kind is ClauseKind.CHAPTER and _is_subject(clause, tree)]
    rated = [(sum(bool(each.text) for each in _below(tree, clause)), clause) for clause in chapters]
    most = max((parts for parts, _ in rated), default=0)
    clause = next((clause for parts, clause in rated if parts == most > 0), None)
    if clause is None:
        return ""
    title = _short_title(metadata)
    if title and edition:
        return tr("《{title}》（{edition}）对{subject}有哪些规定？", title=title, edition=edition, subject=clause.title)
    if title:
        return tr("《{title}》对{subject}有哪些规定？", title=title, subject=clause.title)
    return ""


def _is_subject(clause: Clause, tree: ClauseTree) -> bool:
    if not clause.kind.is_numbered_unit or clause.kind is ClauseKind.TERM or not _SUBJECT.fullmatch(clause.title):
        return False
    if bare_heading(clause.title) in COMMON or _SAYS_LITTLE.search(clause.title):
        return False
    return not any(bare_heading(above.title) in FRAME for above in tree.ancestors(clause))


def _limits(tree: ClauseTree, clause: Clause) -> int:
    """Limits that bind in a clause and in what below it has no heading of its own."""
    parts = [*_below(tree, clause, stops_at_headings=True)]
    if not any(part.strength is Strength.SHALL for part in parts):
        return 0
    return min(MOST_LIMITS, sum(len(_LIMIT.findall(part.text)) for part in parts))


def _below(tree: ClauseTree, clause: Clause, *, stops_at_headings: bool = False) -> Iterator[Clause]:
    yield clause
    for child in tree.children(clause.id):
        if not (stops_at_headings and child.title and child.kind.is_numbered_unit):
            yield from _below(tree, child, stops_at_headings=stops_at_headings)


def _number(metadata: Metadata) -> str:
    """ "" for a document that has none of its own: a draft leaves it open."""
    standard = parse(metadata.number) if metadata.number else None
    is_issued = standard is not None and standard.edition[0] != UNISSUED and any(map(str.isdigit, standard.number))
    return metadata.number or "" if is_issued else ""


def _short_title(metadata: Metadata) -> str:
    """As people say it; "" for one that is too long to be said."""
    title = re.sub(r"\s+(?=[（(])", "", metadata.title).removeprefix(STATE)
    return title if len(title) <= LONGEST_TITLE else ""
