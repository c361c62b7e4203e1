"""A clause or a chapter in the other language, beside its source."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction, QShowEvent

from app.assistant.steps import Step
from app.assistant.text_work.translation import Language
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.gui.parts.choosers import Combo
from app.gui.parts.desk import Desk
from app.gui.parts.labels import sentence_case
from app.gui.road.session import Session
from app.gui.work.clause_picker import ClausePicker
from app.gui.work.finished import Finished, Tell, Wanting, Work
from app.gui.work.pane import EVERYTHING, WorkPane
from app.gui.work.translation_result import arrived, translation_result


class TranslationPane(WorkPane):
    def __init__(self, desk: Desk, saving: Sequence[QAction]) -> None:
        purpose = Wanting(
            tr("把一条或一章译成英文或中文，与原文并排。"),
            tr(
                "选一份文件和条款，再点“开始翻译”。译文由模型写成，数字、单位、标准编号和要求用词逐项核对，以原文为准。"
            ),
        )
        super().__init__(desk, sentence_case(tr("翻译")), tr("开始翻译"), purpose, saving)
        self.clause = ClausePicker(desk.theme)
        self.language = Combo(tr("译成哪种语言"))
        self.language.offer({"": tr("中英互译"), Language.ENGLISH: tr("译成英文"), Language.CHINESE: tr("译成中文")})
        self._wanted_clause: str | None = None
        self._clauses_of: str | None = None
        self._asked_for_clauses = 0
        self._has_model = True
        self.lay_out(self.clause, self.language)

    def translate(self, document: str, clause: str) -> None:
        """Of another page: that clause, at once."""
        self.document = document
        self._wanted_clause = clause
        self._clauses_of = None
        self._offer_clauses()

    def take_document(self, document: str | None) -> None:
        super().take_document(document)
        if self.isVisible():
            self._offer_clauses()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._offer_clauses()
        self.look_for_model()

    def look_for_model(self) -> None:
        """Models come and go on their own page."""
        self.desk.run("model", lambda session, _: session.text_work.has_model_for(Step.TRANSLATION), self._note_model)

    def work(self) -> Work | Wanting:
        document, clause, language = self.document, self.clause.value, self.language.value()
        if document is None or document == EVERYTHING:
            return Wanting(tr("还没有选文件。"), tr("翻译一次只做一份文件里的一条或一章，请在上面选一份文件。"))
        if clause is None:
            return Wanting(tr("还没有选条款。"), tr("选一条，或输入编号再按 Enter，如 5.2.1、第十二条。"))

        def made(session: Session, progress: Progress, tell: Tell) -> Finished:
            to = Language(language) if language else None
            found = session.text_work.translate(document, clause, to, progress, lambda part: tell(arrived(part)))
            return translation_result(found)

        return made

    def start(self) -> None:
        if self._has_model:
            super().start()
        else:
            self.tell(_without_model(), self.to_models)

    def rest(self) -> None:
        if self.finished is None and not self._has_model and self.desk.entries:
            self.tell(_without_model(), self.to_models)
        else:
            super().rest()

    def _note_model(self, is_there: bool) -> None:
        if is_there != self._has_model:
            self._has_model = is_there
            self.run.setEnabled(is_there and not self.is_running)
            if not self.is_running:
                self.rest()

    def _offer_clauses(self) -> None:
        """Those of the document; they are read when the pane is looked at."""
        document = self.document
        if document == self._clauses_of:
            return
        self._clauses_of = document
        self._asked_for_clauses += 1
        asked = self._asked_for_clauses
        self.clause.offer({})
        if document in (None, EVERYTHING):
            return
        wanted = str(document)

        def show(headings: dict[str, str]) -> None:
            if asked != self._asked_for_clauses:
                return
            clause, self._wanted_clause = self._wanted_clause, None
            self.clause.offer(headings, clause)
            if clause is not None:
                self.start()

        self.desk.run("clauses", lambda session, _: session.text_work.units(wanted), show)


def _without_model() -> Wanting:
    return Wanting(
        tr("没有对话模型，还不能翻译。"),
        tr("在“模型”页添加对话模型（.gguf 文件），再回到这里。检查表和分类不用模型，现在就能做。"),
    )
