"""Hold the numbered sections that we read in a document against the Markdown source that it was made from.

    python -m tests.bench.structure DOCUMENT SOURCE

SOURCE is a Markdown file or a folder of them. Prints which numbers were found, are missing or are extra, their F1, how
many titles and parents are right, and how many of the words of each section's text its clause and parts hold. Source
and document may be different editions: what is named as missing or extra is to be looked at on the page.
"""

from __future__ import annotations

import argparse
import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.document import ClauseTree, heading
from app.ingest.pipeline import read_document

FEWEST_HELD = 0.9
"""Of a section's words; below, the section is named."""
SKIPPED = 0
"""Exit status where the files are not there: nothing was measured, nothing is wrong."""

_HEADING = re.compile(r"#+\s*(?P<number>\d{1,2}(?:\.\d{1,2})*)\.?\s+(?P<title>\S.*)")
_TAG = re.compile(r"<(?!https?:)[^>]+>")
"""An address in angle brackets is text that is printed."""
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section; ``words`` are those of its own text, up to the next number, with how often each comes."""

    title: str
    parent: str | None
    words: Counter[str]


@dataclass(frozen=True, slots=True)
class Figures:
    """``missing`` and ``extra`` are numbers; the shares are of the numbers that both have; ``held`` is by number: the
    share of the source's words that we hold, then the share of ours that the source has."""

    found: int
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    wrong_titles: tuple[tuple[str, str, str], ...]
    wrong_parents: tuple[str, ...]
    held: Mapping[str, tuple[float, float]]

    @property
    def f1(self) -> float:
        """Of the numbers."""
        return 2 * self.found / (2 * self.found + len(self.missing) + len(self.extra)) if self.found else 0.0


def main() -> int:
    parser = argparse.ArgumentParser(description="Hold our sections against a Markdown source.")
    parser.add_argument("document", type=Path)
    parser.add_argument("source", type=Path)
    options = parser.parse_args()
    if absent := [path for path in (options.document, options.source) if not path.exists()]:
        print(f"skipped: {absent[0]} is not there")
        return SKIPPED
    _print(compare(source_sections(options.source), read_sections(options.document)))
    return 0


def source_sections(source: Path) -> dict[str, Section]:
    """The numbered headings of Markdown and the text below each."""
    files = sorted(source.rglob("*.md")) if source.is_dir() else [source]
    found: dict[str, tuple[str, list[str]]] = {}
    for file in files:
        lines: list[str] = []
        for line in map(_plain, file.read_text("utf-8").splitlines()):
            if match := _HEADING.fullmatch(line):
                lines = []
                found[match["number"]] = (match["title"], lines)
            else:
                lines.append(line)
    return {
        number: Section(title, _prefix(number), _words(" ".join(lines))) for number, (title, lines) in found.items()
    }


def read_sections(document: Path) -> dict[str, Section]:
    """Our numbered units whose number is decimal, each with its unnumbered parts."""
    tree = ClauseTree(read_document(document).clauses)
    sections: dict[str, Section] = {}
    for clause in tree.clauses:
        if clause.kind.is_numbered_unit and clause.number and clause.number[0].isdigit():
            text = " ".join([clause.text, *_parts(tree, clause.id)])
            number = clause.number if clause.number not in sections else f"{clause.number} again"
            sections[number] = Section(clause.title, tree.parent_number(clause), _words(text))
    return sections


def compare(source: Mapping[str, Section], ours: Mapping[str, Section]) -> Figures:
    both = [number for number in source if number in ours]
    return Figures(
        len(both),
        tuple(number for number in source if number not in ours),
        tuple(number for number in ours if number not in source),
        tuple((n, source[n].title, ours[n].title) for n in both if _key(source[n].title) != _key(ours[n].title)),
        tuple(number for number in both if source[number].parent != ours[number].parent),
        {number: _shared(source[number].words, ours[number].words) for number in both},
    )


def _parts(tree: ClauseTree, clause_id: str) -> Iterator[str]:
    for child in tree.children(clause_id):
        if not child.kind.is_numbered_unit:
            yield f"{heading(child)} {child.text}"
            yield from _parts(tree, child.id)


def _plain(line: str) -> str:
    """A line of Markdown as a reader sees it."""
    text = html.unescape(_TAG.sub(" ", _LINK.sub(r"\1", line)))
    return re.sub(r"[*_`]{1,3}", "", text).strip(" >|")


def _prefix(number: str) -> str | None:
    return number.rpartition(".")[0] or None


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFKC", text).lower()))


def _key(title: str) -> str:
    return "".join(re.findall(r"\w", title.lower()))


def _shared(source: Counter[str], ours: Counter[str]) -> tuple[float, float]:
    both = (source & ours).total()
    return (both / source.total() if source else 1.0, both / ours.total() if ours else 1.0)


def _print(figures: Figures) -> None:
    total = figures.found or 1
    print(f"numbers found {figures.found}, missing {len(figures.missing)}, extra {len(figures.extra)}")
    _print_list("missing", figures.missing)
    _print_list("extra", figures.extra)
    print(f"numbers F1 {figures.f1:.4f}")
    print(f"titles right {1 - len(figures.wrong_titles) / total:.4f}")
    for number, source, ours in figures.wrong_titles:
        print(f"  {number}: source {source!r}, ours {ours!r}")
    print(f"parents right {1 - len(figures.wrong_parents) / total:.4f}")
    _print_list("wrong parent", figures.wrong_parents)
    kept, own = (sum(pair[side] for pair in figures.held.values()) / total for side in (0, 1))
    print(f"of the source's words held {kept:.4f}, of ours in the source {own:.4f} (means over sections)")
    for number, pair in figures.held.items():
        if min(pair) < FEWEST_HELD:
            print(f"  {number}: held {pair[0]:.3f}, of ours {pair[1]:.3f}")


def _print_list(name: str, numbers: Sequence[str]) -> None:
    if numbers:
        print(f"  {name}: {', '.join(numbers)}")


if __name__ == "__main__":
    raise SystemExit(main())
