"""One answer as text, as it is put on the clipboard. The chat page and the command line use it."""

from __future__ import annotations

from collections.abc import Mapping

from app.assistant.export.answers import answer_mark, paper
from app.assistant.export.markdown import markdown_text
from app.assistant.export.markdown import plain_text as plain
from app.assistant.export.references import CitationForm
from app.domain.answer import Answer
from app.domain.document import Metadata
from app.foundation.messages import tr
from app.security.labels import labelled, needs_label, without_label
from app.security.marks import marked


def answer_text(
    answer: Answer,
    documents: Mapping[str, Metadata],
    form: CitationForm = CitationForm.GB2025,
    *,
    markdown: bool = False,
    shows_label: bool = True,
) -> str:
    """The answer with the numbers of its sources, the list of them after GB/T 7714 and the label where it is due.

    ``documents`` are the metadata of the library by document id; a source that is not among them is named as the
    citation names it.
    """
    made = paper(answer.question, [(answer, "")], documents, form, explains_label=False, shows_label=shows_label)
    return markdown_text(made, titled=False) if markdown else plain(made)


def said_text(answer: Answer, documents: Mapping[str, Metadata], *, shows_label: bool = True) -> str:
    """The answer as it was said, without a list of sources. What must not be parted from it goes along: the highest
    security mark of its sources, what it warns of, and the label where it is due."""
    mark = answer_mark(answer, documents)
    warnings = [tr("注意：{text}", text=warning) for warning in answer.warnings if warning not in answer.text]
    text = "\n\n".join([without_label(answer.text.strip()), *warnings])
    return marked(labelled(text) if shows_label and needs_label(answer) else text, mark)
