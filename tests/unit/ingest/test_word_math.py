"""Formulas and symbols of Word documents in one readable line."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.ingest.layout.symbol_fonts import MISSING, symbol
from app.ingest.pipeline import read_document
from app.ingest.readers.word.docx import DocxReader
from app.ingest.readers.word.math import linear
from tests.unit.ingest.documents import paragraph, word_file
from tests.unit.ingest.word_helpers import run, style, texts


def m(text: str) -> str:
    return f"<m_r><m_t>{text}</m_t></m_r>"


def part(name: str, content: str) -> str:
    return f"<m_{name}>{content}</m_{name}>"


def fraction(above: str, below: str) -> str:
    return part("f", part("num", above) + part("den", below))


def power(base: str, above: str) -> str:
    return part("sSup", part("e", base) + part("sup", above))


def index(base: str, below: str) -> str:
    return part("sSub", part("e", base) + part("sub", below))


def setting(owner: str, **values: str) -> str:
    return part(f"{owner}Pr", "".join(f'<m_{name} m_val="{value}"/>' for name, value in values.items()))


@pytest.mark.parametrize(
    ("formula", "line"),
    [
        (fraction(m("a+b"), m("2")), "(a+b)/2"),
        (fraction(m("V"), m("t")), "V/t"),
        (fraction(power(m("x"), m("2")), index(m("f"), m("ck"))), "x²/f_ck"),
        (part("f", setting("f", type="noBar") + part("num", m("n")) + part("den", m("k"))), "(n k)"),
        (power(m("10"), m("-3")), "10⁻³"),
        (power(m("x"), m("n+1")), "xⁿ⁺¹"),
        (power(m("x"), m("i+1")), "x^(i+1)"),
        (power(m("e"), fraction(m("x"), m("2"))), "e^(x/2)"),
        (power(part("d", part("e", m("a+b"))), m("2")), "(a+b)²"),
        (power(m("a+b"), m("2")), "(a+b)²"),
        (index(m("x"), m("i+1")), "x_(i+1)"),
        (index(m("x"), m("1")), "x₁"),
        (part("sSubSup", part("e", m("σ")) + part("sub", m("max")) + part("sup", m("2"))), "σ_max²"),
        (part("rad", setting("rad", degHide="1") + part("deg", "") + part("e", m("a+b"))), "√(a+b)"),
        (part("rad", part("deg", m("3")) + part("e", m("x"))), "³√x"),
        (
            part("nary", setting("nary", chr="∑") + part("sub", m("i=1")) + part("sup", m("n")) + part("e", m("x"))),
            "∑_(i=1)^n x",
        ),
        (part("nary", part("e", m("f"))), "∫f"),
        (part("d", part("e", m("x")) + part("e", m("y"))), "(x|y)"),
        (part("d", setting("d", begChr="[", endChr=")", sepChr=",") + part("e", m("0")) + part("e", m("1"))), "[0,1)"),
        (part("func", part("fName", m("sin")) + part("e", m("x"))), "sin x"),
        (part("func", part("fName", m("ln")) + part("e", m("x+1"))), "ln (x+1)"),
        (part("limLow", part("e", m("lim")) + part("lim", m("x→0"))), "lim_(x→0)"),
        (part("acc", setting("acc", chr="\u0304") + part("e", m("x"))), "x\u0304"),
        (part("bar", setting("bar", pos="top") + part("e", m("ab"))), "a\u0305b\u0305"),
        (part("m", part("mr", part("e", m("1")) + part("e", m("2"))) + part("mr", part("e", m("3")))), "1, 2; 3"),
        (part("eqArr", part("e", m("x=1")) + part("e", m("y=2"))), "x=1; y=2"),
        (part("eqArr", part("e", m("E=mc#(3)"))), "E=mc ………… (3)"),
        (m("x") + part("ctrlPr", m("no")) + "<w_del>" + m("old") + "</w_del><w_ins>" + m("y") + "</w_ins>", "xy"),
    ],
)
def test_a_formula_keeps_its_structure(formula: str, line: str) -> None:
    assert linear(ElementTree.fromstring(f"<m_oMath>{formula}</m_oMath>")) == line


RAISED = '<w:vertAlign w:val="superscript"/>'
MATH = "<m:oMath><m:r><m:t>F=ma</m:t></m:r></m:oMath>"


def test_a_formula_stands_where_it_is_in_its_sentence(tmp_path: Path) -> None:
    assert texts(tmp_path, f"<w:p>{run('力按')}{MATH}{run('计算。')}</w:p>") == ["力按F=ma计算。"]


@pytest.mark.parametrize("number", ["(1)", "（A.2）"])
def test_the_number_of_a_formula_is_set_off_as_in_print(tmp_path: Path, number: str) -> None:
    body = f"<w:p><w:r><w:tab/></w:r><m:oMathPara>{MATH}</m:oMathPara><w:r><w:tab/><w:t>{number}</w:t></w:r></w:p>"
    assert texts(tmp_path, body) == [f"F=ma ………… {number}"]


def test_a_numbered_formula_becomes_a_formula(tmp_path: Path) -> None:
    body = paragraph("1 范围") + paragraph("按式（1）计算：") + f"<w:p>{MATH}<w:r><w:tab/><w:t>(1)</w:t></w:r></w:p>"
    clauses = read_document(word_file(tmp_path / "a.docx", body)).clauses
    assert [(clause.number, clause.kind) for clause in clauses][-1] == ("式(1)", "formula")


def test_dots_that_lead_up_to_a_tab_stop_are_printed(tmp_path: Path) -> None:
    stops = '<w:pPr><w:tabs><w:tab w:val="center" w:pos="100"/></w:tabs></w:pPr>'
    leader = '<w:tabs><w:tab w:val="right" w:pos="900" w:leader="dot"/></w:tabs><w:pStyle w:val="F"/>'
    body = f"<w:p><w:pPr>{leader}</w:pPr><w:r><w:tab/><w:t>S=vt</w:t><w:tab/><w:t>（2）</w:t></w:r></w:p>"
    assert texts(tmp_path, body, styles=style("F", "正文公式", stops)) == ["S=vt ………… （2）"]


def test_a_cleared_tab_stop_has_no_dots(tmp_path: Path) -> None:
    stops = '<w:pPr><w:tabs><w:tab w:val="right" w:pos="900" w:leader="dot"/></w:tabs></w:pPr>'
    cleared = '<w:pStyle w:val="F"/><w:tabs><w:tab w:val="clear" w:pos="900"/></w:tabs>'
    body = f"<w:p><w:pPr>{cleared}</w:pPr><w:r><w:t>前</w:t><w:tab/><w:t>后</w:t></w:r></w:p>"
    assert texts(tmp_path, body, styles=style("F", "正文公式", stops)) == ["前 后"]


def test_formulas_stored_as_objects_are_told_as_missing(tmp_path: Path) -> None:
    made = (
        '<w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="Equation.DSMT4"/></w:object>'
    )
    body = paragraph("按下式计算：") + f"<w:p><w:r>{made}</w:r></w:p><w:p><w:r>{made}</w:r></w:p>"
    reading = DocxReader().read(word_file(tmp_path / "a.docx", body))
    assert reading.is_partial
    [issue] = reading.issues
    assert issue.code == "formula_object"
    assert "2" in issue.message


@pytest.mark.parametrize(
    ("code", "font", "printed"),
    [
        (0xF0B3, "Symbol", "≥"),
        (0xB3, "Symbol", "≥"),
        (0xF057, "Symbol", "Ω"),
        (0xF0A3, "Wingdings 2", "□"),
        (0xF0FE, "Wingdings", "☑"),
        (0xF031, "Symbol", "1"),
        (0x2460, "宋体", "①"),
        (0xF0B0, "some other", "°"),
        (0xE123, None, MISSING),
        (0xD800, None, MISSING),
        (0, None, MISSING),
    ],
)
def test_symbols_are_read_by_their_font(code: int, font: str | None, printed: str) -> None:
    assert symbol(code, font) == printed


def test_symbols_keep_their_meaning(tmp_path: Path) -> None:
    stored = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
    typed = f"<w:r><w:rPr><w:rFonts w:ascii='Symbol'/></w:rPr><w:t>{chr(0xF0A3)}</w:t></w:r>"
    body = f"<w:p>{run('值')}{stored}{run('5')}<w:r><w:noBreakHyphen/></w:r>{run('6，')}{typed}{run('9')}</w:p>"
    assert texts(tmp_path, body) == ["值≥5-6，≤9"]


@pytest.mark.parametrize(("raised", "printed"), [("2", "m²"), ("-3", "m⁻³"), ("a", "mᵃ"), ("TM", "mTM"), (" ", "m")])
def test_raised_figures_do_not_run_into_the_number(tmp_path: Path, raised: str, printed: str) -> None:
    body = f"<w:p>{run('m')}{run(raised, RAISED)}</w:p>"
    assert texts(tmp_path, body) == [printed]


def test_lowered_figures_are_indices(tmp_path: Path) -> None:
    lowered = '<w:vertAlign w:val="subscript"/>'
    body = f"<w:p>{run('CO')}{run('2', lowered)}</w:p>"
    assert texts(tmp_path, body) == ["CO₂"]
