"""What the audit log's kinds and roles are called on the screen."""

from __future__ import annotations

from datetime import datetime

from app.foundation.messages import tr
from app.security.audit.entry import Kind


def kind_name(kind: str) -> str:
    """As it stands in the log where this version does not know it."""
    names = {
        Kind.BEGIN: tr("日志开始"),
        Kind.OPEN: tr("打开工作区"),
        Kind.RECOVER: tr("中断后修复"),
        Kind.TRIM: tr("按保留期清理"),
        Kind.INGEST: tr("添加文件"),
        Kind.REMOVE: tr("移除文件"),
        Kind.CORRECT: tr("订正文件信息"),
        Kind.ASK: tr("提问"),
        Kind.SEARCH: tr("检索"),
        Kind.TEXT_WORK: tr("文本处理"),
        Kind.COPY: tr("复制"),
        Kind.PRINT: tr("打印"),
        Kind.EXPORT: tr("导出"),
        Kind.EXPORT_REFUSED: tr("拒绝导出"),
        Kind.SETTINGS: tr("改设置"),
        Kind.MODEL_ADDED: tr("装入模型"),
        Kind.MODEL_REMOVED: tr("移除模型"),
        Kind.BACKUP: tr("备份"),
        Kind.BUNDLE: tr("导出文库包"),
        Kind.RESTORE: tr("恢复或导入"),
        Kind.ERASE: tr("抹去数据"),
        Kind.FORGET: tr("删除对话"),
        Kind.UPDATE: tr("升级"),
        Kind.NETWORK_REFUSED: tr("拒绝联网"),
        Kind.VAULT: tr("改加密"),
        Kind.UNLOCK: tr("解锁"),
        Kind.UNLOCK_FAILED: tr("解锁失败"),
        Kind.ROLE: tr("换身份"),
        Kind.ROLE_FAILED: tr("身份口令不对"),
        Kind.ROLES_SET: tr("设身份口令"),
        Kind.REFUSED: tr("权限不够"),
        Kind.LOG_EXPORT: tr("导出审计日志"),
    }
    return next((name for known, name in names.items() if known == kind), kind)


def role_name(role: str) -> str:
    names = {
        "owner": tr("不分身份"),
        "user": tr("用户"),
        "administrator": tr("管理员"),
        "auditor": tr("审计员"),
    }
    return tr("、").join(names.get(part, part) for part in role.split("+"))


def local_time(at: str) -> str:
    """In this machine's time zone, to the second."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    except ValueError:
        return at
