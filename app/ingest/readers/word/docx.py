"""Word documents: paragraphs and tables in body order, with the numbers that Word counts and does not store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.domain.document import Issue
from app.foundation.messages import tr
from app.ingest.errors import UnreadableCode, unreadable
from app.ingest.layout.hidden import hidden_text
from app.ingest.lines import DEFAULT_OPTIONS, Reading, ReadOptions
from app.ingest.readers.word.body import BodyReader
from app.ingest.readers.word.fields import Fields
from app.ingest.readers.word.notes import Notes
from app.ingest.readers.word.numbering import Numbering
from app.ingest.readers.word.package import WordPackage
from app.ingest.readers.word.styles import StyleSheet


class DocxReader:
    """Reads .docx (and .docm, .dotx). No pages: Word decides them when it prints."""

    format = "docx"
    suffixes: tuple[str, ...] = (".docx", ".docm", ".dotx")

    def accepts(self, head: bytes) -> bool:
        """A zip archive; whether it is a Word document shows when it is opened."""
        return head.startswith(b"PK\x03\x04")

    def read(self, path: Path, options: ReadOptions = DEFAULT_OPTIONS) -> Reading:
        """Raises UnreadableFile."""
        with WordPackage(path) as package:
            try:
                return self._read(package, path.name)
            except RecursionError as error:  # nested deeper than anybody writes
                raise unreadable(UnreadableCode.DAMAGED, path.name) from error

    def _read(self, package: WordPackage, file: str) -> Reading:
        main = package.main()
        body = main.find("w_body")
        if body is None:
            raise unreadable(UnreadableCode.DAMAGED, file)
        notes = Notes(package)
        reader = BodyReader(
            StyleSheet(package.related("styles")),
            Numbering(package.related("numbering")),
            notes,
            Fields(main, *notes.roots),
        )
        blocks = reader.read(body)
        foreign = sum(element.tag in ("w_altChunk", "w_subDoc") for element in body.iter())
        lost = tuple(_issues(reader.lost_formulas, foreign))
        issues = (*lost, *hidden_text(reader.hidden_characters))
        return Reading(self.format, blocks, issues=issues, is_partial=bool(lost))


def _issues(lost_formulas: int, foreign: int) -> Iterator[Issue]:
    if lost_formulas:
        message = tr(
            "有 {count} 处公式是嵌入的对象（公式编辑器、MathType），读不出文字，请对照原文件", count=lost_formulas
        )
        yield Issue("formula_object", message)
    if foreign:
        message = tr("文件里嵌有 {count} 份其他文件，没有读取；请用 Word 打开后另存为新的 .docx，再导入", count=foreign)
        yield Issue("embedded_file", message)
