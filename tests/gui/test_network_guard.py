"""What Qt itself would connect or open is refused, kept and told once. In a child: the rule is for good."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.gui.parts.desk import DIAGNOSTICS
from app.gui.shell.network_guard import NetworkGuard
from app.security import refusals
from app.workspace import Workspace
from tests.gui.conftest import OpenWindow

CHECKOUT = Path(__file__).resolve().parents[2]
CHILD = """
import sys
from pathlib import Path
from PySide6.QtCore import QEventLoop, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtNetwork import (
    QHostAddress, QLocalServer, QLocalSocket, QNetworkAccessManager, QNetworkReply, QNetworkRequest, QTcpSocket,
    QUdpSocket,
)
from PySide6.QtWidgets import QApplication
from app.gui.shell.network_guard import NetworkGuard, refuse_connections_of_qt
from app.security import refusals

record = Path(sys.argv[1])
application = QApplication([])
refusals.keep_in(record)
refuse_connections_of_qt()
guard = NetworkGuard(record)
told = []
guard.refused.connect(lambda: told.append(1))

socket = QTcpSocket()
socket.connectToHost("192.0.2.1", 80)
assert not socket.waitForConnected(2000) and socket.error() == QTcpSocket.SocketError.UnsupportedSocketOperationError
assert QUdpSocket().writeDatagram(b"x", QHostAddress("192.0.2.2"), 53) == -1
manager, loop = QNetworkAccessManager(), QEventLoop()
reply = manager.get(QNetworkRequest(QUrl("https://standards.example/path?secret")))
reply.finished.connect(loop.quit)
loop.exec()
assert reply.error() != QNetworkReply.NetworkError.NoError
for address in ("http://standards.example/path?secret", "https://standards.example", "mailto:a@standards.example"):
    QDesktopServices.openUrl(QUrl(address))

name = f"zhunsheng-test-{record.stat().st_ino}"
server, client = QLocalServer(), QLocalSocket()
assert server.listen(name)
client.connectToServer(name)
assert client.waitForConnected(2000), "the window's own local sockets still work"

guard.look()
assert told == [1], told
guard.close()
"""


def test_connections_of_qt_and_links_are_refused_kept_and_told_once(tmp_path: Path) -> None:
    record = tmp_path / "refused.jsonl"
    done = subprocess.run(
        [sys.executable, "-c", CHILD, record],
        cwd=CHECKOUT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    attempts = [one.attempt for one in refusals.kept(record)]
    assert any("192.0.2.1:80" in attempt for attempt in attempts)
    assert any("192.0.2.2" in attempt for attempt in attempts)
    assert any(attempt == "连接 standards.example" for attempt in attempts)
    assert len([attempt for attempt in attempts if attempt.startswith("打开链接")]) == 3
    assert not any("secret" in attempt for attempt in attempts)


def test_the_window_tells_what_another_process_was_refused_and_leads_to_the_record(
    open_window: OpenWindow, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    held = open_window(workspace)
    record = tmp_path / "refused.jsonl"
    record.write_text("{}\n")
    guard = NetworkGuard(record)
    said: list[tuple[str, object]] = []
    held.window.desk.said.connect(lambda text, action, on_action: said.append((text, on_action)))
    guard.refused.connect(held.tell_of_refusal)
    guard.look()
    assert said == [], "what was there before is old"
    refusals._append(record, ["a worker's line"])
    guard.look()
    guard.look()
    guard.close()
    ((text, lead),) = said
    assert "联网" in text
    assert callable(lead)
    lead()
    assert held.window.page == DIAGNOSTICS


def test_a_process_that_refuses_them_ends_well(tmp_path: Path) -> None:
    # what is freed twice is only sometimes a crash: here the memory is spoilt, and the object let go of for certain
    program = """
from PySide6.QtWidgets import QApplication
from app.gui.shell import network_guard

application = QApplication([])
network_guard.refuse_connections_of_qt()
network_guard._NoWay.__del__ = lambda self: None
"""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "MALLOC_PERTURB_": "165"}
    done = subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, env=environment, timeout=120, check=False)
    assert done.returncode == 0
