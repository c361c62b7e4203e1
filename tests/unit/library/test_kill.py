"""kill -9 in the midst of storing: every document is wholly there or not at all."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import time
from itertools import pairwise
from pathlib import Path

import pytest

from app.library.catalogue import Catalogue
from app.library.database import Database
from app.library.words import WordIndex

PUT_FOREVER = textwrap.dedent(
    """
    import itertools, sys
    from pathlib import Path
    from app.library.catalogue import Catalogue
    from app.library.database import Database
    from tests.unit.library.making import standard
    catalogue = Catalogue(Database(Path(sys.argv[1])))
    for number in itertools.count():
        document = standard(f"Q/A {number}-2020", [f"第{place}句是平常的话" for place in range(300)])
        print(document.id, flush=True)
        catalogue.put(document, path=f"/{number % 3}", collection="default")
        print("stored", flush=True)
    """
)


@pytest.mark.parametrize("delay", [0.0, 0.004, 0.011, 0.019, 0.035])
def test_a_kill_while_storing_leaves_no_half_document(tmp_path: Path, delay: float) -> None:
    path = tmp_path / "catalogue.sqlite3"
    child = subprocess.Popen([sys.executable, "-c", PUT_FOREVER, str(path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    said = [child.stdout.readline() for _ in range(9)]
    time.sleep(delay)
    child.kill()
    said += child.stdout.readlines()
    child.stdout.close()
    child.wait()

    with Database(path) as database:
        catalogue, words = Catalogue(database), WordIndex(database)
        assert database.problems() == []
        entries = catalogue.entries()
        assert entries
        confirmed = [name.strip() for name, then in pairwise(said) if then == "stored\n"]
        kept = {entry.id for entry in entries}
        assert set(confirmed[-2:]) <= kept
        for entry in entries:
            assert len(catalogue.clauses(entry.id)) == 300
            assert len(catalogue.passages_of(entry.id)) == 300
        hits = words.search("平常的话", 10_000)
        assert {hit.passage_id.rpartition(".")[0] for hit in hits} == kept
        assert len(hits) == 300 * len(entries)
