"""What was wrong when a document was read, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.foundation.messages import enumerated, tr
from app.gui.parts.widgets import Notice, button
from app.gui.style.theme import Theme

if TYPE_CHECKING:
    from app.domain.document import Issue
    from app.library.entries import Entry

MOST = 5
"""Kinds of issues told; a scan of 300 pages has one a page, which are one kind."""
PAGES_NAMED = 6
RECOGNISABLE = frozenset({"no_text_layer", "ocr_missing", "ocr_empty", "damaged_pages", "scan", "no_text"})
"""Codes of what text recognition may mend."""
HARMLESS = frozenset(
    {
        "ocr",
        "name_differs",
        "number_in_name",
        "wrong_extension",
        "formula_object",
        "embedded_file",
        "doubtful_reference",
    }
)
"""Codes of what a reader should know and need not mend."""


def what_to_do(code: str) -> str:
    """The next step after an issue; empty where the issue tells it itself."""
    if code in RECOGNISABLE:
        return tr("可以用文字识别（OCR）重新读取；或换一份带文字层的文件。")
    steps = {
        "ocr": tr("识别的文字可能有错，请对照原页。"),
        "contents_missing": tr("目录里有、正文里没有读到：请打开原页看看，必要时重新读取。"),
        "contents_differ": tr("目录与正文不一致：请打开原页看看，以正文为准。"),
        "dangling_reference": tr("请在原页上核对提到它的地方；若缺了页，请换一份完整的文件。"),
        "doubtful_reference": tr("条文本身没有缺；引用前请在原页上核对，以相邻的表题为准。"),
        "name_differs": tr("请核对下面的编号和名称，需要时更正。"),
        "number_in_name": tr("文件里没有印编号；若文件名里的对，请在下面更正编号。"),
        "wrong_extension": tr("文件的后缀名与内容不符，不影响使用。"),
        "formula_object": tr("公式没有读成文字，引用时请看原页。"),
        "embedded_file": tr("附件没有读取；需要时请另存后单独添加。"),
    }
    return steps.get(code, "")


class IssueList(QWidget):
    """One notice for each kind of issue, with the pages that have it."""

    recognition_asked = Signal()
    """The document is to be read again with text recognition."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.sizes.gap)

    def show_entry(self, entry: Entry) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        kinds: dict[str, list[Issue]] = {}
        for issue in entry.issues:
            kinds.setdefault(issue.code, []).append(issue)
        for code, issues in list(kinds.items())[:MOST]:
            self._layout.addWidget(self._notice(code, issues))
        self.setVisible(bool(kinds))

    def _notice(self, code: str, issues: list[Issue]) -> Notice:
        notice = Notice(_told(issues), what_to_do(code), "info" if code in HARMLESS else "warning")
        if code in RECOGNISABLE:
            notice.add_action(button(tr("用文字识别重新读取"), "", self.recognition_asked.emit))
        return notice


def _told(issues: list[Issue]) -> str:
    """The message, of several pages once."""
    first = issues[0]
    if len(issues) == 1:
        return tr("第 {page} 页：{message}", page=first.page, message=first.message) if first.page else first.message
    pages = sorted({issue.page for issue in issues if issue.page})
    named = enumerated(map(str, pages[:PAGES_NAMED]))
    if not named:
        return tr("{message}（共 {count} 处）", message=first.message, count=len(issues))
    more = "…" if len(pages) > PAGES_NAMED else ""
    return tr("{message}（第 {pages} 页，共 {count} 处）", message=first.message, pages=named + more, count=len(issues))
