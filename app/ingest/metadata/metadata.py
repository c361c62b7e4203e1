"""What a document says of itself: on its cover, in its history, in its last article. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import PurePath

from app.domain import standard_id
from app.domain.document import Clause, DocumentKind, DocumentStatus, Metadata, StatusBasis
from app.domain.standard_id import UNISSUED, in_file_name
from app.ingest.joining import has_chinese
from app.ingest.lines import Line, Reading
from app.ingest.metadata.adoption import adopted
from app.ingest.metadata.amendment import Amendment, read_amendment
from app.ingest.metadata.announcement import Announcement, read_announcement
from app.ingest.metadata.english_front import read_english
from app.ingest.metadata.front import front_lines, front_pairs, largest
from app.ingest.metadata.labelled import Label, is_labelled, read_labelled, status_from
from app.ingest.metadata.law_front import LawFront, read_law_front
from app.ingest.metadata.replacement import Replaced, replaced_in_text, replaced_on_cover
from app.ingest.metadata.standard_cover import StandardCover, read_standard_cover, titled_number
from app.ingest.metadata.withdrawal import read_withdrawal

LANGUAGE_SAMPLE = 20_000
"""Characters looked at to tell the language."""

FEWEST_CHINESE = 0.15
"""Chinese characters among letters from which a text is Chinese: standards quote English terms, not the reverse."""

OPENING_CLAUSES = 40
"""In which a foreword or an announcement stands."""

_ARTICLE = re.compile(r"^第[零一二三四五六七八九十百千]+条")
_GUIDELINE = re.compile(r"(?:指南|指引|诊疗方案|方案|共识|导则|手册|白皮书|建议)(?:[（(].*[）)])?$")
_STANDARD_TITLE = re.compile(r"(?:规范|标准|规程|技术要求|通则|算法|协议|接口|格式|总则)(?:[（(].*[）)])?$")
_SECURITY_MARK = re.compile(
    r"^(?:密\s*级\s*[:：]?\s*)?(绝密|机密|秘密|内部资料|内部|核心商密|普通商密|商密|商业秘密)(?:[★☆].{0,8})?$"
)


def read_metadata(reading: Reading, clauses: Sequence[Clause], file: str, *, today: date | None = None) -> Metadata:
    """The metadata of a document; ``file`` is its name, of use for a title alone; ``today`` decides what is to come."""
    front = front_lines(reading)
    texts = [line.text.strip() for line in front]
    opening = "\n".join(text for clause in clauses[:OPENING_CLAUSES] for text in (clause.title, clause.text) if text)
    language = _language(reading)
    law = read_law_front(front, clauses) if _may_be_law(clauses) else None
    if law is not None:
        facts = _of_law(law)
    elif language == "en":
        facts = read_english(reading, front, opening)
    else:
        facts = _of_standard([line for line in front if not is_labelled(line.text)], opening)
    facts = _with_labelled(facts, reading, texts)
    facts = _with_title(replace(facts, language=language, security_mark=_security_mark(texts)), reading, file)
    closing = "\n".join(clause.text for clause in clauses[-OPENING_CLAUSES:])
    return _with_status(facts, texts, f"{opening}\n{closing}", today or datetime.now(UTC).astimezone().date())


def _of_law(law: LawFront) -> Metadata:
    return Metadata(
        title=law.title,
        kind=law.kind,
        issued=law.issued,
        effective=law.effective,
        issuer=law.issuer,
        replaces=tuple(map(str, law.replaces)),
        replaces_partly=tuple(map(str, law.replaces_partly)),
        revisions=law.revisions,
        is_draft=law.is_draft,
    )


def _of_standard(front: Sequence[Line], opening: str) -> Metadata:
    texts = [line.text.strip() for line in front]
    amendment = read_amendment(texts, "\n".join((*texts, opening)))
    if amendment is not None:
        return _of_amendment(amendment)
    cover = read_standard_cover(front)
    announced = read_announcement(opening)
    if announced is not None and cover.number not in (None, announced.number):
        announced = None  # of another standard, in a book of several
    number = cover.number or (announced.number if announced else None)
    replaced = cover.replaced or replaced_in_text(opening, number) or _replaced_by(announced)
    return Metadata(
        title=cover.title if cover.number or announced is None else announced.title,
        title_en=cover.title_en,
        kind=_kind(cover, announced, front),
        number=str(number) if number else None,
        issued=cover.issued or (announced.issued if announced else None),
        effective=cover.effective or (announced.effective if announced else None),
        replaces=tuple(map(str, replaced.whole)),
        replaces_partly=tuple(map(str, replaced.partly)),
        adopts=adopted(texts, opening),
        is_draft=cover.is_draft or (number is not None and number.edition[0] == UNISSUED),
        ics=cover.ics,
        ccs=cover.ccs,
        issuer=cover.issuer or (announced.issuer if announced else None),
    )


def _of_amendment(amendment: Amendment) -> Metadata:
    """It takes the place of some clauses of the standard that it amends."""
    return Metadata(
        title=amendment.title,
        kind=DocumentKind.STANDARD,
        number=amendment.number,
        issued=amendment.issued,
        effective=amendment.effective,
        replaces_partly=(str(amendment.amended),),
    )


def _replaced_by(announced: Announcement | None) -> Replaced:
    return announced.replaced if announced is not None else Replaced()


def _kind(cover: StandardCover, announced: Announcement | None, front: Sequence[Line]) -> DocumentKind:
    if cover.number or cover.has_class_line or announced is not None:
        return DocumentKind.STANDARD
    title = re.sub(r"\s", "", cover.title)
    if _GUIDELINE.search(title) or any(_GUIDELINE.search(line.text.strip()) for line in largest(front)):
        return DocumentKind.GUIDELINE
    return DocumentKind.STANDARD if _STANDARD_TITLE.search(title) else DocumentKind.OTHER


def _with_labelled(facts: Metadata, reading: Reading, texts: Sequence[str]) -> Metadata:
    """What stands behind a label fills what the cover left open."""
    said = read_labelled(texts, front_pairs(reading))
    if not said:
        return facts
    number = standard_id.parse(said.get(Label.NUMBER, ""))
    replaced = replaced_on_cover([f"代替 {said.get(Label.REPLACES, '')}"], number)
    status = status_from(said)
    return replace(
        facts,
        title=said.get(Label.TITLE) or facts.title,
        title_en=facts.title_en or said.get(Label.TITLE_EN),
        kind=DocumentKind.STANDARD if number and facts.kind is DocumentKind.OTHER else facts.kind,
        number=facts.number or (str(number) if number else None),
        issued=facts.issued or said.get(Label.ISSUED),
        effective=facts.effective or said.get(Label.EFFECTIVE),
        withdrawn=facts.withdrawn or said.get(Label.WITHDRAWN),
        replaces=facts.replaces or tuple(map(str, replaced.whole)),
        ics=facts.ics or said.get(Label.ICS),
        ccs=facts.ccs or said.get(Label.CCS),
        issuer=facts.issuer or said.get(Label.ISSUER),
        adopts=facts.adopts or said.get(Label.ADOPTS),
        status=status,
        status_basis=StatusBasis.DOCUMENT if status is not DocumentStatus.UNKNOWN else StatusBasis.NONE,
    )


def _with_title(facts: Metadata, reading: Reading, file: str) -> Metadata:
    """A title in any case, if need be the file's name; and the number where only a running header prints it."""
    from_name = in_file_name(file)
    title = facts.title if 0 < len(facts.title) <= 120 else (from_name[1] if from_name else "") or PurePath(file).stem
    number = facts.number or next(_numbers_in_headers(reading, title), None) or _running_number(reading)
    is_standard = facts.kind is DocumentKind.OTHER and bool(number or _STANDARD_TITLE.search(title))
    return replace(facts, title=title, number=number, kind=DocumentKind.STANDARD if is_standard else facts.kind)


def _numbers_in_headers(reading: Reading, title: str) -> Iterator[str]:
    for block in reading.blocks:
        named = titled_number(block.text.strip()) if isinstance(block, Line) else None
        if named is not None and re.sub(r"\s", "", named.title) == re.sub(r"\s", "", title):
            yield str(named.id)


def _running_number(reading: Reading) -> str | None:
    """The number that stands alone at the head of most pages, where cover and text do not print it: a cover that is a
    picture or is missing. None where there are two."""
    found = {str(number) for text in reading.running if (number := standard_id.parse(text)) is not None}
    return found.pop() if len(found) == 1 else None


def _with_status(facts: Metadata, texts: Sequence[str], text: str, today: date) -> Metadata:
    """Only what the document itself shows. That a date has passed does not tell that nothing came after."""
    withdrawal = read_withdrawal(texts, text, facts.effective)
    facts = replace(facts, withdrawn=facts.withdrawn or withdrawal.day)
    if facts.withdrawn and facts.withdrawn > today.isoformat():
        status = DocumentStatus.UNKNOWN
    elif facts.withdrawn or withdrawal.status is not None:
        status = withdrawal.status or DocumentStatus.WITHDRAWN
    elif facts.effective and facts.effective > today.isoformat() and not facts.is_draft:
        status = DocumentStatus.UPCOMING
    else:
        return facts
    is_known = status is not DocumentStatus.UNKNOWN
    return replace(facts, status=status, status_basis=StatusBasis.DOCUMENT if is_known else StatusBasis.NONE)


def _security_mark(texts: Sequence[str]) -> str | None:
    return next((match[1] for text in texts if (match := _SECURITY_MARK.match(text))), None)


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
