"""Log files are handed to whoever maintains the machine: no words of documents, and nobody else reads them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.foundation.logs import LOG_FILE, start_logging, stop_logging

SECRET = "手推车的额定载重"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    start_logging(tmp_path)
    yield tmp_path
    stop_logging()


def fail() -> None:
    try:
        {}[SECRET]
    except KeyError as error:
        raise ValueError(f"no {SECRET}") from error


def test_an_exception_is_logged_by_kind_and_place_and_without_its_words(folder: Path) -> None:
    try:
        fail()
    except ValueError:
        logging.getLogger("app.anything").exception("defect")
    text = (folder / LOG_FILE).read_text("utf-8")
    assert SECRET not in text
    assert "defect" in text
    assert "ValueError in fail:" in text
    assert "KeyError in fail:" in text


def test_the_log_is_its_owner_s_alone(folder: Path) -> None:
    logging.getLogger("app.anything").warning("x")
    assert (folder / LOG_FILE).stat().st_mode & 0o177 == 0
