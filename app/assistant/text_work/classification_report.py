"""Documents with their categories as a table to be gone through: what speaks for each, and room for a person's own."""

from __future__ import annotations

from app.assistant.export.report import Cell, Column, Report, cell
from app.assistant.text_work.classification import Classification, Sign
from app.assistant.text_work.sorting import Sorting, Unclassified
from app.assistant.text_work.source_lines import source_line
from app.domain.names import status_name
from app.domain.printed_page import page_in_brackets
from app.foundation.messages import tr

LONGEST_SIGN = 120
"""Characters of a sign that a table shows: a scope may be a page."""


def classification_report(of: Sorting) -> Report:
    """A row a document. No language model has a part in it: meanings are compared as numbers."""
    sources = of.sources
    about = (source_line(sources[0]),) if len(sources) == 1 else ()
    return Report(
        title=tr("{standard} 归类", standard=sources[0].standard) if len(sources) == 1 else tr("文件归类"),
        about=(*about, count_line(of), categories_line(of), method_line(of)),
        columns=(
            Column(tr("序号"), 4),
            Column(tr("标准"), 14),
            Column(tr("名称"), 18),
            Column(tr("状态"), 6),
            Column(tr("归入"), 10),
            Column(tr("其次"), 10),
            Column(tr("依据"), 44),
            Column(tr("核定类别"), 10),
            Column(tr("备注"), 10),
        ),
        rows=(
            *(_row(number, one) for number, one in enumerate(of.classified, 1)),
            *(_left(number, one) for number, one in enumerate(of.left, len(of.classified) + 1)),
        ),
    )


def count_line(of: Sorting) -> str:
    unsure = sum(one.is_unsure for one in of.classified)
    line = tr("共 {count} 份文件，归入类别 {sure} 份。", count=len(of.sources), sure=len(of.classified) - unsure)
    if unsure:
        line += tr("拿不准 {count} 份。", count=unsure)
    return line + (tr("无法归类 {count} 份。", count=len(of.left)) if of.left else "")


def categories_line(of: Sorting) -> str:
    return tr("类别：{categories}", categories="；".join(category.text for category in of.categories))


def method_line(of: Sorting) -> str:
    """How documents and categories were compared."""
    if any(one.by_meaning for one in of.classified):
        return tr("按标题、范围和各章标题与类别的含义和用词相近程度归类，没有使用人工智能生成，请核定。")
    return tr("按标题、范围和各章标题与类别的用词归类，没有使用人工智能生成，请核定。")


def verdict(of: Classification) -> str:
    """The category, or that there is none to be named."""
    return tr("拿不准") if of.is_unsure else of.ranking[0].category.name


def runner_up(of: Classification) -> str:
    """What else it could be; of an unsure one both that lie too near to each other."""
    if of.is_unsure:
        return tr("{first}或{second}", first=of.ranking[0].category.name, second=of.ranking[1].category.name)
    return of.ranking[1].category.name


def sign_place(sign: Sign) -> str:
    """[2] 1（第5页）; of the title [1] 标题; of a chapter without number [3] 章标题."""
    names = {"title": tr("标题"), "scope": tr("范围"), "heading": tr("章标题")}
    return f"[{sign.key}] {sign.clause or names[sign.kind]}{page_in_brackets(sign.page, sign.printed_page)}"


def sign_text(sign: Sign) -> str:
    return sign.text if len(sign.text) <= LONGEST_SIGN else sign.text[: LONGEST_SIGN - 1] + "…"


def _row(number: int, one: Classification) -> tuple[Cell, ...]:
    signs = one.signs_for(one.ranking[0])
    return (
        cell(number),
        cell(one.source.standard),
        cell(one.source.title),
        cell(status_name(one.source.status)),
        cell(verdict(one)),
        cell(runner_up(one)),
        cell("\n".join(f"{sign_place(sign)}：{sign_text(sign)}" for sign in signs)),
        cell(),
        cell(),
    )


def _left(number: int, one: Unclassified) -> tuple[Cell, ...]:
    source = one.source
    place = (cell(number), cell(source.standard), cell(source.title), cell(status_name(source.status)))
    return (*place, cell(tr("无法归类")), cell(), cell(one.cause), cell(), cell())
