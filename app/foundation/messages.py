"""Every sentence that a person reads goes through ``tr``. Source strings are Chinese; catalogues translate them."""

from __future__ import annotations

import gettext
import locale
import os
import string
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

LOCALE_FOLDER = Path(__file__).resolve().parent.parent / "locale"
SOURCE_LANGUAGE = "zh"
LANGUAGES = ("zh", "en")

_translations: gettext.NullTranslations = gettext.NullTranslations()
_language: str | None = None


def use_language(language: str | None) -> str:
    """Switch what ``tr`` gives, at once and for the whole process. None follows the system. Gives the language used."""
    global _translations, _language
    chosen = language or system_language()
    _language = chosen
    _translations = gettext.translation("zhunsheng", LOCALE_FOLDER, languages=[chosen], fallback=True)
    return chosen


def language_in_use() -> str:
    """What ``use_language`` chose last, for handing on to worker processes."""
    return _language or SOURCE_LANGUAGE


def system_language() -> str:
    """Chinese unless the system plainly speaks another language that we have."""
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    name = name or (locale.getlocale()[0] or "")
    return "en" if name.lower().startswith(("en_", "english")) else SOURCE_LANGUAGE


def tr(message: str, /, **values: object) -> str:
    """The message in the language in use, with ``{name}`` filled in from ``values``.

    A translation may choose a word by a number: ``{count} {count:file|files}`` gives "1 file" and "2 files".
    """
    text = _translations.gettext(message)
    if not values:
        return text
    return _COUNTING.format(text, **values) if "|" in text else text.format(**values)


def in_other_languages(text: str) -> str:
    """What a message without values, given in the language in use, is called in the others; "" where it is not known.
    For finding it by whichever word a person has in mind."""
    return " ".join(told for language, told in _called(text).items() if language != language_in_use())


def _called(text: str) -> dict[str, str]:
    """By language."""
    source = text if language_in_use() == SOURCE_LANGUAGE else _sources(language_in_use()).get(text)
    if source is None:
        return {}
    named = {language: _catalogue(language).gettext(source) for language in LANGUAGES}
    return {language: told for language, told in named.items() if told != text}


@lru_cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("zhunsheng", LOCALE_FOLDER, languages=[language], fallback=True)


def templates(language: str) -> dict[str, str]:
    """Every message by its id, as that language has it, with its values not filled in."""
    if language == SOURCE_LANGUAGE:
        other = next(each for each in LANGUAGES if each != SOURCE_LANGUAGE)
        return {source: source for source in _sources(other).values()}
    return {source: told for told, source in _sources(language).items()}


@lru_cache
def _sources(language: str) -> dict[str, str]:
    """Messages by their translation; gettext has no public way back."""
    known: dict[object, str] = getattr(_catalogue(language), "_catalog", {})
    return {told: source for source, told in known.items() if isinstance(source, str) and source}


class _Counting(string.Formatter):
    def format_field(self, value: object, format_spec: str) -> str:
        one, bar, several = format_spec.partition("|")
        if bar:
            return one if str(value) == "1" else several
        return str(super().format_field(value, format_spec))


_COUNTING = _Counting()


def enumerated(items: Iterable[str]) -> str:
    """甲、乙、丙 — with the mark that the language in use sets between the members of a list."""
    return tr("、").join(items)


def sequenced(items: Iterable[str]) -> str:
    """As ``enumerated``, for members that are clauses of a sentence."""
    return tr("；").join(items)
