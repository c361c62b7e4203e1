"""Formulas of a Word file as one readable line (ECMA-376 part 1, 22.1): (a+b)/2, x², f_ck, ∑_(i=1)^n.

What structure says must not be lost in the line: a/b is no ab, and a sum keeps its limits.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from app.ingest.layout.scripts import subscript, superscript

FORMULAS = ("m_oMath", "m_oMathPara")
_OPERATORS = frozenset("+-−±∓×·⋅÷/=<>≤≥≠≈ ,;∑∏∫")
_DELETED = ("w_del", "w_moveFrom")
_ALPHANUMERIC = re.compile(r"\w+(?:[.．]\w+)*")
_MARKED_NUMBER = re.compile(r"#\s*(?=[(（]?[A-Z\d][\d.．-]*[)）]?\s*$)")
"""How Word marks off the number of a formula that it lines up by itself."""
LEADERS = " ………… "
"""What is printed between a formula and its number (GB/T 1.1-2020, 9.10)."""
_OVER, _UNDER = "\u0305", "\u0332"
_DEFAULT_ACCENT = "\u0302"


def linear(element: Element) -> str:
    """The formula below the element in one line; tracked deletions are left out."""
    match element.tag:
        case "m_t" | "w_t":
            return element.text or ""
        case "m_f":
            return _fraction(element)
        case "m_sSup" | "m_sSub" | "m_sSubSup" | "m_sPre":
            return _scripts(element)
        case "m_rad":
            return f"{_degree(element)}√{_bracketed(_part(element, 'm_e'))}"
        case "m_nary":
            return _nary(element)
        case "m_d":
            return _delimited(element)
        case "m_func":
            return _function(element)
        case "m_limLow" | "m_limUpp":
            mark = "_" if element.tag == "m_limLow" else "^"
            return f"{_part(element, 'm_e')}{mark}{_bracketed_script(_part(element, 'm_lim'))}"
        case "m_acc" | "m_bar" | "m_groupChr":
            return _accented(element)
        case "m_m":
            rows = (", ".join(linear(cell) for cell in row) for row in element.findall("m_mr"))
            return "; ".join(rows)
        case "m_eqArr":
            return "; ".join(_MARKED_NUMBER.sub(LEADERS, linear(row)) for row in element.findall("m_e"))
        case tag if tag in _DELETED or tag.endswith("Pr"):
            return ""
        case _:
            return "".join(linear(child) for child in element)


def _fraction(element: Element) -> str:
    above, below = _part(element, "m_num"), _part(element, "m_den")
    if _setting(element, "m_fPr/m_type") == "noBar":
        return f"({above} {below})"
    return f"{_bracketed(above)}/{_bracketed(below)}"


def _scripts(element: Element) -> str:
    base, below, above = (_part(element, name) for name in ("m_e", "m_sub", "m_sup"))
    scripts = _index_below(below) + _power(above)
    return scripts + base if element.tag == "m_sPre" else _bracketed(base, and_scripts=True) + scripts


def _power(above: str) -> str:
    if not above or above in ("′", "″", "°", "'"):
        return above
    return superscript(above) or f"^{_bracketed_script(above)}"


def _index_below(below: str) -> str:
    return (subscript(below) or f"_{_bracketed_script(below)}") if below else ""


def _degree(element: Element) -> str:
    degree = _part(element, "m_deg")
    return (superscript(degree) or _bracketed(degree)) if degree else ""


def _nary(element: Element) -> str:
    sign = _setting(element, "m_naryPr/m_chr")
    below, above, body = (_part(element, name) for name in ("m_sub", "m_sup", "m_e"))
    limits = (f"_{_bracketed_script(below)}" if below else "") + (f"^{_bracketed_script(above)}" if above else "")
    return f"{'∫' if sign is None else sign}{limits}{' ' if limits else ''}{body}"


def _delimited(element: Element) -> str:
    begin, end, between = (_setting(element, f"m_dPr/m_{name}") for name in ("begChr", "endChr", "sepChr"))
    inner = (between or "|").join(linear(part) for part in element.findall("m_e"))
    return f"{'(' if begin is None else begin}{inner}{')' if end is None else end}"


def _function(element: Element) -> str:
    name, body = _part(element, "m_fName"), _part(element, "m_e")
    return f"{name}{body}" if body.startswith(("(", "[", "{")) else f"{name} {_bracketed(body)}"


def _accented(element: Element) -> str:
    body = _part(element, "m_e")
    if element.tag == "m_bar":
        mark = _OVER if _setting(element, "m_barPr/m_pos") == "top" else _UNDER
        return "".join(character + mark for character in body)
    if element.tag == "m_groupChr":
        return body
    accent = _setting(element, "m_accPr/m_chr")
    return body + (_DEFAULT_ACCENT if accent is None else accent)


def _part(element: Element, name: str) -> str:
    part = element.find(name)
    return linear(part).strip() if part is not None else ""


def _setting(element: Element, path: str) -> str | None:
    setting = element.find(path)
    return setting.get("m_val", "") if setting is not None else None


def _bracketed(part: str, *, and_scripts: bool = False) -> str:
    """In brackets where an operator stands outside any: a+b, and x² where another power would follow."""
    depth = 0
    for character in part:
        depth += (character in "([{") - (character in ")]}")
        if depth == 0 and (character in _OPERATORS or (and_scripts and character in "^_")):
            return f"({part})"
    return part


def _bracketed_script(part: str) -> str:
    return part if _ALPHANUMERIC.fullmatch(part) or len(part) == 1 else f"({part})"
