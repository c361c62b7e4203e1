"""A translation beside its source: a row a clause, with what the check found."""

from __future__ import annotations

from app.assistant.export.report import Column, Report, cell
from app.assistant.text_work.source_lines import place_name, source_line
from app.assistant.text_work.translation import Translation
from app.foundation.messages import tr


def translation_report(of: Translation) -> Report:
    """Always with the label of generated text: a model wrote the translation."""
    return Report(
        title=tr("{standard} {clause} 译文", standard=of.source.standard, clause=of.heading),
        about=(source_line(of.source), method_line(of), *term_lines(of)),
        columns=(Column(tr("条款"), 10), Column(tr("原文"), 40), Column(tr("译文"), 40), Column(tr("核对"), 18)),
        rows=tuple(
            (
                cell(place_name(part.citation)),
                cell(part.citation.quote),
                cell(part.text),
                cell("\n".join(part.warnings)),
            )
            for part in of.parts
        ),
        model=of.model,
    )


def method_line(of: Translation) -> str:
    return tr("译文由模型 {model} 写成，只供参考，以原文为准。", model=of.model)


def term_lines(of: Translation) -> tuple[str, ...]:
    if not of.terms:
        return ()
    pairs = "；".join(f"{source} = {target}" for source, target in of.terms)
    return (tr("术语：{pairs}", pairs=pairs),)
