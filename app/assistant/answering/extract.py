"""Direct sentences made from the clause itself: the sentence with what it is about, the item behind its lead-in, the
row as 字段：值, the term with its definition.

Nothing is reworded: what is put before a slice is a heading, a lead-in or a column's head of the same clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.assistant.answering.prompts import has_han
from app.assistant.answering.quotes import Statement
from app.assistant.question.need import Need
from app.assistant.quoting.above import figures_above
from app.assistant.quoting.citations import PATH_STEP
from app.assistant.quoting.orders import without_orders
from app.assistant.quoting.pieces import Piece
from app.assistant.values.quantities import normal
from app.assistant.verification.claims import Word, requirement_spans
from app.assistant.verification.content import coverage
from app.domain.answer import Citation
from app.domain.document import ClauseKind
from app.domain.table import CELL_SEPARATOR
from app.domain.table_rows import row_places

LONGEST_CONTEXT = 150
"""Characters of the lead-in before an item."""
LONGEST_ROW = 160
"""Characters of a row with its heads; of a longer one only the columns that are asked for are told."""
TELLING_HEADING = 0.1
"""The share of the asked weight that a heading must add for it to be told with a sentence."""
SAID_ELSEWHERE = 0.5
"""A lead-in of whose content this share stands in the headings or the item itself adds nothing."""

_EMPTY_LEAD = re.compile(
    r"应当?|必?须|符合|满足|遵守|遵循|执行|具[备有]|下[列述]|[以如]下|各项|几项|要求|规定|条件|内容|情[况形]|方面|原则|步骤|"
    r"程序|方法|包括|按照?|进行|主要|分[别为]|其中|the following|shall|should|include[sd]?|as follows",
    re.IGNORECASE,
)
_ALTERNATIVES = re.compile(r"之一|任[一何意]|除|any of|one of|except", re.IGNORECASE)
_PLAIN = frozenset({Word.SHALL})
_LINE_BREAK_IN_A_WORD = re.compile(r"(?<=[\u4e00-\u9fff，、])\s*\n\s*(?=[\u4e00-\u9fff])")
_LIST_MARK = re.compile(r"^[ \t]*(?:[—－]{1,2}|[●•◆■▪·○])[ \t]*|^[.．]", re.MULTILINE)
_PRINTED_KEY = re.compile(r"(?<![A-Za-z0-9_])[ \t]*[\[［【]\d{1,3}(?:[-–,，、]\d{1,3})*[\]］】]")
"""A reference to literature as texts print it, "[12]", or a forged key; BYTE[28] is neither."""
_FIGURE = re.compile(r"\d")
_OPEN_END = re.compile(r"[；;，,、：:]\s*$")
_NUMBER_BEFORE = re.compile(r"^\S*[\d.．条]\S*\s+|^第\S+[条章节]\s*")
_HAN = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff、·\-（）()\w]*")


@dataclass(frozen=True, slots=True)
class Extracted:
    """A sentence from a statement, without its keys, and the slices that it draws on."""

    text: str
    pieces: tuple[Piece, ...]

    def with_keys(self, citations: Sequence[Citation]) -> tuple[str, tuple[str, ...]]:
        """The sentence with the marks of the citations that its slices lie in, and their keys."""
        keys = tuple(dict.fromkeys(key for piece in self.pieces for key in keys_of_piece(piece, citations)))
        return keyed(self.text, keys), keys


def extracted(statement: Statement, need: Need) -> Extracted:
    """The statement as a sentence that a person understands where it stands alone."""
    first = statement.pieces[0]
    texts = [_row(piece, need) if piece.is_row else _unmarked(piece.text) for piece in statement.pieces]
    between = "" if has_han("".join(texts)) else " "
    above = tuple(one for piece in statement.pieces for one in figures_above(piece))
    return Extracted(_closed(_context(first, need) + between.join(texts)), (*statement.pieces, *above))


def keyed(text: str, keys: Sequence[str]) -> str:
    """A sentence with these keys, before the stop that ends it: a figure right before a key stays a figure."""
    stop = text[-1:] if text[-1:] in "。.！!？?" else ""
    return text[: len(text) - len(stop)] + "".join(f"[{key}]" for key in keys) + stop


def keys_of_piece(piece: Piece, citations: Iterable[Citation]) -> list[str]:
    """The key of the citation that holds the slice; empty where none does."""
    return [
        citation.key
        for citation in citations
        if citation.clause_id == piece.clause.id and citation.start <= piece.start and piece.end <= citation.end
    ][:1]


def one_line(text: str) -> str:
    """A slice without the line breaks that the page's width has made."""
    return " ".join(_LINE_BREAK_IN_A_WORD.sub("", text).split())


def _unmarked(text: str) -> str:
    """A slice in one line without the dashes and bullets of its items, and without marks that would pass for keys."""
    return one_line(_PRINTED_KEY.sub("", _LIST_MARK.sub("", text)))


def lead_in_of(piece: Piece) -> str:
    """What of the lead-ins an item needs to say the same as in its place; empty where it says it by itself."""
    if piece.is_row or not piece.lead:
        return ""
    said = f"{piece.evidence.title_path}\n{piece.clause.title}\n{piece.text}"
    needed = [line for line in piece.lead.split("\n") if _adds(line, said)]
    while needed and sum(map(len, needed)) > LONGEST_CONTEXT:
        needed.pop(0)
    return _unmarked("\n".join(needed))


def _adds(lead: str, said: str) -> bool:
    words = {word for word, _, _ in requirement_spans(normal(lead))}
    if words - _PLAIN or _ALTERNATIVES.search(lead):
        return True
    borne_out = coverage(_EMPTY_LEAD.sub(" ", lead), said)
    return borne_out.total > 0 and borne_out.share < SAID_ELSEWHERE


def _context(piece: Piece, need: Need) -> str:
    """What the sentence is about, where it does not say so itself."""
    if any(clause.kind is ClauseKind.TERM for clause in piece.evidence.clauses[:1]):
        term = _HAN.match(piece.evidence.clauses[0].title) or re.match(r".+", piece.evidence.clauses[0].title)
        return f"{term[0].strip()}：" if term and not piece.text.startswith(term[0]) else ""
    lead = lead_in_of(piece)
    heading = _title(piece)
    gained = need.terms.found_in(f"{heading}\n{lead}\n{piece.text}") - need.terms.found_in(f"{lead}\n{piece.text}")
    is_telling = need.terms.known_total and gained >= TELLING_HEADING * need.terms.known_total
    is_told = heading and is_telling and not _FIGURE.search(heading)  # a figure is told from a quote alone
    return (f"{heading}：" if is_told else "") + lead


def _title(piece: Piece) -> str:
    """The caption of a row's table, else the nearest heading without its number."""
    if piece.is_row and piece.clause.title:
        return without_orders(piece.clause.title)
    heading = without_orders(piece.evidence.title_path.rpartition(PATH_STEP)[2])
    return _NUMBER_BEFORE.sub("", heading) if " " in heading else ""


def _row(piece: Piece, need: Need) -> str:
    """字段：值；字段：值 of the rows that the slice holds."""
    table = piece.clause.table
    if table is None:
        heads = piece.lead.rpartition("\n")[2].split(CELL_SEPARATOR)
        return _told(heads, piece.text.split(CELL_SEPARATOR), need)
    grid = table.grid()
    heads = [_head([row[column] for row in grid[: table.header_rows]]) for column in range(table.columns)]
    rows = [row for row, start, end in row_places(piece.clause) if start < piece.end and piece.start < end]
    return "；".join(_told(heads, grid[row], need) for row in rows if row >= table.header_rows) or one_line(piece.text)


def _head(texts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(one_line(text) for text in texts if text.strip()))


def _told(heads: Sequence[str], cells: Sequence[str], need: Need) -> str:
    if len(heads) != len(cells):
        return one_line(CELL_SEPARATOR.join(cells))
    fields = [(one_line(head), one_line(cell)) for head, cell in zip(heads, cells, strict=True) if cell.strip()]
    fields = list(dict.fromkeys(fields))
    if sum(len(head) + len(cell) for head, cell in fields) > LONGEST_ROW:
        asked = [field for field in fields[1:] if need.terms.found_in(" ".join(field))]
        fields = [fields[0], *(asked or fields[1:])]
    return "；".join(f"{head}：{cell}" if head and head != cell else cell for head, cell in fields)


def _closed(text: str) -> str:
    """A sentence with a stop at its end."""
    bare = _OPEN_END.sub("", text.strip())
    return bare if bare[-1:] in "。！？!?.…" else bare + ("。" if has_han(bare) else ".")
