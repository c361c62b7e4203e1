"""A law as the reader shows it: with the numbers that it prints and no others, and at the paragraph that was found."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.document import Clause, ClauseKind, ClauseTree
from app.foundation.jobs import Progress
from app.gui.parts.desk import Desk
from app.gui.parts.place import place_of_evidence
from app.gui.reader.page_marks import by_page
from app.gui.reader.reader import Reader
from app.workspace import Workspace
from tests.unit.ingest.pdf_helpers import PdfSketch

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

LAW = """# 仓库搬运管理条例

（2024年3月1日发布 自2024年5月1日起施行）

第一条　为了规范仓库搬运活动，保障搬运人员的安全，制定本条例。

第二条　仓库经营者应当对搬运人员进行培训，培训应当包括下列内容：

（一）搬运车辆的检查方法和停放要求；

（二）货物的堆放高度和捆扎方法。

仓库经营者应当保存培训记录，保存的时间不得少于三年，记录应当写明培训的时间、地点、内容和参加的人员，并由参加的人员签名。
"""

PRINTED_LAW = """第一条　为了规范码头装卸活动，保障装卸人员的安全，制定本条例。
第二条　本条例适用于内河码头的装卸活动。
第三条　码头经营者应当对装卸人员进行培训，培训应当包括下列内容：
　　（一）起重设备的检查方法和停放要求；
　　（二）货物的堆放高度和捆扎方法，以及在大风、大雾和大雨的天气里必须停止
作业的条件。
　　码头经营者应当保存装卸记录，保存的时间不得少于三年，记录应当写明时间、
地点和参加的人员，并由参加的人员签名，任何人不得涂改。
第四条　本条例自2024年5月1日起施行。"""


@pytest.fixture
def reader(qtbot: QtBot, empty_desk: Desk, empty_workspace: Workspace, tmp_path: Path) -> Reader:
    law = tmp_path / "仓库搬运管理条例.md"
    law.write_text(LAW, "utf-8")
    empty_workspace.add([law], Progress())
    empty_desk.show_entries(empty_workspace.documents())
    made = Reader(empty_desk)
    qtbot.addWidget(made)
    made.resize(800, 300)
    return made


def lit_texts(reader: Reader) -> list[str]:
    return [mark.cursor.selectedText() for mark in reader.text.extraSelections()]  # type: ignore[attr-defined]


def test_items_bear_the_number_that_is_printed(qtbot: QtBot, reader: Reader) -> None:
    reader.open_document(reader.desk.entries[0].id)
    qtbot.waitUntil(lambda: "捆扎" in reader.text.toPlainText())
    lines = reader.text.toPlainText().splitlines()
    assert "（一）\u2002搬运车辆的检查方法和停放要求；" in lines
    assert not [line for line in lines if "款" in line or "项" in line]


def test_items_stand_further_in_than_the_items_that_they_belong_to(reader: Reader) -> None:
    clauses = (
        Clause("1", "5.1", "", "搬运车应符合：", ClauseKind.CLAUSE),
        Clause("2", "5.1a)", "", "车架：", ClauseKind.ITEM, parent_id="1"),
        Clause("3", "5.1a)1)", "", "不得有裂纹；", ClauseKind.ITEM, parent_id="2"),
        Clause("4", "5.1b)", "", "有制动。", ClauseKind.ITEM, parent_id="1"),
    )
    reader.text.show_tree(ClauseTree(clauses))
    margins = {}
    block = reader.text.document().begin()
    while block.isValid():
        margins[block.text().partition("\u2002")[0]] = block.blockFormat().leftMargin()
        block = block.next()
    assert margins["5.1"] < margins["a)"] == margins["b)"] < margins["1)"]


def test_a_quoted_item_bears_the_number_that_is_printed_and_its_place_the_whole_one(
    qtbot: QtBot, reader: Reader
) -> None:
    reader.open_document(reader.desk.entries[0].id, "第二条第一款第（二）项")
    qtbot.waitUntil(reader.text.shows_light)
    with qtbot.waitSignal(reader.desk.question_asked) as asked:
        reader.menu.quote()
    assert asked.args[0] == "“（二） 货物的堆放高度和捆扎方法。”（仓库搬运管理条例，第二条第一款第（二）项）"


def test_find_counts_only_what_stands_on_the_page(qtbot: QtBot, reader: Reader) -> None:
    reader.open_document(reader.desk.entries[0].id)
    qtbot.waitUntil(lambda: "捆扎" in reader.text.toPlainText())
    reader.open_find()
    reader.find_bar.edit.setText("第一款")
    qtbot.waitUntil(lambda: "没有" in reader.find_bar.count.text())
    reader.find_bar.edit.setText("（二）")
    qtbot.waitUntil(lambda: len(reader.finder.hits) == 1)
    assert lit_texts(reader) == ["（二）"]


def test_what_is_found_is_shown_with_printed_numbers(reader: Reader, empty_workspace: Workspace) -> None:
    [found] = [item for item in empty_workspace.search("货物的堆放高度", limit=3) if item.number == "第二条"]
    assert "\n（一） 搬运车辆" in found.text
    assert "第一款" not in found.text


def test_the_paragraph_that_was_found_is_lit_and_in_sight(
    qtbot: QtBot, reader: Reader, empty_workspace: Workspace
) -> None:
    found = empty_workspace.search("培训记录保存时间", limit=3)
    at = next(place for place, item in enumerate(found) if item.shown.number == "第二条第二款")
    reader.open([place_of_evidence(item) for item in found], at)
    qtbot.waitUntil(lambda: bool(lit_texts(reader)))
    [lit] = lit_texts(reader)
    assert lit.startswith("仓库经营者应当保存培训记录")
    assert reader.text.shows_light()
    assert reader.place is not None
    assert reader.place.quote.startswith("仓库经营者应当保存培训记录")


def test_the_paragraph_that_was_found_is_lit_on_its_page(
    qtbot: QtBot, reader: Reader, empty_workspace: Workspace, tmp_path: Path
) -> None:
    printed = PdfSketch(tmp_path / "装卸.pdf").text(200, 80, "码头装卸管理条例", 18)
    printed.lines(80, 140, *PRINTED_LAW.splitlines())
    empty_workspace.add([printed.save()], Progress())
    reader.desk.show_entries(empty_workspace.documents())
    [found] = [
        item
        for item in empty_workspace.search("装卸记录保存时间 签名", limit=5)
        if item.source.file == "装卸.pdf" and item.number == "第三条"
    ]
    assert found.shown.number == "第三条第二款"
    reader.open([place_of_evidence(found)], 0)
    qtbot.waitUntil(lambda: reader.opened is not None and reader.shows_pages)
    assert reader.opened is not None
    [paragraph] = [clause for clause in reader.opened.clauses if clause.number == "第三条第二款"]
    assert reader.pages.marks.lit == by_page(paragraph.boxes)
    assert reader.pages.shows_light()


def test_all_parts_that_a_hit_shows_are_lit(qtbot: QtBot, reader: Reader, empty_workspace: Workspace) -> None:
    found = empty_workspace.search("搬运人员培训 堆放高度", limit=3)
    at = next(place for place, item in enumerate(found) if len(item.shown.clauses) > 1)
    reader.open([place_of_evidence(item) for item in found], at)
    qtbot.waitUntil(lambda: bool(lit_texts(reader)))
    assert len(lit_texts(reader)) == len(found[at].shown.clauses)
