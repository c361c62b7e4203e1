"""An answer as the HTML that Qt's rich text understands. Text of models and documents is escaped, always."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from html import escape

from app.domain.answer import Answer, Citation, Mode, Sentence, SentenceKind
from app.domain.names import status_name
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


@dataclass(frozen=True, slots=True)
class _Looks:
    """``gone`` are the keys of citations whose document is not held any more."""

    theme: Theme
    gone: frozenset[str]


def answer_html(answer: Answer, theme: Theme, gone: Collection[str] = ()) -> str:
    """Direct sentences as paragraphs with their chips, quotes set apart, unverified sentences marked as such. The chips
    of what cites a document that is ``gone``, by its id, rest."""
    citations = {citation.key: citation for citation in answer.citations}
    looks = _Looks(theme, frozenset(key for key, each in citations.items() if each.document_id in gone))
    if answer.mode is Mode.GENERAL:
        return markdown_html(answer.text.strip().removesuffix(AI_LABEL), theme)
    if not answer.sentences:
        return html_text(answer.text)
    blocks: list[str] = []
    paragraph: list[str] = []
    for sentence in answer.sentences:
        if sentence.kind is SentenceKind.DIRECT:
            paragraph.append(_direct(sentence, citations, looks))
            continue
        blocks += _paragraph(paragraph)
        paragraph = []
        blocks.append(_quote(sentence, citations, looks))
    return "".join([*blocks, *_paragraph(paragraph)])


def _paragraph(parts: Iterable[str]) -> list[str]:
    text = "".join(parts)
    return [f'<p style="margin:0 0 8px 0; line-height:150%">{text}</p>'] if text else []


def _direct(sentence: Sentence, citations: Mapping[str, Citation], looks: _Looks) -> str:
    theme = looks.theme
    text = html_text(_without_marks(sentence.text, citations))
    chips = _chips(sentence.keys, citations, looks) + _notes(sentence, theme)
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


def _quote(sentence: Sentence, citations: Mapping[str, Citation], looks: _Looks) -> str:
    theme, colours = looks.theme, looks.theme.colours
    bar = colours.accent if sentence.verified else colours.warning
    sources = " · ".join(
        f"{_link(key, escape(source_line(citations[key])), looks)} &nbsp;{_status(citations[key], theme)}"
        for key in sentence.keys
        if key in citations
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


def _status(citation: Citation, theme: Theme) -> str:
    """As search tells it: also that nobody knows whether the text is in force."""
    colour, ground = theme.status_colours(citation.status)
    return (
        f'<span style="color:{colour}; background-color:{ground}; font-size:{theme.sizes.small}pt">'
        f"&nbsp;{escape(status_name(citation.status))}&nbsp;</span>"
    )


def _chips(keys: Iterable[str], citations: Mapping[str, Citation], looks: _Looks) -> str:
    return "".join(f"&nbsp;{_chip(key, looks)}" for key in keys if key in citations) + " "


def _chip(key: str, looks: _Looks) -> str:
    colours, is_gone = looks.theme.colours, key in looks.gone
    colour, ground = (colours.muted, colours.hover) if is_gone else (colours.accent, colours.accent_soft)
    return (
        f'<a href="{CITATION_SCHEME}:{escape(key)}" style="text-decoration:{"line-through" if is_gone else "none"}; '
        f"color:{colour}; background-color:{ground}; font-weight:{400 if is_gone else 600}; "
        f'font-size:{looks.theme.sizes.small}pt">'
        f"&nbsp;{escape(key)}&nbsp;</a>"
    )


def _link(key: str, label: str, looks: _Looks) -> str:
    style = f"text-decoration:none; color:{looks.theme.colours.muted}"
    link = f'{_chip(key, looks)}&nbsp;<a href="{CITATION_SCHEME}:{escape(key)}" style="{style}">{label}</a>'
    return f"{link} · {escape(tr('已移除'))}" if key in looks.gone else link


def _without_marks(text: str, citations: Mapping[str, Citation]) -> str:
    """Known keys become chips beside the sentence; other brackets are the author's own and stay."""
    return _MARK.sub(lambda found: "" if found.group(1) in citations else found.group(0), text)
