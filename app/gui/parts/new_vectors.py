"""After another embedding model was chosen: the vectors of the library are to be computed anew."""

from __future__ import annotations

from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.road.session import Session


def offer_new_vectors(desk: Desk) -> None:
    """Tell it, and compute them where the person wants that now; words are searched meanwhile as before."""

    def work(session: Session, progress: Progress) -> tuple[str, ...]:
        return session.embed_if_possible(progress)

    def done(warnings: tuple[str, ...]) -> None:
        desk.say(" ".join(warnings) or tr("向量已按新的模型算好。"))

    def compute() -> None:
        desk.say(tr("正在按新的模型计算向量，期间按字词检索照常。"))
        desk.run("new vectors", work, done, writes=True)

    desk.say(tr("已换向量模型：重新计算向量后，才能按意思检索。"), tr("现在计算"), compute)
