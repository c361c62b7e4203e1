"""Formulas of web pages (MathML) in one line of text, as Word's formulas are written."""

from __future__ import annotations

from app.ingest.layout.scripts import grouped, superscript
from app.ingest.readers.html.tree import Node


def linear_math(node: Node) -> str:
    """A formula in a line: (a+b)/c, √(x), x², f_ck (MathML 3, chapter 3)."""
    parts = [linear_math(child) for child in node.elements if not child.tag.startswith("annotation")]
    match node.tag, parts:
        case "mfrac", [above, below]:
            return f"{grouped(above)}/{grouped(below)}"
        case "msqrt", _:
            return f"√{grouped(''.join(parts))}"
        case "mroot", [base, degree]:
            return f"{superscript(degree) or grouped(degree)}√{grouped(base)}"
        case "msub" | "munder", [base, below]:
            return f"{base}_{grouped(below)}"
        case "msup" | "mover", [base, above]:
            return f"{base}{_power(above)}"
        case "msubsup" | "munderover", [base, below, above]:
            return f"{base}_{grouped(below)}{_power(above)}"
        case _:
            return "".join(parts) if parts else "".join(node.text.split())


def _power(exponent: str) -> str:
    return superscript(exponent) or f"^{grouped(exponent)}"
