"""OFD files for tests, written after GB/T 33190-2016, with the liberties that writers take on request."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

NAMESPACE = "http://www.ofdspec.org/2016"
A4 = "0 0 210 297"
SIZE = 4.2333
"""Millimetres: 12 points."""


def text(words: str, x: float, y: float, **attributes: str) -> str:
    """A text object whose first character stands at x, y; distances by the size unless they are given."""
    code = {name: attributes.pop(name) for name in ("DeltaX", "DeltaY") if name in attributes}
    size = float(attributes.get("Size", SIZE))
    if not code and len(words) > 1:
        code["DeltaX"] = " ".join(str(size if ord(character) > 255 else size / 2) for character in words[:-1])
    attributes = {"Font": "3", "Size": str(size), "Boundary": f"{x} {y - size} 150 {size * 1.2:.3f}", **attributes}
    return (
        f"<ofd:TextObject {_written(attributes)}><ofd:TextCode X='0' Y='{size}' {_written(code)}>{escape(words)}"
        "</ofd:TextCode></ofd:TextObject>"
    )


def path(data: str, **attributes: str) -> str:
    """A path object in millimetres of the page."""
    attributes = {"Boundary": A4, "LineWidth": "0.25", **attributes}
    return f"<ofd:PathObject {_written(attributes)}><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"


def grid(xs: Sequence[float], ys: Sequence[float]) -> str:
    """The rules of a table."""
    level = (path(f"M {xs[0]} {y} L {xs[-1]} {y}") for y in ys)
    upright = (path(f"M {x} {ys[0]} L {x} {ys[-1]}") for x in xs)
    return "".join((*level, *upright))


def page(*objects: str, before: str = "", box: str = "") -> str:
    """One page; ``before`` stands above its content: templates, resources."""
    area = f"<ofd:Area><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:Area>" if box else ""
    layer = f"<ofd:Content><ofd:Layer ID='9'>{''.join(objects)}</ofd:Layer></ofd:Content>"
    return _root("Page", area + before + layer)


def lines(*words: str) -> str:
    """One page with a line of text below the other."""
    return page(*(text(line, 30, 40 + 8 * number) for number, line in enumerate(words)))


def ofd(
    *pages: str,
    templates: Mapping[str, str] | None = None,
    resources: str = "",
    parts: Mapping[str, bytes] | None = None,
    namespace: str = NAMESPACE,
    location: str = "Pages/Page_{}/Content.xml",
) -> bytes:
    """A file of one document; ``templates`` are pages by identifier, ``location`` is how pages are named."""
    held = {"OFD.xml": _entry(), **dict(_document(pages, templates or {}, location))}
    held["Doc_0/PublicRes.xml"] = _root(
        "Res", f"<ofd:Fonts><ofd:Font ID='3' FontName='宋体'/></ofd:Fonts>{resources}", "BaseLoc='Res'"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in held.items():
            package.writestr(name, content.replace(NAMESPACE, namespace))
        for name, data in (parts or {}).items():
            package.writestr(name, data)
    return stream.getvalue()


def _entry() -> str:
    info = "<ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
    return _root("OFD", f"<ofd:DocBody>{info}</ofd:DocBody>", "Version='1.0' DocType='OFD'")


def _document(pages: Sequence[str], templates: Mapping[str, str], location: str) -> Iterator[tuple[str, str]]:
    area = f"<ofd:PageArea><ofd:PhysicalBox>{A4}</ofd:PhysicalBox></ofd:PageArea>"
    common = f"{area}<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
    named = "".join(f"<ofd:TemplatePage ID='{key}' BaseLoc='Tpls/Tpl_{key}/Content.xml'/>" for key in templates)
    listed = "".join(
        f"<ofd:Page ID='{100 + number}' BaseLoc='{location.format(number)}'/>" for number in range(len(pages))
    )
    yield (
        "Doc_0/Document.xml",
        _root("Document", f"<ofd:CommonData>{common}{named}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"),
    )
    for number, content in enumerate(pages):
        yield f"Doc_0/Pages/Page_{number}/Content.xml", content
    for key, content in templates.items():
        yield f"Doc_0/Tpls/Tpl_{key}/Content.xml", content


def _root(tag: str, inner: str, attributes: str = "") -> str:
    return f"<?xml version='1.0' encoding='UTF-8'?><ofd:{tag} xmlns:ofd='{NAMESPACE}' {attributes}>{inner}</ofd:{tag}>"


def _written(attributes: Mapping[str, str]) -> str:
    return " ".join(f"{name}='{value}'" for name, value in attributes.items())
