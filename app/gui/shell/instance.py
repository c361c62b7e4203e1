"""One window a workspace: a second start hands its files to the first and ends."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import stat
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.foundation.errors import UserError, WorkspaceBusy
from app.foundation.messages import tr

CONNECT_MS = 1500
BUSY_MS = 10_000
"""How long the first window may take to hear: it may be painting, or a dialog of the system may hold it up. What is
written by then is read when it wakes."""
LONGEST = 8 << 20
"""Bytes of a message: more than any system lets a program be started with."""
LONGEST_SOCKET = 90
"""Bytes of the path of a socket: some systems allow 104 or 107, and Qt adds a few while it makes one."""
UNDERSTOOD, NOT_UNDERSTOOD = b"ok\n", b"no\n"

_log = logging.getLogger(__name__)


def server_name(root: Path) -> str:
    """Of the workspace's own socket, short. On Unix it is a path, in the folder that only this user can enter where the
    system has one; elsewhere anyone may have made the file, see ``_is_safe``."""
    digest = hashlib.sha256(str(root.expanduser().absolute()).encode("utf-8", "surrogatepass")).hexdigest()
    name = f"zhunsheng-{digest[:16]}"
    if sys.platform == "win32":
        return name
    own = os.environ.get("XDG_RUNTIME_DIR", "")
    folder = own if own and Path(own).is_dir() and len(os.fsencode(own)) + len(name) < LONGEST_SOCKET else ""
    return str(Path(folder or tempfile.gettempdir()) / name)


def hand_over(root: Path, paths: Sequence[Path]) -> bool:
    """Give paths to the window that has the workspace open and bring it to the front; False where there is none.

    A window that is held up takes them when it wakes. Raises UserError for too many paths, WorkspaceBusy when the
    window has not taken them.
    """
    message = _message_of(paths)
    name = server_name(root)
    socket = QLocalSocket()
    if not _is_safe(name):
        return False
    socket.connectToServer(name)
    if not socket.waitForConnected(CONNECT_MS):
        return False
    if len(message) > LONGEST:
        raise UserError(
            tr("一次交给窗口的文件太多：{count} 个。", count=len(paths)), tr("请把它们所在的文件夹拖进窗口。")
        )
    socket.write(message)
    while socket.bytesToWrite() > 0 and socket.waitForBytesWritten(BUSY_MS):
        pass
    is_written = socket.bytesToWrite() == 0
    while not socket.canReadLine() and socket.waitForReadyRead(BUSY_MS):
        pass
    answer = bytes(socket.readLine().data())
    is_there = socket.state() is QLocalSocket.LocalSocketState.ConnectedState
    socket.disconnectFromServer()
    if answer == UNDERSTOOD:
        return True
    if answer or (is_there and not is_written):
        raise WorkspaceBusy(tr("已经打开的窗口没有接收这些文件。"), tr("请等它空下来再试，或者把文件拖进那个窗口。"))
    return is_there


class InstanceServer(QObject):
    """Listens for later starts. Only the same user can connect."""

    asked = Signal(object)
    """The paths that a later start was given, perhaps none: the window is to come to the front."""

    def __init__(self, root: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)
        name = server_name(root)
        if _is_held(name):  # Qt would take it from the window that has it
            _log.warning("another process listens to later starts")
            return
        QLocalServer.removeServer(name)  # left by a window that was killed
        if not self._server.listen(name):
            _log.warning("later starts cannot hand their files over: %s", self._server.errorString())

    @property
    def is_listening(self) -> bool:
        return self._server.isListening()

    def close(self) -> None:
        self._server.close()

    def _accept(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.readyRead.connect(self._hear)  # a closure over the socket would outlive it, and crash
            socket.disconnected.connect(self._drop)
            self._read(socket)  # what came before anyone listened is not told again

    def _hear(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._read(socket)

    def _drop(self) -> None:
        self.sender().deleteLater()

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > LONGEST:
                socket.abort()
            return
        paths = _paths_of(bytes(socket.readLine(LONGEST + 1).data()))
        socket.write(UNDERSTOOD if paths is not None else NOT_UNDERSTOOD)
        socket.flush()
        if paths is not None:
            self.asked.emit(paths)


def _is_safe(name: str) -> bool:
    """Whether nobody but this user can have made the socket: in a folder for all, another may wait under its name.
    Pipes of Windows are no files and have their own guard."""
    if sys.platform == "win32":
        return True
    try:
        made = os.lstat(name)
    except OSError:
        return False
    return stat.S_ISSOCK(made.st_mode) and made.st_uid == os.getuid()


def _is_held(name: str) -> bool:
    """Whether any process listens, be it held up: the system accepts connections for it."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if socket.waitForConnected(CONNECT_MS):
        socket.abort()
        return True
    gone = (QLocalSocket.LocalSocketError.ConnectionRefusedError, QLocalSocket.LocalSocketError.ServerNotFoundError)
    return socket.error() not in gone


def _message_of(paths: Sequence[Path]) -> bytes:
    """File names need not be valid Unicode: lone surrogates are passed as they are."""
    texts = [str(path.expanduser().absolute()) for path in paths]
    return json.dumps(texts, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def _paths_of(message: bytes) -> tuple[Path, ...] | None:
    """None for what no start of ours has written."""
    try:
        value = json.loads(message)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return None
    return tuple(map(Path, value))
