"""Keep the catalogues of app/locale true to the source: extract every tr("…"), update the .po, compile the .mo.

    python packaging/translations.py            extract, update, compile; lists what is still untranslated
    python packaging/translations.py --check    change nothing; exit code 1 when something is untranslated or stale

Needs Babel (in the dev extra). Source strings are Chinese, so there is no Chinese catalogue.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeGuard

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
APPLICATION = ROOT / "app"
LOCALE = APPLICATION / "locale"
DOMAIN = "zhunsheng"
TRANSLATED = ("en",)
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
_PLACEHOLDER = re.compile(r"\{(\w+)[^{}]*\}")


def extract() -> Catalog:
    """Every message of the application with the files it stands in.

    Read from the syntax tree: Babel's own extractor looks at tokens and misses a ``tr`` inside an f-string.
    """
    catalog = Catalog(project="zhunsheng", charset="utf-8", fuzzy=False)
    for path in sorted(APPLICATION.rglob("*.py")):
        for message in messages_of(path):
            catalog.add(message, locations=[(path.relative_to(ROOT).as_posix(), 0)])
    return catalog


def messages_of(path: Path) -> Iterator[str]:
    """The literals that ``tr`` is called with, in the order of the file."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if is_tr(node)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str):
            yield call.args[0].value


def is_tr(node: ast.AST) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr"


def catalogue_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read_catalogue(language: str) -> Catalog:
    """The catalogue as committed; an empty one when there is none yet."""
    path = catalogue_path(language)
    if not path.exists():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _empty(language: str) -> Catalog:
    """Without dates, so that the same source gives the same file."""
    catalog = Catalog(
        locale=language,
        project="zhunsheng",
        version="",
        header_comment="# The messages of Zhunsheng. Kept by packaging/translations.py.",
        msgid_bugs_address="",
        creation_date=UNDATED,
        revision_date=UNDATED,
        last_translator="",
        language_team="",
        charset="utf-8",
        fuzzy=False,
    )
    catalog.creation_date = catalog.revision_date = UNDATED
    return catalog


def updated(language: str) -> Catalog:
    """The committed catalogue brought up to the source. Nothing is guessed from similar messages."""
    catalog = read_catalogue(language)
    catalog.update(extract(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.creation_date = UNDATED
    return catalog


def untranslated(catalog: Catalog) -> list[str]:
    return [str(message.id) for message in catalog if message.id and not message.string]


def disagreeing(catalog: Catalog) -> list[str]:
    """Messages whose translation names other placeholders than the source."""
    return [
        str(message.id)
        for message in catalog
        if message.id and message.string and placeholders(str(message.id)) != placeholders(str(message.string))
    ]


def placeholders(message: str) -> set[str]:
    return set(_PLACEHOLDER.findall(message))


def compiled(catalog: Catalog) -> bytes:
    """The .mo file as gettext reads it."""
    target = io.BytesIO()
    write_mo(target, catalog)
    return target.getvalue()


def is_fresh(language: str) -> bool:
    """Whether the committed .mo says what the committed .po says."""
    path = catalogue_path(language).with_suffix(".mo")
    return path.exists() and path.read_bytes() == compiled(read_catalogue(language))


def write(language: str, catalog: Catalog) -> None:
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, sort_by_file=True, omit_header=False, include_lineno=False, width=120)
    path.with_suffix(".mo").write_bytes(compiled(read_catalogue(language)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    code = 0
    for language in TRANSLATED:
        catalog = updated(language)
        if not check:
            write(language, catalog)
        missing, wrong = untranslated(catalog), disagreeing(catalog)
        for message in (*missing, *wrong):
            print(f"{language}: {message}")
        print(f"{language}: {len(catalog)} messages, {len(missing)} untranslated, {len(wrong)} with other placeholders")
        if missing or wrong or not is_fresh(language):
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main())
