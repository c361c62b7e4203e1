"""Headings that every kind of document has."""

from __future__ import annotations

import pytest

from app.domain.headings import COMMON, FRAME, bare_heading


@pytest.mark.parametrize("heading", ["前　言", "2 规范性引用文件", "Normative references", "目 次", "FOREWORD"])
def test_what_stands_around_the_provisions_is_known_however_it_is_printed(heading: str) -> None:
    assert bare_heading(heading) in FRAME


@pytest.mark.parametrize("heading", ["第一章 总　则", "1 范围", "Scope"])
def test_what_holds_provisions_is_no_frame_though_common(heading: str) -> None:
    assert bare_heading(heading) in COMMON - FRAME
