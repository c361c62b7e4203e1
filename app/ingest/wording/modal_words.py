"""The modal words of standards and laws, and the words that only hold their characters.

Single characters bind in Chinese: 应 requires, 应用 does not. What has no force is taken out of a text first.
"""

from __future__ import annotations

import re

from app.domain.document import Strength

_HAN = r"[\u4e00-\u9fff]"

_NOT_SHALL = (
    r"(?<![影音声])响应|(?<!提)供应|(?<![有无生失])效应|(?<!核)(?<!校)(?<!比)对应|相应|适应|反应|感应|呼应|顺应|因应|一应俱全|"
    r"照应|接应|策应|答应|回应(?=社会|公众|群众|关切|诉求)|"
    r"(?<![不均都时，,先后前])应用(?![^，。；,]{1,12}(?:擦|冲洗|清洗|漂洗|覆盖|固定|密封|封闭|浸|涂|切断|标明|表示|填充|遮盖|包裹))|"
    r"应力(?![求争])|应变(?![更成为换形])|应急|应答(?!复)|应激(?![活励])|应税|应纳税(?=额|所得|义务|款|销售|凭证|行为|人)|"
    r"应缴(?=[的税款]|未缴|费额)|应征(?=入伍|公民|青年|者|税)|应收(?![集到回])|应付(?!诸)|应届|应邀|应聘|应诉|应试(?=教育|者|人员)|"
    r"应计利息|应得(?=[的份])|应声(?=而)|应允(?!许)|应运而生|应有[的之]|"
    r"应对(?=措施|(?:重大|各类|重特大)?突发|气候|挑战|风险|危机|疫情|新型|新冠|准备|方案|策略|能力|机制|自然|紧急|老龄|灾)(?![^，。；]{0,30}(?:进行|予以|加以))|"
    r"不得已|不得不|禁止标[志识]|禁止性|禁止令|所必须|必须的(?=费用|支出|条件)|必须[\u4e00-\u9fff]{2}的(?=[\u4e00-\u9fff])"
)
"""影响应 and 提供应 do bind: 影响 | 应, 提供 | 应; so does 应用清水冲洗: 应 | 用."""

_BANNED_THING = (
    r"(?:明令|规定)?禁止(?:(?:生产|经营|销售|使用|进口|出口|进境|出境|进出境|运输|开采|捕捞|通行|采集|流通|从事|转让|接触|携带)"
    r"[、和及或者]{0,2}){1,5}的"
    r"|(?:国家|法律|法规|明令|依法)禁止的(?=[\u4e00-\u9fff])|禁止(?:生产|开采|养殖|捕捞|通行)的?(?:区域|区(?!域)|期)(?![内里中])"
)
_CONDITION = r"应当?[^，。；：,]{1,30}?(?:而未|而不|却未|但未|而没有)"
"""国家禁止使用的农药 names a thing, 应当申报而未申报的 an offence; the rule itself stands elsewhere."""

_SANCTION = (
    r"(?<=可以)(?:依法)?禁止|(?<=限制或者)禁止(?=其|开展|从事)|禁止其(?=开展|从事|担任|参加|参与|举办|在?一定期限|[一二三四五六七八九十]+年|终身)"
    r"|(?:年内?|终身|一定期限内?)禁止(?=从事|担任|参加|参与|举办)"
)
"""可以限制或者禁止其开展相关业务: what an authority may do to an offender is no rule for the reader."""
_VALUE = (
    r"(?<=\d[：:])\s?(?:不允许|禁止)(?=[；;，,、]\s?\d\s?[：:])"
    r"|(?<=[；;，,、]\d[：:])\s?(?:不允许|禁止)(?=[。；;，,、]|$)"
)
"""0：不允许；1：允许 says what the values of a field mean."""

_NOT_SHOULD = (
    r"便宜|适宜|事宜|相宜|合时宜|权宜|制宜|失宜|得宜|合宜|宜居|宜业|宜人|宜林|宜农|宜牧|宜耕|宜昌|宜宾|宜兴|宜春|"
    r"(?:提出|征求|听取|采纳|意见|合理化|立法|司法|检察)[^，。；]{0,6}建议|建议(?:书|稿|权|案|人|的人)|推荐(?:性|书|信|人|单位|标准|目录|名单)"
)

_NOT_MAY = (
    r"许可|认可|宁可|不可(?!以)|无可|可能|可靠|可是|可见|可行|可燃|可信|可视|可听|可闻|可控|可逆|可溶|可读|可比|可观|可知|"
    r"可塑|可谓|可疑|可贵|可怕|可惜|可喜|可乐|可可|可选(?![用择取])|可否|是否可|"
    r"可变(?!更)|可调(?!整)|可编程|可拆|可写|可擦写|可降解|可吸入|可得性|可维护|可更换[的部件]|可充电|可扩展|可移动|可移植|可重复|"
    r"可携带|可便携|可再生|可持续|可回收|可追溯|可操作|可接受|可识别|可辨别|可执行|可循环|可触及|可预见|可开启|可折叠|可伸缩|可互换|可达|"
    r"尚可(?=[，。；,;]|$)|可以?(?:忽略|承受|预见|看出|说)|"
    rf"可{_HAN}{{1,3}}[性率度](?!{_HAN}?[应进])|"
    rf"可[^\W\d在用按以将把对由从与为是有根依经通参]{_HAN}?的(?={_HAN})"
)
"""可拆卸的部件, 可采用的方法: what can be done to a thing describes the thing."""

_ELSEWHERE = (
    r"(?<![^.!。！；?？])[^.!。！；?？]*[?？]",
    r"《[^》]{0,200}》",
    r"(?m:^[ \t　]*(?:注|NOTE)\s?\d{0,2}[:：—].*$)",
    r"(?<=[，,])?是指[^。\n]*",
    r"“[应宜可须]”",
)
"""Questions, titles, notes in the text, what a definition says (a 可 in it is no permission), words spoken of."""

STATEMENTS = re.compile(
    "|".join((*_ELSEWHERE, _CONDITION, _BANNED_THING, _SANCTION, _VALUE, _NOT_SHALL, _NOT_SHOULD, _NOT_MAY))
    + r"|\bmay or may not\b"
)

MODALS = (
    (
        Strength.SHALL,
        re.compile(
            r"应|必须|务必|不得|禁止|严禁|不准|不许|不允许|只准许|只允许|仅允许|(?<![无毋胡])须(?![知弥])|[方才](?:可|得)(?!能)|始得"
            r"|\b(?i:shall|must|(?:is|are|be) required to|(?:is|are) (?:prohibited|forbidden)"
            r"|(?:is|are) not (?:permitted|allowed))\b|\bREQUIRED\b"
        ),
    ),
    (
        Strength.SHOULD,
        re.compile(
            r"宜|(?:(?<=[，。；：、）\n])|^)\s*(?:强烈|一般|原则上|不)?(?:推荐|建议)"
            r"|\b(?i:should|ought to|(?:is|are) (?:not |strongly )?recommended)\b|\bRECOMMENDED\b"
        ),
    ),
    (
        Strength.MAY,
        re.compile(
            r"可|不必|无须|无需|毋须|(?<!不)准许|允许(?=采用|使用|[有在用按将以不])"
            r"|\b(?:may|MAY)\b|\b(?i:need not|(?:is|are) permitted|(?:is|are) allowed)\b|\bOPTIONAL\b"
        ),
    ),
)
"""Strongest first. 方可 sets a condition and binds. "May" with a capital is the month; can is a possibility."""
