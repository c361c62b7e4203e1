"""One result as the HTML that its row paints."""

from __future__ import annotations

from html import escape

from app.assistant.text_work.binding_words import binding_words
from app.domain.document import ClauseKind, Strength
from app.domain.evidence import Evidence
from app.domain.names import recognition_name, status_name
from app.domain.printed_page import page_name
from app.gui.parts.labels import cut_name, one_line
from app.gui.parts.lit_words import excerpt, lit_html
from app.gui.parts.table_html import table_html
from app.gui.search.names import strength_name
from app.gui.search.reasons import reason_of
from app.gui.style.theme import Theme
from app.retrieval.table_rows import telling_excerpt, without_tables

MOST_WORDS = 3
"""Of one strength."""
SHOWN_ROWS = 3
"""Of a table's body."""
PATH_STEP = " > "
LONGEST_NAME, LONGEST_PATH = 34, 70


def result_html(item: Evidence, query: str, theme: Theme) -> str:
    """Where it stands with its badges, the way to it, why it is there where it does not say what was searched for, and
    the telling part with the query's words lit."""
    colours, small = theme.colours, theme.sizes.small
    shown = item.shown
    colour, ground = theme.status_colours(item.source.status)
    badges = [_badge(status_name(item.source.status), colour, ground, small)]
    badges += [_badge(one, colours.accent, colours.accent_soft, small) for one in binding_words_of(item)]
    if item.confidence is not None:
        badges.append(_badge(recognition_name(item.confidence), colours.muted, colours.hover, small))
    name = f"<b>{escape(cut_name(item.source.standard, LONGEST_NAME))}</b>"
    number = f' <b style="color:{colours.accent}">{escape(shown.number)}</b>' if shown.number else ""
    muted = f"color:{colours.muted}; font-size:{small}pt"
    page = f' <span style="{muted}">{escape(page_name(shown.page, item.printed_page))}</span>' if shown.page else ""
    path = f'<span style="{muted}">{lit_html(one_line(path_of(item), LONGEST_PATH), query, theme)}</span>'
    text = without_tables(shown)
    body = lit_html(excerpt(text, query), query, theme) if text.strip() else ""
    table = _table(item, query, theme)
    reason = reason_of(item, query)
    why = f'<i style="{muted}">{escape(reason)}</i>' if reason else ""
    lines = [f"{name}{number}&nbsp;&nbsp;{'&nbsp; '.join(badges)}&nbsp;&nbsp;{page}", path, why, body]
    return f'<div style="color:{colours.text}">{"<br/>".join(line for line in lines if line)}</div>{table}'


def path_of(item: Evidence) -> str:
    """The document's title and the headings down to the clause."""
    said = item.source.title if not item.source.number else item.source.number
    steps = [step for step in item.title_path.split(PATH_STEP) if step != said]
    return " › ".join(steps)


def strengths_of(item: Evidence) -> list[Strength]:
    """The requirement strengths that the passage's clauses have, strongest first."""
    held = {clause.strength for clause in item.clauses}
    return [strength for strength in Strength if strength in held]


def binding_words_of(item: Evidence) -> list[str]:
    """The words by which the passage's clauses bind, as printed: 应, 不应, 不得. For items that only the sentence
    before them makes binding, the word of their strength."""
    words: list[str] = []
    for strength in strengths_of(item):
        binding = [clause for clause in item.clauses if clause.strength is strength]
        said = dict.fromkeys(word for clause in binding for word in binding_words(clause.text, strength))
        words += list(said)[:MOST_WORDS]
        if not said and any(clause.kind is ClauseKind.ITEM for clause in binding):
            words.append(strength_name(strength))
    return words


def _badge(text: str, colour: str, ground: str, size: int) -> str:
    return (
        f'<span style="color:{colour}; background-color:{ground}; font-size:{size}pt">&nbsp;{escape(text)}&nbsp;</span>'
    )


def _table(item: Evidence, query: str, theme: Theme) -> str:
    shown = item.shown
    for clause in shown.clauses:
        found = telling_excerpt(clause, shown.text, query, SHOWN_ROWS)
        if found is not None:
            return table_html(found.table, theme, left_out=found.left_out)
    return ""
