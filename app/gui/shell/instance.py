"""One window a workspace: a second start hands its files to the first and ends."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_MS = 1500
"""How long the first window may take to hear: it may be painting."""
LONGEST = 1 << 20
"""Bytes of a message. More paths than that come by dropping a folder."""

_log = logging.getLogger(__name__)


def server_name(root: Path) -> str:
    """Of the workspace's own socket; short, because some systems allow a path of 107 bytes."""
    digest = hashlib.sha256(str(root.expanduser().absolute()).encode()).hexdigest()
    return f"zhunsheng-{digest[:16]}"


def hand_over(root: Path, paths: Sequence[Path]) -> bool:
    """Give paths to the window that has the workspace open and bring it to the front; False where there is none."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(root))
    if not socket.waitForConnected(ANSWER_MS):
        return False
    message = json.dumps([str(path.expanduser().absolute()) for path in paths]).encode()
    socket.write(message + b"\n")
    socket.flush()
    is_written = socket.bytesToWrite() == 0 or socket.waitForBytesWritten(ANSWER_MS)
    is_heard = is_written and (socket.bytesAvailable() > 0 or socket.waitForReadyRead(ANSWER_MS))
    socket.disconnectFromServer()
    return bool(is_heard)


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
        if not self._server.listen(name):
            QLocalServer.removeServer(name)  # left by a window that was killed: nobody answered hand_over
            if not self._server.listen(name):
                _log.warning("later starts cannot hand their files over: %s", self._server.errorString())

    def close(self) -> None:
        self._server.close()

    def _accept(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            socket.disconnected.connect(socket.deleteLater)
            self._read(socket)  # what came before anyone listened is not told again

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > LONGEST:
                socket.abort()
            return
        paths = _paths_of(bytes(socket.readLine(LONGEST).data()))
        socket.write(b"ok\n")
        socket.flush()
        if paths is not None:
            self.asked.emit(paths)


def _paths_of(message: bytes) -> tuple[Path, ...] | None:
    """None for what no start of ours has written."""
    try:
        value = json.loads(message)
    except ValueError:
        return None
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return None
    return tuple(map(Path, value))
