"""What counts as a statement that binds otherwise than before."""

from __future__ import annotations

import pytest

from app.assistant.text_work.requirement_changes import changed_requirements, other_requirements, other_statements
from app.assistant.text_work.swap import Swap


@pytest.mark.parametrize(
    ("before", "after", "swaps"),
    [
        ("应平整，宜喷漆，宜防锈。", "应平整，应喷漆，宜防锈。", [Swap(("宜",), ("应",))]),
        ("经营者可以公示价格。", "经营者应当公示价格和服务内容。", [Swap(("可以",), ("应当",))]),
        ("逾期不改正的，可以处二千元以下罚款。", "逾期不改正的，处二千元以上二万元以下罚款。", [Swap(("可以",), ())]),
        ("特需药品限于在本单位内部使用。", "特需药品应当在本单位内部使用。", [Swap((), ("应当",))]),
        ("轴距不宜大于1.2 m。", "轴距不应大于1.2 m。", [Swap(("不宜",), ("不应",))]),
        ("不必另行试验，可免除检查。", "应另行试验，可免除检查。", [Swap(("不必",), ("应",))]),
        ("The frame should be painted grey.", "The frame shall be painted grey.", [Swap(("should",), ("shall",))]),
    ],
)
def test_a_statement_that_both_have_may_bind_otherwise(before: str, after: str, swaps: list[Swap]) -> None:
    assert list(changed_requirements(before, after)) == swaps


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("车主应当登记。", "车主应当登记。新闻媒体应当公正报道安全知识。"),
        ("车主应当登记。车辆停用的，应当注销牌证。", "车主应当登记。"),
        ("车架必须防锈。", "车架应当防锈。"),
        ("不得在车间吸烟。", "禁止在车间吸烟。"),
        ("轴距不应大于1.2 m。", "轴距应不大于1.3 m。"),
        ("在依法划定的保护区，不得从事破坏生态的活动。", "禁止在依法划定的保护区从事破坏生态的活动。"),
        ("过驳作业，应当事先按照规定报经批准。", "过驳作业，应当编制方案，采取措施，并事先按照规定报经批准。"),
        ("污水经过处理达标后，方能排入海域。", "污水经过处理达标后，方可排入海域。"),
        ("主管部门负责风险评估。", "主管部门负责风险评估。公民提出风险评估建议。"),
        ("提出风险评估要求。", "提出风险评估建议。"),
        ("检测机构不再收费。", "检测机构不得聘用上述人员。"),
        ("政府制定方案。", "政府因地制宜制定方案。"),
    ],
)
def test_new_statements_and_words_of_one_force_change_no_requirement(before: str, after: str) -> None:
    assert changed_requirements(before, after) == ()


@pytest.mark.parametrize(
    ("before", "after", "swap"),
    [
        ("车主应当登记。", "车主应当登记。任何人不得伪造牌证。", Swap((), ("不得",))),
        ("车主应当登记。车辆停用的，应当注销牌证。", "车主应当登记。", Swap(("应当",), ())),
        ("车架必须防锈，涂层必须完整。", "车架应当防锈。", Swap(("必须",), ())),
        ("可以处罚款。应当改正。", "应当改正。不得再犯。", Swap(("可以",), ("不得",))),
        ("车架必须防锈。", "车架应当防锈。", Swap()),
        ("轴距不应大于1.2 m。", "轴距应不大于1.3 m。", Swap()),
        ("宜喷漆。", "应喷漆。不得生锈。", Swap((), ("不得",))),
    ],
)
def test_binding_words_that_come_and_go_with_their_statements(before: str, after: str, swap: Swap) -> None:
    assert other_statements(before, after, changed_requirements(before, after)) == swap


def test_each_statement_is_told_by_itself() -> None:
    swaps = changed_requirements("外壳宜接地。手柄可涂漆。", "外壳应接地。手柄不得涂漆。")
    assert swaps == (Swap(("宜",), ("应",)), Swap(("可",), ("不得",)))


def test_between_different_standards_only_kinds_of_words_differ() -> None:
    assert other_requirements("应平整，应牢固，宜喷漆。", "应干燥。") == (Swap(("宜",), ()),)
    assert other_requirements("应平整。", "必须干燥。") == ()
