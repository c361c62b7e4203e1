"""A long clause is shown by the part that says what is asked, whole and under its own number."""

from __future__ import annotations

from dataclasses import replace

from app.domain.document import Clause, ClauseKind
from app.domain.evidence import Focus
from app.domain.table import plain_table
from app.retrieval.focus import focus_of
from app.retrieval.reading import text_of
from app.retrieval.telling import asked_of

FILLER = "本款其余内容与所问无关，写在这里只是为了使这一条长到一眼看不完的程度，读者不必细看。"
ARTICLE = (
    Clause("d.1", "第十条", "", f"场内设备投入使用前应当登记。{FILLER}", ClauseKind.CLAUSE, page=3),
    Clause("d.2", "第十条第二款", "", f"登记证书遗失的，应当申请补发。{FILLER}", ClauseKind.PARAGRAPH, "d.1", page=4),
    Clause("d.3", "第十条第三款", "", f"设备报废的，应当办理注销。{FILLER}", ClauseKind.PARAGRAPH, "d.1", page=4),
)
LIST = (
    Clause("d.4", "5.2", "护栏", "平台护栏应符合下列要求：", ClauseKind.CLAUSE),
    Clause("d.5", "5.2a)", "", f"护栏高度应不小于1.1 m。{FILLER}", ClauseKind.ITEM, "d.4"),
    Clause("d.6", "5.2b)", "", f"踢脚板应高出台面。{FILLER}", ClauseKind.ITEM, "d.4"),
    Clause("d.7", None, "", "注：踢脚板又称挡脚板。", ClauseKind.NOTE, "d.4"),
)
ROWS = [["参数", "说明"], *([f"0x{n:04X}", f"第{n}号参数的含义和取值"] for n in range(30))]
TABLE = plain_table(ROWS, header_rows=1)
TABLED = (
    Clause("d.8", "8.9", "参数", "参数的定义见表12。", ClauseKind.CLAUSE),
    Clause("d.9", "表12", "参数定义", "\n".join(TABLE.lines()), ClauseKind.TABLE, "d.8", table=TABLE),
)


def focus(clauses: tuple[Clause, ...], question: str) -> Focus | None:
    number = clauses[0].number
    return focus_of(clauses, number, text_of(clauses, number), asked_of(question, lambda gram: 3, 100))


def test_a_paragraph_stands_for_its_article_under_its_own_number_and_page() -> None:
    shown = focus(ARTICLE, "登记证书遗失了怎么补发")
    assert shown is not None
    assert (shown.number, shown.page, shown.text) == ("第十条第二款", 4, ARTICLE[1].text)
    assert shown.clauses == (ARTICLE[1],)


def test_paragraphs_that_each_say_a_part_of_the_question_are_shown_with_a_mark_for_what_is_left_out() -> None:
    shown = focus(ARTICLE, "投入使用前要办什么，报废注销呢")
    assert shown is not None
    assert shown.number == "第十条"
    assert shown.text == f"{ARTICLE[0].text}\n……\n{ARTICLE[2].text}"


def test_an_item_keeps_the_words_that_open_its_list() -> None:
    shown = focus(LIST, "护栏高度至少多少")
    assert shown is not None
    assert (shown.number, shown.text) == ("5.2a)", f"平台护栏应符合下列要求：\na) {LIST[1].text}")


def test_a_single_character_tells_where_no_word_is_shared() -> None:
    shown = focus(ARTICLE, "证书丢了怎么补")
    assert shown is not None
    assert shown.number == "第十条第二款"


def test_a_note_goes_with_what_it_explains() -> None:
    shown = focus(LIST, "挡脚板高出多少")
    assert shown is not None
    assert shown.number == "5.2b)"
    assert "注：踢脚板又称挡脚板。" in shown.text


def test_of_a_table_the_telling_rows_are_shown_under_their_head() -> None:
    shown = focus(TABLED, "0x0013 是第19号参数吗")
    assert shown is not None
    assert shown.number == "8.9", "表12 does not say which clause it is in"
    assert shown.text == "表12 参数定义 参数 | 说明\n0x0013 | 第19号参数的含义和取值"


def test_what_is_short_is_shown_whole() -> None:
    short = tuple(replace(clause, text=clause.text.removesuffix(FILLER)) for clause in ARTICLE)
    assert focus(short, "登记证书遗失了怎么补发") is None


def test_a_clause_that_holds_no_word_of_the_question_is_shown_whole() -> None:
    assert focus(ARTICLE, "电梯困人") is None


def test_a_paragraph_that_a_glance_takes_in_is_not_cut() -> None:
    assert focus((replace(ARTICLE[0], text=ARTICLE[0].text * 3),), "投入使用前登记") is None


def test_of_a_very_long_paragraph_whole_sentences_are_shown_each_with_the_next() -> None:
    long = f"{FILLER}{FILLER}{FILLER}登记证书遗失的，应当申请补发。期限三十日。{FILLER * 6}补发收费五元。"
    shown = focus((replace(ARTICLE[0], text=long),), "登记证书遗失了怎么补发，收费多少")
    assert shown is not None
    assert shown.number == "第十条"
    assert shown.text == "登记证书遗失的，应当申请补发。期限三十日。 …… 补发收费五元。"


def test_the_same_question_shows_the_same_part() -> None:
    assert focus(ARTICLE, "报废注销") == focus(ARTICLE, "报废注销")
