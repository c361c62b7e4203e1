"""Papers as Markdown, and as plain text for where Markdown is not read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.assistant.export.inert_markdown import inert
from app.assistant.export.paper import Block, Heading, Paper, Paragraph, Prose, Quote, Remark
from app.domain.table import Table
from app.foundation.messages import tr
from app.security.labels import AIGC_PROPERTY, aigc_record

_ACTIVE = re.compile(r"[\\`*<$]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|\](?=\()")
"""What Markdown acts on; brackets without an address and underscores inside a name are only themselves."""
_BEGINS = re.compile(r"^(\s*)(#{1,6}(?=\s)|[-+](?=\s)|\d+(?=[.)]\s)|[=-]{3,}$|>|\[(?=[^\]\n]+\]:))", re.MULTILINE)

_ONLY_FORM = re.compile(r"```\w*|[-*_]{3,}|[\s:|-]+")
"""Fences, rules and the line below the head of a table. Held against lines without white space around them: with it,
a long line of nothing else would take minutes."""


def markdown_bytes(paper: Paper) -> bytes:
    """A file: front matter with the title and, where it is due, the implicit label, then the text."""
    quoted = paper.title.replace("'", "''")
    front = [f"title: '{quoted}'"]
    if paper.model is not None:
        record = aigc_record(paper.model).replace("'", "''")
        front.append(f"{AIGC_PROPERTY}: '{record}'")
    return "\n".join(["---", *front, "---", "", markdown_text(paper)]).encode()


def markdown_text(paper: Paper, *, titled: bool = True) -> str:
    """The text without front matter. Without ``titled`` only what was answered, for a clipboard."""
    parts: list[str] = []
    if paper.mark is not None:
        parts.append(f"**{tr('密级：{mark}', mark=escaped(paper.mark))}**")
    if titled:
        parts.append(f"# {escaped(paper.title)}")
        parts += [paper.label] if paper.label else []
    parts += [_block(block) for block in paper.blocks if titled or not isinstance(block, Heading)]
    if paper.sources:
        parts.append(f"## {tr('参考文献')}" if titled else f"**{tr('参考文献')}**")
        parts.append("  \n".join(escaped(line) for line in paper.sources))
    parts += [paper.label] if paper.label else []
    return "\n\n".join(parts) + "\n"


def plain_text(paper: Paper) -> str:
    """What was answered, without any marks of form, for a clipboard."""
    parts = [tr("密级：{mark}", mark=paper.mark)] if paper.mark is not None else []
    parts += [text for block in paper.blocks if not isinstance(block, Heading) for text in _plain(block)]
    if paper.sources:
        parts.append("\n".join([tr("参考文献"), *paper.sources]))
    parts += [paper.label] if paper.label else []
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _BEGINS.sub(r"\1\\\2", _ACTIVE.sub(r"\\\g<0>", text))


def plain_of_markdown(markdown: str) -> list[str]:
    """The lines of what a model wrote, without the marks that a reader of plain text would stumble over."""
    lines = []
    for line in markdown.splitlines():
        if _ONLY_FORM.fullmatch(line.strip()):
            continue
        bare = re.sub(r"^\s*#{1,6}\s+|^\s*>\s?", "", line)
        bare = re.sub(r"^(\s*)[-*+]\s+", r"\1• ", bare)
        bare = re.sub(r"(\*\*|__|`)(.+?)\1", r"\2", bare)
        row = bare.strip()
        if len(row) > 1 and row[0] == row[-1] == "|":
            bare = row[1:-1].strip()
        if bare.strip():
            lines.append(bare.rstrip())
    return lines


def _block(block: Block) -> str:
    match block:
        case Heading(text, ordinal):
            return f"## {f'{ordinal}. ' if ordinal else ''}{escaped(' '.join(text.split()))}"
        case Paragraph(stretches):
            return escaped("".join(stretch.text for stretch in stretches))
        case Prose(markdown):
            return inert(markdown)
        case Quote():
            return _quote(block)
        case Remark(text, is_warning):
            return f"**{escaped(text)}**" if is_warning else f"*{escaped(text)}*"


def _quote(quote: Quote) -> str:
    unverified = "" if quote.is_verified else tr("〔未核实〕")
    body = list(_table(quote.table)) if quote.table is not None else escaped(quote.text).split("\n")
    source = f"—— {escaped(quote.place)}{escaped(quote.keys)}{unverified}"
    breaks = "" if quote.table is not None else "  "
    return "\n".join(f"> {line}{breaks}".rstrip(" ") + (breaks if line else "") for line in body) + f"\n>\n> {source}"


def _table(table: Table) -> Iterator[str]:
    """With a head always, which Markdown asks for: the table's own, else an empty one."""
    rows = [[escaped(" ".join(text.split())).replace("|", "\\|") for text in row] for row in table.grid()]
    if table.unit:
        yield from (escaped(table.unit), "")
    heads = max(table.header_rows, 0)
    joined = [
        " / ".join(dict.fromkeys(row[column] for row in rows[:heads] if row[column])) for column in range(table.columns)
    ]
    yield f"| {' | '.join(joined)} |"
    yield f"|{' --- |' * table.columns}"
    for row in rows[heads:]:
        yield f"| {' | '.join(row)} |"


def _plain(block: Block) -> list[str]:
    match block:
        case Paragraph(stretches):
            return ["".join(stretch.text for stretch in stretches)]
        case Prose(markdown):
            return ["\n".join(plain_of_markdown(markdown))]
        case Quote():
            unverified = "" if block.is_verified else tr("〔未核实〕")
            return [f"“{block.text}”\n—— {block.place}{block.keys}{unverified}"]
        case Remark(text):
            return [text]
        case _:
            return []
