"""What heads most pages says which standard they are of, where the cover does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.ingest.metadata.name_check import ONLY_NAME
from app.ingest.pipeline import read_document
from app.ingest.readers.pdf import PdfReader
from tests.unit.ingest.pdf_helpers import PdfSketch

TITLE = "手推车车载终端通讯协议技术规范"
TEXTS = (
    "本规范规定了手推车车载终端与平台之间的通讯协议与数据格式",
    "终端与平台之间的通讯协议应采用传输控制协议",
    "终端应按规定的时间间隔向平台发送心跳消息",
    "平台应在收到消息后的规定时间内给出应答",
)
FOREWORD = "本规范是对 JT/T 9808-2011《手推车 终端通讯协议》的补充和完善，与 JT/T 9808-2011 相比主要变化如下"


def document(path: Path, heads: tuple[str, ...], *opening: str) -> Path:
    """A cover without a number, then pages with these heads in turn."""
    sketch = PdfSketch(path).text(150, 250, TITLE, 24).text(200, 700, "中华人民共和国交通运输部发布", 16).next_page()
    for place, text in enumerate((*opening, *TEXTS)):
        if heads:
            sketch.text(400, 50, heads[place % len(heads)])
        sketch.text(90, 200, f"{place + 1} {text}。").text(290, 800, f"- {place + 1} -").next_page()
    return sketch.save()


def test_the_number_that_heads_the_pages_is_the_documents(tmp_path: Path) -> None:
    path = document(tmp_path / "a.pdf", ("JT/T 9808—2013",))
    assert PdfReader().read(path).running == ("JT/T 9808—2013",)
    assert read_document(path).metadata.number == "JT/T 9808-2013"


@pytest.mark.parametrize(
    "heads",
    [(), ("JT/T 9808—2013", "JT/T 9809—2013"), ("手推车通讯协议",), ("代替 JT/T 9808—2011",)],
    ids=["none", "two", "no number", "another's"],
)
def test_no_number_is_made_of_other_heads(tmp_path: Path, heads: tuple[str, ...]) -> None:
    assert read_document(document(tmp_path / "a.pdf", heads)).metadata.number is None


def test_the_older_edition_that_a_foreword_names_gives_no_number_and_the_name_of_the_file_is_told(
    tmp_path: Path,
) -> None:
    found = read_document(document(tmp_path / "JTT 9808-2013.pdf", (), FOREWORD))
    assert (found.metadata.title, found.metadata.number, found.metadata.replaces) == (TITLE, None, ())
    assert [issue.code for issue in found.issues if issue.code == ONLY_NAME] == [ONLY_NAME]
