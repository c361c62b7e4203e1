"""What else a document's own pages tell: adoption, withdrawal, announcements, amendments."""

from __future__ import annotations

import pytest

from app.domain.document import DocumentKind, DocumentStatus, Metadata, StatusBasis
from app.ingest.metadata.adoption import adopted
from app.ingest.metadata.metadata import read_metadata
from app.ingest.metadata.withdrawal import Withdrawal, read_withdrawal
from tests.unit.ingest.documents import clause, lines, reading
from tests.unit.ingest.test_metadata import SCOPE, TODAY, standard

WITHDRAWN, SUPERSEDED = DocumentStatus.WITHDRAWN, DocumentStatus.SUPERSEDED


@pytest.mark.parametrize(
    ("cover", "text", "expected"),
    [
        (["（ISO 4210-2:2015，MOD）"], "", "ISO 4210-2:2015, MOD"),
        (
            ["(ISO/IEC 14888-3:2018, IT Security techniques—", "Digital signatures, IDT)"],
            "",
            "ISO/IEC 14888-3:2018, IDT",
        ),
        (["idt ISO 9001:1994"], "", "ISO 9001:1994, IDT"),
        ([], "本文件等同采用ISO 4210-2:2015《自行车》。", "ISO 4210-2:2015, IDT"),
        ([], "本标准使用重新起草法修改采用ISO 4210-2:2015《自行车》。", "ISO 4210-2:2015, MOD"),
        ([], "本部分与IEC 60335-1:2010《安全》的一致性程度为非等效。", "IEC 60335-1:2010, NEQ"),
        ([], "This standard is identical to ISO 4210-2:2015.", "ISO 4210-2:2015, IDT"),
        ([], "本标准的技术要求与ISO 4210-2:2015不同。", None),
        ([], "本文件规范性引用ISO 4210-2:2015。", None),
        (["Hand trolleys—Requirements"], "", None),
    ],
)
def test_what_is_adopted_is_told_with_its_degree(cover: list[str], text: str, expected: str | None) -> None:
    assert adopted(cover, text) == expected


@pytest.mark.parametrize(
    ("front", "text", "expected"),
    [
        (["已废止"], "", Withdrawal(WITHDRAWN)),
        (["【作废】"], "", Withdrawal(WITHDRAWN)),
        (["废止日期：2020-01-01"], "", Withdrawal(WITHDRAWN, "2020-01-01")),
        (["本标准已于2020年1月1日废止"], "", Withdrawal(WITHDRAWN, "2020-01-01")),
        (["已被 GB/T 100—2025 代替"], "", Withdrawal(SUPERSEDED)),
        (["Withdrawal Date: August 1, 2018"], "", Withdrawal(WITHDRAWN, "2018-08-01")),
        ([], "本标准自2020年1月1日起废止。", Withdrawal(None, "2020-01-01")),
        ([], "本办法自2023年2月1日起施行，有效期5年。", Withdrawal(None, "2028-02-01")),
        ([], "本办法自2023年2月1日起施行，有效期至2027年12月31日。", Withdrawal(None, "2028-01-01")),
        ([], "许可证有效期为5年。", Withdrawal()),
        ([], "本办法自2023年2月1日起施行。2010年发布的《旧办法》同时废止。", Withdrawal()),
        (["废止的规定不再适用于在用的手推车和货架"], "", Withdrawal()),
    ],
)
def test_withdrawal_is_told_with_its_day(front: list[str], text: str, expected: Withdrawal) -> None:
    assert read_withdrawal(front, text, "2023-02-01") == expected


def test_a_term_of_validity_that_begins_on_a_leap_day_ends_on_the_last_of_february() -> None:
    found = read_withdrawal([], "本办法自2024年2月29日起施行，有效期5年。", "2024-02-29")
    assert found.day == "2029-03-01"


def test_a_day_of_withdrawal_that_has_come_makes_the_status_and_one_to_come_does_not() -> None:
    gone, coming = standard(second="废止日期：2026-01-01"), standard(second="废止日期：2027-01-01")
    assert (gone.status, gone.status_basis, gone.withdrawn) == (WITHDRAWN, StatusBasis.DOCUMENT, "2026-01-01")
    assert (coming.status, coming.status_basis) == (DocumentStatus.UNKNOWN, StatusBasis.NONE)
    assert coming.withdrawn == "2027-01-01"


def announced(*texts: str) -> Metadata:
    clauses = (*(clause(None, text, f"{place}") for place, text in enumerate(texts)), SCOPE)
    return read_metadata(reading(lines("中华人民共和国住房和城乡建设部公告")), clauses, "a.txt", today=TODAY)


def test_an_announcement_tells_number_title_effect_and_what_it_abolishes() -> None:
    found = announced(
        "现批准《手推车库设计规范》为国家标准，编号为GB 50999—2014，自2015年5月1日起实施。其中，第3.1.2条为强制性条文，"
        "必须严格执行。原《手推车库设计规范》GB 50999—2006同时废止。",
        "中华人民共和国住房和城乡建设部",
        "2014年8月27日",
    )
    assert (found.number, found.title, found.kind) == ("GB 50999-2014", "手推车库设计规范", DocumentKind.STANDARD)
    assert (found.issued, found.effective) == ("2014-08-27", "2015-05-01")
    assert found.replaces == ("GB 50999-2006",)
    assert found.issuer == "中华人民共和国住房和城乡建设部"


def test_provisions_that_an_announcement_abolishes_leave_their_standards_alone() -> None:
    found = announced(
        "现批准《工程通用规范》为国家标准，编号为GB 55999—2021，自2022年1月1日起实施。现行标准相关强制性条文同时废止。"
    )
    assert (found.number, found.replaces) == ("GB 55999-2021", ())


def amendment(*front: str, text: str = "") -> Metadata:
    return read_metadata(reading(lines(*front)), (clause("1", text, "范围"),), "a.docx", today=TODAY)


def test_an_amendment_has_a_number_of_its_own_and_replaces_a_part() -> None:
    found = amendment(
        "GB 7999—2017《手推车运行安全技术条件》",
        "国家标准第1号修改单",
        text="本修改单经国家标准化管理委员会于2019年3月1日批准，自2019年7月1日起实施。",
    )
    assert found.number == "GB 7999-2017 第1号修改单"
    assert found.title == "手推车运行安全技术条件 第1号修改单"
    assert (found.issued, found.effective) == ("2019-03-01", "2019-07-01")
    assert (found.replaces, found.replaces_partly) == ((), ("GB 7999-2017",))


def test_a_printed_mark_of_the_amendment_is_kept() -> None:
    found = amendment("GB 7999—2017/XG1—2019", "《手推车运行安全技术条件》国家标准第1号修改单")
    assert found.number == "GB 7999-2017/XG1-2019"


def test_a_standard_that_mentions_an_amendment_is_none() -> None:
    assert standard().replaces_partly == ()
    assert amendment("GB/T 1—2020", "手推车", text="按GB 7999—2017第1号修改单的规定。").number == "GB/T 1-2020"
