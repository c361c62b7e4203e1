"""Which part of a web page is the document: menus, breadcrumbs, buttons and imprints are the site's and left out.

A law that loses a sentence is worse than one that keeps a link, so only what is surely furniture goes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain import standard_id
from app.ingest.readers.html.hidden import PageStyle, has_ground, is_gone, is_in_white, page_style
from app.ingest.readers.html.tree import Node

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

_NEVER = frozenset((
    "script", "style", "head", "title", "template", "noscript", "iframe", "object", "embed", "applet", "audio", "video",
    "canvas", "svg", "map", "dialog", "menu", "button", "input", "select", "textarea", "datalist", "nav", "footer",
    "aside", "search", "rt", "rp",
))  # fmt: skip
_FURNITURE_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "dialog", "toolbar"))
_PAGE_MARGIN = re.compile(r"mso-element\s*:\s*(?:header|footer)", re.IGNORECASE)
"""Running lines in pages that Word saved; LibreOffice names them by the title of a div."""
_PERMALINK = re.compile(r"[¶#§\s\ue000-\uf8ff]*")
"""What a link at a heading shows that only leads to the heading itself."""

_CONTAINERS = frozenset(("div", "ul", "ol", "dl", "section", "form", "center", "p", "header", "span", "td"))
_LINKED_SHARE = 0.6
"""Of a container's characters: with more in links it is a menu."""
_FEWEST_LINKS = 3
_MOST_ELEMENTS = 500
"""In a menu."""
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
_MOST_MARKED = 50
"""Elements that call themselves the main part; a list of articles has one each."""
_ARTICLE = re.compile(r"第[零一二三四五六七八九十百千\d]+条")

FEWEST_IN_MAIN = 0.3
"""Share of the page's text that what calls itself the main part must hold to be believed."""


@dataclass(slots=True)
class _Weight:
    """Characters in a node without white space, those of them in headings and in links out of the page, and how many
    links and elements there are. ``lost`` tells that furniture was taken out of it."""

    elements: int = 1
    characters: int = 0
    headings: int = 0
    linked: int = 0
    links: int = 0
    lost: bool = False

    def add(self, other: _Weight) -> None:
        self.elements += other.elements
        self.characters += other.characters
        self.headings += other.headings
        self.linked += other.linked
        self.links += other.links
        self.lost |= other.lost


@dataclass(frozen=True, slots=True)
class PageContent:
    """The part of a page that is the document, and how many characters in it a browser does not show."""

    node: Node
    hidden: int


def page_content(root: Node) -> PageContent:
    """The part of the page that is the document, cleaned; the tree itself stays as it is."""
    body = next(root.all("body"), root)
    style = page_style(root)
    main = _main_part(body, style)
    cleaner = _Cleaner(style, in_main=main is not body)
    content, weight = cleaner.cleaned(main)
    return PageContent(content if weight.characters else main, cleaner.hidden)


def page_title(root: Node) -> str:
    """What the browser's window is titled."""
    return next((" ".join(node.text.split()) for node in root.all("title")), "")


def _main_part(body: Node, style: PageStyle) -> Node:
    """The element that is marked as the main one, if it holds enough; else the body."""
    marked = [node for node in body.all() if _is_main(node) and not is_gone(node, style.of(node))][:_MOST_MARKED]
    best = max(marked, key=_length, default=body)
    return best if _length(best) >= FEWEST_IN_MAIN * _length(body) else body


def _is_main(node: Node) -> bool:
    return node.tag in ("main", "article") or node.get("role") == "main" or node.get("itemprop") == "articleBody"


def _length(node: Node) -> int:
    """Characters of what can show."""
    if node.tag in _NEVER:
        return 0
    return sum(_count(child) if isinstance(child, str) else _length(child) for child in node.children)


def _count(text: str) -> int:
    return len("".join(text.split()))


class _Cleaner:
    """Copies a tree without the furniture, from the innermost blocks outwards: a page is no imprint because it ends
    with one. Inside the main part links are content."""

    def __init__(self, style: PageStyle, *, in_main: bool) -> None:
        self._style = style
        self._in_main = in_main
        self._grounds = 0
        self.hidden = 0
        """Characters that do not show; menus and the like, which open at a click, are not counted."""

    def cleaned(self, node: Node) -> tuple[Node, _Weight]:
        """The copy and its weight."""
        is_ground = has_ground(node, self._style.of(node))
        self._grounds += is_ground
        copy, weight = self._copied(node)
        self._grounds -= is_ground
        return copy, weight

    def _copied(self, node: Node) -> tuple[Node, _Weight]:
        copy, weight = Node(node.tag, node.attributes), _Weight()
        for child in node.children:
            if isinstance(child, str):
                copy.children.append(child)
                weight.characters += _count(child)
            elif self._is_hidden(child):
                self.hidden += _length(child)
                weight.lost = True
            elif child.tag not in _NEVER and not self._is_marked_furniture(child):
                self._add(copy, weight, child)
            else:
                weight.lost = True
        if node.tag in HEADINGS:
            weight.headings = weight.characters
        return copy, weight

    def _add(self, copy: Node, weight: _Weight, child: Node) -> None:
        inner, held = self.cleaned(child)
        if self._is_site_block(inner, held):
            weight.lost = True
            if child.tag == "td":  # the cells after it keep their columns
                copy.children.append(Node("td", child.attributes))
            return
        if child.tag == "a" and child.get("href") and not child.get("href").startswith("#"):
            # Links inside the page are the document's own: numbers of clauses that lead to clauses.
            held.linked, held.links = held.characters, held.links + 1
        copy.children.append(inner)
        weight.add(held)

    def _is_hidden(self, node: Node) -> bool:
        style = self._style.of(node)
        if is_gone(node, style):
            return True
        return is_in_white(node, style) and not self._grounds and not has_ground(node, style)

    def _is_marked_furniture(self, node: Node) -> bool:
        if node.get("role").lower() in _FURNITURE_ROLES:
            return True
        if node.tag == "header":
            return not self._in_main and not any(node.all("h1"))
        if node.tag == "div" and (node.get("title") in ("header", "footer") or _PAGE_MARGIN.search(node.get("style"))):
            return True
        is_anchor = node.tag == "a" and node.get("href").startswith("#")
        return is_anchor and _length(node) <= 1 and bool(_PERMALINK.fullmatch(node.text))

    def _is_site_block(self, node: Node, weight: _Weight) -> bool:
        """A menu by its links, a line of buttons or an imprint by its words, a heading whose links are gone."""
        if node.tag not in _CONTAINERS or weight.elements > _MOST_ELEMENTS:
            return False
        if not 0 < weight.characters <= _LONGEST_LINK_BAR:
            return False
        if weight.headings:
            return not self._in_main and weight.lost and weight.headings == weight.characters
        text = " ".join(node.text.split())
        if _ARTICLE.search(text):
            return False
        is_menu = weight.links >= _FEWEST_LINKS and weight.linked >= _LINKED_SHARE * weight.characters
        if is_menu and not self._in_main and not standard_id.find_all(text):
            return True
        if _SITE_LINE.fullmatch(text):
            return True
        is_short = weight.characters <= LONGEST_IMPRINT
        return is_short and len(_IMPRINT.findall(text)) >= (1 if weight.links else 2)
