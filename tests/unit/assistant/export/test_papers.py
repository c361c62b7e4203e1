"""Conversations as files: what a reader sees of them, and the marks that generated text must carry."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import pypdf
import pytest

from app.assistant.export.answers import paper
from app.assistant.export.clipboard import answer_text, said_text
from app.assistant.export.files import write_paper
from app.assistant.export.markdown import escaped, markdown_bytes, markdown_text, plain_of_markdown
from app.assistant.export.paper import Page, Paper, in_chinese
from app.assistant.export.paper_word import paper_document
from app.assistant.export.pdf import paper_pdf
from app.assistant.export.references import CitationForm, printed_number, reference
from app.domain.answer import Answer, Citation, Fact, Mode, Sentence, SentenceKind
from app.domain.document import DocumentKind, DocumentStatus, Metadata, Revision
from app.domain.table import plain_table
from app.foundation.errors import UserError
from app.security.labels import AI_LABEL, PRODUCER

BIKE = Metadata(
    title="电动自行车安全技术规范", number="GB 17761-2018", kind=DocumentKind.STANDARD, issuer="国家市场监督管理总局"
)
FIRE_LAW = Metadata(
    title="中华人民共和国消防法",
    kind=DocumentKind.LAW,
    issuer="全国人民代表大会常务委员会",
    issued="2021-04-29",
    security_mark="内部",
)
DOCUMENTS = {"bike": BIKE, "fire": FIRE_LAW}


def cited(key: str, document: str = "bike", clause: str = "6.1.3", page: int | None = 8, **more: object) -> Citation:
    metadata = DOCUMENTS[document]
    made = Citation(
        key,
        document,
        f"{document}.pdf",
        metadata.number or metadata.title,
        DocumentStatus.IN_FORCE,
        f"{document}.1",
        clause,
        "",
        page,
        "最高车速不超过25 km/h。",
        0,
        14,
        True,
    )
    return replace(made, **more)  # type: ignore[arg-type]


SPEED = Answer(
    "最高车速是多少？",
    Mode.PROFESSIONAL,
    "…",
    sentences=(
        Sentence("最高车速为25 km/h。[1]", SentenceKind.DIRECT, ("1",), True, ("25 km/h 取自条款",)),
        Sentence("超过就要罚款。", SentenceKind.DIRECT, ("2",), False),
        Sentence("最高车速不超过25 km/h。", SentenceKind.QUOTE, ("1",), True),
    ),
    citations=(cited("1"), cited("2", "fire", "第十二条", None)),
    warnings=("这一版已被代替。",),
    facts=(Fact("路面", "湿态"),),
    model="small",
)
VERBATIM = replace(SPEED, mode=Mode.VERBATIM, model=None, sentences=SPEED.sentences[2:], citations=SPEED.citations[:1])


def made(*answers: Answer) -> Paper:
    return paper("车速", [(answer, "2026-11-23T08:00:00+00:00") for answer in answers], DOCUMENTS, CitationForm.GB2025)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (CitationForm.GB2025, "GB 17761—2018 电动自行车安全技术规范[S]：8（6.1.3）."),
        (
            CitationForm.GB2015,
            "国家市场监督管理总局. 电动自行车安全技术规范: GB 17761—2018[S]: 8（6.1.3）.",
        ),
    ],
)
def test_a_standard_is_entered_in_the_form_of_each_edition(form: CitationForm, expected: str) -> None:
    assert reference(BIKE, "GB 17761-2018", "6.1.3", 8, form) == expected


def test_what_is_not_known_is_left_out() -> None:
    assert reference(Metadata(number="GB 1-2020"), "GB 1-2020", None, None, CitationForm.GB2015) == "GB 1—2020[S]."
    assert reference(None, "GB/T 2.1-2009", "3", None, CitationForm.GB2025) == "GB/T 2.1—2009[S]：3."
    assert reference(None, "消防法", "第二条", None, CitationForm.GB2015) == "消防法[Z]: 第二条."


def test_a_law_is_entered_with_its_maker_and_day() -> None:
    entry = reference(FIRE_LAW, "消防法", "第十二条", None, CitationForm.GB2025)
    assert entry == "全国人民代表大会常务委员会. 中华人民共和国消防法[Z]. 2021-04-29：第十二条."


def test_numbers_are_printed_as_their_makers_print_them() -> None:
    assert printed_number("GB/T 32960.3-2016") == "GB/T 32960.3—2016"
    assert printed_number("ISO 4210-2:2015") == "ISO 4210-2:2015"
    assert printed_number("IEC 60335-2-24:2020") == "IEC 60335-2-24:2020"
    assert printed_number("NIST SP 800-171r1") == "NIST SP 800-171r1"
    assert printed_number("中华人民共和国消防法") == "中华人民共和国消防法"


def test_an_answer_is_told_with_its_sources_and_what_must_be_known_of_it() -> None:
    text = markdown_text(made(SPEED))
    assert "最高车速为25 km/h。[1]超过就要罚款。〔未核实〕[2]" in text
    assert "> 最高车速不超过25 km/h。" in text
    assert "—— GB 17761—2018 6.1.3，第 8 页[1]" in text
    assert "**注意：这一版已被代替。**" in text
    assert "25 km/h 取自条款" in text
    assert "路面 = 湿态" in text
    assert "[2] 全国人民代表大会常务委员会. 中华人民共和国消防法[Z]" in text


def test_a_source_says_where_nobody_knows_whether_it_is_in_force() -> None:
    text = markdown_text(made(replace(VERBATIM, citations=(cited("1", status=DocumentStatus.UNKNOWN),))))
    assert "GB 17761—2018 6.1.3，第 8 页（状态未知）" in text


def test_a_place_keeps_its_number_through_a_conversation() -> None:
    second = replace(SPEED, citations=(cited("1", "fire", "第一条", None), cited("2", "fire", "第十二条", None)))
    written = made(SPEED, second)
    assert [line.split("]")[0] for line in written.sources] == ["[1", "[2", "[3"]
    text = markdown_text(written)
    assert "最高车速为25 km/h。[3]超过就要罚款。〔未核实〕[2]" in text


def test_every_key_of_one_answer_keeps_its_number() -> None:
    answer = replace(SPEED, citations=(cited("1"), cited("2")))
    assert len(made(answer).sources) == 2


def test_a_question_that_is_the_title_is_not_said_twice() -> None:
    alone = paper(SPEED.question, [(SPEED, "")], DOCUMENTS, CitationForm.GB2025)
    assert markdown_text(alone).count(SPEED.question) == 1
    assert markdown_text(made(SPEED)).count(SPEED.question) == 1


def test_the_highest_mark_of_the_sources_stands_above() -> None:
    assert made(SPEED).mark == "内部"
    assert markdown_text(made(SPEED)).startswith("**密级：内部**")
    assert made(VERBATIM).mark is None


def test_text_of_documents_cannot_act_as_markdown() -> None:
    assert escaped("# *x* <b> [a](http://x) a_b _c_") == r"\# \*x\* \<b> [a\](http://x) a_b \_c\_"
    answer = replace(VERBATIM, question="一\n# 二", sentences=(Sentence("> 引\n[a]: http://x", SentenceKind.QUOTE),))
    text = markdown_text(made(answer))
    assert "## 一 # 二" in text
    assert r"> \> 引" in text
    assert r"> \[a]: http://x" in text


def test_generated_text_is_labelled_in_sight_and_in_the_metadata(tmp_path: Path) -> None:
    front, _, text = markdown_bytes(made(SPEED)).decode().partition("\n---\n")
    assert json.loads(front.partition("AIGC: ")[2].strip("'"))["ProduceID"] == "small"
    assert text.count(AI_LABEL) == 2

    word = paper_document(made(SPEED), Page.PLAIN)
    lines = [line.text for line in docx.Document(BytesIO(word)).paragraphs]
    assert lines.count(AI_LABEL) == 2
    assert "small" in zipfile.ZipFile(BytesIO(word)).read("docProps/custom.xml").decode()

    reader = pypdf.PdfReader(BytesIO(paper_pdf(made(SPEED), Page.PLAIN)))
    assert reader.metadata is not None
    assert json.loads(str(reader.metadata["/AIGC"]))["Label"] == "1"
    assert reader.metadata.title == "车速"
    assert reader.xmp_metadata is not None
    packet = reader.xmp_metadata.stream.get_data().decode()
    assert '"ProduceID": "small"' in packet
    assert AI_LABEL in reader.pages[0].extract_text()


def test_quotes_alone_carry_no_label() -> None:
    assert AI_LABEL not in markdown_bytes(made(VERBATIM)).decode()
    assert "docProps/custom.xml" not in zipfile.ZipFile(BytesIO(paper_document(made(VERBATIM), Page.PLAIN))).namelist()
    metadata = pypdf.PdfReader(BytesIO(paper_pdf(made(VERBATIM), Page.PLAIN))).metadata
    assert metadata is not None
    assert "/AIGC" not in metadata


def test_a_file_without_generated_text_says_why_it_bears_no_label() -> None:
    assert "以上只摘录原文，没有模型生成的文字，所以不带 AI 标识。" in markdown_bytes(made(VERBATIM)).decode()
    by_rule = replace(VERBATIM, sentences=(Sentence("不应大于25 km/h。", SentenceKind.DIRECT),))
    told = markdown_bytes(made(by_rule)).decode()
    assert "以上没有模型生成的文字" in told
    assert "只摘录原文" not in told.replace("原文模式，只摘录条款原文", "")
    assert "不带 AI 标识" not in markdown_bytes(made(VERBATIM, SPEED)).decode()
    assert "不带 AI 标识" not in answer_text(VERBATIM, DOCUMENTS)


def test_the_official_page_is_that_of_the_standard() -> None:
    document = docx.Document(BytesIO(paper_document(made(SPEED, SPEED), Page.OFFICIAL)))
    section = document.sections[0]
    sides = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round(side.mm) for side in sides if side is not None] == [210, 297, 37, 28]
    assert section.right_margin is not None
    assert section.bottom_margin is not None
    assert (round(210 - 28 - section.right_margin.mm), round(297 - 37 - section.bottom_margin.mm)) == (156, 225)
    [pitch] = section._sectPr.xpath("./w:docGrid/@w:linePitch")
    assert round(225 * 72 / 25.4 * 20 / int(pitch), 1) == 22.0
    [closer] = document.styles["Normal"].element.xpath("./w:rPr/w:spacing/@w:val")
    assert int(156 * 72 / 25.4 / (16 + int(closer) / 20)) == 28
    assert document.settings.odd_and_even_pages_header_footer
    assert section.footer.paragraphs[0].text.startswith("— ")
    heading = next(line for line in document.paragraphs if line.text.startswith("一、"))
    assert heading.style is not None
    assert heading.style.name == "Heading 1"
    fonts = zipfile.ZipFile(BytesIO(paper_document(made(SPEED), Page.OFFICIAL))).read("word/fontTable.xml").decode()
    assert "方正小标宋简体" in fonts
    assert "FangSong" in fonts


def test_marks_are_raised_and_doubt_is_seen_in_word() -> None:
    document = docx.Document(BytesIO(paper_document(made(SPEED), Page.PLAIN)))
    line = next(line for line in document.paragraphs if "超过就要罚款" in line.text)
    looks = {run.text: (bool(run.font.superscript), bool(run.font.underline)) for run in line.runs}
    assert looks["[1]"] == (True, False)
    assert looks["超过就要罚款。〔未核实〕"] == (False, True)


@pytest.mark.parametrize("page", Page)
def test_tables_and_long_answers_fit_the_pages(page: Page) -> None:
    table = plain_table([["类别", "宽度"], *([["托儿所" * 30, "25"]] * 40)], header_rows=1, unit="单位为米")
    tall = plain_table([["类别"], ["托儿所" * 900]], header_rows=1)
    answers = [
        replace(VERBATIM, citations=(cited("1", table=table),)),
        replace(VERBATIM, citations=(cited("1", table=tall),)),
        replace(VERBATIM, sentences=(Sentence("长" * 6000 + "⁻³ \x0b", SentenceKind.DIRECT),)),
    ]
    reader = pypdf.PdfReader(BytesIO(paper_pdf(made(*answers), page)))
    assert len(reader.pages) > 3
    document = docx.Document(BytesIO(paper_document(made(*answers), page)))
    assert [place.text for place in document.tables[0].rows[0].cells] == ["类别", "宽度"]


def test_the_bare_models_markdown_becomes_lines() -> None:
    assert plain_of_markdown("## 题\n\n- **甲** `x`\n---\n| a | b |\n|---|---|\n> 引") == [
        "题",
        "• 甲 x",
        "a | b",
        "引",
    ]
    general = replace(SPEED, mode=Mode.GENERAL, text="**甲**\n\n| a |\n|---|", sentences=(), citations=())
    assert "**甲**" in markdown_text(made(general))
    assert "普通模式，未查文库，不能作为依据" in markdown_text(made(general))


def test_a_clipboard_gets_the_answer_without_its_question() -> None:
    plain = answer_text(SPEED, DOCUMENTS)
    assert plain.startswith("密级：内部")
    assert "最高车速是多少？" not in plain
    assert "最高车速为25 km/h。[1]超过就要罚款。〔未核实〕[2]" in plain
    assert "[1] GB 17761—2018 电动自行车安全技术规范[S]" in plain
    assert plain.rstrip().endswith(AI_LABEL)
    marked = answer_text(SPEED, DOCUMENTS, CitationForm.GB2015, markdown=True)
    assert "**参考文献**" in marked
    assert "电动自行车安全技术规范: GB 17761—2018[S]" in marked


def test_no_file_is_written_over_and_other_endings_are_told(tmp_path: Path) -> None:
    written = write_paper(made(SPEED), tmp_path / "a.md")
    assert len(written.sha256) == 64
    with pytest.raises(UserError, match=r"a\.md"):
        write_paper(made(SPEED), tmp_path / "a.md")
    with pytest.raises(UserError, match="txt"):
        write_paper(made(SPEED), tmp_path / "a.txt")


def test_headings_are_counted_as_official_papers_count() -> None:
    assert [in_chinese(number) for number in (1, 10, 11, 20, 35, 100)] == ["一", "十", "十一", "二十", "三十五", "100"]


@pytest.mark.parametrize(
    ("printed", "place", "english"),
    [
        ("5", "5（6.1.3，文件第 8 页）", "5 (6.1.3, file page 8)"),
        ("", "6.1.3，文件第 8 页", "6.1.3, file page 8"),
        ("8", "8（6.1.3）", "8 (6.1.3)"),
        (None, "8（6.1.3）", "8 (6.1.3)"),
    ],
)
def test_a_reference_gives_the_printed_page(printed: str | None, place: str, english: str) -> None:
    entry = reference(BIKE, "GB 17761-2018", "6.1.3", 8, CitationForm.GB2025, printed)
    assert entry == f"GB 17761—2018 电动自行车安全技术规范[S]：{place}."
    foreign = replace(BIKE, language="en")
    assert reference(foreign, "GB 17761-2018", "6.1.3", 8, CitationForm.GB2025, printed).endswith(f": {english}.")


def test_a_quote_in_a_file_gives_the_printed_page() -> None:
    answer = Answer(
        "车速？",
        Mode.VERBATIM,
        "",
        (Sentence("最高车速不超过25 km/h。", SentenceKind.QUOTE, ("1",), verified=True),),
        citations=(cited("1", printed_page="5"),),
    )
    text = answer_text(answer, DOCUMENTS)
    assert "GB 17761—2018 6.1.3，第 5 页（文件第 8 页）[1]" in text


def test_a_law_is_listed_with_its_edition_and_the_day_of_its_last_change() -> None:
    called = "中华人民共和国消防法（2021年修正）"
    entry = reference(FIRE_LAW, called, "第十六条", None, CitationForm.GB2015)
    assert entry == f"全国人民代表大会常务委员会. {called}[Z]. 2021-04-29: 第十六条."
    undated = replace(FIRE_LAW, issued=None, revisions=(Revision("2019-04-23", "第一次修正"),))
    assert "[Z]. 2019-04-23" in reference(undated, undated.title, "第十六条", None, CitationForm.GB2015)


def test_a_paper_in_word_tells_when_it_was_made_and_by_what() -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    told = docx.Document(BytesIO(paper_document(made(SPEED), Page.OFFICIAL))).core_properties
    assert (told.title, told.author, told.comments) == (made(SPEED).title, PRODUCER, "")
    for time in (told.created, told.modified):
        assert time is not None
        assert before <= time.replace(tzinfo=UTC) <= datetime.now(UTC)


def test_a_line_of_nothing_but_blanks_is_read_at_once() -> None:
    """Runaway models write such lines; reading one of these took minutes."""
    for line in (" " * 20_000 + "x", "|" + " " * 20_000 + "x", "|" * 20_000 + "x", "- " * 10_000 + "x"):
        assert "".join(plain_of_markdown(line)).strip().endswith("x")


def test_markdown_of_a_model_neither_loads_nor_links_in_a_file() -> None:
    written = (
        "![图](http://a.example/x.png) <img src='file:///x'> a<b\n\n> [1]: http://a.example\n\n```c\n#include <a>\n```"
    )
    told = markdown_text(made(replace(SPEED, mode=Mode.GENERAL, text=written, sentences=(), citations=())))
    assert "![" not in told
    assert "<img" not in told
    assert "]:" not in told
    assert "图" in told
    assert "#include <a>" in told


def test_a_question_of_several_lines_is_one_title() -> None:
    """A line of hyphens would end the front matter, and one with # make a heading of its own."""
    answer = replace(SPEED, question="第一行\n---\n# 题")
    data = markdown_bytes(paper(answer.question, [(answer, "")], DOCUMENTS, CitationForm.GB2025)).decode()
    assert data.startswith("---\ntitle: '第一行 --- # 题'\nAIGC: ")
    assert "\n# 第一行 --- # 题\n" in data


def test_the_name_of_a_model_that_is_no_unicode_is_written_all_the_same() -> None:
    odd = made(replace(SPEED, model="model-\udcff"))
    assert markdown_bytes(odd)
    assert paper_document(odd, Page.PLAIN)
    assert paper_pdf(odd, Page.PLAIN)


def test_the_words_alone_keep_what_must_not_be_parted_from_them() -> None:
    answer = replace(SPEED, text=f"最高车速为25 km/h。\n\n{AI_LABEL}")
    warning = "注意：这一版已被代替。"
    assert said_text(answer, DOCUMENTS) == f"密级：内部\n\n最高车速为25 km/h。\n\n{warning}\n\n{AI_LABEL}"
    assert said_text(replace(VERBATIM, text="原文", warnings=()), DOCUMENTS) == "原文"
