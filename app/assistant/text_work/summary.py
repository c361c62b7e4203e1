"""A document told chapter by chapter: sentences picked by rule, and what a model phrases from those alone.

The model sees the picked sentences and nothing else. Each sentence that it writes is checked like an answer's; what
fails is dropped, and where nothing holds the picked sentences stand by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from app.assistant.answering import prompts
from app.assistant.answering.checked import with_keys
from app.assistant.quoting.citations import cite
from app.assistant.quoting.pieces import Piece
from app.assistant.text_work.chapters import chapters
from app.assistant.text_work.extract import extract
from app.assistant.text_work.material import Material
from app.assistant.verification.claims import without_keys
from app.assistant.verification.content import strange_stretches
from app.assistant.verification.verify import is_verified, sources_for
from app.domain.answer import Citation, Sentence, SentenceKind
from app.domain.evidence import Evidence, Source
from app.domain.word_changes import folded
from app.foundation.errors import EnvironmentFault, UserError, WorkerFailed
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.runtime.engine import ChatEngine, ChatMessage, ChatRequest

SUMMARY_STAGE = "summary"
SUMMARY_TOKENS = 160
"""Two or three short sentences."""
SHORT_ENOUGH = 120
"""Characters of an extract that needs no summary."""
LONGEST_SENTENCE = 100
"""Characters: a small model that is given more room copies one quote after the other."""
_BEHIND_A_TITLE = frozenset("：:，, ")
SYSTEM = (
    "你是标准与法规助手。只根据给出的编号原文，用两到三句短句概括这一章规定了什么，不补充原文没有的内容。"
    "用原文的词；数值、单位、条件、“应”“不得”“宜”“可”照抄原文。每句话末尾写上所依据的原文编号，如[1]。"
)


@dataclass(frozen=True, slots=True)
class ChapterSummary:
    """``sentences`` were written by the model and checked; none where the ``citations``, the sentences picked from the
    chapter, stand for themselves. ``dropped`` counts what the model wrote and could not be borne out."""

    heading: str
    page: int | None
    citations: tuple[Citation, ...]
    sentences: tuple[Sentence, ...] = ()
    dropped: int = 0
    printed_page: str | None = None
    """As that of a citation."""


@dataclass(frozen=True, slots=True)
class Summary:
    """``model`` is the one that wrote any of it, None where all of it is quoted."""

    sources: tuple[Source, ...]
    chapters: tuple[ChapterSummary, ...]
    model: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Chapter:
    heading: str
    begin: Evidence
    pieces: tuple[Piece, ...] = field(repr=False)


def summarise(
    evidence: Sequence[Evidence],
    engine: ChatEngine | None,
    progress: Progress,
    chapter: str = "",
    on_chapter: Callable[[ChapterSummary], None] | None = None,
) -> Summary:
    """Summarise every chapter, or the one of that number. Progress is a chapter a step; ``on_chapter`` hears of each as
    it is there.

    Raises UserError where there is no such chapter, Cancelled.
    """
    found = [_Chapter(heading, part[0], extract(Material(part))) for heading, part in chapters(evidence)]
    told = [one for one in found if one.pieces and (not chapter or _is_numbered(one.heading, chapter))]
    if chapter and not told:
        raise UserError(tr("没有第 {chapter} 章，或者这一章没有可以概括的文字。", chapter=chapter))
    citations = iter(cite([piece for one in told for piece in one.pieces]))
    quoted = [(one, tuple(next(citations) for _ in one.pieces)) for one in told]
    writer = _Writer(engine)
    summaries = []
    for done, (one, cited) in enumerate(quoted):
        progress.report(SUMMARY_STAGE, done, len(quoted), one.heading)
        summaries.append(writer.write(one, cited, progress))
        if on_chapter is not None:
            on_chapter(summaries[-1])
    progress.report(SUMMARY_STAGE, len(quoted), len(quoted))
    is_written = any(one.sentences for one in summaries)
    model = engine.model_id if engine is not None and is_written else None
    return Summary(Material(evidence).sources, tuple(summaries), model, writer.warnings)


def _is_numbered(heading: str, chapter: str) -> bool:
    number = folded(heading.partition(" ")[0])
    return number.upper() == folded(chapter).upper() or folded(heading).upper() == folded(chapter).upper()


class _Writer:
    def __init__(self, engine: ChatEngine | None) -> None:
        self._engine = engine
        self.warnings: tuple[str, ...] = () if engine is not None else (tr("没有安装对话模型，只列出各章的原文要点。"),)

    def write(self, chapter: _Chapter, cited: tuple[Citation, ...], progress: Progress) -> ChapterSummary:
        bare = ChapterSummary(chapter.heading, chapter.begin.page, cited, printed_page=chapter.begin.printed_page)
        leads = [piece.lead for piece in chapter.pieces]
        if self._engine is None or sum(len(one.quote) for one in cited) <= SHORT_ENOUGH:
            return bare
        try:
            reply = self._engine.chat(_request(chapter.heading, cited, leads), cancel=progress.cancel)
        except (WorkerFailed, EnvironmentFault, UserError) as error:
            self.warnings = (*self.warnings, tr("{chapter}：{cause}", chapter=chapter.heading, cause=error.message))
            return bare
        progress.cancel.raise_if_cancelled()
        written = [_without_title(text, chapter.heading) for text in prompts.sentences_of(reply.text)]
        if reply.finish != "stop":
            written = written[:-1]
        checked = [_checked(text, cited, leads) for text in written]
        kept = {sentence.text: sentence for sentence in checked if sentence is not None}
        return replace(bare, sentences=tuple(kept.values()), dropped=sum(one is None for one in checked))


def _request(heading: str, cited: Sequence[Citation], leads: Sequence[str]) -> ChatRequest:
    lines = [
        f"[{citation.key}] {citation.clause or ''} {lead}{' '.join(citation.quote.split())}"
        for citation, lead in zip(cited, leads, strict=True)
    ]
    content = "原文：\n" + "\n".join(lines) + f"\n\n概括“{_title(heading)}”这一章。"
    keys = [citation.key for citation in cited]
    messages = (ChatMessage("system", SYSTEM), ChatMessage("user", content))
    return ChatRequest(messages, SUMMARY_TOKENS, grammar=_grammar(keys))


def _is_borne_out(written: str, keys: Sequence[str], cited: Sequence[Citation], leads: Sequence[str]) -> bool:
    """As an answer's sentence, and without any word from elsewhere: 整车编码 in a sentence that 电动机编码 bears out is
    another subject, though the chapter's heading has it."""
    quotes = (f"{lead}{one.quote}" for one, lead in zip(cited, leads, strict=True) if one.key in keys)
    if strange_stretches(without_keys(written), "\n".join(quotes)):
        return False
    return is_verified(written, sources_for(keys, cited, leads, "", ()))


def _grammar(keys: Sequence[str]) -> str:
    """GBNF: up to three short sentences, two where there are two quotes, each with the key that it ends with."""
    alternatives = " | ".join(f'"{key}"' for key in keys)
    return (
        f'root ::= sentence ("\\n" sentence){{{min(len(keys), 2) - 1},2}}\n'
        f'sentence ::= [^\\[\\]\\n【】`。；]{{4,{LONGEST_SENTENCE}}} "。"? "[" key "]"\n'
        f"key ::= {alternatives}\n"
    )


def _title(heading: str) -> str:
    """Without the chapter's number, which a model takes for one of the text's."""
    return heading.partition(" ")[2].strip() or heading


def _without_title(written: str, heading: str) -> str:
    """A small model likes to begin with the heading: "5 整车标志：铭牌应…"."""
    for start in (heading, _title(heading)):
        if written.startswith(start) and written[len(start) : len(start) + 1] in _BEHIND_A_TITLE:
            return written[len(start) + 1 :].lstrip()
    return written


def _checked(written: str, cited: Sequence[Citation], leads: Sequence[str]) -> Sentence | None:
    """The sentence with the keys that bear it out: its own, else another one; None where none does."""
    if len(without_keys(written)) >= LONGEST_SENTENCE:
        return None  # cut off by the grammar
    known = [citation.key for citation in cited]
    own = prompts.keys_of(written, known)
    for keys in (own, *((key,) for key in known)):
        if keys and _is_borne_out(written, keys, cited, leads):
            text = written if keys == own else with_keys(written, keys)
            return Sentence(text, SentenceKind.DIRECT, keys, verified=True)
    return None
