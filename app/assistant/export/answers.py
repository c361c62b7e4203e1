"""Answers to a paper: sentences with the numbers of their sources, quotes set apart, what is said beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from app.assistant.export.paper import Block, Heading, Look, Paper, Paragraph, Prose, Quote, Remark, Stretch
from app.assistant.export.references import CitationForm, printed_number, reference
from app.assistant.export.report import printable
from app.domain.answer import Answer, Citation, Mode, Sentence, SentenceKind
from app.domain.document import DocumentStatus, Metadata
from app.domain.names import status_name
from app.domain.printed_page import page_name
from app.foundation.messages import tr
from app.security.labels import needs_label, without_label
from app.security.marks import highest_mark, mark_to_bear

MODELS_APART = "、"
_MARK = re.compile(r"\s*[\[［【]([0-9A-Za-z]{1,4})[\]］】]")
"""How a key is written into a sentence: [1]."""


def paper(
    title: str,
    answers: Sequence[tuple[Answer, str]],
    documents: Mapping[str, Metadata],
    form: CitationForm,
    *,
    explains_label: bool = True,
    mark: str | None = None,
    shows_label: bool = True,
) -> Paper:
    """``answers`` come with the ISO time of their turn, or with ""; ``documents`` are those of the library by id.
    ``explains_label``: where no model wrote anything it is said why the label of generated text does not stand there.
    ``mark`` is a person's own choice of the security mark, ``shows_label`` whether the label of generated text is seen.

    Raises MarkTooLow, UserError for a mark that may not stand on it.
    """
    sources = _Sources(documents, form)
    blocks: list[Block] = []
    for place, (answer, made) in enumerate(answers, 1):
        numbers = sources.number(answer.citations)
        if len(answers) > 1 or answer.question != title:
            blocks.append(Heading(printable(answer.question), place if len(answers) > 1 else 0))
        told = answer if shows_label else replace(answer, text=without_label(answer.text))
        blocks += _Turn(told, numbers).blocks(made)
    models = dict.fromkeys(answer.model for answer, _ in answers if answer.model and needs_label(answer))
    if answers and not models and explains_label:
        blocks.append(Remark(_why_no_label([answer for answer, _ in answers])))
    own = highest_mark(answer_mark(answer, documents) for answer, _ in answers)
    borne = mark_to_bear(printable(own) if own is not None else None, mark)
    named = " ".join(printable(title).split())
    model = MODELS_APART.join(models) or None
    return Paper(named, borne, tuple(blocks), tuple(sources.lines), model, shows_label)


def answer_mark(answer: Answer, documents: Mapping[str, Metadata]) -> str | None:
    """The highest security mark of its sources: when the answer was given, or as the documents bear it now."""
    cited = sorted({citation.document_id for citation in answer.citations})
    now = (documents[each].security_mark for each in cited if each in documents)
    return highest_mark((answer.security_mark, *now))


def _why_no_label(answers: Sequence[Answer]) -> str:
    sentences = [sentence for answer in answers for sentence in answer.sentences]
    if sentences and all(sentence.kind is SentenceKind.QUOTE for sentence in sentences):
        return tr("以上只摘录原文，没有模型生成的文字，所以不带 AI 标识。")
    return tr("以上没有模型生成的文字，所以不带 AI 标识。")


class _Sources:
    """The list of sources: one entry for every place that is cited, numbered as they are first met. A place that an
    earlier answer cites keeps its number; within one answer every key keeps one of its own, as on the screen."""

    def __init__(self, documents: Mapping[str, Metadata], form: CitationForm) -> None:
        self._documents = documents
        self._form = form
        self._numbers: dict[tuple[str, str | None, int | None], int] = {}
        self.lines: list[str] = []

    def number(self, citations: Sequence[Citation]) -> dict[str, tuple[int, Citation]]:
        """The number of each key of one answer."""
        known = dict(self._numbers)
        numbers: dict[str, tuple[int, Citation]] = {}
        for citation in citations:
            place = (citation.document_id, citation.clause, citation.page)
            if place not in known:
                entry = reference(
                    self._documents.get(citation.document_id),
                    citation.standard,
                    citation.clause,
                    citation.page,
                    self._form,
                    citation.printed_page,
                )
                self.lines.append(printable(f"[{len(self.lines) + 1}] {entry}"))
                self._numbers.setdefault(place, len(self.lines))
            numbers[citation.key] = (known.get(place, len(self.lines)), citation)
        return numbers


class _Turn:
    """One answer as blocks."""

    def __init__(self, answer: Answer, numbers: Mapping[str, tuple[int, Citation]]) -> None:
        self._answer = answer
        self._numbers = numbers

    def blocks(self, made: str) -> list[Block]:
        answer = self._answer
        said: list[Block] = []
        if answer.mode is Mode.GENERAL:
            said.append(Prose(printable(answer.text)))
        elif answer.sentences:
            said += self._sentences()
        else:
            lines = (line for line in answer.text.splitlines() if line.strip())
            said += [Paragraph((Stretch(printable(line)),)) for line in lines]
        return [*said, *self._remarks(made)]

    def _sentences(self) -> list[Block]:
        """Direct sentences run on in one paragraph until a quote stands between them."""
        blocks: list[Block] = []
        running: list[Stretch] = []
        for sentence in self._answer.sentences:
            if sentence.kind is SentenceKind.DIRECT:
                running += self._direct(sentence)
                continue
            if running:
                blocks.append(Paragraph(tuple(running)))
                running = []
            blocks.append(self._quote(sentence))
        return [*blocks, Paragraph(tuple(running))] if running else blocks

    def _direct(self, sentence: Sentence) -> list[Stretch]:
        text = printable(self._without_marks(sentence.text))
        keys = self._keys(sentence)
        stretches = [Stretch(text)] if sentence.verified else [Stretch(text + tr("〔未核实〕"), Look.UNVERIFIED)]
        if keys:
            stretches.append(Stretch(keys, Look.KEY))
        return [*stretches, Stretch(" ")] if text[-1:].isascii() else stretches

    def _quote(self, sentence: Sentence) -> Quote:
        cited = [self._numbers[key][1] for key in sentence.keys if key in self._numbers]
        table = cited[0].table if len(cited) == 1 else None
        text = printable(self._without_marks(sentence.text))
        places = "；".join(_place(citation) for citation in cited)
        return Quote(text, printable(places), self._keys(sentence), sentence.verified, table)

    def _keys(self, sentence: Sentence) -> str:
        numbers = dict.fromkeys(self._numbers[key][0] for key in sentence.keys if key in self._numbers)
        return "".join(f"[{number}]" for number in numbers)

    def _without_marks(self, text: str) -> str:
        """Without the keys that stand behind the sentence anyway; other brackets are the author's own."""
        return _MARK.sub(lambda found: "" if found.group(1) in self._numbers else found.group(0), text).strip()

    def _remarks(self, made: str) -> list[Remark]:
        answer = self._answer
        remarks = [Remark(tr("注意：{text}", text=warning), is_warning=True) for warning in answer.warnings]
        notes = dict.fromkeys(note for sentence in answer.sentences for note in sentence.notes)
        if notes:
            remarks.append(Remark(tr("说明：{text}", text="；".join(notes))))
        if answer.facts:
            facts = "；".join(f"{fact.key} = {fact.value}" for fact in answer.facts)
            remarks.append(Remark(tr("已确认的条件：{text}", text=facts)))
        if answer.clarifying_question is not None:
            remarks.append(Remark(tr("尚待确认：{text}", text=answer.clarifying_question.text)))
        remarks.append(Remark(_how_made(answer, made)))
        return [Remark(printable(remark.text), remark.is_warning) for remark in remarks]


def _place(citation: Citation) -> str:
    """GB 17761—2018 6.1.3，第 7 页（被代替）."""
    place = " ".join(part for part in (printed_number(citation.standard), citation.clause) if part)
    page = page_name(citation.page, citation.printed_page)
    place = tr("，").join(part for part in (place, page) if part)
    status = status_name(citation.status) if citation.status is not DocumentStatus.IN_FORCE else ""
    return place + (tr("（{status}）", status=status) if status else "")


def _how_made(answer: Answer, made: str) -> str:
    """专业模式 · 模型 … · 2026-11-23."""
    mode = {
        Mode.PROFESSIONAL: tr("专业模式"),
        Mode.GENERAL: tr("普通模式，未查文库，不能作为依据"),
        Mode.VERBATIM: tr("原文模式，只摘录条款原文"),
    }[answer.mode]
    model = tr("模型 {model}", model=answer.model) if answer.model else ""
    day = datetime.fromisoformat(made).astimezone().date().isoformat() if made else ""
    return " · ".join(part for part in (mode, model, day) if part)
