"""What each chapter says."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction, QShowEvent

from app.assistant.steps import Step
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.gui.parts.choosers import Combo
from app.gui.parts.desk import Desk
from app.gui.parts.labels import sentence_case
from app.gui.road.session import Session
from app.gui.work.finished import Finished, Tell, Wanting, Work
from app.gui.work.pane import EVERYTHING, WorkPane
from app.gui.work.summary_result import arrived, summary_result
from app.gui.work.topic_field import TopicField, material_wanting


class SummaryPane(WorkPane):
    def __init__(self, desk: Desk, saving: Sequence[QAction]) -> None:
        purpose = Wanting(
            tr("一章一段，说明文件规定了什么。"),
            tr(
                "选一份文件，再点“生成摘要”。有对话模型时由模型概括，逐句与原文核对，整份文件可能要几分钟；"
                "没有时摘出各章的原文要点。"
            ),
        )
        super().__init__(desk, sentence_case(tr("摘要")), tr("生成摘要"), purpose, saving)
        self.topic = TopicField()
        self.topic.returnPressed.connect(self.start)
        self.chapter = Combo(tr("概括哪一章"))
        self.chapter.offer({"": tr("全部各章")})
        self._chapters_of: str | None = None
        self.lay_out(self.chapter, self.topic)

    def take_document(self, document: str | None) -> None:
        super().take_document(document)
        if self.isVisible():
            self._offer_chapters()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._offer_chapters()

    def work(self) -> Work | Wanting:
        document, topic, chapter = self.document, self.topic.text().strip(), self.chapter.value()
        wanting = material_wanting(document, topic)
        if wanting is not None:
            return wanting

        def made(session: Session, progress: Progress, tell: Tell) -> Finished:
            within = None if document == EVERYTHING else document
            has_model = session.text_work.has_model_for(Step.SUMMARY)
            found = session.text_work.summarise(
                within, topic, chapter, progress, lambda one: tell(arrived(one, has_model=has_model))
            )
            return summary_result(found, has_model=has_model)

        return made

    def _offer_chapters(self) -> None:
        """Those of the document; they are read when the pane is looked at."""
        document = self.document
        if document == self._chapters_of:
            return
        self._chapters_of = document
        self.chapter.offer({"": tr("全部各章")})
        if document in (None, EVERYTHING):
            return
        wanted = str(document)

        def show(chapters: tuple[str, ...]) -> None:
            if self._chapters_of == wanted:
                self.chapter.offer({"": tr("全部各章"), **{chapter: chapter for chapter in chapters}})

        self.desk.run("chapters", lambda session, _: session.text_work.chapters(wanted), show)
