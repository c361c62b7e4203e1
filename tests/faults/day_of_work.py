"""What is done while the power may fail: documents come and go, vectors are made, settings change, questions are kept.

    python -m tests.faults.day_of_work WORKSPACE DOCUMENTS TOLD

A line goes to TOLD as soon as something is promised to be kept.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.foundation.jobs import Progress
from app.workspace import Workspace
from app.workspace.adding import AddResult
from app.workspace.models import ModelRoles
from tests.fakes import HashEmbedder

EMBEDDER = HashEmbedder()
DOCUMENTS = 6


def without_models() -> None:
    """No model of this machine takes part; what a vector is does not matter here, how it is kept does."""
    ModelRoles.embedder = property(lambda self: EMBEDDER)  # type: ignore[assignment,method-assign]


def write_documents(folder: Path) -> None:
    """Those of the day of work."""
    folder.mkdir()
    for number in range(DOCUMENTS):
        text = f"# Q/ZS {300 + number}-2025 产品{number}技术要求\n\n1 范围\n\n本文件适用于产品{number}。\n\n2 要求\n\n"
        text += "".join(f"2.{part} 尺寸{part}\n\n高度应不大于 {100 * number + part} mm。\n\n" for part in range(1, 9))
        (folder / f"{number}.md").write_text(text, "utf-8")


def main(root: Path, documents: Path, told: Path) -> None:
    without_models()
    log = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def tell(*what: object) -> None:
        os.write(log, (json.dumps(what, ensure_ascii=False) + "\n").encode())

    def note(result: AddResult) -> None:
        tell("added", result.document_id)

    files = sorted(documents.iterdir())
    half = len(files) // 2
    with Workspace.open(root, writing=True) as workspace:
        workspace.add(files[:half], Progress(), note)
        workspace.embed(Progress())
        _settings(workspace, ("dark", "light"))
        first = workspace.documents()[0].id
        workspace.add(files[half:], Progress(), note)
        tell("removing", first)
        workspace.remove(first)
        tell("removed", first)
        workspace.embed(Progress())
        _settings(workspace, ("dark",))


def _settings(workspace: Workspace, themes: Sequence[str]) -> None:
    for theme in themes:
        workspace.save_settings(replace(workspace.settings, theme=theme))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
