"""What a document says of itself: on its cover, in its history, in its last article. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import PurePath

from app.domain import standard_id
from app.domain.document import Clause, DocumentKind, DocumentStatus, Metadata, StatusBasis
from app.domain.standard_id import StandardId
from app.ingest.english_cover import read_english_cover
from app.ingest.front import front_lines, has_chinese, largest, page_lines
from app.ingest.law_front import LawFront, read_law_front
from app.ingest.lines import Line, Reading
from app.ingest.standard_cover import StandardCover, read_standard_cover

LANGUAGE_SAMPLE = 20_000
"""Characters looked at to tell the language."""

FEWEST_CHINESE = 0.15
"""Chinese characters among letters from which a text is Chinese: standards quote English terms, not the reverse."""

_ARTICLE = re.compile(r"^第[零一二三四五六七八九十百千]+条")
_GUIDELINE = re.compile(r"(?:指南|指引|诊疗方案|方案|共识|导则|手册|白皮书|建议)(?:[（(].*[）)])?$")
_STANDARD_TITLE = re.compile(r"(?:规范|标准|规程|技术要求|通则|算法|协议|接口|格式|总则)(?:[（(].*[）)])?$")
_SECURITY_MARK = re.compile(
    r"^(?:密\s*级\s*[:：]?\s*)?(绝密|机密|秘密|内部资料|内部|核心商密|普通商密|商密|商业秘密)(?:[★☆].{0,8})?$"
)
_WITHDRAWN = re.compile(r"^[（(【\[]?(?:本标准)?(?:已)?(?:废止|作废)[）)】\]]?$")
_IN_TEXT_REPLACES = re.compile(
    r"本(?:标准|文件|部分|规范|规程|规定|指导性技术文件)(?:全部|整体)?代替(?:了)?(?P<list>[^。；]{4,200})"
)


def read_metadata(reading: Reading, clauses: Sequence[Clause], file: str, *, today: date | None = None) -> Metadata:
    """The metadata of a document; ``file`` is its name, trusted last; ``today`` decides what is still to come."""
    front = front_lines(reading)
    language = _language(reading)
    law = read_law_front(front, clauses) if _may_be_law(clauses) else None
    if law is not None:
        facts = _of_law(law)
    elif language == "en":
        facts = _of_english(reading, front)
    else:
        facts = _of_standard(read_standard_cover(front), front, clauses)
    return _completed(facts, front, file, language, today or _today())


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _of_law(law: LawFront) -> Metadata:
    return Metadata(
        title=law.title,
        kind=law.kind,
        issued=law.issued,
        effective=law.effective,
        issuer=law.issuer,
        replaces=tuple(map(str, law.replaces)),
    )


def _of_english(reading: Reading, front: Sequence[Line]) -> Metadata:
    cover = read_english_cover(front, [*page_lines(reading, 2), *page_lines(reading, 3)])
    is_guideline = cover.number is not None and cover.number.prefix.startswith("NIST ")
    kind = DocumentKind.GUIDELINE if is_guideline else DocumentKind.STANDARD if cover.number else DocumentKind.OTHER
    return Metadata(
        title=cover.title,
        title_en=cover.title or None,
        kind=kind,
        number=str(cover.number) if cover.number else None,
        issued=cover.issued,
        issuer=cover.issuer,
    )


def _of_standard(cover: StandardCover, front: Sequence[Line], clauses: Sequence[Clause]) -> Metadata:
    replaces = cover.replaces or _replaces_in_text(cover.number, clauses)
    return Metadata(
        title=cover.title,
        title_en=cover.title_en,
        kind=_kind(cover, front),
        number=str(cover.number) if cover.number else None,
        issued=cover.issued,
        effective=cover.effective,
        replaces=tuple(map(str, replaces)),
        ics=cover.ics,
        ccs=cover.ccs,
        issuer=cover.issuer,
    )


def _kind(cover: StandardCover, front: Sequence[Line]) -> DocumentKind:
    if cover.number or cover.has_class_line:
        return DocumentKind.STANDARD
    title = re.sub(r"\s", "", cover.title)
    if _GUIDELINE.search(title) or any(_GUIDELINE.search(line.text.strip()) for line in largest(front)):
        return DocumentKind.GUIDELINE
    return DocumentKind.STANDARD if _STANDARD_TITLE.search(title) else DocumentKind.OTHER


def _replaces_in_text(own: StandardId | None, clauses: Sequence[Clause]) -> tuple[StandardId, ...]:
    """The foreword's sentence 本标准代替…, for documents that lost their cover."""
    for clause in clauses[:40]:
        stated = _IN_TEXT_REPLACES.search(clause.text)
        if stated is not None:
            found = [found.id for found in standard_id.find_all(stated["list"])]
            return tuple(dict.fromkeys(item for item in found if item != own and item.is_dated))
    return ()


def _completed(facts: Metadata, front: Sequence[Line], file: str, language: str, today: date) -> Metadata:
    """The facts with what every family shares: language, status, security mark, and the file's name as last resort."""
    from_name = _id_in_file_name(file) if facts.kind in (DocumentKind.STANDARD, DocumentKind.OTHER) else None
    number = facts.number or (str(from_name[0]) if from_name else None)
    title = facts.title if _is_title(facts.title) else (from_name[1] if from_name else "") or PurePath(file).stem
    status, basis = _status(facts, front, today)
    return Metadata(
        title=title,
        title_en=facts.title_en,
        kind=DocumentKind.STANDARD if from_name and facts.kind is DocumentKind.OTHER else facts.kind,
        number=number,
        issued=facts.issued,
        effective=facts.effective,
        status=status,
        status_basis=basis,
        replaces=facts.replaces,
        ics=facts.ics,
        ccs=facts.ccs,
        issuer=facts.issuer,
        language=language,
        security_mark=_security_mark(front),
    )


def _is_title(text: str) -> bool:
    return 0 < len(text) <= 120


def _id_in_file_name(file: str) -> tuple[StandardId, str] | None:
    """The number that a file name opens with, and the rest as title: "GB50016_2014_建筑设计防火规范.txt"."""
    stem = re.sub(r"(?<=\d)_(?=(?:19|20)\d\d(?!\d))", "-", PurePath(file).stem).replace("_", " ").strip()
    found = standard_id.starting(stem)
    return (found.id, stem[found.end :].strip(" -—《》")) if found else None


def _status(facts: Metadata, front: Sequence[Line], today: date) -> tuple[DocumentStatus, StatusBasis]:
    """Only what the document itself shows. That a date has passed does not tell that nothing came after."""
    if any(_WITHDRAWN.match(line.text.strip()) for line in front):
        return DocumentStatus.WITHDRAWN, StatusBasis.DOCUMENT
    if facts.effective and facts.effective > today.isoformat():
        return DocumentStatus.UPCOMING, StatusBasis.DOCUMENT
    return DocumentStatus.UNKNOWN, StatusBasis.NONE


def _security_mark(front: Sequence[Line]) -> str | None:
    return next((match[1] for line in front if (match := _SECURITY_MARK.match(line.text.strip()))), None)


def _may_be_law(clauses: Sequence[Clause]) -> bool:
    """Articles, or at least no clauses numbered like those of a standard: short decisions have no numbers at all."""
    numbers = [clause.number for clause in clauses if clause.number and clause.kind.is_numbered_unit]
    return any(map(_ARTICLE.match, numbers)) or not any(number[0].isascii() for number in numbers)


def _language(reading: Reading) -> str:
    text = ""
    for block in reading.blocks:
        text += block.text if isinstance(block, Line) else "".join(block.table.lines())
        if len(text) > LANGUAGE_SAMPLE:
            break
    letters = [character for character in text if character.isalpha()]
    chinese = sum(has_chinese(character) for character in letters)
    return "zh" if not letters or chinese >= FEWEST_CHINESE * len(letters) else "en"
