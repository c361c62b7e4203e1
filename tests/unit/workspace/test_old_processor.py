"""On a processor without AVX2 LanceDB's library must never get into the program: it would end it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
WALK = """
import dataclasses, sys
from pathlib import Path

from app.foundation.jobs import Progress
from app.domain.where import By
from app.runtime import hardware
from app.workspace import Workspace, vectors
from app.workspace.models import ModelRoles
from tests.fakes import HashEmbedder

found = dataclasses.replace(hardware.probe_machine(), features=("sse4_2",))
hardware.is_x86 = lambda: True
vectors.probe_machine = lambda: found
ModelRoles.embedder = property(lambda self: EMBEDDER)
EMBEDDER = HashEmbedder()
folder = Path(sys.argv[1])
file = folder / "甲.md"
file.write_text("# 1 范围\\n\\n本标准适用于仓库手推车。\\n\\n# 2 照明\\n\\n断电后应急照明应在五秒内点亮。\\n", "utf-8")
with Workspace.open(folder / "work", writing=True) as workspace:
    workspace.add([file], Progress())
    workspace.embed(Progress())
    state = workspace.upkeep.library().index
    hits = workspace.search("应急照明", by=By.MEANING, limit=1)
    print(state.embedded, state.with_lance, hits[0].text)
print("loaded", sorted({name.split(".")[0] for name in sys.modules} & {"lancedb", "lance", "pyarrow"}))
"""


def test_without_avx2_search_by_meaning_works_and_lancedb_is_never_loaded(tmp_path: Path) -> None:
    words = [sys.executable, "-c", WALK, str(tmp_path)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8")
    state, loaded = done.stdout.splitlines()
    assert state.startswith("2 False ")
    assert "应急照明" in state
    assert loaded == "loaded []"
