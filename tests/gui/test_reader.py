"""The reader on real documents: a PDF with pages, a DOCX and a Markdown without."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.domain.document import Clause, DocumentStatus
from app.domain.printed_text import PrintedText
from app.domain.where import Where
from app.foundation.errors import UserError
from app.gui.parts.desk import COMPARE, LIBRARY, WEB, Desk
from app.gui.parts.place import Place, place_of_evidence
from app.gui.parts.printing import new_printer
from app.gui.reader.page_scroll import Fit
from app.gui.reader.reader import Reader
from app.gui.reader.whole_bar import STEPS
from app.ingest.errors import UnreadableCode, unreadable
from app.ingest.layout.image import PageImage
from app.library.entries import Entry
from app.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the screen that is not there


@pytest.fixture
def reader(qtbot: QtBot, desk: Desk) -> Reader:
    made = Reader(desk)
    qtbot.addWidget(made)
    made.resize(800, 700)
    return made


def entry_of(desk: Desk, kind: str) -> Entry:
    return next(entry for entry in desk.entries if entry.format == kind)


def whole(entry: Entry, page: int | None = None) -> Place:
    return Place(entry.id, entry.source.standard, entry.metadata.status, page=page)


def place_of(entry: Entry, clause: Clause) -> Place:
    return replace(whole(entry, clause.page), clause_id=clause.id, clause=clause.number, boxes=clause.boxes)


def open_pages(qtbot: QtBot, reader: Reader, page: int = 1) -> Entry:
    entry = entry_of(reader.desk, "pdf")
    reader.open((whole(entry, page),), 0)
    qtbot.waitUntil(lambda: reader.shows_pages and reader.pages.pictures.picture(page, 1.0) is not None)
    return entry


def open_text(qtbot: QtBot, reader: Reader) -> Entry:
    entry = entry_of(reader.desk, "docx")
    reader.open((whole(entry),), 0)
    qtbot.waitUntil(lambda: reader.stack.currentWidget() is reader.text)
    return entry


def numbered(reader: Reader, number: str) -> Clause:
    assert reader.opened is not None
    return next(clause for clause in reader.opened.clauses if clause.number == number)


def last_numbered(reader: Reader) -> Clause:
    assert reader.opened is not None
    return [clause for clause in reader.opened.clauses if clause.kind.is_numbered_unit and clause.number][-1]


def test_all_pages_lie_below_one_another_and_only_those_near_are_drawn(qtbot: QtBot, reader: Reader) -> None:
    entry = open_pages(qtbot, reader)
    assert reader.pages.pages == entry.pages
    bar = reader.pages.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: reader.pages.pictures.picture(reader.pages.pages, 1.0) is not None)
    assert reader.page == entry.pages


def test_a_cited_clause_is_lit_and_in_sight(qtbot: QtBot, reader: Reader) -> None:
    entry = open_pages(qtbot, reader)
    clause = last_numbered(reader)
    reader.open((place_of(entry, clause),), 0)
    assert reader.pages.shows_light()
    assert reader.clause_in_hand() == clause


def test_what_is_read_stays_where_it_is_when_the_size_changes(qtbot: QtBot, reader: Reader) -> None:
    open_pages(qtbot, reader)
    reader.pages.go_to(2, 300.0)
    reader.resize(640, 700)
    assert (reader.pages.spot.page, reader.pages.spot.y) == (2, pytest.approx(300, abs=2))


def test_zooming_is_about_the_mouse_and_fits_come_back(qtbot: QtBot, reader: Reader) -> None:
    open_pages(qtbot, reader)
    fitted = reader.pages.percent
    at = QPoint(300, 200)
    reader.pages.go_to(1, 100.0)
    before = reader.pages._point(QPointF(at))
    wheel = QWheelEvent(
        QPointF(at), QPointF(at), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    reader.pages.wheelEvent(wheel)
    after = reader.pages._point(QPointF(at))
    assert before is not None
    assert after is not None
    assert reader.pages.percent > fitted
    assert (after.page, after.y) == (before.page, pytest.approx(before.y, abs=2))
    reader.zoom_to_full()
    assert reader.pages.percent == 100
    reader.fit(Fit.PAGE)
    area = reader.pages.layout_.rectangle(1, 800)
    assert area.height() <= reader.pages.viewport().height()
    reader.fit(Fit.WIDTH)
    assert reader.pages.percent == fitted


def test_a_page_is_sharp_for_the_size_it_is_shown_at(qtbot: QtBot, reader: Reader) -> None:
    open_pages(qtbot, reader)
    reader.zoom(3)
    scale = reader.pages._scale_of(1)
    qtbot.waitUntil(lambda: (reader.pages.pictures.picture(1, scale) or (None, False))[1])


def test_a_page_that_cannot_be_drawn_says_why_and_the_others_go_on(
    qtbot: QtBot, reader: Reader, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = workspace.page_image

    def broken(document_id: str, page: int, scale: float, *, password: str | None = None) -> PageImage:
        if page == 1:
            raise UserError("第 1 页损坏", "请换一份文件")
        return draw(document_id, page, scale, password=password)

    monkeypatch.setattr(workspace, "page_image", broken)
    entry = entry_of(reader.desk, "pdf")
    reader.open((whole(entry, 1),), 0)
    qtbot.waitUntil(lambda: reader.pages.pictures.picture(2, 1.0) is not None)
    assert "第 1 页损坏" in reader.pages._waiting_text(1)


def test_a_missing_copy_offers_the_text(
    qtbot: QtBot, reader: Reader, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = entry_of(reader.desk, "pdf")
    workspace.paths.originals.rename(workspace.paths.originals.with_name("gone"))
    reader.open((whole(entry, 1),), 0)
    qtbot.waitUntil(lambda: reader.trouble.problem.isVisible())
    assert entry.file in reader.trouble.problem.text.text()
    reader.trouble.as_text.click()
    assert reader.stack.currentWidget() is reader.text
    assert reader.text.toPlainText()


def test_an_encrypted_document_asks_for_its_password(
    qtbot: QtBot, reader: Reader, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = workspace.page_sizes

    def locked(document_id: str, *, password: str | None = None) -> tuple[tuple[float, float], ...]:
        if password != "secret":
            raise unreadable(UnreadableCode.ENCRYPTED, "加密.pdf", "密码不正确" if password else "")
        return sizes(document_id)

    monkeypatch.setattr(workspace, "page_sizes", locked)
    reader.open((whole(entry_of(reader.desk, "pdf"), 1),), 0)
    qtbot.waitUntil(lambda: reader.trouble.unlock.isVisible())
    reader.trouble.unlock.click()
    for password in ("guess", "secret"):
        assert reader.password is not None
        reader.password.edit.setText(password)
        asked = reader.password
        reader.password.open_button.click()
        qtbot.waitUntil(lambda asked=asked: reader.shows_pages or reader.password not in (None, asked))
    assert reader.shows_pages


def test_text_is_selected_with_the_mouse_and_copied_with_its_source(qtbot: QtBot, reader: Reader) -> None:
    entry = open_pages(qtbot, reader)
    assert reader.opened is not None
    clause = next(each for each in reader.opened.clauses if each.spans and each.table is None)
    box = clause.spans[0].box
    reader.pages.go_to(box.page)
    reader.select_all()
    assert clause.text in reader.selected_text()
    reader.pages.go_to(box.page, box.y0 - 20)
    area = reader.pages.layout_.rectangle(box.page, reader.pages._room).translated(-reader.pages._offset)
    factor = reader.pages.layout_.factor
    start, end = (
        (area.topLeft() + QPointF(x * factor, (box.y0 + box.y1) / 2 * factor)).toPoint() for x in (box.x0, box.x1)
    )
    qtbot.mousePress(reader.pages.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(reader.pages.viewport(), end)
    moved = reader.pages._point(QPointF(end))
    assert moved is not None
    reader.pages.selection.extend(moved)
    qtbot.mouseRelease(reader.pages.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert reader.selected_text() == clause.text[clause.spans[0].start : clause.spans[0].end]
    reader.menu.copy_cited()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("“")
    assert entry.source.standard in copied
    assert f"第 {clause.page} 页）" in copied


def test_words_are_found_and_stepped_through(qtbot: QtBot, reader: Reader) -> None:
    open_pages(qtbot, reader)
    reader.open_find()
    reader.find_bar.edit.setText("平板车")
    qtbot.waitUntil(lambda: bool(reader.finder.hits))
    count = len(reader.finder.hits)
    assert f"/ {count} 处" in reader.find_bar.count.text()
    first = reader.finder.current
    qtbot.keyClick(reader.find_bar.edit, Qt.Key.Key_Return)
    assert reader.finder.current == (first + 1) % count
    assert reader.pages.marks.current
    qtbot.keyClick(reader.find_bar.edit, Qt.Key.Key_Escape)
    assert reader.find_bar.isHidden()
    assert not reader.pages.marks.hits
    reader.open_find()
    reader.find_bar.edit.setText("没有这样的词")
    qtbot.waitUntil(lambda: reader.find_bar.count.text() == "没有找到")


def test_escape_closes_one_thing_after_the_other_and_at_last_the_reader_where_it_was_opened_from(
    qtbot: QtBot, desk: Desk
) -> None:
    window = QWidget()
    opener, reader = QLineEdit(), Reader(desk)
    layout = QVBoxLayout(window)
    layout.addWidget(opener)
    layout.addWidget(reader)
    qtbot.addWidget(window)
    window.resize(800, 700)
    window.show()
    opener.setFocus()
    qtbot.waitUntil(opener.hasFocus)
    open_text(qtbot, reader)
    reader.text.setFocus()
    qtbot.waitUntil(reader.text.hasFocus)
    reader.text.selectAll()
    reader.open_find()
    qtbot.waitUntil(reader.find_bar.edit.hasFocus)
    qtbot.keyClick(reader.find_bar.edit, Qt.Key.Key_Escape)
    assert reader.find_bar.isHidden()
    qtbot.keyClick(reader.text, Qt.Key.Key_Escape)
    assert not reader.selected_text()
    assert reader.isVisible()
    with qtbot.waitSignal(reader.closed):
        qtbot.keyClick(reader.text, Qt.Key.Key_Escape)
    assert reader.isHidden()
    qtbot.waitUntil(opener.hasFocus)


def test_a_reader_that_is_closed_from_elsewhere_leaves_the_focus_there(qtbot: QtBot, desk: Desk) -> None:
    window = QWidget()
    opener, other, reader = QLineEdit(), QLineEdit(), Reader(desk)
    layout = QVBoxLayout(window)
    for part in (opener, other, reader):
        layout.addWidget(part)
    qtbot.addWidget(window)
    window.show()
    opener.setFocus()
    qtbot.waitUntil(opener.hasFocus)
    open_text(qtbot, reader)
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    reader.close_reader()
    assert other.hasFocus()


def printed_on(reader: Reader) -> str:
    """The number that the page in sight bears."""
    assert reader.opened is not None
    return reader.opened.page_label(reader.page)


def test_typing_a_number_goes_to_the_clause_and_back_again(qtbot: QtBot, reader: Reader) -> None:
    open_pages(qtbot, reader)
    clause = last_numbered(reader)
    assert clause.number is not None
    before = reader.pages.spot
    reader.jump_bar.open_bar()
    reader.go_to_typed(clause.number)
    assert reader.jump_bar.isHidden()
    assert reader.pages.shows_light()
    reader.go_back()
    assert reader.pages.spot == before
    reader.go_forward()
    assert reader.pages.spot != before
    reader.jump_bar.open_bar()
    reader.go_to_typed("99.99")
    assert "99.99" in reader.jump_bar.told.text()
    reader.go_to_typed("p2")
    assert printed_on(reader) == "2"


def test_a_page_is_typed_into_its_field(qtbot: QtBot, reader: Reader) -> None:
    open_pages(qtbot, reader)
    reader.bar.page.setText("2")
    reader.bar.page.returnPressed.emit()
    assert printed_on(reader) == "2"
    said: list[str] = []
    reader.desk.said.connect(lambda text, *_: said.append(text))
    reader.bar.page_typed.emit("77")
    assert "77" in said[0]


def test_the_outline_leads_to_clauses_and_follows(qtbot: QtBot, reader: Reader) -> None:
    open_pages(qtbot, reader)
    reader.toggle_side()
    clause = last_numbered(reader)
    index = reader.side.model.index_of(clause)
    assert reader.side.model.clause(index) == clause
    reader.side.outline.activated.emit(index)
    assert reader.pages.shows_light()
    reader.pages.go_to(1)
    qtbot.waitUntil(lambda: reader.side.outline.currentIndex() != index)


def test_thumbnails_are_drawn_and_lead_to_their_page(qtbot: QtBot, reader: Reader) -> None:
    open_pages(qtbot, reader)
    reader.toggle_side()
    reader.side.show_half(1)
    thumbnails = reader.side.thumbnails
    qtbot.waitUntil(lambda: thumbnails.pictures.picture(2, 0.2) is not None)
    thumbnails.activated.emit(thumbnails.model().index(1, 0))
    assert reader.page == 2


def test_the_menu_asks_about_the_clause_in_its_document_only(qtbot: QtBot, reader: Reader) -> None:
    entry = open_text(qtbot, reader)
    reader.go_to_clause(last_numbered(reader))
    with qtbot.waitSignal(reader.desk.question_asked) as asked:
        reader.menu.ask()
    text, where, is_sent = asked.args
    assert entry.source.standard in text
    assert (where, is_sent) == (Where(document=entry.id), False)


def test_what_refers_to_a_clause_is_listed_and_opens(qtbot: QtBot, reader: Reader, workspace: Workspace) -> None:
    stored = next(
        each
        for each in workspace.references()
        if each.resolved_document == each.from_document and each.reference.to_clause
    )
    entry = next(each for each in reader.desk.entries if each.id == stored.from_document)
    reader.open((whole(entry, 1 if entry.pages else None),), 0)
    qtbot.waitUntil(lambda: reader.opened is not None)
    reader.go_to_typed(stored.reference.to_clause or "")
    reader.menu.show_arriving()
    qtbot.waitUntil(lambda: reader.references.list.count() > 0)
    reader.references.list.itemActivated.emit(reader.references.list.item(0))
    assert reader.opened is not None
    reader.menu.show_leaving()
    qtbot.waitUntil(lambda: reader.references.list.count() > 0)


def test_a_document_without_pages_is_one_text_to_its_end(qtbot: QtBot, reader: Reader) -> None:
    open_text(qtbot, reader)
    clause = last_numbered(reader)
    reader.go_to_typed(clause.number or "")
    assert reader.text.shows_light()
    assert clause.text[:8] in reader.text.toPlainText()
    reader.open_find()
    reader.find_bar.edit.setText("平板车")
    qtbot.waitUntil(lambda: bool(reader.finder.hits))
    reader.finder.step(-1)
    assert reader.text.extraSelections()


def test_hits_in_a_text_are_lit_to_the_character(qtbot: QtBot, reader: Reader) -> None:
    open_text(qtbot, reader)
    reader.open_find()
    reader.find_bar.edit.setText("试验")
    qtbot.waitUntil(lambda: bool(reader.finder.hits))
    for at in range(len(reader.finder.hits)):
        reader.finder.step(1)
        marked = [each.cursor.selectedText() for each in reader.text.extraSelections()]  # type: ignore[attr-defined]
        assert marked[-1].replace(" ", "") in ("试验", "") or "试验" in marked[-1], at


def test_reading_on_brings_the_rest_of_a_long_text(
    qtbot: QtBot, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.gui.reader.text_portions.PORTION", 5)
    open_text(qtbot, reader)
    clause = last_numbered(reader)
    reader.text.go_to_clause(clause.id)
    QApplication.processEvents()
    for _ in range(60):
        qtbot.keyClick(reader.text, Qt.Key.Key_PageUp)
    assert reader.opened is not None
    assert reader.text.written.portions[0].number == 0
    read = [each.clause.id for portion in reader.text.written.portions for each in portion.written]
    assert read == [each.id for each in reader.opened.clauses[: len(read)]]
    for portion in reader.text.written.portions:
        for each in portion.written:
            first = reader.text.document().findBlock(portion.origin + each.start).text()
            assert first.startswith(each.head[:4]), each
    qtbot.keyClick(reader.text, Qt.Key.Key_End)
    assert reader.opened.clauses[-1].text[-8:] in reader.text.toPlainText()
    qtbot.keyClick(reader.text, Qt.Key.Key_Home)
    assert reader.text.current_clause() == reader.opened.clauses[0]


def test_the_bar_of_a_text_spans_what_is_not_written_yet(
    qtbot: QtBot, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.gui.reader.text_portions.PORTION", 5)
    reader.resize(700, 300)
    open_text(qtbot, reader)
    assert reader.opened is not None
    bar, clauses = reader.text.whole_bar, reader.opened.clauses
    assert bar.isVisible()
    assert (bar.value(), bar.maximum()) == (0, len(clauses) * STEPS - 1)
    middle = len(clauses) // 2
    bar.setValue(middle * STEPS)
    assert middle - 1 <= bar.value() // STEPS <= middle
    assert clauses[middle].text[:6] in reader.text.toPlainText()
    bar.setValue(bar.maximum())
    assert clauses[-1].text[-8:] in reader.text.toPlainText()
    qtbot.keyClick(reader.text, Qt.Key.Key_Home)
    assert bar.value() == 0


def test_a_page_without_text_says_so_when_one_selects(qtbot: QtBot, reader: Reader, desk: Desk) -> None:
    open_pages(qtbot, reader)
    reader.pages._printed = PrintedText(())
    with qtbot.waitSignal(desk.said) as said:
        reader.select_all()
    assert "文字不能选取" in said.args[0]


def test_what_a_search_found_is_not_called_a_citation(qtbot: QtBot, reader: Reader, desk: Desk) -> None:
    assert desk.session is not None
    found = desk.session.search("制动", limit=3)
    reader.open([place_of_evidence(item) for item in found], 1)
    assert reader.head.count.text() == f"命中 2 / {len(found)}"


def test_citations_are_stepped_through(qtbot: QtBot, reader: Reader) -> None:
    entry = open_pages(qtbot, reader)
    clause = last_numbered(reader)
    reader.open((whole(entry, 1), place_of(entry, clause)), 0)
    assert reader.head.count.text() == "文件 1 / 2"
    reader.head.next.click()
    assert reader.place == place_of(entry, clause)
    assert reader.head.count.text() == "引用 2 / 2"
    assert not reader.head.next.isEnabled()
    reader.step_citation(-1)
    assert reader.page == 1


def test_a_superseded_document_leads_to_the_edition_in_force(qtbot: QtBot, reader: Reader) -> None:
    old = next(entry for entry in reader.desk.entries if entry.metadata.status is DocumentStatus.SUPERSEDED)
    reader.open((whole(old, 1 if old.pages else None),), 0)
    assert reader.head.warning.isVisible()
    reader.head.newer.click()
    assert reader.place is not None
    assert reader.place.document_id in old.successors
    qtbot.waitUntil(lambda: reader.opened is not None)


def test_the_document_is_handed_to_the_other_pages(qtbot: QtBot, reader: Reader) -> None:
    entry = open_pages(qtbot, reader)
    asked: list[tuple[str, object]] = []
    reader.desk.page_asked.connect(lambda page, what: asked.append((page, what)))
    names = {action.text(): action for action in reader.actions()}
    for text in ("查看文档信息", "对比版本…", "引用关系"):
        names[text].trigger()
    assert asked == [(LIBRARY, entry.id), (COMPARE, entry.id), (WEB, entry.id)]


def test_no_two_actions_have_one_shortcut(reader: Reader) -> None:
    keys = [
        key.toString(QKeySequence.SequenceFormat.PortableText) for act in reader.actions() for key in act.shortcuts()
    ]
    assert len(keys) == len(set(keys))


def test_the_reader_closes_when_its_document_is_removed(qtbot: QtBot, reader: Reader) -> None:
    entry = open_pages(qtbot, reader)
    reader.forget("another")
    assert reader.isVisible()
    reader.forget(entry.id)
    assert reader.isHidden()
    assert reader.place is None


def test_pages_and_texts_are_printed(qtbot: QtBot, reader: Reader, workspace: Workspace, tmp_path: Path) -> None:
    paged = next(entry for entry in workspace.documents() if entry.pages)
    file = tmp_path / "pages.pdf"
    printer = new_printer("试印")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    with qtbot.waitSignal(reader.printer.finished, timeout=30_000):
        reader.printer.print_pages(paged.id, printer, [1, 2, 3])
    assert len(PdfReader(file).pages) == 3
    text = next(entry for entry in workspace.documents() if not entry.pages)
    reader.open_document(text.id)
    qtbot.waitUntil(lambda: reader.opened is not None)
    assert reader.opened is not None
    other = tmp_path / "text.pdf"
    printer = new_printer("试印")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(other))
    reader.printer._print_text(reader.opened, printer)
    assert len(PdfReader(other).pages) >= 1
