"""Words that make a sentence a question, or hold it together, and say nothing of its subject: closed classes."""

from __future__ import annotations

import re

_CHINESE = (
    "有没有|是不是|能不能|可不可以|要不要|是否|能否|可否|什么样|什么|怎么样|怎么办|怎么|怎样|如何|为何|为什么|"
    "哪些|哪个|哪种|哪里|哪|谁|何时|几个|多少|多久|请问|吗|呢|吧|啊"
)
_ENGLISH = (
    "a about am an and any anyone anything are as at be been being both but by can could did do does doing done each "
    "either for from get got had has have having he her him his how i if in into is it its just let many may me might "
    "much must my neither no not of often on only onto or ought our over shall she should so someone something such "
    "than that the their them then there these they this those to too under us usually very was we were what when "
    "where which who whom whose why will with would you your"
)
ENGLISH_STOP_WORDS = frozenset(_ENGLISH.split())

_QUESTION_WORDS = re.compile(rf"{_CHINESE}|(?<![a-z0-9])(?:{'|'.join(sorted(ENGLISH_STOP_WORDS))})(?![a-z0-9])")


def without_question_words(folded: str) -> str:
    """A folded question with a space in place of each: pairs across them would be noise."""
    return _QUESTION_WORDS.sub(" ", folded)
