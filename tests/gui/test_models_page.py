"""The page of models: what is here and what it does, choosing, measuring, verifying, bringing and removing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.foundation.jobs import Progress
from app.foundation.settings import load_settings
from app.gui.models import models_page
from app.gui.models.dialogs import show_licence
from app.gui.models.models_page import ModelsPage
from app.gui.parts.desk import Desk
from app.gui.road.bridge import JobRoad
from app.gui.style.theme import light_theme
from app.runtime.manifest import ModelCatalogue
from app.runtime.model_entry import ModelRole
from app.workspace import Workspace
from tests.fakes import FakeEngine
from tests.gui.real import desk_of
from tests.unit.runtime.model_files import file_entry, manifest, table

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the screen that is not there

LARGE = b"large" * 100


@pytest.fixture
def catalogue(tmp_path: Path) -> ModelCatalogue:
    """large and small chat, vectors embeds; none is installed."""
    entries = [
        file_entry("large", LARGE, ModelRole.CHAT),
        file_entry("small", b"small", ModelRole.KEYWORD),
        file_entry("vectors", b"vectors", ModelRole.EMBEDDING),
    ]
    folder = tmp_path / "models"
    folder.mkdir()
    return ModelCatalogue([folder], manifest(tmp_path / "manifest.toml", *map(table, entries)))


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    (folder / "large.gguf").write_bytes(LARGE)
    (folder / "small.gguf").write_bytes(b"small")
    return folder


@pytest.fixture
def desk(
    qtbot: QtBot, empty_workspace: Workspace, road: JobRoad, catalogue: ModelCatalogue, monkeypatch: pytest.MonkeyPatch
) -> Desk:
    monkeypatch.setattr("app.workspace.models.catalogue_of", lambda settings: catalogue)
    empty_workspace.models.use(empty_workspace.settings)
    return desk_of(empty_workspace, road)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> ModelsPage:
    made = ModelsPage(desk)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.shelf is not None)
    return made


@pytest.fixture
def full(qtbot: QtBot, page: ModelsPage, stick: Path) -> ModelsPage:
    """With large and small installed."""
    with qtbot.waitSignal(page.models_changed):
        page.add(stick)
    qtbot.waitUntil(lambda: page.view.cards["large"].card.path is not None)
    return page


def press(page: ModelsPage, model_id: str, text: str) -> None:
    next(control for control in page.view.cards[model_id].buttons if control.text() == text).click()


def said(desk: Desk) -> list[str]:
    told: list[str] = []
    desk.said.connect(lambda text, action, deed: told.append(text))
    return told


def test_without_models_the_page_says_what_works_and_how_to_bring_some(page: ModelsPage, desk: Desk) -> None:
    assert page.view.empty.isVisible()
    assert not page.view.steps.isVisible()
    assert page.view.known.count() == 3
    press(page, "large", "复制下载命令")
    assert QGuiApplication.clipboard().text() == "zhunsheng models fetch large"


def test_a_stick_brings_models_which_then_do_the_steps(full: ModelsPage) -> None:
    assert not full.view.empty.isVisible()
    assert full.view.steps.isVisible()
    large, small = full.view.cards["large"].card, full.view.cards["small"].card
    assert "answer" in large.steps
    assert "router" in small.steps
    assert large.verified
    assert "放得下" in full.view.cards["large"].memory.text()
    assert not full.work.isVisible()


def test_a_new_look_leaves_what_has_not_changed(qtbot: QtBot, full: ModelsPage) -> None:
    before = dict(full.view.cards)
    shelf = full.shelf
    full.refresh()
    qtbot.waitUntil(lambda: full.shelf is not shelf)
    assert all(full.view.cards[model_id] is view for model_id, view in before.items())


def test_another_model_is_chosen_for_a_step(qtbot: QtBot, full: ModelsPage, desk: Desk) -> None:
    combo = full.view.steps.combos["chat_model"]
    assert [combo.itemData(place) for place in range(combo.count())] == ["", "large", "small"]
    assert "large" in combo.itemText(0)
    with qtbot.waitSignal(full.saved):
        combo.chosen.emit("small")
    qtbot.waitUntil(lambda: "answer" in full.view.cards["small"].card.steps)
    assert desk.session is not None
    assert load_settings(desk.session.paths.settings).chat_model == "small"
    assert combo.value() == "small"


def test_another_embedding_model_offers_new_vectors(qtbot: QtBot, full: ModelsPage, desk: Desk) -> None:
    assert desk.session is not None
    told: list[tuple[str, object]] = []
    desk.said.connect(lambda text, action, deed: told.append((text, deed)))
    full.view.steps.combos["embedding_model"].chosen.emit("vectors")
    qtbot.waitUntil(lambda: bool(told))
    compute = told[0][1]
    assert callable(compute)
    with qtbot.waitSignal(desk.vectors_wanted):
        compute()


def test_a_setting_that_names_an_absent_model_is_told(qtbot: QtBot, full: ModelsPage, desk: Desk) -> None:
    full.view.steps.combos["summary_model"].chosen.emit("gone")
    qtbot.waitUntil(full.view.steps.faults.isVisible)
    assert "没有安装" in full.view.steps.combos["summary_model"].currentText()


def test_speed_is_measured_and_shown_with_its_day(
    qtbot: QtBot, full: ModelsPage, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk.session is not None
    engine = FakeEngine("large")
    engine.enqueue("一", "一二三四五")
    monkeypatch.setattr(desk.session.models, "chat_engine", lambda model_id: engine)
    press(full, "large", "测速")
    assert full.work.isVisible()
    assert not full.file_button.isEnabled()
    qtbot.waitUntil(lambda: full.view.cards["large"].card.speed is not None)
    speed = full.view.cards["large"].card.speed
    assert speed is not None
    assert speed.machine
    assert full.file_button.isEnabled()


def test_a_model_that_was_changed_does_not_pass(qtbot: QtBot, full: ModelsPage, desk: Desk) -> None:
    told = said(desk)
    press(full, "small", "校验")
    qtbot.waitUntil(lambda: bool(told))
    assert "完好" in told[0]
    path = full.view.cards["small"].card.path
    assert path is not None
    path.write_bytes(b"SMALL")
    press(full, "small", "校验")
    qtbot.waitUntil(full.problem.isVisible)
    assert "SHA-256" in full.problem.text.text()


def test_a_deed_can_be_cancelled(qtbot: QtBot, full: ModelsPage, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert desk.session is not None
    told = said(desk)

    def verify(model_id: str, progress: object) -> bool:
        while True:
            progress.report("校验", 1, 2)  # type: ignore[attr-defined]

    monkeypatch.setattr(desk.session.shelf, "verify", verify)
    press(full, "large", "校验")
    full.work.cancel_button.click()
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["已取消。"]
    assert not full.work.is_busy


def test_a_model_goes_only_when_that_is_confirmed(
    qtbot: QtBot, full: ModelsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = full.view.cards["large"].card.path
    assert path is not None
    monkeypatch.setattr(models_page, "confirmed_removal", lambda card, theme, parent: False)
    press(full, "large", "删除…")
    assert path.exists()
    monkeypatch.setattr(models_page, "confirmed_removal", lambda card, theme, parent: True)
    with qtbot.waitSignal(full.models_changed):
        press(full, "large", "删除…")
    assert not path.exists()
    qtbot.waitUntil(lambda: full.view.cards["large"].card.path is None)


def test_a_dragged_model_is_taken_and_other_files_are_not(qtbot: QtBot, page: ModelsPage, stick: Path) -> None:
    def drop(path: Path) -> bool:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        action, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        event = QDropEvent(QPointF(5, 5), action, data, left, Qt.KeyboardModifier.NoModifier)
        event.ignore()
        page.dropEvent(event)
        return event.isAccepted()

    (stick / "a.pdf").write_bytes(b"%PDF")
    assert not drop(stick / "a.pdf")
    with qtbot.waitSignal(page.models_changed):
        assert drop(stick)


def test_what_is_no_model_is_told_on_the_page(qtbot: QtBot, page: ModelsPage, tmp_path: Path) -> None:
    bad = tmp_path / "bad.gguf"
    bad.write_bytes(b"no model")
    page.add(bad)
    qtbot.waitUntil(page.problem.isVisible)
    assert page.problem.text.text()
    assert page.file_button.isEnabled()


def test_the_text_of_a_licence_is_shown(qtbot: QtBot, page: ModelsPage) -> None:
    dialog: QDialog = show_licence("Apache-2.0", light_theme(), page)
    text = dialog.findChild(QPlainTextEdit)
    assert isinstance(text, QPlainTextEdit)
    assert "Apache License" in text.toPlainText()
    dialog.close()


def test_models_that_came_by_another_way_are_told_when_the_page_looks_again(
    qtbot: QtBot, page: ModelsPage, stick: Path
) -> None:
    session = page._desk.session
    assert session is not None
    session.shelf.add(stick, Progress())
    with qtbot.waitSignal(page.models_changed):
        page.refresh()
    told: list[int] = []
    page.models_changed.connect(lambda: told.append(1))
    asked = page.shelf
    page.refresh()
    qtbot.waitUntil(lambda: page.shelf is not asked)
    assert not told, "nothing has changed since"


def test_the_tab_key_goes_through_the_cards_after_the_choosers(full: ModelsPage) -> None:
    view = full.view
    chain, widget = [], view.nextInFocusChain()
    while widget is not view:
        chain.append(widget)
        widget = widget.nextInFocusChain()
    places = [chain.index(control) for name in ("large", "small") for control in view.cards[name].buttons]
    choosers = [chain.index(combo) for combo in view.steps.combos.values()]
    assert places == sorted(places)
    assert max(choosers) < min(places)
