"""What is done to a conversation from the list: every step a job, the list read anew after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from app.assistant.export.style import ExportStyle
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.road.session import Session
from app.library.conversation_rows import Conversation
from app.library.conversation_texts import ConversationHit

if TYPE_CHECKING:
    from app.library.conversations import Conversations

Step: TypeAlias = "Callable[[Conversations], object]"
Listed = TypeVar("Listed", Conversation, ConversationHit)


class Keeping(QObject):
    """Answers that were overtaken by a newer question are dropped."""

    listed = Signal(object)
    """All conversations, the archived ones too; without those that are about to be deleted."""
    found = Signal(str, object)
    """A query and its hits."""
    failed = Signal(object)
    """The list could not be read."""
    renamed = Signal(str, str)
    changed = Signal()
    """Something was done to a conversation: the list is to be read anew."""
    removed = Signal(str)
    taken_back = Signal(str)
    """A deletion was undone."""
    exporting = Signal(str)
    """The name of the file that is being written, "" when none is any more."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._going: set[str] = set()
        """Those that are deleted or about to be: a list that was read before may still hold them."""
        self._asked = 0
        self._folders: tuple[str, ...] = ()

    def read(self) -> None:
        self._ask(lambda session, _: session.conversations.list(archived=True), self._show_list)

    def folders(self) -> tuple[str, ...]:
        """The names in use when the list was last read."""
        return self._folders

    def search(self, query: str) -> None:
        self._ask(
            lambda session, _: session.conversations.search(query),
            lambda hits: self.found.emit(query, [hit for hit in hits if hit.conversation.id not in self._going]),
        )

    def rename(self, conversation_id: str, title: str) -> None:
        def done(_: object) -> None:
            self.renamed.emit(conversation_id, title)
            self.changed.emit()

        self._desk.run(
            "rename conversation",
            lambda session, _: session.conversations.rename(conversation_id, title),
            done,
            self._tell_and_list,
            quick=True,
        )

    def pin(self, conversation: Conversation) -> None:
        self._do(lambda kept: kept.pin(conversation.id, pinned=not conversation.is_pinned))

    def archive(self, conversation: Conversation) -> None:
        archived = not conversation.is_archived
        self._do(lambda kept: kept.archive(conversation.id, archived=archived))
        title = conversation.title
        self._desk.say(
            tr("已归档“{title}”。", title=title) if archived else tr("已移出归档“{title}”。", title=title),
            tr("撤销"),
            lambda: self._do(lambda kept: kept.archive(conversation.id, archived=not archived)),
        )

    def move(self, conversation: Conversation, folder: str) -> None:
        self._do(lambda kept: kept.move(conversation.id, folder))

    def delete(self, conversation: Conversation) -> None:
        """Out of sight at once, and out of the workspace when the offer to undo it ends."""
        self._going.add(conversation.id)
        self.removed.emit(conversation.id)
        self.changed.emit()

        def take_back() -> None:
            self._going.discard(conversation.id)
            self.taken_back.emit(conversation.id)
            self.changed.emit()

        self._desk.do_unless_undone(
            tr("已删除“{title}”。不撤销就会彻底删除。", title=conversation.title),
            lambda: self._delete_for_good(conversation.id),
            take_back,
        )

    def export(self, conversation_id: str, path: Path, style: ExportStyle) -> None:
        """Write the file and offer its folder."""

        def work(session: Session, _: Progress) -> Path:
            return session.export_conversation(conversation_id, path, style).path

        def done(written: Path) -> None:
            self.exporting.emit("")
            folder = QUrl.fromLocalFile(str(written.parent))
            self._desk.say(
                tr("已导出 {name}。", name=written.name),
                tr("打开文件夹"),
                lambda: open_folder(folder),
            )

        def failed(error: BaseException) -> None:
            self.exporting.emit("")
            self._desk.say_error(error)

        self.exporting.emit(path.name)
        self._desk.run("export conversation", work, done, failed)

    def _delete_for_good(self, conversation_id: str) -> None:
        def failed(error: BaseException) -> None:
            self._going.discard(conversation_id)
            self._tell_and_list(error)

        self._desk.run(
            "delete conversation",
            lambda session, _: session.conversations.delete(conversation_id),
            lambda _: None,
            failed,
            quick=True,
        )

    def _do(self, step: Step) -> None:
        self._desk.run(
            "keep conversation",
            lambda session, _: step(session.conversations),
            lambda _: self.changed.emit(),
            self._tell_and_list,
            quick=True,
        )

    def _tell_and_list(self, error: BaseException) -> None:
        """What the list shows may not be what is kept: it is read anew."""
        self._desk.say_error(error)
        self.changed.emit()

    def _ask(
        self,
        work: Callable[[Session, Progress], Sequence[Listed]],
        show: Callable[[Sequence[Listed]], None],
    ) -> None:
        self._asked += 1
        asked = self._asked

        def done(result: Sequence[Listed]) -> None:
            if asked == self._asked:
                show(result)

        def failed(error: BaseException) -> None:
            if asked == self._asked:
                self.failed.emit(error)

        self._desk.run("conversations", work, done, failed)

    def _show_list(self, conversations: Sequence[Conversation]) -> None:
        self._folders = tuple(sorted({each.folder for each in conversations if each.folder}))
        self.listed.emit([each for each in conversations if each.id not in self._going])


def open_folder(folder: QUrl) -> None:
    """In the system's own file manager."""
    QDesktopServices.openUrl(folder)
