"""Requirement, recommendation, permission: told by the modal word and not by its characters."""

from __future__ import annotations

import pytest

from app.domain.document import ClauseKind, Strength
from app.ingest.drafts import Drafts
from app.ingest.lines import Line
from app.ingest.strength import strength_of


@pytest.mark.parametrize(
    "text",
    [
        "制动距离应不大于 4 m",
        "不应有裂纹",
        "应当符合表1的规定",
        "必须进行抗震设计",
        "任何单位不得侵犯",
        "禁止使用明火",
        "温度影响应小于 1%",
        "应对设备进行检查",
        "均应用清水冲洗",
        "宜采用橡胶，但不应大于 5 mm",
        "The verifier SHALL store the secret",
        "shall not exceed",
        "Users must agree",
    ],
)
def test_a_requirement_binds(text: str) -> None:
    assert strength_of(text) is Strength.SHALL


@pytest.mark.parametrize("text", ["轮面宜采用橡胶", "速度不宜大于 2 km/h", "the owner should test it"])
def test_a_recommendation_advises(text: str) -> None:
    assert strength_of(text) is Strength.SHOULD


@pytest.mark.parametrize(
    "text", ["可用目测法", "当事人可以申请复核", "不必重复试验", "无须标注", "it may be used", "need not be marked"]
)
def test_a_permission_allows(text: str) -> None:
    assert strength_of(text) is Strength.MAY


@pytest.mark.parametrize(
    "text",
    [
        "应用程序的版本",
        "采取相应的措施",
        "与环境相适应",
        "化学反应和应力集中",
        "供应商名称与代号对应",
        "应急照明的可靠性",
        "可能发生的风险",
        "取得许可证的认可机构",
        "价格便宜，事宜另定",
        "应对突发事件的能力",
        "可追溯性",
        "鼓励各方研究是否可使用这些文件的最新版本",
        "误差可以忽略",
        "技术上可行、环境和社会可以承受的措施",
        "依照《应收账款管理办法》",
        "最大允许误差为 1 mm",
        "本文件规定了型号与参数",
        "Published in May 2010",
        "",
    ],
)
def test_words_that_only_hold_a_modal_character_do_not_bind(text: str) -> None:
    assert strength_of(text) is None


@pytest.mark.parametrize(("kind", "strength"), [(ClauseKind.TERM, None), (ClauseKind.CLAUSE, Strength.MAY)])
def test_a_definition_states_and_binds_nobody(kind: ClauseKind, strength: Strength | None) -> None:
    drafts = Drafts()
    drafts.open(kind, "3.1", None, "标识").add(
        Line("可以辨别实体身份的信息"), "可以辨别实体身份的信息", new_paragraph=True
    )
    [clause] = drafts.finish("d")
    assert clause.strength is strength
