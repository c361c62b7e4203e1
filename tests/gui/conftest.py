"""The window under a screen that is not there, with a workspace in memory behind it."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app.foundation.messages import use_language
from app.gui.application import Application
from app.gui.road.bridge import JobRoad
from app.gui.road.garbage import MainThreadGarbage
from app.gui.road.session import Session
from app.gui.style.theme import Theme, light_theme
from tests.gui.fakes import FakeSession, filled_session
from tests.gui.patience import PatientBot
from tests.gui.real import desk, empty_desk, empty_workspace, filled_folder, no_models, scripted, workspace

__all__ = ["desk", "empty_desk", "empty_workspace", "filled_folder", "no_models", "scripted", "workspace"]

OpenWindow = Callable[[Session], Application]


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


@pytest.fixture(scope="package")
def _garbage(qapp: QApplication) -> Iterator[MainThreadGarbage]:
    made = MainThreadGarbage()
    yield made
    QApplication.clipboard().clear()  # this screen keeps what Python made beyond the interpreter's end, and crashes
    gc.collect()
    made.give_back()


@pytest.fixture(autouse=True)
def _no_job_collects_widgets(_garbage: MainThreadGarbage) -> Iterator[None]:
    """As the application has it; a test that opens one page alone has no application. Without it a job's thread
    destroys the widgets that an earlier test left in cycles, and the process crashes somewhere later."""
    assert not gc.isenabled()
    yield
    _garbage.collect()


@pytest.fixture(autouse=True)
def _in_chinese() -> Iterator[None]:
    use_language("zh")
    yield
    use_language("zh")


@pytest.fixture(autouse=True)
def _no_thread_is_left(qtbot: QtBot) -> Iterator[None]:
    """Asked for before the window's fixtures, so that it looks after they have closed."""
    before = set(threading.enumerate())
    yield
    left = [thread.name for thread in set(threading.enumerate()) - before if thread.name.startswith("job-")]
    assert not left


@pytest.fixture(autouse=True)
def _no_window_and_no_timer_is_left(qtbot: QtBot) -> Iterator[None]:
    """Looks after every other fixture: what a closed window leaves behind would go on working unseen."""
    before = {id(widget) for widget in QApplication.topLevelWidgets()}
    yield
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    left = [widget for widget in QApplication.topLevelWidgets() if id(widget) not in before and widget.isVisible()]
    ticking = [timer for widget in left for timer in widget.findChildren(QTimer) if timer.isActive()]
    assert not left, [type(widget).__name__ for widget in left]
    assert not ticking


@pytest.fixture
def theme() -> Theme:
    return light_theme()


@pytest.fixture
def road(qtbot: QtBot) -> Iterator[JobRoad]:
    made = JobRoad()
    yield made
    made.close()


@pytest.fixture
def session() -> FakeSession:
    return filled_session()


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[OpenWindow]:
    """Opens the real window on a session and waits until its documents are listed."""
    opened: list[Application] = []

    def open_on(session: Session) -> Application:
        application = Application(lambda: session)
        opened.append(application)
        with qtbot.waitSignal(application.window.listed):  # the first one of a run imports everything
            application.window.show()
        return application

    yield open_on
    for application in opened:
        application.close()
        application.window.deleteLater()


@pytest.fixture
def window(open_window: OpenWindow, session: FakeSession) -> Application:
    return open_window(session)
