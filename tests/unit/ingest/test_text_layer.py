"""Which text layers are believed: language is, watermarks and lying font maps are not."""

from __future__ import annotations

import random

import pytest

from app.ingest.layout.content import Glyph, PageContent
from app.ingest.layout.founder_letters import with_latin_letters
from app.ingest.layout.text_layer import Layer, LayerVerdict, judge, pages_to_recognise

CHINESE = (
    "护栏应当安装牢固，并且能够承受规定的水平荷载和垂直荷载，不得发生永久变形。检修人员应当按照规定的周期检查连接件。"
)
ENGLISH = "The handrail shall be fixed so that it withstands the loads in this clause without permanent deformation. "
NAMES = (
    "本标准起草单位：自行车检验中心、轻工产品研究院。本标准主要起草人：王建国、李秀英、张伟、刘洋、陈静、杨帆、赵磊、黄婷、"
    "周杰、吴昊、徐丽、孙鹏、马超、朱琳、胡军、郭涛、何敏、高峰。"
)
WATERMARK = "标准分享网 www.example.com 免费下载"


def page(text: str, *, number: int = 1, image_share: float = 0.0, paths: int = 0, turn: int | None = 0) -> PageContent:
    glyphs = tuple(
        Glyph(char, 10.0 * at, 10, 10.0 * at + 10, 20, 19, 10, 10.0 * at, 10.0 * at + 10, turn, at)
        for at, char in enumerate(text)
    )
    return PageContent(number, 595, 842, glyphs, (), frozenset(), image_share, paths)


def drawn_from(characters: str, count: int = 300) -> str:
    return "".join(random.Random(5).choices(characters, k=count))


def shifted(text: str, step: int) -> str:
    """A font map off by some places: "The" becomes "7KH"."""
    return "".join(chr(ord(char) + step) if char.isascii() and not char.isspace() else char for char in text)


BELIEVED = {
    "Chinese": page(CHINESE * 4),
    "English": page(ENGLISH * 4),
    "a list of names": page(NAMES * 2),
    "Chinese with formulas in private characters": page(CHINESE * 4 + "\ue001\ue002\ue003" * 12),
    "hexadecimal figures": page("32C4AE2C 1F198119 5F990446 6A39C994 8FE30BBF F2660BE1 " * 12),
    "a table of numbers": page("12.5 13.0 14.5 15.0 " * 20),
    "a title": page("电动自行车安全技术规范"),
    "a blank page": page(""),
    "a drawing with a caption": page("图1 检验流程 注：虚线为可选步骤，见第5章的要求。", paths=400),
    "somebody's recognised text under a scan": page(CHINESE * 4, image_share=1.0),
    "a photograph beside text": page(CHINESE * 2, image_share=0.5),
}
NOT_BELIEVED = {
    "a scan": page("", image_share=1.0),
    "a watermark over a scan": page(WATERMARK, image_share=1.0),
    "a stamp across a scan": page("内部资料" * 60, image_share=1.0, turn=None),
    "numbers over a scan": page("1234567890 " * 20, image_share=1.0),
    "letters drawn as curves": page("", paths=900),
    "letters drawn as curves below a header": page("GB/T 20040—2005 第 3 页 共 9 页", paths=2500),
    "private characters": page("".join(map(chr, range(0xE000, 0xE100)))),
    "replacement characters": page("\ufffd" * 120 + CHINESE),
    "letters of other scripts": page("".join(map(chr, range(0x0E01, 0x0E2E))) * 3),
    "any characters there are": page(drawn_from("".join(map(chr, range(0x4E00, 0x9FA5))))),
    "characters off by a few places": page("".join(chr(ord(char) + 3) for char in CHINESE * 4 if char > "\u4e00")),
    "English off by some places": page(shifted(ENGLISH * 4, -29)),
    "English shifted by three letters": page(shifted(ENGLISH * 4, 3)),
    "Chinese stops without Chinese": page("æ4EúF4567、=d4567、45gh67、?@:¨f?-，=>(Z489:、WX。" * 4),
    "Chinese figures without Chinese": page("&'()５．２./CD５．２．１YZ[./CD(éK?/12?48V５．２．２" * 2),
}


@pytest.mark.parametrize("kind", BELIEVED, ids=str)
def test_what_can_be_read_is_believed(kind: str) -> None:
    assert pages_to_recognise([judge(BELIEVED[kind])]) == ()


@pytest.mark.parametrize("kind", NOT_BELIEVED, ids=str)
def test_what_is_missing_or_lies_is_recognised(kind: str) -> None:
    assert pages_to_recognise([judge(NOT_BELIEVED[kind])]) == (1,)


def test_a_long_notice_on_every_scan_is_a_watermark() -> None:
    notice = (
        "本文件由资料网整理上传，仅供学习交流使用，不得用于商业用途，版权归原出版单位所有，请于下载后及时删除。" * 4
    )
    scans = [judge(page(f"{notice}第{number}页", number=number, image_share=1.0)) for number in range(1, 5)]
    assert pages_to_recognise(scans[:2]) == ()
    assert pages_to_recognise(scans) == (1, 2, 3, 4)


def test_a_page_that_says_too_little_is_judged_by_the_others() -> None:
    short = LayerVerdict(1, Layer.UNSURE)
    wrong = [LayerVerdict(number, Layer.WRONG) for number in (2, 3)]
    sound = [LayerVerdict(number, Layer.LANGUAGE) for number in (4, 5)]
    assert pages_to_recognise([short, *wrong]) == (1, 2, 3)
    assert pages_to_recognise([short, *wrong, *sound]) == (2, 3)


def test_language_is_believed_among_lying_pages() -> None:
    verdicts = [judge(page(CHINESE * 2)), *(LayerVerdict(number, Layer.WRONG) for number in range(2, 9))]
    assert 1 not in pages_to_recognise(verdicts)


def test_letters_kept_in_a_row_of_rare_characters_are_letters() -> None:
    text = "".join(glyph.text for glyph in with_latin_letters(page("犌犅／犜３８６３６ 狊犲狉狏犲狉")).glyphs)
    assert text == "GB／T３８６３６ server"


def test_a_page_with_restored_letters_is_believed_unless_the_others_lie() -> None:
    restored = judge(page(CHINESE * 2 + "犌犅／犜３８６３６"))
    wrong = [LayerVerdict(number, Layer.WRONG) for number in (2, 3)]
    assert pages_to_recognise([restored]) == ()
    assert pages_to_recognise([restored, *wrong]) == (1, 2, 3)


def test_a_rare_character_in_a_name_stays() -> None:
    assert with_latin_letters(page("起草人：王犇")).glyphs[-1].text == "犇"
