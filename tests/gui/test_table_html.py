"""Tables as rich text, drawn by Qt itself to see what a person sees."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QTextCursor, QTextDocument, QTextTable
from PySide6.QtWidgets import QLabel

from app.domain.answer import Answer, Mode, Sentence, SentenceKind
from app.domain.document import Clause, ClauseKind
from app.domain.table import Table, TableCell, plain_table
from app.gui.chat.answer_html import answer_html
from app.gui.chat.evidence_list import EvidenceList
from app.gui.parts.table_html import table_html
from app.gui.style.theme import Theme
from tests.gui.fakes import PAGED, citation, evidence_of

BRAKES = Table(
    3,
    3,
    (
        TableCell(0, 0, "条件"),
        TableCell(0, 1, "车闸"),
        TableCell(0, 2, "距离\nm"),
        TableCell(1, 0, "干态", row_span=2),
        TableCell(1, 1, "前后"),
        TableCell(1, 2, "≤7"),
        TableCell(2, 1, "后闸 <b>"),
        TableCell(2, 2, "≤15"),
    ),
    header_rows=1,
    unit="单位为米",
)


class Drawn:
    """A document that holds one table; Qt deletes the table with it."""

    def __init__(self, html: str) -> None:
        self.document = QTextDocument()
        self.document.setHtml(html)
        (self.table,) = [frame for frame in self.document.rootFrame().childFrames() if isinstance(frame, QTextTable)]

    def text(self, row: int, column: int) -> str:
        cell = self.table.cellAt(row, column)
        cursor = cell.firstCursorPosition()
        cursor.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText()

    def weight(self, row: int, column: int) -> int:
        cursor = self.table.cellAt(row, column).firstCursorPosition()
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
        return cursor.charFormat().fontWeight()


def test_merged_cells_stay_merged(theme: Theme) -> None:
    drawn = Drawn(table_html(BRAKES, theme))
    assert (drawn.table.rows(), drawn.table.columns()) == (3, 3)
    assert drawn.table.cellAt(2, 0).row() == 1
    assert drawn.text(2, 2) == "≤15"


def test_the_head_is_bold_and_the_body_is_not(theme: Theme) -> None:
    drawn = Drawn(table_html(BRAKES, theme))
    assert drawn.weight(0, 1) > drawn.weight(1, 1)


def test_the_words_of_cells_are_never_markup(theme: Theme) -> None:
    assert Drawn(table_html(BRAKES, theme)).text(2, 1) == "后闸 <b>"


def test_the_unit_and_the_rows_left_out_are_told(theme: Theme) -> None:
    html = table_html(BRAKES, theme, left_out=12)
    assert "单位为米" in html
    assert "12" in html


def test_an_answer_shows_quoted_rows_under_their_head(theme: Theme) -> None:
    quote = "干态 | 后闸 | ≤15"
    cited = replace(citation("1", PAGED, page=2), quote=quote, table=BRAKES.only_rows([0, 2]))
    sentence = Sentence(quote, SentenceKind.QUOTE, ("1",), True)
    html = answer_html(Answer("?", Mode.VERBATIM, quote, (sentence,), citations=(cited,)), theme)
    assert quote not in html
    assert "≤15" in html
    assert "≤7" not in html


def test_evidence_shows_the_rows_that_the_question_is_about(theme: Theme) -> None:
    table = plain_table([["参数", "说明"], *([f"0x{n:04X}", f"参数{n}"] for n in range(40))], header_rows=1)
    clause = Clause("d.0", "表12", "参数", "\n".join(table.lines()), ClauseKind.TABLE, table=table)
    evidence = replace(evidence_of(PAGED, 1, 2), text=f"表12 参数 {clause.text}", clauses=(clause,))
    shown = EvidenceList([evidence], theme, "0x001F 是什么参数")
    labels = [label.text() for label in shown.rows[0].findChildren(QLabel)]
    (html,) = [text for text in labels if "<table" in text]
    assert "0x001F" in html
    assert "0x0025" not in html
    assert "37" in html
