"""Text of documents and answers on its way to the clipboard: under its mark, with its label, as the settings want it,
and told to the audit log. Every page copies through here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QTextCursor

from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.road.session import Session
from app.security.audit.entry import Kind
from app.security.labels import labelled
from app.security.marks import mark_line, marked
from app.workspace.auditing import LeftProgram

FORBIDDEN, NO_HISTORY = "forbidden", "no_history"
KEPT_OUT = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\x01",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\x00\x00\x00\x00",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\x00\x00\x00\x00",
    'application/x-qt-windows-mime;value="Clipboard Viewer Ignore"': b"\x01",
    "application/x-nspasteboard-concealed-type": b"1",
}
"""What asks Klipper, Windows and the clipboard managers of macOS to keep nothing. Those of GNOME and Xfce do not look
for it."""
_BODY = re.compile(r"<body[^>]*>")


@dataclass(frozen=True, slots=True)
class CopyManner:
    """What the settings say: whether text may leave by the clipboard, stay in its history, and show the label."""

    copying: str = "allowed"
    shows_label: bool = True

    @property
    def is_forbidden(self) -> bool:
        return self.copying == FORBIDDEN

    def ask_for_no_history(self, data: QMimeData) -> QMimeData:
        """The data, with the request where it is wanted."""
        if self.copying == NO_HISTORY:
            for name, value in KEPT_OUT.items():
                data.setData(name, value)
        return data


def manner_of(desk: Desk) -> CopyManner:
    settings = desk.session.settings if desk.session is not None else None
    return CopyManner(settings.copying, settings.ai_label) if settings is not None else CopyManner()


def selected_data(cursor: QTextCursor, manner: CopyManner, mark: str | None, label: str = "") -> QMimeData:
    """What is copied or dragged out of a text by hand: nothing where that is not allowed, else below the mark and above
    the ``label``."""
    data = QMimeData()
    if manner.is_forbidden:
        return data
    selected = cursor.selection()
    text, html = selected.toPlainText(), selected.toHtml()
    if label:
        text = labelled(text)
        html = html.replace("</body>", f"<p>{escape(label)}</p></body>")
    if mark:
        text = marked(text, mark)
        html = _BODY.sub(lambda body: f"{body.group()}<p>{escape(mark_line(mark))}</p>", html, count=1)
    data.setText(text)
    data.setHtml(html)
    return manner.ask_for_no_history(data)


def copy_text(
    desk: Desk,
    text: str,
    *,
    way: str,
    documents: Iterable[str] = (),
    mark: str | None = None,
    by_model: bool = False,
) -> bool:
    """Put text below its ``mark`` and, where a model wrote in it, above its label; False where copying is not allowed,
    which is said. ``way`` names the place for the audit log, ``documents`` are the ids of the sources."""
    manner = manner_of(desk)
    if manner.is_forbidden:
        say_forbidden(desk)
        return False
    shows_label = by_model and manner.shows_label
    whole = marked(labelled(text) if shows_label else text, mark)
    put(desk, whole, LeftProgram(way, mark, shows_label, tuple(dict.fromkeys(documents)), characters=len(whole)))
    return True


def put(desk: Desk, text: str, what: LeftProgram) -> None:
    """Text that bears already what it must; the caller has seen that copying is allowed."""
    manner = manner_of(desk)
    if manner.copying == NO_HISTORY:
        put_without_history(text)
    else:
        QGuiApplication.clipboard().setText(text)  # Qt's own data, which no end of the interpreter takes from it

    def work(session: Session, progress: Progress) -> None:
        session.audit.left(Kind.COPY, what)

    desk.run("audit copy", work, lambda _: None, quick=True)


def put_without_history(text: str) -> None:
    """With the request that clipboard managers keep nothing of it; a secret always goes so."""
    data = QMimeData()
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(CopyManner(NO_HISTORY).ask_for_no_history(data))


def say_forbidden(desk: Desk) -> None:
    desk.say(tr("按设置，文件内容不许复制。"))
