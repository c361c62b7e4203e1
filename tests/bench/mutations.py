"""Ways to spoil a file: noise on the bytes of a good one, and files made to harm whoever opens them."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping

Mutation = Callable[[bytes, random.Random], bytes]

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CONTENT_TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def flip_bits(data: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(chance.choice((1, 8, 64, 512))):
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data))]


def repeat_a_part(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    part = data[start : start + chance.randrange(1, 4096)]
    at = chance.randrange(len(data))
    return data[:at] + part * chance.choice((1, 2, 50)) + data[at:]


def blank_a_part(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    length = min(chance.choice((16, 512, 8192)), len(data) - start)
    return data[:start] + bytes(length) + data[start + length :]


def change_numbers(data: bytes, chance: random.Random) -> bytes:
    """Object numbers, lengths, offsets and sizes: what a format trusts."""

    def other(match: re.Match[bytes]) -> bytes:
        if chance.random() > 0.02:
            return match[0]
        return str(chance.choice((0, 1, -1, 65_535, 2**31, 10**12, chance.randrange(1000)))).encode()

    return re.sub(rb"(?<![\d.])\d{1,10}(?![\d.])", other, data)


def spoil_parts(data: bytes, chance: random.Random) -> bytes:
    """The XML inside a package, put back with right checksums so that it reaches the parser."""
    output = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as spoilt:
            for name in package.namelist():
                content = package.read(name)
                way = chance.choice((flip_bits, truncate, repeat_a_part, change_numbers))
                wanted = name.endswith((".xml", ".rels")) and len(content) > 1 and chance.random() < 0.4
                spoilt.writestr(name, way(content, chance) if wanted else content)
    except zipfile.BadZipFile:
        return flip_bits(data, chance)
    return output.getvalue()


NOISE: Mapping[str, tuple[Mutation, ...]] = {
    ".pdf": (flip_bits, truncate, repeat_a_part, blank_a_part, change_numbers),
    ".docx": (flip_bits, truncate, spoil_parts, spoil_parts, spoil_parts),
    ".html": (flip_bits, truncate, repeat_a_part, blank_a_part, change_numbers),
}


# ---- made to harm


def word_file(body: str, *, styles: str = "", before: str = "") -> bytes:
    document = f'<?xml version="1.0"?>{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", CONTENT_TYPES)
        package.writestr("word/document.xml", document)
        if styles:
            package.writestr("word/styles.xml", f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>')
    return output.getvalue()


def pdf_file(*objects: bytes, root: int = 1) -> bytes:
    """Objects numbered from 1, with the table and the trailer that belong to them."""
    data = b"%PDF-1.7\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return data + b"trailer<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, root, table)


def stream(content: bytes, words: bytes = b"/Filter/FlateDecode") -> bytes:
    packed = zlib.compress(content, 9)
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (words, len(packed), packed)


CATALOG = b"<</Type/Catalog/Pages 2 0 R/Outlines 5 0 R>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>"
ENTITIES = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 12))
DOCTYPE = f'<!DOCTYPE bomb [<!ENTITY e0 "boom">{ENTITIES}]>'
PARAGRAPH = "<w:p><w:r><w:t>5.1 应符合要求。</w:t></w:r></w:p>"


def zip_bomb() -> bytes:
    return word_file("<w:p/>" * 20_000_000)


def many_parts() -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as package:
        package.writestr("[Content_Types].xml", CONTENT_TYPES)
        for number in range(70_000):
            package.writestr(f"word/{number}.xml", "")
    return output.getvalue()


HARMFUL: Mapping[str, Callable[[], bytes]] = {
    "bomb.docx": zip_bomb,
    "many_parts.docx": many_parts,
    "doctype.docx": lambda: word_file("<w:p><w:r><w:t>&e11;</w:t></w:r></w:p>", before=DOCTYPE),
    "external_entity.docx": lambda: word_file(
        "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", before='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    ),
    "style_cycle.docx": lambda: word_file(
        PARAGRAPH.replace("<w:r>", '<w:pPr><w:pStyle w:val="A"/></w:pPr><w:r>', 1),
        styles='<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>',
    ),
    "deep.docx": lambda: word_file("<w:sdt><w:sdtContent>" * 30_000 + PARAGRAPH + "</w:sdtContent></w:sdt>" * 30_000),
    "deep_tables.docx": lambda: word_file("<w:tbl><w:tr><w:tc>" * 3_000 + PARAGRAPH + "</w:tc></w:tr></w:tbl>" * 3_000),
    "huge_table.docx": lambda: word_file(
        "<w:tbl>" + f"<w:tr>{f'<w:tc>{PARAGRAPH}</w:tc>' * 40}</w:tr>" * 5_000 + "</w:tbl>"
    ),
    "wide_span.docx": lambda: word_file(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>'
        f"{PARAGRAPH}</w:tc><w:tc>{PARAGRAPH}</w:tc></w:tr></w:tbl>"
    ),
    "doctype.html": lambda: f"{DOCTYPE}<html><body><h1>&e11;</h1></body></html>".encode(),
    "deep.html": lambda: b"<div>" * 200_000 + "<p>5.1 应符合要求。".encode(),
    "huge_table.html": lambda: b"<table>" + (b"<tr>" + b"<td>1" * 300) * 3_000 + b"</table>",
    "wide_span.html": lambda: b"<table><tr><td colspan=999999999 rowspan=999999999>1<td>2<tr><td>3</table>",
    "long_word.html": lambda: b"<p>" + b"a" * 20_000_000,
    "page_cycle.pdf": lambda: pdf_file(CATALOG, b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2/Parent 2 0 R>>", PAGE),
    "many_pages.pdf": lambda: pdf_file(CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1000000>>", PAGE),
    "shared_kids.pdf": lambda: pdf_file(CATALOG, b"<</Type/Pages/Kids[%s]/Count 90000>>" % (b"3 0 R " * 90_000), PAGE),
    "stream_bomb.pdf": lambda: pdf_file(
        CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", PAGE, stream(b"BT ET " * 50_000_000)
    ),
    "nested_bomb.pdf": lambda: pdf_file(
        CATALOG,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        PAGE,
        stream(zlib.compress(zlib.compress(bytes(300_000_000))), b"/Filter[/FlateDecode/FlateDecode/FlateDecode]"),
    ),
    "outline_cycle.pdf": lambda: pdf_file(
        CATALOG,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        PAGE,
        stream(b""),
        b"<</Type/Outlines/First 6 0 R/Last 6 0 R/Count 1>>",
        b"<</Title(5.1)/Parent 5 0 R/Next 6 0 R/First 6 0 R>>",
    ),
    "deep_arrays.pdf": lambda: pdf_file(CATALOG, b"<</Type/Pages/Kids" + b"[" * 200_000 + b"3 0 R" + b"]" * 200_000),
    "huge_page.pdf": lambda: pdf_file(
        CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", PAGE.replace(b"595 842", b"1e9 1e9"), stream(b"")
    ),
}
"""By name, whose ending is the format: each makes one file."""
