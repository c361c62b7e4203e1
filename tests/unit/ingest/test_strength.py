"""Requirement, recommendation, permission: told by the modal word and not by its characters."""

from __future__ import annotations

import pytest

from app.domain.document import Clause, ClauseKind, Strength
from app.ingest.wording.strength import strength_of, with_strength
from tests.unit.ingest.documents import clause


@pytest.mark.parametrize(
    "text",
    [
        "制动距离应不大于 4 m",
        "不应有裂纹",
        "应当符合表1的规定",
        "必须进行抗震设计",
        "任何单位不得侵犯",
        "禁止使用明火",
        "禁止其他车辆进入",
        "其车间内禁止从事焊接作业",
        "不得携带危险物品及其他禁止携带的物品",
        "严禁在通道内堆放杂物",
        "未经批准，不准进入作业区",
        "不许带电作业",
        "不允许以明文形式传送密钥",
        "只允许由经过培训的人员操作",
        "操作人员须持证上岗",
        "经检验合格后，方可出厂",
        "取得许可证后方可从事经营活动",
        "温度影响应小于 1%",
        "测得的声响应低于 60 dB",
        "制造商提供应急电源时应予说明",
        "应对设备进行检查",
        "应对突发故障的记录进行保存",
        "均应用清水冲洗",
        "试样应用干布擦净",
        "钢管应用标签标明规格",
        "疏散门不应用于设备检修",
        "应答复申请人",
        "系统启动后应激活报警功能",
        "设计时应力求简单",
        "应征得业主同意",
        "应允许用户修改口令",
        "水泵应运行平稳",
        "税款应缴入国库",
        "应收集原始数据",
        "该值应变更为 5",
        "受压后不应变形",
        "纳税人应纳税而隐瞒收入的部分应当补缴",
        "自动扶梯不应计作安全出口",
        "应有防雨措施",
        "应得到书面确认",
        "应聘请有资质的机构，并应符合规定",
        "宜采用橡胶，但不应大于 5 mm",
        "可采用其他方法，但必须经过验证",
        "应可靠接地",
        "应适应高温环境",
        "应与相应的插座对应",
        "接口应能响应查询命令",
        "生产、经营单位必须执行强制性标准",
        "禁止生产不符合标准的产品",
        "5.2.1:不允许出现渗漏。",
        "焊缝质量等级1：不允许有气孔。",
        "GB 50016—2014：禁止在疏散通道堆放杂物。",
        "时间22:00：禁止施工。",
        "禁止生产区内吸烟。",
        "禁止通行区域内停车。",
        "The verifier SHALL store the secret",
        "shall not exceed",
        "Users must agree",
        "The device is required to log every access.",
        "Smoking is not permitted in this area.",
        "Re-use of keys is prohibited.",
        "This field is REQUIRED.",
    ],
)
def test_a_requirement_binds(text: str) -> None:
    assert strength_of(text) is Strength.SHALL


@pytest.mark.parametrize(
    "text",
    [
        "轮面宜采用橡胶",
        "速度不宜大于 2 km/h",
        "宜优先选用节能产品，也可选用其他产品",
        "对高危人群，建议每6个月筛查一次",
        "推荐使用不锈钢材料。",
        "使用前，不建议重新封装",
        "强烈推荐联合治疗",
        "便于维修的位置宜设检修口",
        "必要时宜设检修口",
        "the owner should test it",
        "It is recommended that keys be rotated yearly.",
        "Use of TLS 1.3 is RECOMMENDED.",
        "Reuse is not recommended",
    ],
)
def test_a_recommendation_advises(text: str) -> None:
    assert strength_of(text) is Strength.SHOULD


@pytest.mark.parametrize(
    "text",
    [
        "可用目测法",
        "当事人可以申请复核",
        "不必重复试验",
        "无须标注",
        "无需取得批准",
        "允许采用其他等效方法",
        "也可按附录B进行",
        "尚可采用机械通风",
        "逾期不履行的，可并处罚款",
        "可以限制或者禁止其开展相关业务",
        "并可以依法禁止一定期限内从事相应的研究",
        "可在现场进行",
        "可选用任一方法",
        "可调整周期",
        "可变更一次",
        "可由供需双方协商确定",
        "it may be used",
        "need not be marked",
        "Remote access is permitted for administrators.",
        "The parameter is OPTIONAL.",
    ],
)
def test_a_permission_allows(text: str) -> None:
    assert strength_of(text) is Strength.MAY


@pytest.mark.parametrize(
    "text",
    [
        "应用程序的版本",
        "广泛应用于工业控制",
        "采取相应的措施",
        "与环境相适应",
        "化学反应和应力集中",
        "供应商名称与代号对应",
        "频率响应曲线",
        "热效应与光电效应",
        "电磁感应式传感器",
        "应变片的灵敏系数",
        "查询应答消息",
        "应激状态下的测量值",
        "本期应纳税额的计算方法",
        "应缴税款的计算",
        "应征入伍的公民",
        "应计利息",
        "应得的份额",
        "应届毕业生",
        "应试教育",
        "应急照明的可靠性",
        "应对突发事件的能力",
        "国务院应对新型病毒联防联控机制发布的方案",
        "不得已而为之",
        "禁止标志的尺寸见图2",
        "必须实施的检验，是指依法进行的检验",
        "销售国家明令禁止使用的农药的，没收违法所得",
        "应当申报而未申报的，由税务机关处理",
        "从事国家禁止的生物技术研究的，责令停止",
        "提出禁止生产的区域，报批准后公布",
        "五年内禁止从事相应活动",
        "由教育行政部门禁止其一定期限内直至终身从事学前教育工作",
        "0：不允许；1：允许",
        "为生产所必须的费用",
        "可能发生的风险",
        "取得许可证的认可机构",
        "宁可停产",
        "可行性研究报告",
        "可见光波段",
        "可燃气体探测器",
        "可再生能源的开发",
        "可追溯性",
        "可充电电池",
        "可拆卸的部件",
        "可采用的方法见附录",
        "可触及部分的温度",
        "可编程控制器",
        "可开启外窗的面积",
        "不可抗力",
        "效果尚可。",
        "可选字段",
        "是否可以公开",
        "鼓励各方研究是否可使用这些文件的最新版本",
        "误差可以忽略",
        "技术上可行、环境和社会可以承受的措施",
        "价格便宜，事宜另定",
        "因地制宜，与当地条件相适宜",
        "有权向有关部门提出意见和建议",
        "推荐性国家标准的编号",
        "最大允许误差为 1 mm",
        "依照《应收账款管理办法》",
        "本办法所称可移动文物，是指可以移动且应当登记的文物",
        "“应”表示要求",
        "注：可用同等效力的产品",
        "本文件规定了型号与参数",
        "能承受 500 N 的力",
        "仪器的分辨力不能满足时另行说明",
        "Published in May 2010",
        "The method can be applied to other materials.",
        "What factors should be considered\nfor this scenario?",
        "Results may or may not agree",
        "",
    ],
)
def test_words_that_only_hold_a_modal_character_do_not_bind(text: str) -> None:
    assert strength_of(text) is None


def strengths(*clauses: Clause) -> list[Strength | None]:
    return [found.strength for found in with_strength(clauses)]


@pytest.mark.parametrize(
    ("kind", "strength"),
    [
        (ClauseKind.TERM, None),
        (ClauseKind.NOTE, None),
        (ClauseKind.EXAMPLE, None),
        (ClauseKind.CLAUSE, Strength.MAY),
        (ClauseKind.PARAGRAPH, Strength.MAY),
        (ClauseKind.TABLE, Strength.MAY),
    ],
)
def test_definitions_notes_and_examples_state_and_bind_nobody(kind: ClauseKind, strength: Strength | None) -> None:
    assert strengths(clause("3.1", "可以辨别实体身份的信息", kind=kind)) == [strength]


def test_an_item_of_a_definition_binds_as_little_as_the_definition() -> None:
    entry = clause("3.1", "用于下列目的的参数：", kind=ClauseKind.TERM)
    assert strengths(entry, clause("a)", "可以解密", kind=ClauseKind.ITEM, parent="3.1")) == [None, None]


@pytest.mark.parametrize("title", ["前言", "前　言", "引言", "范围", "规范性引用文件", "参考文献", "Scope", "Foreword"])
def test_elements_that_only_state_hold_no_requirement(title: str) -> None:
    assert strengths(clause("1", "本文件也可用于其他车辆，不应用于汽车。", title)) == [None]


def test_a_title_does_not_bind() -> None:
    assert strengths(clause("4.2", "", "应符合的条件")) == [None]


@pytest.mark.parametrize(
    ("lead", "item", "strength"),
    [
        ("车辆应符合下列要求：", "外廓宽度 400 mm", Strength.SHALL),
        ("任何人不得有下列行为：", "伪造标签；", Strength.SHALL),
        ("申请人应当具备下列条件，经审核后发给证书：", "有固定场所；", Strength.SHALL),
        ("布置应符合下列规定：", "宜靠外墙布置", Strength.SHOULD),
        ("可采取下列措施：", "降低转速", Strength.MAY),
        ("应满足：", "电压 220 V", Strength.SHALL),
        ("有下列情形之一的，不得录用：", "受过处罚；", None),
        ("应当处理下列行为：", "未按规定不得排放而排放的；", None),
        ("参数如下：", "电压 220 V", None),
        ("结果见表2，应记录。", "电压 220 V", None),
    ],
)
def test_an_item_without_a_modal_word_has_the_force_of_what_leads_to_it(
    lead: str, item: str, strength: Strength | None
) -> None:
    leading, following = clause("5.1", lead), clause("a)", item, kind=ClauseKind.ITEM, parent="5.1")
    assert strengths(leading, following)[1] is strength


def test_an_item_below_an_item_has_it_too() -> None:
    head = clause("5.1", "应符合下列要求：")
    outer = clause("a)", "尺寸：", kind=ClauseKind.ITEM, parent="5.1")
    assert strengths(head, outer, clause("1)", "宽 400 mm", kind=ClauseKind.ITEM, parent="a)"))[2] is Strength.SHALL


def test_the_strongest_word_of_a_clause_counts_and_its_items_do_not() -> None:
    head = clause("5.1", "宜采用橡胶。可涂漆：")
    assert strengths(head, clause("a)", "应为黑色", kind=ClauseKind.ITEM, parent="5.1"))[0] is Strength.SHOULD
