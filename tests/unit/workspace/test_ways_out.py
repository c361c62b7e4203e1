"""Every way out of the program: the label of generated text and the security mark go along, whatever the format.

A new format or a new place that copies is met here by a test that fails until it is listed, and looked at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdf
import pytest

from app.assistant.events import AskRequest
from app.assistant.export.clipboard import answer_text, said_text
from app.assistant.export.files import PAPER_WRITERS, WRITERS
from app.assistant.export.report import Column, Report, cell
from app.assistant.export.style import ExportStyle
from app.cli.ask import remarks
from app.cli.render import answer_json
from app.domain.answer import Answer, Mode
from app.foundation.errors import UserError
from app.foundation.jobs import CancelToken, Progress
from app.foundation.paths import WorkspacePaths
from app.library.transfer.snapshot import Scope
from app.security.audit.entry import Entry, Kind
from app.security.labels import AI_LABEL
from app.security.marks import MarkTooLow
from app.workspace import Workspace
from app.workspace.auditing import Auditing
from tests.fakes import FakeEngine

MARK = "机密★10年"
TEXT = f"{MARK}\n\n# 手推车\n\n## 1 载重\n\n手推车的额定载重应不小于 300 kg。\n"
QUESTION = "手推车的额定载重应不小于多少？"
MODEL_SAID = "手推车是一种车。"
APP = Path(__file__).resolve().parents[3] / "app"


def text_of_zip(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as file:
        parts = (file.read(name).decode("utf-8", "replace") for name in file.namelist() if name.endswith("xml"))
        return unescape("".join(parts))


def text_of_pdf(data: bytes) -> str:
    reader = pypdf.PdfReader(BytesIO(data))
    described = json.dumps(dict(reader.metadata or {}), ensure_ascii=False, default=str)
    return "".join(page.extract_text() for page in reader.pages) + described


TEXTS: dict[str, Callable[[bytes], str]] = {
    ".docx": text_of_zip,
    ".xlsx": text_of_zip,
    ".pdf": text_of_pdf,
    ".md": lambda data: data.decode(),
    ".csv": lambda data: data.decode("utf-8-sig"),
}
IMPLICIT = {".docx", ".xlsx", ".pdf", ".md"}
"""Formats that have a place for metadata. CSV has none, and keeps the visible label whatever is set."""


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """With a document whose mark a person has corrected."""
    monkeypatch.setattr("app.runtime.manifest.models_folders", lambda: (tmp_path / "no models",))
    file = tmp_path / "手推车.md"
    file.write_text(TEXT, "utf-8")
    with Workspace.open(tmp_path / "work", writing=True) as opened:
        opened.add([file], Progress())
        (document,) = opened.documents()
        opened.corrections.correct(document.id, "security_mark", MARK)
        yield opened


@pytest.fixture
def by_model(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Answer:
    """A model's answer, in a conversation with one that cites the marked document."""
    cited = quoted(workspace)
    engine = FakeEngine()
    engine.enqueue(MODEL_SAID)
    monkeypatch.setattr(workspace.models, "engine_for", lambda *_: engine)
    request = AskRequest(question="什么是手推车？", mode=Mode.GENERAL, conversation=cited.conversation)
    return workspace.ask(request, lambda event: None, CancelToken())


def quoted(workspace: Workspace) -> Answer:
    return workspace.ask(AskRequest(question=QUESTION, mode=Mode.VERBATIM), lambda event: None, CancelToken())


def entries_of(workspace: Workspace, kind: Kind) -> list[Entry]:
    found: list[Entry] = []
    assert Auditing(WorkspacePaths(workspace.paths.root)).verify(on_entry=found.append).intact
    return [entry for entry in found if entry.kind == kind]


def exported(workspace: Workspace, answer: Answer, path: Path, style: ExportStyle | None = None) -> str:
    assert answer.conversation is not None
    workspace.export_conversation(answer.conversation, path, style or ExportStyle())
    return TEXTS[path.suffix](path.read_bytes())


REPORT = Report("表", ("说明",), (Column("甲", 10),), ((cell("模型写的"),),), "small")


def saved(workspace: Workspace, path: Path, mark: str | None = None) -> str:
    sources = [entry.source for entry in workspace.documents()]
    workspace.text_work.save(REPORT, sources, path, mark)
    return TEXTS[path.suffix](path.read_bytes())


def plain(text: str) -> str:
    return "".join(text.split())


def test_every_format_is_known_here() -> None:
    assert PAPER_WRITERS.keys() | WRITERS.keys() == TEXTS.keys()


@pytest.mark.parametrize("ending", sorted(PAPER_WRITERS))
def test_a_conversation_leaves_with_label_and_mark(
    workspace: Workspace, by_model: Answer, tmp_path: Path, ending: str
) -> None:
    text = exported(workspace, by_model, tmp_path / f"出{ending}")
    assert AI_LABEL in plain(text)
    assert MARK in plain(text)
    assert "AIGC" in text
    (entry,) = entries_of(workspace, Kind.EXPORT)
    assert (entry.data["way"], entry.data["mark"], entry.data["label"]) == (ending[1:], MARK, True)


@pytest.mark.parametrize("ending", sorted(WRITERS))
def test_a_table_leaves_with_label_and_mark(workspace: Workspace, tmp_path: Path, ending: str) -> None:
    text = saved(workspace, tmp_path / f"出{ending}")
    assert AI_LABEL in text
    assert f"密级：{MARK}" in text
    assert ("AIGC" in text) == (ending in IMPLICIT)


@pytest.mark.parametrize("ending", sorted(PAPER_WRITERS.keys() | WRITERS.keys()))
def test_the_administrator_s_switch_takes_the_visible_label_and_leaves_the_implicit_one(
    workspace: Workspace, by_model: Answer, tmp_path: Path, ending: str
) -> None:
    workspace.save_settings(replace(workspace.settings, ai_label=False))
    path = tmp_path / f"出{ending}"
    text = exported(workspace, by_model, path) if ending in PAPER_WRITERS else saved(workspace, path)
    assert (AI_LABEL in plain(text)) == (ending not in IMPLICIT)
    assert ("AIGC" in text) == (ending in IMPLICIT)
    assert entries_of(workspace, Kind.SETTINGS)[-1].data["changed"] == [
        {"name": "ai_label", "before": True, "after": False}
    ]


def test_an_answer_bears_the_mark_of_its_sources_also_when_they_are_gone(workspace: Workspace) -> None:
    answer = quoted(workspace)
    assert answer.security_mark == MARK
    assert answer.conversation is not None
    workspace.remove(answer.citations[0].document_id)
    kept = workspace.conversations.turn(answer.conversation, 0).answer
    for text in (answer_text(kept, {}), said_text(kept, {})):
        assert text.startswith(f"密级：{MARK}")


def test_what_is_copied_of_a_model_s_answer_bears_the_label(by_model: Answer) -> None:
    for text in (answer_text(by_model, {}), answer_text(by_model, {}, markdown=True), said_text(by_model, {})):
        assert AI_LABEL in text
    for text in (answer_text(by_model, {}, shows_label=False), said_text(by_model, {}, shows_label=False)):
        assert AI_LABEL not in text


def test_the_command_line_tells_the_label(by_model: Answer) -> None:
    value = answer_json(by_model)
    assert (value["ai_label"], json.loads(value["aigc"])["ProduceID"]) == (AI_LABEL, by_model.model)
    assert by_model.text.rstrip().endswith(AI_LABEL)


def test_the_command_line_tells_the_mark(workspace: Workspace) -> None:
    cited = quoted(workspace)
    assert answer_json(cited)["security_mark"] == MARK
    assert f"密级：{MARK}" in remarks(cited)
    assert answer_json(cited)["ai_label"] is None


@pytest.mark.parametrize("ending", sorted(PAPER_WRITERS.keys() | WRITERS.keys()))
def test_nothing_leaves_under_a_lower_mark(workspace: Workspace, by_model: Answer, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"出{ending}"
    if ending in PAPER_WRITERS:
        with pytest.raises(MarkTooLow, match="机密"):
            exported(workspace, by_model, path, ExportStyle(mark="内部"))
    else:
        with pytest.raises(MarkTooLow, match="机密"):
            saved(workspace, path, "内部")
    assert not path.exists()
    (entry,) = entries_of(workspace, Kind.EXPORT_REFUSED)
    assert entry.data["chosen"] == "内部"


def test_a_higher_mark_may_be_chosen(workspace: Workspace, by_model: Answer, tmp_path: Path) -> None:
    text = exported(workspace, by_model, tmp_path / "出.md", ExportStyle(mark="绝密"))
    assert "绝密" in text
    with pytest.raises(UserError, match="不认得密级"):
        exported(workspace, by_model, tmp_path / "又.md", ExportStyle(mark="随便"))


@pytest.mark.parametrize("private", [False, True])
def test_libraries_and_backups_bear_the_highest_mark_of_what_they_hold(
    workspace: Workspace, tmp_path: Path, private: bool
) -> None:
    answer = quoted(workspace)
    pack = workspace.carrying.pack
    if private:
        workspace.remove(answer.citations[0].document_id)  # the answer that cites it stays
    with pytest.raises(MarkTooLow):
        pack(tmp_path / "出.zslib", Scope(private=private), "张三", Progress(), "秘密")
    assert not (tmp_path / "出.zslib").exists()
    packed = pack(tmp_path / "出.zslib", Scope(private=private), "张三", Progress())
    assert packed.about.mark == MARK
    assert workspace.carrying.look_at(packed.path).about.mark == MARK
    assert len(entries_of(workspace, Kind.EXPORT_REFUSED)) == 1


COPIERS = {
    "parts/copying.py": "documents and answers, under mark and label",
    "library/missing_view.py": "names of standards that are not held",
    "library/library_actions.py": "names of documents",
    "library/file_mending.py": "why a file could not be read",
    "library/import_panel.py": "why files could not be read",
    "carrying/packing.py": "a fingerprint",
    "settings/backup_section.py": "a fingerprint",
    "settings/diagnostics_page.py": "a report without texts",
    "models/models_page.py": "a command",
}


def test_text_of_documents_is_put_on_the_clipboard_at_one_place() -> None:
    gui = APP / "gui"
    found = {
        path.relative_to(gui).as_posix()
        for path in gui.rglob("*.py")
        if re.search(r"clipboard\(\)\s*\.set", path.read_text("utf-8"))
    }
    assert found == COPIERS.keys()


def test_views_of_text_that_can_be_selected_say_what_is_copied_of_them() -> None:
    """Ctrl+C and dragging in Qt's own text widgets go by createMimeDataFromSelection."""
    for path in (APP / "gui").rglob("*.py"):
        text = path.read_text("utf-8")
        shows = re.findall(r"class \w+\((?:QTextBrowser|TextScroll)\)", text)
        assert not shows or "def createMimeDataFromSelection" in text, path.name
        assert not re.search(r"= QText(Browser|Edit)\(", text), path.name
