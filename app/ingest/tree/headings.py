"""Headings without a number that open a part of their own: 前言, 引言, 参考文献, Foreword, References …"""

from __future__ import annotations

import re

from app.ingest.lines import Line

_FRONT = re.compile(
    r"前\s*言|引\s*言|序\s*言|序|导\s*言|编制说明|foreword|introduction|preface|abstract|executive\s+summary|keywords|"
    r"acknowledge?ments?|authority|audience|trademark\s+information|document\s+conventions|compliance\s+with\s+.{0,40}",
    re.IGNORECASE,
)
_EXPLANATION = re.compile(r"(?:附\s*[:：]\s*)?条\s*文\s*说\s*明")
_GROUNDS = re.compile(r"(?:为了?|根据|依据|按照|经)[^，,]{3,}[，,].")
"""How decisions and notices begin: 为加强…，根据…，决定如下：."""
_TAIL = re.compile(
    r"参\s*考\s*文\s*献|索\s*引|附\s*加\s*说\s*明|本\s*[规标]\s*[范准程]\s*用\s*词\s*说\s*明|引\s*用\s*标\s*准\s*名\s*录|"
    r"bibliography|index|glossary",
    re.IGNORECASE,
)


def is_front_heading(line: Line) -> bool:
    """A heading of the front matter, before the first number."""
    return bool(_FRONT.fullmatch(line.text.strip(" :：")))


def is_tail_heading(line: Line) -> bool:
    """A heading after the numbered body."""
    is_tail = line.begins_paragraph and bool(_TAIL.fullmatch(line.text.strip(" :：")))
    return is_tail or is_explanation_heading(line)


def is_explanation_heading(line: Line) -> bool:
    """条文说明: behind it the numbers of the standard come again, each with what is said about it."""
    return line.begins_paragraph and bool(_EXPLANATION.fullmatch(line.text.strip(" :：")))


SHORTEST_PREAMBLE = 24
"""Characters. Shorter lines above the first number are titles, dates and names."""


def is_preamble(line: Line) -> bool:
    """A sentence before the first number that belongs to the text and not to the cover: 为了…，制定本解释。"""
    text = line.text.strip()
    if text.startswith(("(", "（")) or not text.endswith(("。", "：", ":", "，")):
        return False
    return len(text) >= SHORTEST_PREAMBLE or bool(_GROUNDS.match(text))
