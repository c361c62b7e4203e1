"""Elements of a web page that a browser does not show, by their attributes and by the page's own style rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.ingest.layout.hidden import is_white
from app.ingest.readers.html.tree import Node

LARGEST_STYLE = 512 * 1024
"""Characters of style rules that are looked at."""

_GONE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?<![\w-])opacity\s*:\s*0?\.?0+(?![.\d])|"
    r"font-size\s*:\s*(?:0?\.\d+|[01])(?:\.\d+)?\s*(?:px|pt|em|rem|%|;|\"|$)|"
    r"(?:left|top|text-indent)\s*:\s*-\d{4,}(?:px|pt|em)?|clip\s*:\s*rect\(\s*0",
    re.IGNORECASE,
)
_SMALL_EM = re.compile(r"font-size\s*:\s*(?:1(?:\.\d+)?|0?\.[2-9]\d*)\s*(?:em|rem)", re.IGNORECASE)
_COLOUR = re.compile(r"(?<![\w-])color\s*:\s*([^;!}\"']+)", re.IGNORECASE)
_GROUND = re.compile(r"background(?:-color|-image)?\s*:\s*([^;!}\"']+)", re.IGNORECASE)
_RGB = re.compile(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+%?))?\s*\)", re.IGNORECASE)
_AT_RULE = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})|/\*.*?\*/", re.DOTALL)
"""Rules for print or for small screens do not say what a screen shows."""
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"(?P<tag>[a-z][\w]*)?(?:(?P<kind>[.#])(?P<name>[\w\u4e00-\u9fff-]+))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageStyle:
    """What a page's rules with one simple selector (p, .note, #a, p.note) declare, by that selector."""

    declared: Mapping[str, str] = field(default_factory=dict)

    def of(self, node: Node) -> str:
        """All that is declared for an element, its own last."""
        if not self.declared:
            return node.get("style")
        names = [f".{name}" for name in node.get("class").split()] + [f"#{node.get('id')}"]
        selectors = [node.tag, *names, *(f"{node.tag}{name}" for name in names)]
        found = (self.declared[selector] for selector in selectors if selector in self.declared)
        return ";".join([*found, node.get("style")])


def page_style(root: Node) -> PageStyle:
    """The rules of the page's style elements that concern what shows."""
    text = "\n".join(node.text for node in root.all("style"))[:LARGEST_STYLE]
    declared: dict[str, str] = {}
    for selector, declaration in _rules(_AT_RULE.sub(" ", text)):
        declared[selector] = f"{declared.get(selector, '')};{declaration}"
    return PageStyle(declared)


def _rules(text: str) -> Iterator[tuple[str, str]]:
    for match in _RULE.finditer(text):
        if not (_GONE.search(match[2]) or _COLOUR.search(match[2]) or _GROUND.search(match[2])):
            continue
        for selector in match[1].split(","):
            simple = _SIMPLE.fullmatch(selector.strip())
            if simple is not None and simple[0]:
                yield f"{(simple['tag'] or '').lower()}{simple['kind'] or ''}{simple['name'] or ''}", match[2]


def is_gone(node: Node, style: str) -> bool:
    """Whether nothing of the element shows, whatever lies behind it."""
    if "hidden" in node.attributes or node.get("aria-hidden").lower() == "true":
        return True
    return bool(_GONE.search(_SMALL_EM.sub("", style)))


def is_in_white(node: Node, style: str) -> bool:
    """Whether its letters are white or clear; they show where something else lies behind."""
    named = _COLOUR.findall(style) or ([node.get("color")] if node.tag == "font" and node.get("color") else [])
    return bool(named) and _is_paper(named[-1])


def has_ground(node: Node, style: str) -> bool:
    """Whether it lays a colour or an image behind what it holds."""
    named = [*_GROUND.findall(style), *filter(None, (node.get("bgcolor"), node.get("background")))]
    return any(not _is_paper(colour) for colour in named)


def _is_paper(colour: str) -> bool:
    plain = colour.strip().lower()
    if plain in ("white", "snow", "transparent", "none", "inherit", "initial", "unset"):
        return True
    if match := _RGB.fullmatch(plain):
        return (match[4] or "1") in ("0", "0.0", "0%") or min(int(match[part]) for part in (1, 2, 3)) >= 250
    return plain.startswith("#") and is_white(plain)
