"""The bench of numbered sections counts what it should."""

from __future__ import annotations

from pathlib import Path

from tests.bench.structure import compare, read_sections, source_sections

SOURCE = """
# Rails
## 1 Scope
These rails are for stairs, see [the list](https://example.org/list).
## 2. Requirements
### <a name="height"></a>2.1 Height
*All* rails are 1 m high.
### 2.2 Width
Unknown.
"""
OURS = """
1 Scope
These rails are for stairs, see the list.
2 Requirements
2.1 Heights
All rails are high.
2.3 Colour
Yellow.
"""


def test_headings_of_the_source_are_sections_and_their_marks_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "source.md").write_text(SOURCE, "utf-8")
    sections = source_sections(tmp_path)
    assert {number: section.title for number, section in sections.items()} == {
        "1": "Scope",
        "2": "Requirements",
        "2.1": "Height",
        "2.2": "Width",
    }
    assert sections["2.1"].parent == "2"
    assert sorted(sections["1"].words) == ["are", "for", "list", "rails", "see", "stairs", "the", "these"]


def test_missing_extra_and_different_sections_are_told(tmp_path: Path) -> None:
    (tmp_path / "source.md").write_text(SOURCE, "utf-8")
    (tmp_path / "ours.txt").write_text(OURS, "utf-8")
    figures = compare(source_sections(tmp_path / "source.md"), read_sections(tmp_path / "ours.txt"))
    assert (figures.found, figures.missing, figures.extra) == (3, ("2.2",), ("2.3",))
    assert figures.f1 == 0.75
    assert figures.wrong_titles == (("2.1", "Height", "Heights"),)
    assert figures.wrong_parents == ()
    assert figures.held["1"] == (1.0, 1.0)
    assert figures.held["2.1"][0] == 4 / 6
