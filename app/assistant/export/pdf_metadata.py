"""What a PDF file says of itself: the document information and the XMP packet, with the implicit label in both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

from app.assistant.export.paper import Paper
from app.security.labels import AIGC_PROPERTY, PRODUCER, aigc_record

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<pdf:Producer>{producer}</pdf:Producer>{label}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def canvas_with(paper: Paper) -> Callable[..., Any]:
    """A canvas that writes the metadata: the record of GB 45438-2025 by its name, in both places that PDF has."""
    from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream, PDFString  # type: ignore[import-untyped]
    from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

    def make(*given: Any, **named: Any) -> Any:
        canvas = Canvas(*given, **named)
        document = canvas._doc
        information = document.info
        information.producer = information.creator = PRODUCER
        information.subject, information.title, information.author = "", paper.title, ""
        record = aigc_record(paper.model) if paper.model is not None else ""
        if record:
            write = information.format

            def with_record(to: Any) -> Any:
                plain = write(to)
                added = PDFDictionary({AIGC_PROPERTY: PDFString(record)}).format(to)
                return plain[: plain.rindex(b">>")] + added[added.index(b"<<") + 2 :]

            information.format = with_record
        label = f"<TC260:{AIGC_PROPERTY}>{escape(record)}</TC260:{AIGC_PROPERTY}>" if record else ""
        packet = _XMP.format(title=escape(paper.title), producer=PRODUCER, label=label).encode("utf-8")
        described = {"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}
        document.Catalog.Metadata = PDFStream(PDFDictionary(described), packet, filters=[])
        return canvas

    return make
