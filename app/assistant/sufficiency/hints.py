"""What the form of a question makes likely in its answer: a closed class of interrogatives beside a closed class of
words that standards and laws answer them with.

A hint never decides alone: it lifts one statement over its neighbours, where the words that a lay reader uses stand in
none of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from app.assistant.question.asked import asks_for_all
from app.assistant.quoting.pieces import Piece
from app.assistant.values.quantities import kinds_in, normal
from app.assistant.values.units import Kind
from app.assistant.verification.claims import Word, requirement_spans
from app.domain.document import ClauseKind

_FORBIDDING = frozenset({Word.SHALL_NOT, Word.CANNOT, Word.SHOULD_NOT})
_YES_OR_NO = re.compile(
    r"吗|么[?？]?$|[是能可应]否|能不能|可不可以|要不要|会不会|是不是|有没有|该不该|用不用|行不行|必须|允许"
)
_ASKS_WHAT_IS_FORBIDDEN = re.compile(r"不可以|不能(?!不)|不得|不准|不许|禁止|不允许|不应")
_ASKS_CONSEQUENCE = re.compile(
    r"处罚|惩罚|后果|会怎[么样]|怎么处理|如何处理|什么处理|什么责任|追究|怎么罚|罚多少|罚款|受什么"
)
_CONSEQUENCE = re.compile(
    r"责令|罚款|处分|警告|吊销|没收|赔偿|追究|承担[^，。]{0,8}责任|拘留|不予?受理|处以|处理|通报|撤销"
)
_ASKS_WHO = re.compile(
    r"谁|哪[个些]?(?:部门|单位|机构|人|方|岗位)|什么(?:部门|单位|机构|人|样的人)|[由向归]哪|交给|找哪"
)
_WHO = re.compile(
    r"部门|机构|单位|人员|政府|委员会|主管|负责|由[^，。；]{2,20}|向[^，。；]{2,16}(?:报告|申请|查询|备案)"
)
_ASKS_WHEN = re.compile(r"什么时候|何时|几时|多久|时候")
_WHEN = re.compile(r"[之以]?前|[之以]?后|每[年月日天季周次]|时(?!间)|期间|届满|之日起|定期|立即|及时")
_ASKS_PURPOSE = re.compile(r"做什么用|做什么的|干什么|干嘛|用途|作用|为什么|目的|为何|有什么用")
_PURPOSE = re.compile(r"用于|用来|用以|目的|为了|作用|以便|防止|避免|确保|保证")
_ASKS_FORMULA = re.compile(r"公式|怎么算|如何计算|怎样计算|怎么计算|算法是|计算方法")
_ASKS_WHAT_IT_IS = re.compile(r"是个?(?:什么|啥)(?:东西|意思)?[?？]?$|什么东西|what (?:is|are)\b", re.IGNORECASE)
_ENUMERATED = re.compile(r"[^、，。；]+、[^、，。；]+(?:、|和|及|或|以及)[^、，。；]+")


@dataclass(frozen=True, slots=True)
class _Hint:
    question: Callable[[str], bool]
    answer: Callable[[Piece], bool]


def hinted_share(question: str, piece: Piece) -> float:
    """The share, 0 to 1, of the question's hints that the piece follows, and 1 more for the entry of the term that it
    asks about; 0 where its form hints at nothing."""
    hints = [hint for hint in _HINTS if hint.question(question)]
    followed = sum(hint.answer(piece) for hint in hints) / len(hints) if hints else 0.0
    return followed + (_ASKS_WHAT_IT_IS.search(question) is not None and _defines(question, piece))


def _words_in(piece: Piece) -> frozenset[Word]:
    return frozenset(word for word, _, _ in requirement_spans(normal(f"{piece.lead}\n{piece.text}")))


def _defines(question: str, piece: Piece) -> bool:
    """Whether the piece is the entry of a term that the question names."""
    first = piece.evidence.clauses[0]
    names = re.findall(r"[\u4e00-\u9fff]{2,}|[A-Za-z][A-Za-z -]+", first.title)
    return first.kind is ClauseKind.TERM and any(name.strip().lower() in question.lower() for name in names)


def _is_list(piece: Piece) -> bool:
    return bool(piece.lead) or bool(_ENUMERATED.search(piece.text))


_HINTS = (
    _Hint(lambda question: bool(_YES_OR_NO.search(question)), lambda piece: bool(_words_in(piece))),
    _Hint(
        lambda question: bool(_ASKS_WHAT_IS_FORBIDDEN.search(question)),
        lambda piece: bool(_words_in(piece) & _FORBIDDING),
    ),
    _Hint(
        lambda question: bool(_ASKS_CONSEQUENCE.search(question)),
        lambda piece: bool(_CONSEQUENCE.search(f"{piece.lead}\n{piece.text}")),
    ),
    _Hint(lambda question: bool(_ASKS_WHO.search(question)), lambda piece: bool(_WHO.search(piece.text))),
    _Hint(
        lambda question: bool(_ASKS_WHEN.search(question)),
        lambda piece: bool(_WHEN.search(piece.text)) or Kind.TIME in kinds_in(piece.text),
    ),
    _Hint(lambda question: bool(_ASKS_PURPOSE.search(question)), lambda piece: bool(_PURPOSE.search(piece.text))),
    _Hint(
        lambda question: bool(_ASKS_FORMULA.search(question)),
        lambda piece: piece.clause.kind is ClauseKind.FORMULA or "公式" in piece.text or "=" in normal(piece.text),
    ),
    _Hint(asks_for_all, _is_list),
)
