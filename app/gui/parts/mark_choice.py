"""Under which security mark something leaves the program: that of its sources, or a higher one."""

from __future__ import annotations

from app.foundation.messages import tr
from app.gui.parts.choosers import Combo
from app.security.marks import LEVELS


def mark_choice() -> Combo:
    """Its value is "" for the mark of the sources. A lower one is refused when the file is written, and logged."""
    made = Combo(tr("密级"))
    made.offer({"": tr("与来源相同"), **{level: level for level in LEVELS}})
    return made
