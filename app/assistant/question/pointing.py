"""Follow-ups that point at what the earlier answer showed: "上面第2条说的标准", "第二种情况怎么办"."""

from __future__ import annotations

import re

from app.domain.answer import Answer
from app.domain.numerals import to_integer

_NUMERAL = r"([一二三四五六七八九十两]|\d{1,2})"
_SHOWN = re.compile(
    rf"(?:上面|上述|以上|刚才|前面|你(?:刚才)?(?:说|列|给)的|回答里)的?第?\s*{_NUMERAL}\s*(?:条|点|个|项|段)(?:原文|依据|引用)?|"
    rf"(?:引用|依据|原文)\s*[\[［]?\s*{_NUMERAL}\s*[\]］]?|[\[［]\s*{_NUMERAL}\s*[\]］]"
)
_CASE = re.compile(rf"^(?:那|那么)?第\s*{_NUMERAL}\s*(?:种|个|项|类|款)(?:情况|情形|要求|条件|方式|方法)?")
_ITEM = re.compile(
    r"(?:^|[\n；;。：:])\s*[（(]?(?:[一二三四五六七八九十]{1,2}|\d{1,2}|[a-z])[）)、.．]\s*([^\n；;。：:]{4,})",
    re.MULTILINE,
)
LONGEST_ITEM = 60
"""Characters of an item that a question repeats."""


def pointed_at(written: str, last: Answer, before: str) -> str | None:
    """The question with the thing itself in place of the pointing words; None where it points at nothing shown."""
    if (shown := _SHOWN.search(written)) is not None:
        number = to_integer(next(filter(None, shown.groups())))
        cited = next((c for c in last.citations if c.key == str(number)), None)
        if cited is not None:
            place = " ".join(part for part in (cited.standard, cited.clause or "") if part)
            return f"{written[: shown.start()]}{place} {written[shown.end() :].lstrip('的 ')}".strip()
    if (case := _CASE.match(written)) is not None:
        number = to_integer(case[1])
        item = _item(last, number) if number is not None else None
        if item is not None:
            return f"{before.rstrip('？?。 ')}：{item}，{written[case.end() :].lstrip('的，, ')}"
    return None


def _item(last: Answer, number: int) -> str | None:
    """The item of that number among those quoted, else the quote of that number."""
    items = [found.strip() for citation in last.citations for found in _ITEM.findall(citation.quote)]
    quotes = [citation.quote for citation in last.citations]
    chosen = items if len(items) >= number else quotes
    return chosen[number - 1][:LONGEST_ITEM] if 0 < number <= len(chosen) else None
