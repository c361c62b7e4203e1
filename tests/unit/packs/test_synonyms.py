"""The word lists of the domain packs, and what their reader refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.foundation.errors import UserError
from app.packs.lists import FOLDER, PACKS
from app.packs.synonyms import FILE, pack_synonyms, read_synonyms


def written(folder: Path, text: str) -> Path:
    file = folder / FILE
    file.write_text(text, "utf8")
    return file


@pytest.mark.parametrize("pack", PACKS)
def test_every_built_in_list_is_sound(pack: str) -> None:
    assert len(read_synonyms(FOLDER / pack / FILE)) > 200


def test_the_lists_of_all_packs_are_taken_together() -> None:
    together = pack_synonyms()
    assert "出租人" in together["房东"]
    assert "口令" in together["密码"]
    assert set(together["采光"]) >= {"日照", "窗地面积比"}, "law and standards each have their own"


def test_lay_words_are_folded(tmp_path: Path) -> None:
    assert read_synonyms(written(tmp_path, '[words]\n"Ｕ盾  Key" = ["智能密码钥匙"]')) == {"u盾 key": ("智能密码钥匙",)}


@pytest.mark.parametrize(
    "text",
    [
        "[words",
        'words = "房东"',
        '[words]\n"房东" = ["出租人"]\n[more]\nx = 1',
        '[words]\n"房东" = "出租人"',
        '[words]\n"房东" = []',
        '[words]\n"房东" = [1]',
        '[words]\n"房东" = [""]',
        '[words]\n"房东" = [" 出租人"]',
        '[words]\n"房东" = ["房东"]',
        '[words]\n"房东" = ["出租人", "出租人"]',
        '[words]\n"x" = ["y"]',
        '[words]\n"ＡＢ" = ["c"]\n"ab" = ["d"]',
        '[words]\n"房东" = ["1", "2", "3", "4", "5", "6", "7", "8", "9"]',
    ],
)
def test_a_malformed_list_is_refused_by_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(UserError, match=tmp_path.name):
        read_synonyms(written(tmp_path, text))


def test_a_missing_list_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=tmp_path.name):
        read_synonyms(tmp_path / FILE)
