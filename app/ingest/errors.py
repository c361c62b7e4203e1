"""A file that cannot be read: which file, why, and what the person can do about it."""

from __future__ import annotations

from enum import StrEnum

from app.foundation.errors import UserError
from app.foundation.messages import tr


class UnreadableCode(StrEnum):
    """Why a file gave no document. Stored with the ingest job, so values never change."""

    MISSING = "missing"
    NOT_A_FILE = "not_a_file"
    PERMISSION = "permission"
    EMPTY = "empty"
    NO_TEXT = "no_text"
    UNKNOWN_TYPE = "unknown_type"
    OLD_WORD = "old_word"
    OLD_SHEET = "old_sheet"
    ENCRYPTED = "encrypted"
    """A password is missing or wrong, and would open it."""
    LOCKED = "locked"
    """Encrypted in a way that we cannot open with any password."""
    DAMAGED = "damaged"
    SCAN = "scan"
    TOO_LARGE = "too_large"
    BOMB = "bomb"
    DOCTYPE = "doctype"
    CRASH = "crash"
    MEMORY = "memory"
    TIMEOUT = "timeout"


class UnreadableFile(UserError):
    """One file gave no document; the others go on. ``code`` is an UnreadableCode, ``detail`` what the reader adds."""

    kind = "unreadable"
    exit_code = 1

    def __init__(self, code: UnreadableCode, message: str, hint: str = "", detail: str = "") -> None:
        super().__init__(message, hint)
        self.code = code
        self.detail = detail


def unreadable(code: UnreadableCode, file: str, detail: str = "") -> UnreadableFile:
    """The error for that code in the person's words. ``file`` is its name; ``detail`` the library's own words."""
    message = _message(code, file)
    return UnreadableFile(
        code, tr("{message}（{detail}）", message=message, detail=detail) if detail else message, _hint(code), detail
    )


def _message(code: UnreadableCode, file: str) -> str:
    match code:
        case UnreadableCode.MISSING:
            return tr("找不到文件“{file}”", file=file)
        case UnreadableCode.NOT_A_FILE:
            return tr("“{file}”是文件夹或设备，不是文件", file=file)
        case UnreadableCode.PERMISSION:
            return tr("没有读取“{file}”的权限", file=file)
        case UnreadableCode.EMPTY:
            return tr("“{file}”是空文件", file=file)
        case UnreadableCode.NO_TEXT:
            return tr("“{file}”里没有文字", file=file)
        case UnreadableCode.UNKNOWN_TYPE:
            return tr("认不出“{file}”是什么类型的文件", file=file)
        case UnreadableCode.OLD_WORD:
            return tr("“{file}”是旧版 Word 格式（.doc、.wps 或 .rtf），要经 LibreOffice 转换才能读取", file=file)
        case UnreadableCode.OLD_SHEET:
            return tr("“{file}”是旧版 Excel 格式（.xls 或 .et），读不了", file=file)
        case UnreadableCode.ENCRYPTED:
            return tr("“{file}”已加密，需要密码才能打开", file=file)
        case UnreadableCode.LOCKED:
            return tr("“{file}”已加密，这种格式要先去掉密码才能读取", file=file)
        case UnreadableCode.DAMAGED:
            return tr("“{file}”已损坏或不完整", file=file)
        case UnreadableCode.SCAN:
            return tr("“{file}”是扫描件或文字层不可信，读不出可靠的文字", file=file)
        case UnreadableCode.TOO_LARGE:
            return tr("“{file}”太大，超出可读取的上限", file=file)
        case UnreadableCode.BOMB:
            return tr("“{file}”解压后大得不合常理，可能是压缩炸弹，已拒绝读取", file=file)
        case UnreadableCode.DOCTYPE:
            return tr("“{file}”里含有外部实体声明（DOCTYPE），可能有害，已拒绝读取", file=file)
        case UnreadableCode.CRASH:
            return tr("读取“{file}”时解析进程崩溃", file=file)
        case UnreadableCode.MEMORY:
            return tr("读取“{file}”时超出了内存上限", file=file)
        case UnreadableCode.TIMEOUT:
            return tr("读取“{file}”时超出了时间上限", file=file)


def _hint(code: UnreadableCode) -> str:
    match code:
        case UnreadableCode.MISSING:
            return tr("请检查路径；文件可能已被移动或删除")
        case UnreadableCode.NOT_A_FILE:
            return tr("请给出文件，或用文件夹导入")
        case UnreadableCode.PERMISSION:
            return tr("请改变文件的权限，或把它复制到自己的文件夹再导入")
        case UnreadableCode.EMPTY | UnreadableCode.DAMAGED:
            return tr("请重新取得这个文件，再导入")
        case UnreadableCode.NO_TEXT:
            return tr("请确认文件内容；若只有图片，请换成带文字的版本")
        case UnreadableCode.UNKNOWN_TYPE:
            return tr("可以读取 PDF、OFD、Word、网页、表格（.xlsx、.csv）、图片、Markdown 和纯文本")
        case UnreadableCode.OLD_WORD:
            return tr("请在本机安装 LibreOffice 后再导入，或用 Word、WPS 另存为 .docx 再导入")
        case UnreadableCode.OLD_SHEET:
            return tr("请用 Excel 或 WPS 另存为 .xlsx，再导入")
        case UnreadableCode.ENCRYPTED:
            return tr("请给出密码：窗口里点“输入密码”，命令行用 ingest --password-file 或 --password-stdin")
        case UnreadableCode.LOCKED:
            return tr("请用 Word、WPS 等原来的软件去掉密码后另存，再导入")
        case UnreadableCode.SCAN:
            return tr("请打开文字识别（OCR）再导入，或换成带文字层的版本")
        case UnreadableCode.TOO_LARGE | UnreadableCode.MEMORY | UnreadableCode.TIMEOUT:
            return tr("请把文件拆成几份，再导入")
        case UnreadableCode.BOMB | UnreadableCode.DOCTYPE:
            return tr("请确认文件的来源；可用原来的软件打开后另存为新文件，再导入")
        case UnreadableCode.CRASH:
            return tr("其他文件不受影响；请换一个版本的文件，或另存后再试")
