"""A law is called by its title: 《中华人民共和国标准化法》, 标准化法, 标准化法（2017年修订）."""

from __future__ import annotations

import re
from dataclasses import dataclass

STATE = "中华人民共和国"

LAW_ENDINGS = ("法", "法典")
"""Titles of laws made by the National People's Congress (立法法, 全国人大常委会立法技术规范)."""

REGULATION_ENDINGS = (
    "条例",
    "实施细则",
    "细则",
    "规定",
    "规则",
    "办法",
    "决定",
    "命令",
    "解释",
    "批复",
    "补充规定",
    "暂行规定",
    "工作规范",
    "管理规范",
    "质量管理规范",
    "修正案",
)
"""Titles of administrative regulations and rules (行政法规制定程序条例 article 5, 规章制定程序条例 article 7)."""

_BARE_LAW = r"(?<![方算做想看用语手说书魔办])法"
"""试验方法 and 算法 are no laws, and a 办法 is a regulation."""
_ENDINGS = "|".join(
    _BARE_LAW if ending == "法" else ending
    for ending in sorted(LAW_ENDINGS + REGULATION_ENDINGS, key=len, reverse=True)
)
_QUALIFIER = r"(?P<note>(?:\([^()]*(?:19|20)\d\d[^()]*\))?)"
_NUMBERING = r"(?:\((?:试行|暂行|草案|征求意见稿|[一二三四五六七八九十]+)\))?"
_TITLE = re.compile(rf"(?P<title>[^。；;，,\n]{{1,80}}?(?P<ending>{_ENDINGS}){_NUMBERING}){_QUALIFIER}")
_MARKED = re.compile(r"《(?P<inner>.+)》(?P<outer>(?:\([^()]*\))?)")
_WIDTH = str.maketrans("（）〈〉０１２３４５６７８９", "()<>0123456789")


@dataclass(frozen=True, slots=True)
class LawTitle:
    """The title of a law, regulation or rule without 《》. ``year`` names the version ("2017年修订"), if any."""

    title: str
    year: int | None = None

    def __str__(self) -> str:
        return f"《{self.title}》" if self.year is None else f"《{self.title}》（{self.year}）"

    @property
    def ending(self) -> str:
        """What the title says that this is: "法" of 企业破产法（试行）, "条例"; "" for a book of a code."""
        match = _TITLE.fullmatch(self.title.translate(_WIDTH))
        return match["ending"] if match else ""

    @property
    def short(self) -> str:
        """What people say: 标准化法."""
        return self.title.removeprefix(STATE)

    def same_law(self, other: LawTitle) -> bool:
        """Whether both name one law, whatever the version, with or without the name of the state."""
        return self.short == other.short


def parse_law_title(text: str) -> LawTitle | None:
    """The law when the text is a title and nothing else."""
    squeezed = re.sub(r"\s", "", text).translate(_WIDTH)
    marked = _MARKED.fullmatch(squeezed)
    match = _TITLE.fullmatch(marked["inner"] + marked["outer"] if marked else squeezed)
    if match is None:
        return None
    year = re.search(r"(?:19|20)\d\d", match["note"])
    return LawTitle(_chinese_brackets(match["title"]), int(year[0]) if year else None)


def _chinese_brackets(title: str) -> str:
    return title.translate(str.maketrans("()<>", "（）〈〉"))
