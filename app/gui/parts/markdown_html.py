"""Markdown that a model writes, as the HTML that Qt's rich text understands: tables, code, formulas.

Nothing in it acts: HTML is shown as text, pictures as their caption, links as text with the address behind them.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.texmath import texmath_plugin
from PySide6.QtCore import QUrl

from app.gui.parts.formula import formula_svg
from app.gui.style.theme import Theme

FORMULA_SCHEME = "formula"
_LINE_END = re.compile(r"\r\n?|\n")
"""As Markdown counts lines: at no other sign that Python breaks lines at."""
Options = MutableMapping[str, Any]


def formula_address(latex: str) -> str:
    """What stands for a formula in the HTML; ``formula_at`` gives it back."""
    return f"{FORMULA_SCHEME}:{bytes(QUrl.toPercentEncoding(latex).data()).decode()}"


def formula_at(address: QUrl | str) -> str | None:
    """The LaTeX behind an address, None where it is none of ours."""
    scheme, _, written = QUrl(address).toString(QUrl.ComponentFormattingOption.FullyEncoded).partition(":")
    return QUrl.fromPercentEncoding(written.encode()) if scheme == FORMULA_SCHEME else None


def markdown_html(text: str, theme: Theme) -> str:
    """The text as HTML, in the theme's colours."""
    parser = _parser()
    renderer = _Renderer(theme)
    return renderer.render(parser.parse(text), parser.options, {})


def settled_length(text: str) -> int:
    """How many characters of a text that still grows will not be read differently any more: all before its last
    block, which alone may still change."""
    starts = [token.map[0] for token in _parser().parse(text) if token.level == 0 and token.map is not None]
    if not starts:
        return 0
    ends = [end.end() for end in _LINE_END.finditer(text)]
    return ends[starts[-1] - 1] if starts[-1] else 0


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
    parser.use(texmath_plugin, delimiters="brackets")
    parser.use(dollarmath_plugin, allow_space=False, double_inline=True)
    return parser


class _Renderer(RendererHTML):
    """Qt reads HTML 4 with attributes where browsers take styles."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        super().__init__()
        formulas = ("math_inline", "math_inline_double", "math_block", "math_block_label", "math_block_eqno")
        own: dict[str, Any] = dict.fromkeys(formulas, self._formula)
        own |= {
            "table_open": self._table_open,
            "th_open": self._cell_open,
            "td_open": self._cell_open,
            "paragraph_open": self._paragraph_open,
            "fence": self._code,
            "code_block": self._code,
            "code_inline": self._code_inline,
            "image": self._image,
            "link_open": lambda *_: "<u>",
            "link_close": self._link_close,
        }
        self.rules = {**self.rules, **own}

    def _formula(self, tokens: Sequence[Token], index: int, options: Options, env: Options) -> str:
        token = tokens[index]
        latex = token.content.strip()
        is_block = token.type != "math_inline"
        if formula_svg(latex, self._theme.sizes.large, self._theme.colours.text) is None:
            shown = f"<code>{escape(latex)}</code>"
        else:
            shown = f'<img src="{formula_address(latex)}" style="vertical-align:middle"/>'
        return f'<p align="center">{shown}</p>' if is_block else shown

    def _paragraph_open(self, tokens: Sequence[Token], index: int, options: Options, env: Options) -> str:
        return "" if tokens[index].hidden else '<p style="margin:0 0 8px 0; line-height:150%">'

    def _table_open(self, tokens: Sequence[Token], index: int, options: Options, env: Options) -> str:
        colour = self._theme.colours.border_strong
        return (
            f'<table border="1" cellspacing="0" cellpadding="5" bordercolor="{colour}" '
            'style="border-collapse:collapse; margin:4px 0 10px 0">'
        )

    def _cell_open(self, tokens: Sequence[Token], index: int, options: Options, env: Options) -> str:
        tag = "th" if tokens[index].type == "th_open" else "td"
        ground = f' bgcolor="{self._theme.colours.hover}"' if tag == "th" else ""
        return f'<{tag}{ground} style="border:1px solid {self._theme.colours.border_strong}">'

    def _code(self, tokens: Sequence[Token], index: int, options: Options, env: Options) -> str:
        ground = self._theme.colours.hover
        text = escape(tokens[index].content.rstrip("\n"))
        return (
            f'<table width="100%" cellpadding="8" cellspacing="0" style="margin:2px 0 8px 0"><tr>'
            f'<td bgcolor="{ground}"><pre style="white-space:pre-wrap">{text}</pre></td></tr></table>'
        )

    def _code_inline(self, tokens: Sequence[Token], index: int, options: Options, env: Options) -> str:
        ground = self._theme.colours.hover
        return f'<code style="background-color:{ground}">{escape(tokens[index].content)}</code>'

    def _image(self, tokens: Sequence[Token], index: int, options: Options, env: Options) -> str:
        return escape(f"[{tokens[index].content}]")

    def _link_close(self, tokens: Sequence[Token], index: int, options: Options, env: Options) -> str:
        opened = next(token for token in reversed(tokens[:index]) if token.type == "link_open")
        address = str(opened.attrGet("href") or "")
        return f'</u><span style="color:{self._theme.colours.muted}">（{escape(address)}）</span>'
