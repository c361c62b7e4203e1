"""Font, icons, colours."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QRawFont
from pytestqt.qtbot import QtBot

import app.gui
from app.domain.document import DocumentStatus
from app.foundation.messages import use_language
from app.foundation.paths import bundled_font
from app.gui.parts.confirm import confirmation
from app.gui.parts.desk import WEB
from app.gui.parts.labels import cut_name, tip_text
from app.gui.parts.widgets import button
from app.gui.shell.pages import rail_items
from app.gui.style.fonts import interface_font
from app.gui.style.icons import ICON_FOLDER, icon, pixmap
from app.gui.style.stylesheet import stylesheet
from app.gui.style.theme import DARK, LIGHT, Colours, Theme, dark_theme, light_theme
from tests.gui.contrast import contrast

GUI = Path(app.gui.__file__).parent


@pytest.mark.parametrize("sign", "准绳标条款≤≥±×÷°℃Ωμ①⑳Ⅳ㎡㎏‰—…“”《》〔〕∕％²³")
def test_our_font_has_the_signs_of_standards(qtbot: QtBot, sign: str) -> None:
    assert QRawFont(str(bundled_font()), 12).supportsCharacter(ord(sign))


def test_our_font_stands_behind_the_systems(qtbot: QtBot) -> None:
    assert "Zhunsheng Sans" in interface_font(10).families()


def test_the_font_carries_its_licence() -> None:
    assert "SIL OPEN FONT LICENSE" in (bundled_font().parent / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(file.stem for file in ICON_FOLDER.glob("*.svg")))
def test_every_icon_draws_something(qtbot: QtBot, name: str) -> None:
    image = pixmap(name, 24, "#ff0000").toImage()
    assert any(image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_every_colour_is_one(colours: Colours) -> None:
    assert all(QColor(getattr(colours, field.name)).isValid() for field in fields(colours))


@pytest.mark.parametrize("theme", [light_theme(), dark_theme()])
def test_text_can_be_read_on_what_lies_behind_it(theme: Theme) -> None:
    """WCAG 2.1, 1.4.3: a contrast of at least 4.5."""
    colours = theme.colours
    pairs = [
        (colours.text, colours.surface),
        (colours.muted, colours.surface),
        (colours.muted, colours.window),
        (colours.on_accent, colours.accent),
        (colours.warning, colours.warning_soft),
        (colours.danger, colours.danger_soft),
        *(theme.status_colours(status) for status in DocumentStatus),
    ]
    assert all(contrast(front, back) >= 4.5 for front, back in pairs)


@pytest.mark.parametrize("theme", [light_theme(), dark_theme()])
def test_what_is_disabled_can_still_be_read_on_every_ground(theme: Theme) -> None:
    """As WCAG 2.1, 1.4.11 asks of what can be pressed."""
    colours = theme.colours
    for ground in (colours.surface, colours.window, colours.raised, colours.hover):
        assert 3 <= contrast(colours.disabled, ground) < contrast(colours.muted, ground)


@pytest.mark.parametrize("theme", [light_theme(), dark_theme()])
def test_every_rule_for_what_is_disabled_writes_in_a_colour_that_can_be_read(theme: Theme) -> None:
    rules = re.findall(r"([^{}]*:disabled[^{}]*)\{([^}]*)\}", stylesheet(theme))
    assert len(rules) > 6
    for selectors, rule in rules:
        written = dict(re.findall(r"(?<![-\w])(color|background): (#[0-9a-f]{6})", rule))
        ground = written.get("background", theme.colours.surface)
        assert contrast(written["color"], ground) >= 3, selectors


@pytest.mark.parametrize("theme", [light_theme(), dark_theme()])
def test_an_icon_that_cannot_be_pressed_is_as_pale_as_the_words_beside_it(qtbot: QtBot, theme: Theme) -> None:
    image = icon("send-horizontal", theme, theme.colours.on_accent).pixmap(18, QIcon.Mode.Disabled).toImage()
    drawn = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    assert theme.colours.disabled in {colour.name() for colour in drawn if colour.alpha() == 255}


def test_in_english_every_page_is_named_for_what_one_finds_there() -> None:
    use_language("en")
    names = {item.name: item.label for item in rail_items()}
    assert names[WEB] == "References"  # not the one word that everybody takes for the internet
    assert len(set(names.values())) == len(names)


def test_the_style_sheet_has_no_hole_left() -> None:
    assert "$" not in stylesheet(light_theme())


def test_colours_are_written_in_the_theme_alone() -> None:
    allowed = {"theme.py", "icons.py"}
    guilty = [
        file.name
        for file in GUI.rglob("*.py")
        if file.name not in allowed and re.search(r"[\"' :]#[0-9a-fA-F]{6}\b", file.read_text(encoding="utf-8"))
    ]
    assert not guilty


def test_a_tip_shows_a_title_as_it_is_and_loads_no_picture() -> None:
    assert tip_text("GB 17761—2018 a < b") == "GB 17761—2018 a < b"
    assert tip_text("<img src='//host/share/x.png'>规范") == "&lt;img src=&#x27;//host/share/x.png&#x27;&gt;规范"


def test_what_a_button_offers_is_shown_with_its_ampersands(qtbot: QtBot) -> None:
    """One alone would be swallowed, and make a key of the letter after it."""
    made = button("A&B 级")
    qtbot.addWidget(made)
    assert made.text() == "A&&B 级"
    assert not made.shortcut().toString()


def test_a_question_before_a_deed_shows_titles_as_they_are(qtbot: QtBot, theme: Theme) -> None:
    picture = "<img src='file:///x'>"
    box = confirmation(None, theme, title="删除", text=picture, consequence=picture)
    qtbot.addWidget(box)
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert "<img" not in box.informativeText()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("GB/T 99999.12-2025", "GB/T 99999.12-2025"),
        ("中华人民共和国手推车法（2022年修订）", "手推车法（2022年修订）"),
        ("中华人民共和国手推车和平板车安全法（2022年修订）", "手推车和平…（2022年修订）"),
        ("车辆卫星定位系统终端通讯协议（文件名 Q/ZS 8-2013）", "车…（文件名 Q/ZS 8-2013）"),
        ("没有编号也没有版本的一份很长很长的技术文件", "没有编号也没有版本的一份很长…"),
    ],
)
def test_of_a_name_that_is_too_long_the_title_is_cut_and_the_edition_stays(name: str, shown: str) -> None:
    assert cut_name(name, 15) == shown
