"""Pictures as pages: sizes in points, the right way up, on white paper, within limits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.foundation.errors import UserError
from app.ingest.errors import UnreadableCode, UnreadableFile
from app.ingest.readers import image_file
from app.ingest.readers.image_file import ImageFile
from app.ingest.readers.images import ImageReader

ORIENTATION = 0x0112
QUARTER_TURN = 6
"""EXIF: shown turned clockwise."""


def sized(path: Path) -> tuple[float, float]:
    with ImageFile(path) as pages:
        return pages.size(1)


def first_pixel(path: Path, page: int = 1) -> tuple[int, ...]:
    with ImageFile(path) as pages:
        return tuple(pages.render(page, 0.2).rgb[:3])


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tif", "a.bmp"])
def test_the_resolution_gives_the_size_in_points(name: str, tmp_path: Path) -> None:
    Image.new("RGB", (800, 1000)).save(tmp_path / name, dpi=(200, 200))
    assert sized(tmp_path / name) == pytest.approx((288, 360), rel=0.01)


@pytest.mark.parametrize("options", [{}, {"dpi": (72, 72)}, {"dpi": (0, 0)}, {"dpi": (9000, 9000)}], ids=str)
def test_without_a_resolution_of_paper_the_picture_is_a_sheet_of_a4(options: dict[str, Any], tmp_path: Path) -> None:
    Image.new("L", (3000, 4000)).save(tmp_path / "a.png", **options)
    assert sized(tmp_path / "a.png") == pytest.approx((631.5, 842))


@pytest.mark.parametrize("name", ["a.jpg", "a.tif", "a.png"])
def test_a_photograph_is_shown_the_right_way_up(name: str, tmp_path: Path) -> None:
    photo = Image.new("RGB", (400, 200), "white")
    photo.paste("black", (0, 0, 20, 200))  # on the left; turned clockwise it is on top
    exif = Image.Exif()
    exif[ORIENTATION] = QUARTER_TURN
    photo.save(tmp_path / name, exif=exif)
    with ImageFile(tmp_path / name) as pages:
        width, height = pages.size(1)
        image = pages.render(1, 0.5)
    assert width == pytest.approx(height / 2)
    assert image.width < image.height
    assert max(image.rgb[: 3 * image.width]) < 40
    assert min(image.rgb[-3 * image.width :]) > 200


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "a palette": lambda: Image.new("P", (300, 400), 0).convert("RGB").convert("P"),
    "one bit": lambda: Image.new("1", (300, 400), 0),
    "four inks": lambda: Image.new("CMYK", (300, 400), (0, 0, 0, 255)),
    "sixteen bits": lambda: Image.new("I;16", (300, 400), 0),
}


@pytest.mark.parametrize("kind", PICTURES, ids=str)
def test_every_kind_of_picture_becomes_eight_bits_a_colour(kind: str, tmp_path: Path) -> None:
    PICTURES[kind]().save(tmp_path / "a.tif")
    assert max(first_pixel(tmp_path / "a.tif")) < 20


def test_what_is_transparent_is_paper(tmp_path: Path) -> None:
    Image.new("RGBA", (300, 400), (0, 0, 0, 0)).save(tmp_path / "a.png")
    assert first_pixel(tmp_path / "a.png") == (255, 255, 255)


def test_a_tiff_has_many_pages(tmp_path: Path) -> None:
    sheets = [Image.new("L", (300, 400), grey) for grey in (0, 120, 255)]
    sheets[0].save(tmp_path / "a.tif", save_all=True, append_images=sheets[1:])
    with ImageFile(tmp_path / "a.tif") as pages:
        assert pages.page_count == 3
    assert [first_pixel(tmp_path / "a.tif", page)[0] for page in (1, 2, 3)] == [0, 120, 255]


def test_a_page_too_large_for_the_screen_is_told(tmp_path: Path) -> None:
    Image.new("L", (300, 400)).save(tmp_path / "a.png")
    with ImageFile(tmp_path / "a.png") as pages, pytest.raises(UserError):
        pages.render(1, 40.0)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.new("L", (300, 400)).save(tmp_path / "a.png")
    monkeypatch.setattr(image_file, "MOST_PIXELS", 1_000)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1_000)
    with pytest.raises(UnreadableFile) as raised:
        ImageFile(tmp_path / "a.png")
    assert raised.value.code is UnreadableCode.TOO_LARGE


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tif", "a.bmp", "a.webp"])
def test_a_picture_cut_off_is_damaged(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    Image.effect_noise((300, 400), 60).convert("RGB").save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(UnreadableFile) as raised:
        first_pixel(path)
    assert raised.value.code is UnreadableCode.DAMAGED


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tif", "a.bmp", "a.webp"])
def test_pictures_are_known_by_their_first_bytes(name: str, tmp_path: Path) -> None:
    Image.new("RGB", (30, 40)).save(tmp_path / name)
    assert ImageReader().accepts((tmp_path / name).read_bytes()[:4096])


@pytest.mark.parametrize("text", ["BMS 系统应当符合要求", "RIFF 文件", "MM/T 1 手推车", "II 型护栏"])
def test_words_that_begin_like_a_picture_are_no_picture(text: str) -> None:
    assert not ImageReader().accepts(text.encode())
