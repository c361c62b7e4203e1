"""The parts of a DOCX around its text: styles, numbering, header, properties (ISO/IEC 29500-1)."""

from __future__ import annotations

from xml.sax.saxutils import escape

from sample_writers.source import Cover

HEADING_LIST, ANNEX_LIST, FIRST_ITEM_LIST = 1, 2, 3

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

CONTENT_TYPES = (
    f'{XML}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORD_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{WORD_TYPE}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{WORD_TYPE}.numbering+xml"/>'
    f'<Override PartName="/word/header1.xml" ContentType="{WORD_TYPE}.header+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
ROOT_RELATIONS = (
    f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
DOCUMENT_RELATIONS = (
    f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/numbering" Target="numbering.xml"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/header" Target="header1.xml"/>'
    "</Relationships>"
)


def document(body: str) -> str:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1440" w:right="1418" w:bottom="1440" w:left="1418" w:header="851" w:footer="851"'
        ' w:gutter="0"/>'
        "</w:sectPr>"
    )
    return f'{XML}<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>{body}{section}</w:body></w:document>'


def header(number: str) -> str:
    return (
        f'{XML}<w:hdr xmlns:w="{WORD}"><w:p><w:pPr><w:pStyle w:val="CoverRight"/></w:pPr>'
        f"<w:r><w:t>{escape(number)}</w:t></w:r></w:p></w:hdr>"
    )


def core(cover: Cover) -> str:
    created = f'<dcterms:{{}} xsi:type="dcterms:W3CDTF">{cover.issued}T00:00:00Z</dcterms:{{}}>'
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(cover.title)}</dc:title><dc:creator>{escape(cover.issuer)}</dc:creator>"
        f"{created.format('created', 'created')}{created.format('modified', 'modified')}</cp:coreProperties>"
    )


def _style(identifier: str, name: str, paragraph: str = "", run: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _size(half_points: int, *, bold: bool = False) -> str:
    return ("<w:b/>" if bold else "") + f'<w:sz w:val="{half_points}"/>'


def _outline(level: int) -> str:
    return f'<w:keepNext/><w:spacing w:before="120" w:after="120"/><w:outlineLvl w:val="{level}"/>'


CENTRE = '<w:jc w:val="center"/>'
RIGHT = '<w:jc w:val="right"/>'
INDENT = '<w:ind w:firstLineChars="200" w:firstLine="420"/>'

STYLES = (
    f'{XML}<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="SimSun"/><w:sz w:val="21"/>'
    '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    + "".join(_style(f"Heading{n}", f"heading {n}", _outline(n - 1), _size(21, bold=True)) for n in (1, 2, 3))
    + "".join(_style(f"Clause{n}", f"Clause {n}") for n in (2, 3, 4))
    + _style("Title", "Title", CENTRE, _size(52, bold=True))
    + _style("Subtitle", "Subtitle", CENTRE, _size(28))
    + _style("Cover", "Cover")
    + _style("CoverCentre", "Cover Centre", CENTRE, _size(32))
    + _style("CoverRight", "Cover Right", RIGHT, _size(28))
    + _style("Foreword", "Foreword Title", CENTRE, _size(32, bold=True))
    + _style("AnnexTitle", "Annex Title", CENTRE, _size(21, bold=True))
    + _style("Body", "Body Text", INDENT)
    + _style("Item", "List Item", '<w:ind w:left="840" w:hanging="420"/>')
    + _style("Note", "Note", INDENT, _size(18))
    + _style("Formula", "Formula", '<w:tabs><w:tab w:val="right" w:pos="9000"/></w:tabs>')
    + _style("TableTitle", "Table Title", CENTRE, _size(21, bold=True))
    + _style("TableText", "Table Text", CENTRE, _size(18))
    + '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr></w:style></w:styles>"
)


def _level(index: int, number_format: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        f'<w:suff w:val="space"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def numbering(item_lists: int) -> str:
    """Chapters and clauses, annexes, and as many lettered lists as the text begins, each restarting at a)."""
    dotted = ("%1", "%1.%2", "%1.%2.%3", "%1.%2.%3.%4")
    headings = "".join(_level(index, "decimal", text) for index, text in enumerate(dotted))
    annexes = _level(0, "upperLetter", "附录 %1") + "".join(
        _level(index, "decimal", text) for index, text in enumerate(dotted) if index
    )
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{identifier}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        for identifier, levels in ((0, headings), (1, annexes), (2, _level(0, "lowerLetter", "%1)")))
    )
    lists = "".join(
        f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{abstract_identifier}"/></w:num>'
        for identifier, abstract_identifier in ((HEADING_LIST, 0), (ANNEX_LIST, 1))
    ) + "".join(
        f'<w:num w:numId="{FIRST_ITEM_LIST + index}"><w:abstractNumId w:val="2"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for index in range(item_lists)
    )
    return f'{XML}<w:numbering xmlns:w="{WORD}">{abstract}{lists}</w:numbering>'
