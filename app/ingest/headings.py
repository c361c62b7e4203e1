"""Headings without a number that open a part of their own: 前言, 引言, 参考文献, Foreword, References …"""

from __future__ import annotations

import re

from app.ingest.lines import Line

_FRONT = re.compile(
    r"前\s*言|引\s*言|序\s*言|序|导\s*言|编制说明|foreword|introduction|preface|abstract|executive\s+summary|keywords|"
    r"acknowledge?ments?|authority|audience|trademark\s+information|document\s+conventions|compliance\s+with\s+.{0,40}",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"参\s*考\s*文\s*献|索\s*引|附\s*加\s*说\s*明|本\s*[规标]\s*[范准程]\s*用\s*词\s*说\s*明|引\s*用\s*标\s*准\s*名\s*录|条\s*文\s*说\s*明|"
    r"bibliography|index|glossary",
    re.IGNORECASE,
)


def is_front_heading(line: Line) -> bool:
    """A heading of the front matter, before the first number."""
    return bool(_FRONT.fullmatch(line.text.strip(" :：")))


def is_tail_heading(line: Line) -> bool:
    """A heading after the numbered body."""
    return line.begins_paragraph and bool(_TAIL.fullmatch(line.text.strip(" :：")))


SHORTEST_PREAMBLE = 24
"""Characters. Shorter lines above the first number are titles, dates and names."""


def is_preamble(line: Line) -> bool:
    """A sentence before the first number that belongs to the text and not to the cover: 为了…，制定本解释。"""
    text = line.text.strip()
    return (
        len(text) >= SHORTEST_PREAMBLE and text.endswith(("。", "：", ":", "，")) and not text.startswith(("(", "（"))
    )
