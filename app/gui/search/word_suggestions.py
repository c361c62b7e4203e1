"""Words that the keyword model suggests, to press and search for."""

from __future__ import annotations

from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.road.session import Session
from app.gui.search.search_parts import SearchParts

WORDS_SECONDS = 20.0
"""How long a model may take for words that are only suggested."""


class WordSuggestions:
    def __init__(self, desk: Desk, parts: SearchParts) -> None:
        self._desk = desk
        self._parts = parts

    def ask(self, query: str) -> None:
        """Ask the keyword model; nothing for an empty query."""
        if not query:
            return
        self._parts.suggest.setEnabled(False)

        def work(session: Session, progress: Progress) -> tuple[str, ...]:
            return session.search_words(query, WORDS_SECONDS)

        def done(words: tuple[str, ...]) -> None:
            self._parts.suggest.setEnabled(True)
            new = tuple(word for word in words if word not in query)
            self._parts.chips.show_words(new, tr("加入检索"))
            if not new:
                self._desk.say(tr("没有建议的检索词。写检索词要安装回答模型，可到“模型”页安装。"))

        def fail(error: BaseException) -> None:
            self._parts.suggest.setEnabled(True)
            self._desk.say_error(error)

        self._desk.run("search words", work, done, fail)

    def take(self, word: str) -> None:
        """Put a suggested word behind the query."""
        field, chips = self._parts.bar.field, self._parts.chips
        field.setText(f"{field.text().strip()} {word}")
        chips.show_words([other for other in chips.words if other != word], tr("加入检索"))
