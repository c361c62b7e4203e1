"""After another embedding model was chosen: the vectors of the library are to be computed anew."""

from __future__ import annotations

from app.foundation.messages import tr
from app.gui.parts.desk import Desk


def offer_new_vectors(desk: Desk) -> None:
    """Tell it, and compute them where the person wants that now; words are searched meanwhile as before."""
    desk.say(tr("已换向量模型：重新计算向量后，才能按意思检索。"), tr("现在计算"), desk.vectors_wanted.emit)
