"""The words of a person who corrects a field, to the value of that field."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from app.domain.document import DocumentKind, DocumentStatus
from app.domain.names import status_name
from app.domain.standard_id import parse
from app.foundation.errors import UserError
from app.foundation.messages import tr

LONGEST_TEXT = 500
"""Characters. The longest title of a decision of the National People's Congress has about 100."""

_DATE = re.compile(r"(\d{4})(?:\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?|\s*月?)|年?)")
_AMENDMENT = re.compile(r"(?P<number>.+?)\s*(?:/\s*XG\s*\d+-\d{4}|第\s*\d+\s*号修改单)")
"""GB 7258-2017/XG1-2019: the number of an amendment is its standard's with a mark."""

_BETWEEN = re.compile(r"[;；\n]|[,，、](?![^《]*》)")
"""Between the members of a list; a title in 《》 may hold commas of its own."""

_YES = frozenset({"true", "yes", "1", "是"})
_NO = frozenset({"false", "no", "0", "否"})


def correctable_fields() -> tuple[str, ...]:
    """The fields of Metadata that a person can correct; the basis of the status follows from who set it."""
    return tuple(_READERS)


def field_named(name: str) -> str:
    """The field as it is called in Metadata. Raises UserError, naming all, when there is none."""
    field = name.strip().lower().replace("-", "_")
    if field not in _READERS:
        raise UserError(
            tr("没有“{field}”这一项。", field=name), tr("可以更正的有：{fields}", fields=" ".join(_READERS))
        )
    return field


def read_value(field: str, text: str) -> object:
    """The field's value as plain data; an empty text clears what may be empty. Raises UserError for what cannot be."""
    return _READERS[field](text.strip())


def _needed_text(text: str) -> str:
    if not text or len(text) > LONGEST_TEXT or not text.isprintable():
        raise _refused(text, tr("请写 1 到 {count} 个字，不换行。", count=LONGEST_TEXT))
    return text


def _text(text: str) -> str | None:
    return _needed_text(text) if text else None


def _date(text: str) -> str | None:
    return _needed_date(text) if text else None


def _needed_date(text: str) -> str:
    """ISO 8601; the day, or month and day, are left out where the document leaves them out."""
    match = _DATE.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in match.groups())
        whole = date(year or 0, month or 1, day or 1).isoformat()
    except ValueError as error:
        raise _refused(text, tr("日期写成 2026-03-01 这样。")) from error
    return whole[: 10 if day else 7 if month else 4]


def _number(text: str) -> str | None:
    """A standard's number in its normal form."""
    if not text:
        return None
    amendment = _AMENDMENT.fullmatch(text)
    standard = parse(amendment["number"] if amendment else text)
    if standard is None:
        raise _refused(text, tr("标准编号写成 GB/T 1234-2020 这样；法律法规没有标准编号。"))
    return f"{standard}{text[amendment.end('number') :]}" if amendment else str(standard)


def _names(text: str) -> list[str]:
    """Standards and laws: numbers in their normal form, titles as they are written."""
    names = [part.strip() for part in _BETWEEN.split(text)]
    return [str(parse(name) or _needed_text(name)) for name in dict.fromkeys(names) if name]


def _kind(text: str) -> str:
    names = {
        tr("标准"): DocumentKind.STANDARD,
        tr("法律"): DocumentKind.LAW,
        tr("法规"): DocumentKind.REGULATION,
        tr("指南"): DocumentKind.GUIDELINE,
        tr("其他"): DocumentKind.OTHER,
    }
    return _choice(text, {**{kind.value: kind.value for kind in DocumentKind}, **names})


def _status(text: str) -> str:
    names = {status_name(status): status.value for status in DocumentStatus}
    return _choice(text, {**{status.value: status.value for status in DocumentStatus}, **names})


def _choice(text: str, choices: dict[str, str]) -> str:
    if text.lower() not in choices:
        raise _refused(text, tr("可以写：{choices}", choices=" ".join(choices)))
    return str(choices[text.lower()])


def _yes_or_no(text: str) -> bool:
    if text.lower() not in _YES | _NO:
        raise _refused(text, tr("请写 true 或 false。"))
    return text.lower() in _YES


def _language(text: str) -> str:
    if not re.fullmatch("[a-z]{2}", text):
        raise _refused(text, tr("请写两个字母的语言代码，例如 zh 或 en。"))
    return text


def _revisions(text: str) -> list[dict[str, str]]:
    """Steps such as "2018-10-26 第一次修正", a line or a semicolon apart."""
    steps = []
    for step in filter(None, (part.strip() for part in re.split(r"[;；\n]", text))):
        day, _, act = step.partition(" ")
        steps.append({"date": _needed_date(day), "act": _needed_text(act.strip())})
    return steps


def _refused(text: str, hint: str) -> UserError:
    return UserError(tr("“{value}”不能作为这一项的值。", value=text), hint)


_READERS: dict[str, Callable[[str], object]] = {
    "title": _needed_text,
    "title_en": _text,
    "kind": _kind,
    "number": _number,
    "issued": _date,
    "effective": _date,
    "status": _status,
    "replaces": _names,
    "replaces_partly": _names,
    "withdrawn": _date,
    "adopts": _text,
    "is_draft": _yes_or_no,
    "revisions": _revisions,
    "ics": _text,
    "ccs": _text,
    "issuer": _text,
    "language": _language,
    "security_mark": _text,
}
