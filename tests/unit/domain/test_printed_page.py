"""What pages are called."""

from __future__ import annotations

import pytest

from app.domain.printed_page import page_figure, page_in_brackets, page_name, printed_page

LABELS = ("封面", "", "Ⅰ", "1", "2", "A-1", "2-3", "A.4", "6")


@pytest.mark.parametrize(
    ("page", "printed"),
    [
        (1, ""),
        (2, ""),
        (3, "Ⅰ"),
        (4, "1"),
        (6, "A-1"),
        (7, "2-3"),
        (8, "A.4"),
        (9, "6"),
        (10, None),
        (0, None),
        (None, None),
    ],
)
def test_a_page_bears_the_number_of_its_label(page: int | None, printed: str | None) -> None:
    assert printed_page(LABELS, page) == printed


def test_nothing_is_known_of_print_without_labels() -> None:
    assert printed_page((), 4) is None


@pytest.mark.parametrize(
    ("page", "printed", "name", "brackets", "figure"),
    [
        (6, "3", "第 3 页（文件第 6 页）", "（第3页，文件第6页）", "3（文件 6）"),
        (2, "", "文件第 2 页", "（文件第2页）", "文件 2"),
        (6, "6", "第 6 页", "（第6页）", "6"),
        (6, None, "第 6 页", "（第6页）", "6"),
        (None, None, "", "", ""),
    ],
)
def test_the_printed_number_leads_and_the_place_in_the_file_stands_beside_it(
    page: int | None, printed: str | None, name: str, brackets: str, figure: str
) -> None:
    assert page_name(page, printed) == name
    assert page_in_brackets(page, printed) == brackets
    assert page_figure(page, printed) == figure
