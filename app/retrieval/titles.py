"""Documents that a question names by their titles: in full, without the name of the state, or shortened."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.domain.law_title import STATE
from app.domain.numerals import NUMERAL_CHARACTERS
from app.library.editions import Edition, title_key
from app.packs.lists import fold_word
from app.packs.titles import pack_titles

BOOK_TITLE = re.compile(r"《([^《》]{2,60})》")
SHORTEST_TITLE = 3
"""Characters. 水法 is a law, but 水法 also stands inside other words; in book title marks or right before the number of
an article any length counts."""
SHORTEST_STEM = 3
"""Characters of a shortened title that only one title held has: 民间借贷规定, but 劳动法 is not 劳动合同法."""

_PART_OF_CODE = re.compile(r"(?:第.{1,3}编)?.{0,6}(?:编|总则|分则|附则)$")
"""民法典 is often kept as a file for each of its parts: 民法典 婚姻家庭编."""
_ENDING = re.compile(
    r"(?:司法解释|解释|法典|(?<![方算做想看用语手说书魔办])法|条例|细则|规定|规则|办法)(?:\(?[一二三四五六七八九十]\)?)?$"
)
_COURT = "最高人民"
_ARTICLE = re.compile(rf"第?\s*(?:\d{{1,4}}|[{NUMERAL_CHARACTERS}]{{1,9}})\s*条")
_BETWEEN = re.compile(
    r"(?:\s|[(（]?(?:19|20)\d\d(?:[-.年]\d{1,2}){0,2}(?:年|修正|修订|版)*[)）]?|[的里中]|(?<=[法例])规定的?|规定的|第?[^\s，,。]{1,3}章|》)*$"
)
_TITLE_BEFORE = re.compile(r"[\u4e00-\u9fff()（）]{2,40}$")
_LEADING = re.compile(
    r"^.*(?:根据|依据|依照|按照|按|照|违反|适用|参照|请问|看看|查一下|查|以及|和|与|或|在|是|了|即|《)(?=[\u4e00-\u9fff]{2})"
)
"""What stands before a title in a sentence; a closed class of the language."""
_NO_NAME = re.compile(r"^(?:[本该此其这那新旧老原]|上述|前述|以下|下列|有关|相关|哪)")


@dataclass(frozen=True, slots=True)
class Said:
    """A title at [start, end) of a question and the documents held that it means; none where it is not held."""

    start: int
    end: int
    title: str
    editions: tuple[Edition, ...] = ()


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles of some documents, ready to be found in questions."""

    editions: Sequence[Edition]
    _by_title: dict[str, list[Edition]] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for edition in self.editions:
            if edition.title:
                self._by_title.setdefault(edition.title, []).append(edition)

    def said_in(self, question: str) -> list[Said]:
        """The titles in a question, in its order, none inside a longer one. Those in book title marks or before the
        number of an article are names whether they are held or not."""
        found = [*self._marked(question), *self._before_articles(question), *self._mentioned(question)]
        kept: list[Said] = []
        for said in sorted(found, key=lambda said: (said.start - said.end, not said.editions, said.start)):
            if not any(said.start < other.end and other.start < said.end for other in kept):
                kept.append(said)
        return sorted(kept, key=lambda said: said.start)

    def called(self, name: str) -> tuple[Edition, ...]:
        """The documents of that title, or of the one that it shortens."""
        key = title_key(name)
        return tuple(
            self._by_title.get(key)
            or self._by_title.get(title_key(pack_titles().get(fold_word(name), "")))
            or self._parts_of(key)
            or self._only_one_like(key)
            or ()
        )

    def _marked(self, question: str) -> Iterator[Said]:
        for match in BOOK_TITLE.finditer(question):
            yield Said(match.start(), match.end(), f"《{match[1]}》", self.called(match[1]))

    def _before_articles(self, question: str) -> Iterator[Said]:
        """消防法第28条: what stands right before the number of an article and ends like a title is one."""
        for article in _ARTICLE.finditer(question):
            before = question[: article.start()]
            end = len(before) - len(gap[0]) if (gap := _BETWEEN.search(before)) else len(before)
            match = _TITLE_BEFORE.search(before[:end])
            if match is not None and _ENDING.search(match[0].replace("（", "(").replace("）", ")")):
                yield from self._named(match[0], match.start())

    def _named(self, run: str, start: int) -> Iterator[Said]:
        """The longest end of a run that is the title of something held; else the run without what leads up to it."""
        own = _LEADING.sub("", run)
        for place in range(len(run) - 1):
            name = run[place:]
            is_whole = len(name) >= SHORTEST_TITLE or name == own
            if is_whole and (held := self.called(name)):
                yield Said(start + place, start + len(run), name, held)
                return
        ending = _ENDING.search(own)
        if ending is not None and ending[0] in ("法", "法典", "条例") and not _NO_NAME.match(own):
            yield Said(start + len(run) - len(own), start + len(run), f"《{own}》")

    def _mentioned(self, question: str) -> Iterator[Said]:
        """Titles held, in full or abbreviated, anywhere in the question."""
        names = [title for title in self._by_title if len(title) >= SHORTEST_TITLE]
        names += [short for short in pack_titles() if len(short) >= SHORTEST_TITLE and short in question]
        for name in names:
            if (place := question.find(name)) >= 0 and (held := self.called(name)):
                yield Said(place, place + len(name), name, held)
        for code in {title.partition("典")[0] + "典" for title in self._by_title if "法典" in title}:
            if (place := question.find(code)) >= 0 and (held := self.called(code)):
                yield Said(place, place + len(code), code, held)

    def _parts_of(self, key: str) -> list[Edition]:
        """The parts of a code that is kept as several documents."""
        return [
            edition
            for edition in self.editions
            if key.endswith(("法典", "法", "条例"))
            and edition.title.startswith(key)
            and _PART_OF_CODE.fullmatch(edition.title[len(key) :])
        ]

    def _only_one_like(self, key: str) -> list[Edition]:
        """民间借贷司法解释: the one title held with those words and that ending."""
        ending = _ENDING.search(key)
        stem = key[: ending.start()] if ending else ""
        if ending is None or len(stem) < SHORTEST_STEM:
            return []
        is_of_court = ending[0].startswith(("司法解释", "解释"))
        alike = {
            title
            for title in self._by_title
            if stem in title
            and (
                title.startswith(_COURT)
                if is_of_court
                else _bare(title).endswith(ending[0]) or title.startswith(_COURT)
            )
        }
        return self._by_title[alike.pop()] if len(alike) == 1 else []


def _bare(title: str) -> str:
    """Without the number of a series and the name of the state."""
    return re.sub(r"\([一二三四五六七八九十]\)$", "", title).removeprefix(STATE)
