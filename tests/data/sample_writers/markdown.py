"""Writes a sample as Markdown: a standard with its cover, a regulation as law collections lay it out."""

from __future__ import annotations

from sample_writers.source import Block, Cover, Kind, Sample


def write_markdown(sample: Sample) -> bytes:
    cover = sample.cover
    parts = _regulation_head(cover) if cover.family == "regulation" else _standard_head(cover)
    parts += [_block(block) for block in sample.blocks]
    return ("\n\n".join(parts) + "\n").encode()


def _standard_head(cover: Cover) -> list[str]:
    """The cover as it is printed, line by line."""
    lines = [
        f"ICS {cover.ics}",
        f"CCS {cover.ccs}",
        f"{cover.issuer}企业标准",
        cover.number,
        f"代替 {cover.replaces}" if cover.replaces else "",
        f"# {cover.title}",
        cover.title_en,
        f"{cover.issued} 发布",
        f"{cover.effective} 实施",
        f"{cover.issuer} 发布",
    ]
    return [line for line in lines if line]


def _regulation_head(cover: Cover) -> list[str]:
    return [f"# {cover.title}", cover.history, "<!-- INFO END -->"]


def _block(block: Block) -> str:
    match block.kind:
        case Kind.UNNUMBERED:
            return f"## {block.text}"
        case Kind.HEADING:
            return f"{'#' * (block.level + 1)} {block.number} {block.text}"
        case Kind.ANNEX:
            return f"## {block.number}（{block.extra}）{block.text}"
        case Kind.TERM:
            return f"### {block.number} {block.text} {block.extra}"
        case Kind.CLAUSE:
            return f"{block.number}　{block.text}" if block.number.startswith("第") else f"{block.number} {block.text}"
        case Kind.ITEM:
            return f"{block.number}{block.text}" if block.number.startswith("（") else f"{block.number} {block.text}"
        case Kind.DASH:
            return f"——{block.text}"
        case Kind.NOTE:
            return f"注：{block.text}"
        case Kind.EXAMPLE:
            return f"示例：{block.text}"
        case Kind.FORMULA:
            return f"{block.text} {block.number}"
        case Kind.TABLE:
            return f"{block.number} {block.text}\n\n" + _table(block.rows)
        case Kind.PARAGRAPH:
            return block.text


def _table(rows: list[list[str]]) -> str:
    head, *body = rows
    lines = [head, ["---"] * len(head), *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
