from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.library.catalogue import Catalogue
from app.library.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "catalogue.sqlite3") as opened:
        yield opened


@pytest.fixture
def catalogue(database: Database) -> Catalogue:
    return Catalogue(database)
