"""What is wanting before two documents can be compared, and the next step."""

from __future__ import annotations

from dataclasses import dataclass

from app.foundation.messages import enumerated, tr
from app.gui.parts.desk import Desk
from app.library.edition_choices import EditionChoices


@dataclass(frozen=True, slots=True)
class Guidance:
    """``needs_files``: something is to be added to the library first."""

    text: str
    hint: str
    needs_files: bool = False


def guidance(desk: Desk, choices: EditionChoices, older: str | None, newer: str | None) -> Guidance:
    """For the documents picked so far, by id."""
    alone = older or newer
    entry = desk.entry(alone) if alone else None
    if not desk.entries:
        hint = tr("添加同一标准或法规的两个版本，就可以逐条对照。")
        return Guidance(tr("文库里还没有文件。"), hint, needs_files=True)
    if entry is None:
        return Guidance(tr("选两份文件来对照。"), tr("选了一份之后，同一标准的其他版本排在另一份的最前面。"))
    if older == newer:
        return Guidance(tr("两边是同一份文件。"), tr("请在其中一边另选一份。"))
    if len(choices.together(entry.id)) > 1:
        return Guidance(tr("还要选另一份文件。"), tr("同一标准的其他版本排在最前面。"))
    lacking = choices.lacking(entry.id)
    text = tr("文库里只有“{name}”这一个版本。", name=entry.source.standard)
    if not lacking:
        return Guidance(text, tr("也可以另选一份相近的标准来对照。"))
    hint = tr("它的其他版本文库里没有：{names}。得到文件后添加进来，或另选一份来对照。", names=enumerated(lacking))
    return Guidance(text, hint, needs_files=True)
