"""The sources of the sample documents: a small markup, numbered here as GB/T 1.1-2020 or a regulation numbers.

    +++ TOML +++        what the cover says
    ! 前言              an unnumbered heading
    # 范围   ## 型号     a numbered heading, its depth by the number of signs
    ##. text            a numbered clause without a heading
    % 启动力 | starting force      a term; its definition follows
    * text   -- text    a list item: a), b) … or a dash
    @ 规范性 | 题目      an annex; headings below it are A.1, A.1.1
    表：题目             a table; rows follow as | a | b |
    注：  示例：  公式：  what they say

Any other line is a paragraph.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

CHINESE_DIGITS = "零一二三四五六七八九"


class Kind(StrEnum):
    UNNUMBERED = "unnumbered"
    HEADING = "heading"
    CLAUSE = "clause"
    TERM = "term"
    ITEM = "item"
    DASH = "dash"
    ANNEX = "annex"
    TABLE = "table"
    NOTE = "note"
    EXAMPLE = "example"
    FORMULA = "formula"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Cover:
    """The front matter; dates ISO 8601. ``automatic_numbers`` names what a word processor is to number by itself."""

    file: str
    title: str
    issued: str
    effective: str
    issuer: str
    number: str = ""
    title_en: str = ""
    replaces: str = ""
    ics: str = ""
    ccs: str = ""
    family: str = "standard"
    history: str = ""
    automatic_numbers: tuple[str, ...] = ()


@dataclass(slots=True)
class Block:
    """One printed thing. ``level`` counts from 1; ``extra`` is the term's English or the annex's nature."""

    kind: Kind
    text: str
    number: str = ""
    level: int = 0
    extra: str = ""
    in_annex: bool = False
    rows: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sample:
    cover: Cover
    blocks: tuple[Block, ...]


PREFIXES = {"注：": Kind.NOTE, "示例：": Kind.EXAMPLE, "公式：": Kind.FORMULA, "表：": Kind.TABLE}


def read_sample(path: Path) -> Sample:
    _, front, body = path.read_text("utf-8").split("+++\n", 2)
    values = tomllib.loads(front)
    values["automatic_numbers"] = tuple(values.get("automatic_numbers", ()))
    cover = Cover(**values)
    blocks: list[Block] = []
    for line in filter(None, body.splitlines()):
        if line.startswith("| "):
            blocks[-1].rows.append([cell.strip() for cell in line.strip("| ").split(" | ")])
        else:
            blocks.append(_block(line))
    _Numberer(cover.family).number(blocks)
    return Sample(cover, tuple(blocks))


def _block(line: str) -> Block:
    if match := re.match(r"(#+)(\.?) (.*)", line):
        depth = len(match[1])
        return Block(Kind.CLAUSE, match[3], level=depth + 1) if match[2] else Block(Kind.HEADING, match[3], level=depth)
    if line.startswith("% "):
        chinese, english = line[2:].split(" | ")
        return Block(Kind.TERM, chinese, level=2, extra=english)
    if line.startswith("@ "):
        nature, title = line[2:].split(" | ")
        return Block(Kind.ANNEX, title, level=1, extra=nature, in_annex=True)
    for prefix, kind in (("! ", Kind.UNNUMBERED), ("* ", Kind.ITEM), ("-- ", Kind.DASH), *PREFIXES.items()):
        if line.startswith(prefix):
            return Block(kind, line.removeprefix(prefix))
    return Block(Kind.PARAGRAPH, line)


class _Numberer:
    """Numbers blocks in order. A regulation numbers its articles through all chapters."""

    def __init__(self, family: str) -> None:
        self.is_regulation = family == "regulation"
        self.counters = [0] * 6
        self.annex = ""
        self.annexes = self.items = self.tables = self.formulas = self.articles = 0

    def number(self, blocks: list[Block]) -> None:
        for block in blocks:
            self._number_one(block)
            if block.kind is not Kind.ITEM:
                self.items = 0

    def _number_one(self, block: Block) -> None:
        block.in_annex = bool(self.annex) or block.kind is Kind.ANNEX
        match block.kind:
            case Kind.UNNUMBERED:
                self.annex = ""
                block.in_annex = False
            case Kind.ANNEX:
                self.annex = chr(ord("A") + self.annexes)
                self.annexes += 1
                self.counters = [0] * 6
                self.tables = 0
                block.number = f"附录 {self.annex}"
            case Kind.HEADING | Kind.CLAUSE | Kind.TERM:
                block.number = self._article_number(block) if self.is_regulation else self._clause_number(block.level)
            case Kind.ITEM:
                self.items += 1
                block.number = (
                    f"（{chinese(self.items)}）" if self.is_regulation else f"{chr(ord('a') + self.items - 1)})"
                )
            case Kind.TABLE:
                self.tables += 1
                block.number = f"表 {self.annex}.{self.tables}" if self.annex else f"表 {self.tables}"
            case Kind.FORMULA:
                self.formulas += 1
                block.number = f"（{self.formulas}）"

    def _clause_number(self, level: int) -> str:
        self.counters[level - 1] += 1
        self.counters[level:] = [0] * (6 - level)
        first = [self.annex] if self.annex else [str(self.counters[0])]
        return ".".join([*first, *map(str, self.counters[1:level])])

    def _article_number(self, block: Block) -> str:
        if block.kind is Kind.HEADING:
            self.counters[0] += 1
            return f"第{chinese(self.counters[0])}章"
        self.articles += 1
        return f"第{chinese(self.articles)}条"


def chinese(number: int) -> str:
    """1 to 99 in Chinese numerals, as laws number."""
    tens, ones = divmod(number, 10)
    if not tens:
        return CHINESE_DIGITS[ones]
    return ("" if tens == 1 else CHINESE_DIGITS[tens]) + "十" + (CHINESE_DIGITS[ones] if ones else "")
