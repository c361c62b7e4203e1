"""Every sentence in the language of its reader."""

from __future__ import annotations

import ast
import gettext
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from app.foundation import messages
from app.foundation.messages import LANGUAGES, in_other_languages, system_language, tr, use_language

ROOT = Path(__file__).resolve().parents[3]
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(autouse=True)
def _back_to_chinese() -> Iterator[None]:
    yield
    use_language("zh")


@pytest.fixture(scope="module")
def translations() -> ModuleType:
    """packaging/translations.py, which is a script and not a module of the application."""
    specification = importlib.util.spec_from_file_location("translations", ROOT / "packaging" / "translations.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_chinese_is_the_source_and_needs_no_catalogue() -> None:
    assert use_language("zh") == "zh"
    assert tr("第 {page} 页", page=3) == "第 3 页"


def test_english_is_spoken_when_asked_for() -> None:
    assert use_language("en") == "en"
    assert tr("第 {page} 页", page=3) == "page 3"


def test_a_message_without_translation_stays_readable() -> None:
    use_language("en")
    assert tr("这句话没有人翻译过 {n}", n=1) == "这句话没有人翻译过 1"


@pytest.mark.parametrize(
    ("variable", "value", "language"),
    [
        ("LC_ALL", "en_US.UTF-8", "en"),
        ("LANG", "en_GB.UTF-8", "en"),
        ("LANG", "zh_CN.UTF-8", "zh"),
        ("LANG", "C.UTF-8", "zh"),
        ("LANG", "de_DE.UTF-8", "zh"),
    ],
)
def test_the_systems_language_is_followed(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, language: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, value)
    assert system_language() == language


def test_every_language_offered_has_its_catalogue(translations: ModuleType) -> None:
    assert {messages.SOURCE_LANGUAGE, *translations.TRANSLATED} == set(LANGUAGES)


def test_every_message_of_the_application_is_translated(translations: ModuleType) -> None:
    assert translations.untranslated(translations.updated("en")) == []


def test_translations_name_the_same_placeholders(translations: ModuleType) -> None:
    assert translations.disagreeing(translations.updated("en")) == []


def test_no_translation_is_left_of_a_message_that_is_gone(translations: ModuleType) -> None:
    committed = {message.id for message in translations.read_catalogue("en") if message.id}
    assert committed == {message.id for message in translations.extract() if message.id}


def test_english_has_no_chinese_left(translations: ModuleType) -> None:
    assert [message.id for message in translations.read_catalogue("en") if HAN.search(str(message.string))] == []


def test_the_compiled_catalogue_is_fresh(translations: ModuleType) -> None:
    assert translations.is_fresh("en"), "run packaging/translations.py"


def test_tr_is_called_with_literals_only() -> None:
    """Anything else could not be extracted."""
    guilty = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for file in _sources("app")
        for call in _calls_of_tr(_tree(file))
        if not call.args or not (isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str))
    ]
    assert guilty == []


def test_the_window_has_no_chinese_outside_tr() -> None:
    guilty = [
        f"{file.relative_to(ROOT)}:{text.lineno} {text.value!r}"
        for file in _sources("app/gui")
        for text in _texts_outside_tr(file)
        if HAN.search(text.value)
    ]
    assert guilty == []


def _sources(folder: str) -> Iterator[Path]:
    yield from sorted((ROOT / folder).rglob("*.py"))


def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _calls_of_tr(tree: ast.Module) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr"
    ]


def _texts_outside_tr(file: Path) -> Iterator[ast.Constant]:
    tree = _tree(file)
    inside = {id(node.args[0]) for node in _calls_of_tr(tree) if node.args}
    documentation = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in inside and id(node) not in documentation:
            yield node


def test_a_translation_chooses_a_word_by_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    class _English(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return "{count} {count:file|files} of {size:.1f} MB"

    monkeypatch.setattr("app.foundation.messages._translations", _English())
    assert tr("{count} 个文件，{size:.1f} MB", count=1, size=2) == "1 file of 2.0 MB"
    assert tr("{count} 个文件，{size:.1f} MB", count=2, size=2) == "2 files of 2.0 MB"


def test_a_message_is_known_by_its_names_in_the_other_languages() -> None:
    use_language("zh")
    assert in_other_languages("深色") == "Dark"
    assert in_other_languages("没有这样的话") == ""
    use_language("en")
    assert in_other_languages("Dark") == "深色"
    assert in_other_languages("Nothing of ours") == ""
    use_language("zh")
