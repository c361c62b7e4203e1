"""What every text work says of its documents, and of how it was made."""

from __future__ import annotations

from app.assistant.quoting.citations import PATH_STEP
from app.domain.answer import Citation
from app.domain.evidence import Source
from app.domain.names import status_name
from app.domain.printed_page import page_in_brackets
from app.foundation.messages import tr


def source_line(source: Source) -> str:
    """依据：GB 17761-2018 电动自行车安全技术规范（现行）; of a law its edition, where several are held."""
    return tr("依据：{document}（{status}）", document=source.named, status=status_name(source.status))


def by_rule_line() -> str:
    """For what no model had a hand in."""
    return tr("按规则从原文逐字摘出，没有使用人工智能生成。")


def headings_above(citation: Citation) -> str:
    """The way to a clause inside its document: without the document's name, and without a last step that is no more
    than the clause's number."""
    steps = citation.title_path.split(PATH_STEP)[1:]
    if steps and (citation.clause or "").startswith(steps[-1]):
        steps = steps[:-1]
    return PATH_STEP.join(steps)


def place_name(citation: Citation) -> str:
    """[3] 6.1.3（第7页）."""
    return f"[{citation.key}] {citation.clause or ''}{page_in_brackets(citation.page, citation.printed_page)}"
