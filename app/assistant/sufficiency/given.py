"""Whether a statement gives a value that is sought, as people write it.

每年 tells how often, 三分之二以上 how many; the 一日 of 一日生活 is no time.
"""

from __future__ import annotations

import re

from app.assistant.quoting.pieces import Piece
from app.assistant.sufficiency.sought import Form, Sought
from app.assistant.sufficiency.support import gives_code, gives_kind, names_a_standard
from app.assistant.values.english_values import tells_how_often, values_in
from app.assistant.values.quantities import bare_units, measures, numbers
from app.assistant.values.units import Kind
from app.library.tokens import tokens

_HALF = re.compile(r"半个?(?:年|月|天|日|小时)|半学期")
_HOW_OFTEN = re.compile(r"每(?:1|一)?个?(?:年|月|周|星期|日|天|季度?|学期|学年|小时|班|次)|逐年|逐月|当[日天年]")
_FRACTION = re.compile(r"[二三四五六七八九十\d]+分之[一二三四五六七八九十\d]+|\d+/\d+|过半数|半数|全体")
_PEOPLE = re.compile(
    r"人员|岗位|[理作管业务查督批护驶验]员|(?<![或前后])者|部门|机构|单位|政府|委员会|企业|公司|厂家|厂商|制造商|主[任管]|负责人|专人|"
    r"监护人|当事人|法院|机关|组织|学校|用户"
)
"""People and bodies that something can be the business of, as standards and laws call them."""
_BY_WHOM = re.compile(r"由[^，。；、]{2,16}")
_SPEED_IN_WORDS = re.compile(r"时速[^，。；]{0,8}\d+\s*(?:公里|千米|km)")
"""时速250公里以上 gives a speed under a unit of length."""
_GRADE = re.compile(r"[A-Z甲乙丙丁一二三四五六ⅠⅡⅢⅣ]\d?级")
_NO_VALUE = re.compile(r"(?:一|1)[日天](?=[\u4e00-\u9fff])(?![内之以前后至到起止左或和])|\d+/\d+\s*[a-zA-Z]+")
"""The day of 一日生活, and the resolution of a reading (1/10 km)."""
_OTHER_STANDARD = re.compile(r"(?<![A-Za-z])[A-Z]{2,}[A-Za-z]*\s?[#-]?\s?\d[\d.]*\d|X\.\d{3}")
"""GSM 03.40, RFC 5280, PKCS#11, X.509: standards of bodies whose numbers standard_id.py does not read."""


def gives_sought(statement: Piece, sought: Sought) -> bool:
    """Whether the statement gives such a value, of whatever thing."""
    match sought.form:
        case Form.STANDARD:
            return names_a_standard(statement.text) or bool(_OTHER_STANDARD.search(statement.text))
        case Form.CODE:
            return gives_code(statement)
        case Form.BODY:
            return bool(_PEOPLE.search(statement.text))
        case Form.WHO:
            return bool(_PEOPLE.search(statement.text) or _BY_WHOM.search(statement.text))
        case Form.NUMBER:
            return bool(numbers(statement.text))
        case Form.VALUE:
            return _gives_value(statement, sought)


def says_what_is_named(statement: Piece, sought: Sought) -> bool:
    """Whether the statement says what the question calls the value, by a pair of its characters at least."""
    pairs = frozenset(tokens(sought.named))
    return not pairs or not pairs.isdisjoint(tokens(statement.context))


def _gives_value(statement: Piece, sought: Sought) -> bool:
    text, kinds = statement.text, sought.kinds
    if Kind.TIME in kinds and _tells_a_time_in_words(text, sought):
        return True
    if kinds & {Kind.SHARE, Kind.PERSON, Kind.THING} and _FRACTION.search(text):
        return True
    if Kind.AREA in kinds and "面积" in text and _FRACTION.search(text):
        return True
    if Kind.SPEED in kinds and _SPEED_IN_WORDS.search(text):
        return True
    if Kind.GRADE in kinds and _GRADE.search(text):
        return True
    told = _NO_VALUE.sub(" ", _HOW_OFTEN.sub(" ", text) if sought.units else text)
    printed = {(measure.kind, measure.unit.symbol) for measure in measures(told)} | values_in(text)
    if any(kind in kinds and (not sought.units or unit in sought.units) for kind, unit in printed):
        return True
    return told == text and gives_kind(statement, kinds) and (not sought.units or _is_under_the_unit(statement, sought))


def _is_under_the_unit(statement: Piece, sought: Sought) -> bool:
    """Whether the unit stands in the head above a table's row, or is told beside it: 单位为秒，默认为 1."""
    beside = f"{statement.lead if statement.is_row else ''}\n{statement.text if '单位' in statement.text else ''}"
    return any(unit.symbol in sought.units for unit in bare_units(beside))


def _tells_a_time_in_words(text: str, sought: Sought) -> bool:
    """半年 is a value of its own; 每年 answers how often, and not how many years."""
    return bool(_HALF.search(text)) or (not sought.units and bool(_HOW_OFTEN.search(text) or tells_how_often(text)))
