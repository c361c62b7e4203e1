"""How strongly a text binds: requirement, recommendation or permission.

GB/T 1.1-2020 clause 7 and annex C (应/不应, 宜/不宜, 可/不必 and their equivalents), ISO/IEC Directives Part 2
clause 7, RFC 2119, and the legislative technique of Chinese laws (应当, 必须, 不得, 禁止, 可以).
"""

from __future__ import annotations

import re

from app.domain.document import Strength

_STOPS_SHALL = (
    r"(?<!影)响应|(?<!提)供应|(?<![有无生失])效应|(?<!核)(?<!校)(?<!比)对应|相应|适应|反应|感应|呼应|顺应|因应|一应俱全|"
    r"回应(?=社会|公众|群众|关切|诉求)|(?<![均都时,，先后前])应用|应力|应变(?![更成为换])|应急|应答|应激|应税|应纳税|应缴|应征|"
    r"应收(?![集到回])|应付(?!诸)|应届|应邀|应聘|应诉|应试|应计|应得|应声|应允|应运|应有[的之]|"
    r"应对(?=措施|突发|气候|挑战|风险|危机|疫情|准备|方案|策略|能力|机制|重大|自然|紧急|老龄|各类|灾)|"
    r"不得已|禁止标[志识]"
)
"""Words that hold 应, 不得 or 禁止 without their force. 影响应 and 提供应 do bind: 影响 | 应, 提供 | 应."""

_STOPS_SHOULD = r"便宜|适宜|事宜|相宜|时宜|权宜|制宜|宜居|宜人|宜昌|宜宾|宜兴|宜春"

_STOPS_MAY = (
    r"许可|认可|尚可|宁可|不可|无可|可能|可靠|可是|可见|可行|可燃|可信|可视|可控|可逆|可溶|可读|可比|可观|可知|可塑|可降解|可谓|"
    r"可变(?!更)|可调(?!整)|可编程|可拆|可写|可疑|可吸入|可得性|可维护|可更换[的部件]|可充电|可扩展|"
    r"可移动|可移植|可重复|可携带|可便携|可再生|可持续|可回收|可追溯|可操作|可接受|可识别|可执行|"
    r"是否可|可以?(?:忽略|承受)|"
    r"可[\u4e00-\u9fff]{1,3}[性率度](?![\u4e00-\u9fff]?[应进])"
)

_STOPS = re.compile(f"《[^》]*》|{_STOPS_SHALL}|{_STOPS_SHOULD}|{_STOPS_MAY}")

_MODALS = (
    (
        Strength.SHALL,
        re.compile(
            r"应|必须|务必|不得|禁止|严禁|不准|不许|不允许|只准许|(?<![无毋胡])须(?![知弥])"
            r"|\b(?i:shall|must|(?:is|are) required to|(?:is|are) prohibited)\b"
        ),
    ),
    (Strength.SHOULD, re.compile(r"宜|\b(?i:should|ought to|(?:is|are) (?:strongly )?recommended)\b")),
    (
        Strength.MAY,
        re.compile(
            r"可|不必|无须|无需|毋须|允许(?=采用|使用|[有在用按将以不])"
            r"|\b(?:may|MAY)\b|\b(?i:need not|(?:is|are) permitted|(?:is|are) allowed)\b"
        ),
    ),
)
"""Strongest first. "May" with a capital is the month."""


def strength_of(text: str) -> Strength | None:
    """The strongest force in the text; None for a statement."""
    bare = _STOPS.sub("·", text)
    return next((strength for strength, modal in _MODALS if modal.search(bare)), None)
