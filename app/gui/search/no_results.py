"""What stands in place of results: how to begin, why nothing was found, what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.domain.where import EVERYWHERE, By, SearchRequest, Where, loosened
from app.foundation.jobs import CancelToken, Progress
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.parts.labels import error_texts
from app.gui.road.session import Session
from app.gui.search.search_parts import SearchParts
from app.gui.search.word_help import examples_of

MOST_OFFERED = 3
"""Filters, each with a button of its own."""

Again = Callable[[SearchRequest], None]


class NoResults:
    """``again`` makes a search that is offered. What a newer state of the page has overtaken is not shown."""

    def __init__(self, desk: Desk, parts: SearchParts, again: Again) -> None:
        self._desk = desk
        self._parts = parts
        self._again = again
        self._shown = 0
        self._widening = CancelToken()

    def forget(self) -> None:
        """Something else stands there now."""
        self._shown += 1
        self._widening.cancel()

    def show_start(self, *, is_filtering: bool) -> None:
        self.forget()
        shown = self._shown
        if self._desk.session is not None and not self._desk.entries:
            self._parts.tell(tr("文库里还没有文件。"), tr("到“文件库”页添加标准或法规后，就可以在这里检索。"))
            return
        head = tr("已设筛选，只在筛选的范围里检索。") if is_filtering else tr("在全部条款里检索。")
        hint = tr("写词语、编号（如 5.2.1）或一句话，按回车；用上面的筛选缩小范围。可以先试试：")
        self._parts.tell(head, hint)

        def work(session: Session, progress: Progress) -> tuple[str, ...]:
            return examples_of(session.glossary())

        def done(words: tuple[str, ...]) -> None:
            if shown == self._shown:
                self._parts.examples.show_words(words, tr("用它检索"))

        self._desk.run("examples", work, done, lambda _: None)

    def show_nothing(self, request: SearchRequest) -> None:
        """At once that nothing was found; as soon as it is known, which filter is in the way."""
        self.forget()
        shown = self._shown
        if request.where == EVERYWHERE:
            self._tell(request, [], [])
            return
        self._tell(request, [tr("现在有筛选，范围之外的条款没有检索。")], [("", EVERYWHERE)])

        def work(session: Session, progress: Progress) -> list[tuple[str, Where]]:
            wider = dict((*loosened(request.where), ("", EVERYWHERE)))
            return [
                (name, where)
                for name, where in wider.items()
                if _finds(session, replace(request, where=where), progress.cancel)
            ]

        def done(wider: list[tuple[str, Where]]) -> None:
            if shown == self._shown:
                self._tell_wider(request, wider)

        self._widening = self._desk.run("wider search", work, done, lambda _: None)

    def show_error(self, error: BaseException, retry: Callable[[], None]) -> None:
        self.forget()
        message, hint = error_texts(error)
        self._parts.tell(tr("没有检索成：{cause}", cause=message), hint, [(tr("重试"), retry)], is_problem=True)

    def _tell_wider(self, request: SearchRequest, wider: list[tuple[str, Where]]) -> None:
        """``wider`` are the searches that find something: without one of the filters by its name, "" without all."""
        single = [(name, where) for name, where in wider if name][:MOST_OFFERED]
        if single:
            self._tell(request, [tr("去掉下面的一个筛选，就有结果。")], single)
        elif wider:
            self._tell(request, [tr("几个筛选合在一起，没有条款符合；去掉全部筛选就有结果。")], wider)
        else:
            self._tell(request, [tr("去掉筛选也没有。")], [])

    def _tell(self, request: SearchRequest, hints: list[str], wider: list[tuple[str, Where]]) -> None:
        deeds = [(self._without(name), self._searching_in(request, where)) for name, where in wider]
        if request.by is not By.BOTH and not wider:
            deeds.append((tr("改按字词和意思检索"), lambda: self._again(replace(request, by=By.BOTH))))
        if not wider:
            hints.append(tr("换一个说法，或只留最要紧的词；编号请照印刷的写，如 GB 17761-2018、5.2.1。"))
        self._parts.tell(tr("没有找到“{query}”。", query=request.query), "\n".join(hints), deeds)

    def _without(self, name: str) -> str:
        told = self._parts.filters.told(name)
        return tr("去掉筛选“{filter}”", filter=told) if told else tr("去掉全部筛选")

    def _searching_in(self, request: SearchRequest, where: Where) -> Callable[[], None]:
        return lambda: self._again(replace(request, where=where))


def _finds(session: Session, request: SearchRequest, cancel: CancelToken) -> bool:
    cancel.raise_if_cancelled()
    found = session.search(request.query, request.where, limit=1, include_superseded=True, by=request.by, cancel=cancel)
    return bool(found)
