"""How values read on the screen."""

from __future__ import annotations

import re
from html import escape

from PySide6.QtGui import Qt

from app.domain.answer import Mode
from app.domain.law_title import STATE
from app.domain.standard_id import parse
from app.foundation.errors import BugError, ZhunshengError
from app.foundation.messages import tr
from app.ingest.errors import UnreadableCode
from app.library.entries import NotHeld

_EDITION_BEHIND = re.compile(r"[（(][^（()）]*(?:19|20)\d\d[^（()）]*[）)]$")


def mode_name(mode: Mode) -> str:
    return {Mode.PROFESSIONAL: tr("专业"), Mode.GENERAL: tr("普通"), Mode.VERBATIM: tr("原文")}[mode]


def mode_explanation(mode: Mode) -> str:
    return {
        Mode.PROFESSIONAL: tr("先找条款，再由模型据此作答，逐句核对。"),
        Mode.GENERAL: tr("只用模型作答，不查文库，不能作为依据。"),
        Mode.VERBATIM: tr("只摘录条款原文，不用模型。"),
    }[mode]


def add_status_name(status: str) -> str:
    """The name of an AddResult's status."""
    names = {
        "added": tr("已添加"),
        "updated": tr("已更新"),
        "unchanged": tr("已在文库中"),
        "partial": tr("部分读取"),
        "failed": tr("未能添加"),
    }
    return names.get(status, status)


def needs_password(code: object) -> bool:
    """Whether the code of an error or of an issue says that a password would open the file."""
    return code == UnreadableCode.ENCRYPTED


def error_texts(error: BaseException) -> tuple[str, str]:
    """What happened and the next step, for any error that a job may end with."""
    if isinstance(error, NotHeld):
        return removed_texts()
    if isinstance(error, ZhunshengError) and not isinstance(error, BugError):
        return error.message, error.hint
    told = error.message if isinstance(error, BugError) else f"{type(error).__name__}: {error}"
    return (
        tr("程序内部出错：{cause}", cause=told),
        tr("已完成的内容没有丢失。请重试；若再次出现，请把工作区 logs 文件夹交给管理员。"),
    )


def removed_texts() -> tuple[str, str]:
    """What is told of a document that was removed from the library, and the next step."""
    return tr("这份文件已从文库移除。"), tr("把它重新拖进窗口，就能再打开。")


def sentence_case(text: str) -> str:
    """With a capital at its head, for words of a sentence that stand alone as a label. Chinese has none."""
    return text[:1].upper() + text[1:]


def html_text(text: str) -> str:
    """The text as HTML that shows it as it is, its line breaks kept."""
    return escape(text).replace("\n", "<br/>")


def tip_text(text: str) -> str:
    """The text for a tip: Qt takes what looks like HTML for HTML, and would load the pictures that a title names."""
    return html_text(text) if Qt.mightBeRichText(text) else text


def menu_text(text: str) -> str:
    """The text for a menu or a button: an ampersand is shown, and makes no key of the letter after it."""
    return text.replace("&", "&&")


def one_line(text: str, limit: int) -> str:
    """The text without line breaks, cut with an ellipsis after ``limit`` characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def cut_name(name: str, limit: int) -> str:
    """The name of a document in at most ``limit`` characters where it can be: its title is cut, first by the name of
    the state, and its number before and its edition behind stay."""
    flat = " ".join(name.split())
    if len(flat) <= limit or parse(flat) is not None:
        return flat
    flat = flat.removeprefix(STATE)
    edition = _EDITION_BEHIND.search(flat)
    if edition is None:
        return one_line(flat, limit)
    return one_line(flat[: edition.start()], max(2, limit - len(edition[0]))) + edition[0]
