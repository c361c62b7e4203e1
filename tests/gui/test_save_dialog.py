"""Names of files that a page suggests."""

from __future__ import annotations

import pytest

from app.gui.parts.save_dialog import file_name


def test_a_title_becomes_a_file_name_on_every_system() -> None:
    assert file_name('按 GB/T 1234："5.2"\n怎么做?', "对话") == "按 GB T 1234： 5.2 怎么做"
    assert file_name("...", "对话") == "对话"
    assert len(file_name("长" * 500, "对话")) == 60


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("NUL", "NUL_"),
        ("com1.报告", "com1.报告_"),
        ("console", "console"),
        ("报告\u202exslx", "报告 xslx"),
        ("a\0b\x1fc", "a b c"),
        ("\udcff坏", "坏"),
        ("../../etc/passwd", "etc passwd"),
    ],
)
def test_names_that_systems_keep_for_themselves_or_that_mislead_are_changed(title: str, name: str) -> None:
    assert file_name(title, "对话") == name


def test_a_name_of_large_characters_leaves_room_for_its_ending() -> None:
    assert len(f"{file_name('👨' * 90, '对话')} (2).docx".encode()) < 255
