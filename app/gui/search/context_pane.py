"""A result in its context: the clauses before and after it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout

from app.domain.document import Clause, ClauseTree
from app.domain.evidence import Evidence
from app.domain.printed_heading import printed_in
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.gui.parts.copying import manner_of, selected_data
from app.gui.parts.desk import Desk
from app.gui.parts.labels import error_texts, html_text
from app.gui.parts.lit_words import lit_html
from app.gui.parts.table_html import table_html
from app.gui.parts.widgets import ElidedLabel, button, row, tool
from app.gui.road.session import Session

_Named = tuple[Clause, str]
"""With the heading that is printed."""
AROUND = 6
"""Clauses before and after."""


class _Context(QTextBrowser):
    """``mark`` is the security mark of the document that is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.mark: str | None = None

    def createMimeDataFromSelection(self) -> QMimeData:
        return selected_data(self.textCursor(), manner_of(self._desk), self.mark)


class ContextPane(QFrame):
    closed = Signal()
    open_asked = Signal()
    question_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("searchContext")
        self._desk = desk
        self._asked = 0
        self.title = ElidedLabel("strong")
        self.text = _Context(desk)
        self.text.setAccessibleName(tr("上下文"))
        self.text.setOpenLinks(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(
            desk.theme.sizes.pad, desk.theme.sizes.gap, desk.theme.sizes.gap, desk.theme.sizes.gap
        )
        head = row(self.title, tool("x", tr("关闭上下文（Esc）"), desk.theme, self.closed.emit))
        head.setStretch(0, 1)
        layout.addLayout(head)
        layout.addWidget(self.text, 1)
        layout.addLayout(
            row(
                button(tr("在阅读器中打开"), "", self.open_asked.emit),
                button(tr("就此条提问"), "", self.question_asked.emit),
                None,
            )
        )

    def show_around(self, item: Evidence, query: str) -> None:
        self._asked += 1
        asked = self._asked
        own = {clause.id for clause in item.clauses}
        entry = self._desk.entry(item.source.document_id)
        self.text.mark = entry.metadata.security_mark if entry is not None else item.source.security_mark
        self.title.setText(" ".join(part for part in (item.source.standard, item.shown.number) if part))
        self.text.setHtml(f'<p style="color:{self._desk.theme.colours.muted}">{tr("正在读取上下文…")}</p>')

        def work(session: Session, progress: Progress) -> Sequence[_Named]:
            clauses = session.clauses(item.source.document_id)
            tree = ClauseTree(clauses)
            at = [place for place, clause in enumerate(clauses) if clause.id in own]
            around = clauses[max(0, at[0] - AROUND) : at[-1] + 1 + AROUND] if at else ()
            return [(clause, printed_in(tree, clause)) for clause in around]

        def done(clauses: Sequence[_Named]) -> None:
            if asked == self._asked:
                self._show(clauses, own, query)

        def fail(error: BaseException) -> None:
            if asked == self._asked:
                self.text.setPlainText(" ".join(error_texts(error)))

        self._desk.run("context", work, done, fail)

    def _show(self, clauses: Sequence[_Named], own: set[str], query: str) -> None:
        theme = self._desk.theme
        parts: list[str] = []
        for clause, name in clauses:
            is_own = clause.id in own
            colour = theme.colours.text if is_own else theme.colours.muted
            anchor = '<a name="own"></a>' if is_own and not any('name="own"' in part for part in parts) else ""
            head = f"<b>{html_text(name)}</b> " if name else ""
            if clause.table is not None:
                body = table_html(clause.table, theme)
            elif is_own:
                body = lit_html(clause.text, query, theme)
            else:
                body = html_text(clause.text)
            ground = f' bgcolor="{theme.colours.accent_soft}"' if is_own else ""
            cell = f'<td{ground} style="color:{colour}; padding:3px 6px">{anchor}{head}{body}</td>'
            parts.append(f'<table width="100%" cellspacing="0"><tr>{cell}</tr></table>')
        self.text.setHtml("".join(parts) or tr("这份文件已经重新读过，请再检索一次。"))
        self.text.scrollToAnchor("own")
