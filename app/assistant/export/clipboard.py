"""One answer as text with its sources, as it is put on the clipboard. The chat page and the command line use it."""

from __future__ import annotations

from collections.abc import Mapping

from app.assistant.export.answers import paper
from app.assistant.export.markdown import markdown_text
from app.assistant.export.markdown import plain_text as plain
from app.assistant.export.references import CitationForm
from app.domain.answer import Answer
from app.domain.document import Metadata


def answer_text(
    answer: Answer,
    documents: Mapping[str, Metadata],
    form: CitationForm = CitationForm.GB2025,
    *,
    markdown: bool = False,
) -> str:
    """The answer with the numbers of its sources, the list of them after GB/T 7714 and the label where it is due.

    ``documents`` are the metadata of the library by document id; a source that is not among them is named as the
    citation names it.
    """
    made = paper(answer.question, [(answer, "")], documents, form)
    return markdown_text(made, titled=False) if markdown else plain(made)
