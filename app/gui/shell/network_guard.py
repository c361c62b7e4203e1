"""The window's part of the offline rule: what Qt itself would connect or open is refused, and refusals are told.

Where the kernel binds the process Qt gets no socket in any case, but nobody hears of it; elsewhere this is what binds
it. Qt asks for a proxy before it looks up a host or opens a connection, so that is where both happen. Its local
sockets (one window a workspace, input methods) ask for none, nor do its connections to this machine itself and bare
look-ups of a name: those the kernel refuses, where it is bound, and nobody hears of them.
"""

from __future__ import annotations

import atexit
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtNetwork import QNetworkProxy, QNetworkProxyFactory, QNetworkProxyQuery

from app.foundation.messages import tr
from app.security import refusals

REMOTE_SCHEMES = ("http", "https", "ftp", "mailto")
"""Addresses that another program would open for us."""
LOOK_MS = 5000
"""Between two looks at the record, to which every process appends."""
UNFIT = QNetworkProxy.ProxyType.FtpCachingProxy
"""A proxy that Qt can use for no connection: it gives an error before it asks for the host's address."""


class _NoWay(QNetworkProxyFactory):
    """Notes what is asked for and gives a proxy through which nothing goes. Called on the thread that connects."""

    def queryProxy(self, query: QNetworkProxyQuery | QUrl | int = 0) -> list[QNetworkProxy]:
        query = QNetworkProxyQuery(query) if isinstance(query, QUrl) else query
        assert isinstance(query, QNetworkProxyQuery)
        host, port = query.peerHostName(), query.peerPort()
        refusals.note(tr("连接 {address}", address=f"{host}:{port}" if port >= 0 else host))
        return [QNetworkProxy(UNFIT, "offline.invalid")]


_factories: list[_NoWay] = []
"""Both Qt and Python hold themselves for its owner: what answers Qt's calls is the Python object, which has to live as
long as the process, and whoever is second to delete it crashes."""


def refuse_connections_of_qt() -> None:
    """For the whole process, for good."""
    if not _factories:
        _factories.append(_NoWay())
        QNetworkProxyFactory.setApplicationProxyFactory(_factories[0])
        atexit.register(_let_qt_delete_it)


def _let_qt_delete_it() -> None:
    """While there is an interpreter that hears of it."""
    QNetworkProxyFactory.setApplicationProxyFactory(None)  # type: ignore[arg-type] # Qt takes none, its stub does not


class NetworkGuard(QObject):
    """Refuses links out of the machine, and tells once that something was refused, in whichever process."""

    refused = Signal()
    """At the first attempt that is recorded while this lives."""

    def __init__(self, record: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._record = record
        self._before = self._size()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        for scheme in REMOTE_SCHEMES:
            QDesktopServices.setUrlHandler(scheme, self, "refuse_link")  # type: ignore[arg-type] # bytes, as its stub has it, fail

    @Slot(QUrl)
    def refuse_link(self, url: QUrl) -> None:
        """In place of the browser: another program, which our rule would not bind."""
        refusals.note(tr("打开链接 {host}", host=f"{url.scheme()}:{url.host()}"))
        self.look()

    @Slot()
    def look(self) -> None:
        if self._size() > self._before:
            self._timer.stop()
            self._before = 2**63
            self.refused.emit()

    def close(self) -> None:
        self._timer.stop()
        for scheme in REMOTE_SCHEMES:
            QDesktopServices.unsetUrlHandler(scheme)

    def _size(self) -> int:
        try:
            return self._record.stat().st_size
        except OSError:
            return 0
