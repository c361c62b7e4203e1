"""Which part of a web page is the document: menus, breadcrumbs, buttons and imprints are the site's and left out.

A law that loses a sentence is worse than one that keeps a link, so only what is surely furniture goes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain import standard_id
from app.ingest.readers.html_tree import Node

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

_NEVER = frozenset((
    "script", "style", "head", "title", "template", "noscript", "iframe", "object", "embed", "applet", "audio", "video",
    "canvas", "svg", "map", "dialog", "menu", "button", "input", "select", "textarea", "datalist", "nav", "footer",
    "aside", "search", "rt", "rp",
))  # fmt: skip
_FURNITURE_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "dialog", "toolbar"))
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PERMALINK = re.compile(r"[¶#§\s\ue000-\uf8ff]*")
"""What a link at a heading shows that only leads to the heading itself."""

_CONTAINERS = frozenset(("div", "ul", "ol", "dl", "section", "form", "center", "p", "header", "span"))
_LINKED_SHARE = 0.6
"""Of a container's characters: with more in links it is a menu."""
_FEWEST_LINKS = 3
_LONGEST_LINK_BAR = 1_500
"""Characters. A long list of links may be the document: a catalogue of laws."""

_BUTTON = r"(?:打印|关闭|返回|收藏|分享|纠错|下载|复制链接)(?:本页|此页|文章|窗口|顶部|首页|列表|到)*"
_SITE_LINE = re.compile(
    r"(?:您?(?:现在|当前|所在)的?位置|位置)\s*[:：].*|.{0,30}首页\s*[>＞»›/→].{0,120}"  # where the page stands
    rf"|(?:[【\[（(|｜、\s:：]*(?:我要)?{_BUTTON}(?:微信|微博|[】\]）)|｜、\s:：])*)+"
    r"|【?\s*字[体号]\s*[:：\s].{0,20}|扫一扫.{0,20}|[上下]一[篇条页](?:\s*[:：].{0,80})?"
    r"|(?:浏览|点击)(?:次数|量|数)?\s*[:：].{0,12}|[（(【\[]?\s*(?:责任编辑|责编|编辑)\s*[:：].{0,30}"
)
_IMPRINT = re.compile(r"ICP\s*备|公网安备|网站标识码|版权所有|Copyright|©|网站地图|主办单位\s*[:：]", re.IGNORECASE)
LONGEST_IMPRINT = 600
"""Characters."""
_ARTICLE = re.compile(r"第[零一二三四五六七八九十百千\d]+条")

FEWEST_IN_MAIN = 0.3
"""Share of the page's text that what calls itself the main part must hold to be believed."""


@dataclass(slots=True)
class _Weight:
    """Characters in a node without white space, how many of them in links out of the page, and how many links."""

    characters: int = 0
    linked: int = 0
    links: int = 0
    has_heading: bool = False


def page_content(root: Node) -> Node:
    """The part of the page that is the document, cleaned; ``root`` is changed."""
    weights: dict[int, _Weight] = {}
    _weigh(root, weights)
    body = next(root.all("body"), root)
    main = _main_part(body, weights)
    _clean(main, weights, in_main=main is not body)
    return main


def page_title(root: Node) -> str:
    """What the browser's window is titled."""
    return next((" ".join(node.text.split()) for node in root.all("title")), "")


def _weigh(node: Node, weights: dict[int, _Weight]) -> _Weight:
    """Every node's weight by its id. Links inside the page are the document's own: numbers that lead to clauses."""
    weight = weights[id(node)] = _Weight(has_heading=node.tag in HEADINGS)
    for child in node.children:
        if isinstance(child, str):
            weight.characters += len("".join(child.split()))
        elif child.tag not in _NEVER:
            inner = _weigh(child, weights)
            leaves = child.tag == "a" and bool(child.get("href")) and not child.get("href").startswith("#")
            weight.characters += inner.characters
            weight.linked += inner.characters if leaves else inner.linked
            weight.links += leaves + inner.links
            weight.has_heading |= inner.has_heading
    return weight


def _main_part(body: Node, weights: dict[int, _Weight]) -> Node:
    """The element that is marked as the main one, if it holds enough; else the body."""

    def length(node: Node) -> int:
        return weights[id(node)].characters if id(node) in weights else 0

    marked = [node for node in body.all() if _is_main(node) and not _is_hidden(node)]
    best = max(marked, key=length, default=body)
    return best if length(best) >= FEWEST_IN_MAIN * length(body) else body


def _is_main(node: Node) -> bool:
    return node.tag in ("main", "article") or node.get("role") == "main" or node.get("itemprop") == "articleBody"


def _clean(node: Node, weights: dict[int, _Weight], *, in_main: bool) -> None:
    """Take out of the node whatever is no part of the document."""
    kept: list[Node | str] = []
    for child in node.children:
        if isinstance(child, Node):
            if child.tag in _NEVER or _is_furniture(child, weights[id(child)], in_main=in_main):
                continue
            _clean(child, weights, in_main=in_main)
        kept.append(child)
    node.children = kept


def _is_furniture(node: Node, weight: _Weight, *, in_main: bool) -> bool:
    if node.get("role").lower() in _FURNITURE_ROLES or _is_hidden(node):
        return True
    if node.tag == "header":
        return not in_main and not weight.has_heading
    if node.tag == "a":
        return node.get("href").startswith("#") and weight.characters <= 1 and bool(_PERMALINK.fullmatch(node.text))
    return node.tag in _CONTAINERS and _is_site_block(node, weight, in_main=in_main)


def _is_hidden(node: Node) -> bool:
    if "hidden" in node.attributes or node.get("aria-hidden").lower() == "true":
        return True
    return bool(_HIDDEN_STYLE.search(node.get("style")))


def _is_site_block(node: Node, weight: _Weight, *, in_main: bool) -> bool:
    """A menu by its links, a line of buttons or an imprint by its words.

    Links to standards and lists inside the main part are content: normative references are printed so.
    """
    if weight.characters == 0 or weight.characters > _LONGEST_LINK_BAR or weight.has_heading:
        return False
    text = " ".join(node.text.split())
    if _ARTICLE.search(text):
        return False
    is_menu = weight.links >= _FEWEST_LINKS and weight.linked >= _LINKED_SHARE * weight.characters
    if is_menu and not in_main and not standard_id.find_all(text):
        return True
    if _SITE_LINE.fullmatch(text):
        return True
    return weight.characters <= LONGEST_IMPRINT and len(_IMPRINT.findall(text)) >= (1 if weight.links else 2)
