"""What stands in a Markdown file beside its text: front matter, footnotes, tables of HTML with blank lines in them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.ingest.metadata.labelled import is_labelled

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n(?P<fields>(?:[^\n]*\n){1,60}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_FIELD = re.compile(r"(?P<name>[^\s:：#-][^:：]{0,40}?)\s*[:：]\s*(?P<value>.*)")
_LIST_ENTRY = re.compile(r"\s*-\s+(?P<value>\S.*)")
_FENCED = re.compile(r"(?ms)^ {0,3}(?P<mark>`{3,}|~{3,}).*?(?:^ {0,3}(?P=mark)[`~]*[ \t]*$|\Z)")
_FOOTNOTE = re.compile(r"(?m)^ {0,3}\[\^(?P<label>[^\]\s]{1,40})\]:[ \t]*(?P<text>.*(?:\n+(?: {2,}|\t)\S.*)*)\n?")
_HTML_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
_BLANK_LINES = re.compile(r"\n[ \t]*(?=\n)")


@dataclass(frozen=True, slots=True)
class MarkdownSource:
    """``body`` is the text proper; ``facts`` are the labelled lines of the front matter ("number：GB/T 1-2020"),
    ``footnotes`` the texts of the notes by label.
    """

    body: str
    facts: tuple[str, ...]
    footnotes: dict[str, str]


def split_source(text: str) -> MarkdownSource:
    """Take the file apart; what tools write into the front matter for themselves is left out."""
    front = _FRONT_MATTER.match(text)
    body = text[front.end() :] if front else text
    footnotes: dict[str, str] = {}
    parts: list[str] = []
    at = 0
    for fence in _FENCED.finditer(body):
        parts += [_prepared(body[at : fence.start()], footnotes), fence[0]]
        at = fence.end()
    parts.append(_prepared(body[at:], footnotes))
    return MarkdownSource("".join(parts), tuple(_facts(front["fields"])) if front else (), footnotes)


def _prepared(text: str, footnotes: dict[str, str]) -> str:
    def take(note: re.Match[str]) -> str:
        footnotes.setdefault(note["label"], " ".join(note["text"].split()))
        return "\n"

    return _HTML_TABLE.sub(lambda table: _BLANK_LINES.sub("", table[0]), _FOOTNOTE.sub(take, text))


def _facts(fields: str) -> list[str]:
    """The fields that say something of the document, a line each; the entries of a list are joined."""
    named: list[tuple[str, list[str]]] = []
    for line in fields.splitlines():
        if entry := _LIST_ENTRY.match(line):
            if named:
                named[-1][1].append(_unquoted(entry["value"]))
        elif found := _FIELD.match(line):
            value = found["value"].strip()
            values = value[1:-1].split(",") if value.startswith("[") and value.endswith("]") else [value]
            named.append((found["name"], [_unquoted(each) for each in values]))
    lines = (f"{name}：{'、'.join(filter(None, values))}" for name, values in named)
    return [line for line in lines if is_labelled(line)]


def _unquoted(value: str) -> str:
    stripped = value.strip()
    is_quoted = len(stripped) > 1 and stripped[0] == stripped[-1] and stripped[0] in "\"'"
    return stripped[1:-1] if is_quoted else stripped
