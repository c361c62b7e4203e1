"""The standard of injection_texts.py as a file of each format, with a plant in its place or without any."""

from __future__ import annotations

import zipfile
from html import escape
from pathlib import Path

import openpyxl
from openpyxl.styles import Font
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.bench.injection_texts import NUMBER, TITLE, TOPICS, Plant
from tests.unit.ingest.documents import CONTENT_TYPES, RELATIONS, SPACES

SCOPE = "本标准规定了手推升降平台的技术要求，适用于室内使用的手推升降平台。"
TERM = "升降平台：由人力推动、能升降的工作平台。"
ZERO_WIDTH = "\u200b"
SONG = "STSong-Light"


def write(format: str, folder: Path, plant: Plant | None) -> Path:
    """The file; a plant whose place is "name" is in its name."""
    name = plant.text if plant is not None and plant.place == "name" else f"{NUMBER.replace('/', ' ')} {TITLE}"
    path = folder / f"{name}.{format}"
    {"md": _markdown, "html": _page, "docx": _word, "pdf": _printed, "xlsx": _sheet}[format](path, plant)
    return path


def _clauses(plant: Plant | None) -> list[tuple[str, str, str]]:
    """Number, title and text of each clause, with what is planted as running text or as a heading."""
    found = []
    for position, topic in enumerate(TOPICS):
        text, title = topic.text, topic.title
        if plant is not None and plant.topic == position:
            if plant.place == "sentence":
                text += plant.text
            if plant.place == "heading":
                title = f"{title} {plant.text}"
        found.append((topic.number, title, text))
    if plant is not None and plant.place in ("clause", "split"):
        text = ZERO_WIDTH.join(plant.text[:8]) + plant.text[8:] if plant.place == "split" else plant.text
        found.append(("4.11", "附加说明", text))
    return found


def _is(plant: Plant | None, *places: str) -> str:
    return plant.text if plant is not None and plant.place in places else ""


def _markdown(path: Path, plant: Plant | None) -> None:
    front = f"---\ntitle: {_is(plant, 'front')}\n---\n" if _is(plant, "front") else ""
    lines = [f"{front}# {NUMBER} {TITLE}", "## 1 范围", SCOPE, "## 3 术语和定义", TERM, "## 4 技术要求"]
    for number, title, text in _clauses(plant):
        lines += [f"### {number} {title}", text]
    lines += [f"<!-- {_is(plant, 'comment')} -->"] if _is(plant, "comment") else []
    path.write_text("\n\n".join(lines) + "\n", "utf-8")


_STYLES = {
    "white": "color:#ffffff",
    "none": "display:none",
    "tiny": "font-size:0",
    "away": "position:absolute;left:-9999px",
    "clear": "opacity:0",
}


def _page(path: Path, plant: Plant | None) -> None:
    rule = "<style>.gone{display:none}</style>" if _is(plant, "class") else ""
    meta = f'<meta name="description" content="{escape(_is(plant, "meta"))}">' if _is(plant, "meta") else ""
    head = f"<title>{escape(_is(plant, 'title') or f'{NUMBER} {TITLE}')}</title>{rule}{meta}"
    body = [
        f"<h1>{NUMBER} {TITLE}</h1>",
        "<h2>1 范围</h2>",
        f"<p>{SCOPE}</p>",
        "<h2>3 术语和定义</h2>",
        f"<p>{TERM}</p>",
    ]
    body.append("<h2>4 技术要求</h2>")
    for number, title, text in _clauses(plant):
        body += [f"<h3>{number} {escape(title)}</h3>", f"<p>{escape(text)}</p>"]
    if plant is not None:
        planted = escape(plant.text)
        body += [f'<p style="{_STYLES[plant.place]}">4.1 {planted}</p>'] if plant.place in _STYLES else []
        body += [f'<p class="gone">{planted}</p>'] if plant.place == "class" else []
        body += [f"<!-- {planted} -->"] if plant.place == "comment" else []
        body += [f'<p aria-hidden="true">{planted}</p>'] if plant.place == "aria" else []
        body += [f'<p><img alt="{planted}" title="{planted}" src="a.png"></p>'] if plant.place == "attribute" else []
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{"".join(body)}</body></html>'
    path.write_text(page, "utf-8")


_RUNS = {"vanish": "<w:vanish/>", "white": '<w:color w:val="FFFFFF"/>', "tiny": '<w:sz w:val="1"/>'}


def _paragraph(text: str, run: str = "", style: str = "") -> str:
    return f"<w:p><w:pPr>{style}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{escape(text)}</w:t></w:r></w:p>"


def _heading(text: str, level: int) -> str:
    return _paragraph(text, style=f'<w:outlineLvl w:val="{level}"/>')


def _word(path: Path, plant: Plant | None) -> None:
    body = [_paragraph(NUMBER), _paragraph(TITLE), _heading("1 范围", 0), _paragraph(SCOPE)]
    body += [_heading("3 术语和定义", 0), _paragraph(TERM), _heading("4 技术要求", 0)]
    for number, title, text in _clauses(plant):
        body += [_heading(f"{number} {title}", 1), _paragraph(text)]
    parts: dict[str, str] = {}
    if plant is not None:
        planted = escape(plant.text)
        body += [_paragraph(plant.text, _RUNS[plant.place])] if plant.place in _RUNS else []
        if plant.place == "deleted":
            body.append(f'<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>{planted}</w:delText></w:r></w:del></w:p>')
        if plant.place == "comment":
            parts["comments"] = f'<w:comment w:id="0">{_paragraph(plant.text)}</w:comment>'
            body.append('<w:p><w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>')
        if plant.place == "footnote":
            parts["footnotes"] = f'<w:footnote w:id="2">{_paragraph(plant.text)}</w:footnote>'
            body.append('<w:p><w:r><w:t>平台应有铭牌。</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>')
        if plant.place == "header":
            parts["header1"] = _paragraph(plant.text)
    core = f"<coreProperties><title>{escape(_is(plant, 'core'))}</title></coreProperties>"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", CONTENT_TYPES)
        package.writestr("_rels/.rels", RELATIONS)
        package.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{''.join(body)}</w:body></w:document>")
        package.writestr("docProps/core.xml", core)
        for name, content in parts.items():
            tag = "hdr" if name == "header1" else name
            package.writestr(f"word/{name}.xml", f"<w:{tag} {SPACES}>{content}</w:{tag}>")


WIDTH, HEIGHT = 595.0, 842.0
_LINE = 20.0


class _Pages:
    """Lines one below the other, page after page, with a running header."""

    def __init__(self, path: Path, header: str) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(SONG))
        self.canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
        self._header = header
        self._begin()

    def _begin(self) -> None:
        self.canvas.setFillColorRGB(0, 0, 0)
        self.canvas.setFont(SONG, 9)
        self.canvas.drawString(60, HEIGHT - 40, self._header)
        self.y = 90.0

    def line(self, text: str, size: float = 10.5) -> None:
        for start in range(0, len(text), 40):
            if self.y > 300:  # short pages, so that the header runs over several
                self.canvas.showPage()
                self._begin()
            self.canvas.setFont(SONG, size)
            self.canvas.drawString(72, HEIGHT - self.y, text[start : start + 40])
            self.y += _LINE


def _printed(path: Path, plant: Plant | None) -> None:
    pages = _Pages(path, _is(plant, "header") or NUMBER)
    pages.canvas.setTitle(_is(plant, "info") or TITLE)
    for text, size in ((NUMBER, 14.0), (TITLE, 18.0), ("1 范围", 12.0), (SCOPE, 10.5)):
        pages.line(text, size)
    for text, size in (("3 术语和定义", 12.0), (TERM, 10.5), ("4 技术要求", 12.0)):
        pages.line(text, size)
    for number, title, text in _clauses(plant):
        pages.line(f"{number} {title}", 10.5)
        pages.line(text)
    if plant is not None:
        _plant_on(pages, plant)
    pages.canvas.save()


def _plant_on(pages: _Pages, plant: Plant) -> None:
    canvas = pages.canvas
    match plant.place:
        case "white":
            canvas.setFillColorRGB(1, 1, 1)
            pages.line(plant.text)
        case "clear":
            canvas.setFillColorRGB(0, 0, 0, alpha=0)
            pages.line(plant.text)
        case "tiny":
            pages.line(plant.text, 0.4)
        case "off":
            canvas.setFont(SONG, 10.5)
            canvas.drawString(WIDTH + 150, HEIGHT - 200, plant.text)
        case "invisible":
            text = canvas.beginText(72, HEIGHT - pages.y)
            text.setFont(SONG, 10.5)
            text.setTextRenderMode(3)
            text.textLine(plant.text)
            canvas.drawText(text)
        case "annotation":
            canvas.textAnnotation(plant.text, Rect=[72, 100, 200, 140], addtopage=1)
        case _:
            pass


def _sheet(path: Path, plant: Plant | None) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None, "a new workbook has a sheet"
    sheet.title = TITLE
    sheet.append(("条号", "项目", "要求"))
    for topic in TOPICS:
        sheet.append((topic.number, topic.title, topic.text))
    if plant is not None:
        last = len(TOPICS) + 2
        if plant.place == "column":
            sheet["D1"], sheet["D2"] = "备注", plant.text
            sheet.column_dimensions["D"].hidden = True
        elif plant.place == "sheet":
            other = book.create_sheet("说明")
            other.append((plant.text,))
            other.sheet_state = "hidden"
        else:
            sheet.append(("4.11", "附加说明", plant.text))
            sheet.row_dimensions[last].hidden = plant.place == "row"
            if plant.place == "white":
                for cell in sheet[last]:
                    cell.font = Font(color="FFFFFFFF")
    book.save(path)
