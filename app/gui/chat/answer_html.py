"""An answer as the HTML that Qt's rich text understands. Text of models and documents is escaped, always."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape

from app.domain.answer import Answer, Citation, Mode, Sentence, SentenceKind
from app.domain.printed_page import page_name
from app.foundation.messages import sequenced, tr
from app.gui.parts.labels import html_text
from app.gui.parts.markdown_html import markdown_html
from app.gui.parts.table_html import table_html
from app.gui.style.theme import Theme
from app.security.labels import AI_LABEL

CITATION_SCHEME = "cite"
_MARK = re.compile(r"\s*[\[［【]([0-9A-Za-z]{1,4})[\]］】]")
"""How a model writes a key in its text: [1]."""


def answer_html(answer: Answer, theme: Theme) -> str:
    """Direct sentences as paragraphs with their chips, quotes set apart, unverified sentences marked as such."""
    citations = {citation.key: citation for citation in answer.citations}
    if answer.mode is Mode.GENERAL:
        return markdown_html(answer.text.strip().removesuffix(AI_LABEL), theme)
    if not answer.sentences:
        return html_text(answer.text)
    blocks: list[str] = []
    paragraph: list[str] = []
    for sentence in answer.sentences:
        if sentence.kind is SentenceKind.DIRECT:
            paragraph.append(_direct(sentence, citations, theme))
            continue
        blocks += _paragraph(paragraph)
        paragraph = []
        blocks.append(_quote(sentence, citations, theme))
    return "".join([*blocks, *_paragraph(paragraph)])


def _paragraph(parts: Iterable[str]) -> list[str]:
    text = "".join(parts)
    return [f'<p style="margin:0 0 8px 0; line-height:150%">{text}</p>'] if text else []


def _direct(sentence: Sentence, citations: Mapping[str, Citation], theme: Theme) -> str:
    text = html_text(_without_marks(sentence.text, citations))
    chips = _chips(sentence.keys, citations, theme) + _notes(sentence, theme)
    if sentence.verified:
        return text + chips
    colours = theme.colours
    marked = f'<span style="color:{colours.warning}; background-color:{colours.warning_soft}">{text}</span>'
    return marked + _unverified(theme) + chips


def _notes(sentence: Sentence, theme: Theme) -> str:
    """Where a number of the sentence comes from that its clauses do not print."""
    if not sentence.notes:
        return ""
    told = escape(tr("（{notes}）", notes=sequenced(sentence.notes)))
    return f'<span style="color:{theme.colours.muted}; font-size:{theme.sizes.small}pt">{told}</span> '


def _unverified(theme: Theme) -> str:
    mark = escape(tr("〔未核实〕"))
    return f'<span style="color:{theme.colours.warning}">&nbsp;{mark}</span>'


def _quote(sentence: Sentence, citations: Mapping[str, Citation], theme: Theme) -> str:
    colours = theme.colours
    bar = colours.accent if sentence.verified else colours.warning
    sources = " · ".join(
        _link(key, escape(source_line(citations[key])), theme) for key in sentence.keys if key in citations
    )
    caption = f'<br/><span style="font-size:{theme.sizes.small}pt">{sources}</span>' if sources else ""
    unverified = "" if sentence.verified else _unverified(theme)
    return (
        '<table width="100%" cellspacing="0" cellpadding="0" style="margin:4px 0 8px 0"><tr>'
        f'<td width="3" bgcolor="{bar}"></td>'
        f'<td bgcolor="{colours.raised}" style="padding:8px 12px 8px 12px; line-height:145%">'
        f"{_quoted(sentence, citations, theme)}{unverified}{caption}</td></tr></table>"
    )


def _quoted(sentence: Sentence, citations: Mapping[str, Citation], theme: Theme) -> str:
    """The words as they are printed; rows of a table under their head."""
    cited = [citations[key] for key in sentence.keys if key in citations]
    if len(cited) == 1 and cited[0].table is not None:
        return table_html(cited[0].table, theme)
    return html_text(_without_marks(sentence.text, citations))


def source_line(citation: Citation) -> str:
    """GB 17761-2018 · 5.2.1 · 第 8 页."""
    return " · ".join(
        part for part in (citation.standard, citation.clause, page_name(citation.page, citation.printed_page)) if part
    )


def _chips(keys: Iterable[str], citations: Mapping[str, Citation], theme: Theme) -> str:
    return "".join(f"&nbsp;{_chip(key, theme)}" for key in keys if key in citations) + " "


def _chip(key: str, theme: Theme) -> str:
    colours = theme.colours
    return (
        f'<a href="{CITATION_SCHEME}:{escape(key)}" style="text-decoration:none; color:{colours.accent}; '
        f'background-color:{colours.accent_soft}; font-weight:600; font-size:{theme.sizes.small}pt">'
        f"&nbsp;{escape(key)}&nbsp;</a>"
    )


def _link(key: str, label: str, theme: Theme) -> str:
    style = f"text-decoration:none; color:{theme.colours.muted}"
    return f'{_chip(key, theme)}&nbsp;<a href="{CITATION_SCHEME}:{escape(key)}" style="{style}">{label}</a>'


def _without_marks(text: str, citations: Mapping[str, Citation]) -> str:
    """Known keys become chips beside the sentence; other brackets are the author's own and stay."""
    return _MARK.sub(lambda found: "" if found.group(1) in citations else found.group(0), text)
