"""Settings that a person changes while the workspace is open."""

from __future__ import annotations

from pathlib import Path

from app.foundation.errors import EnvironmentFault
from app.foundation.messages import tr
from app.foundation.setting_rules import Effect
from app.foundation.settings import Settings, rules, save_settings
from app.workspace.models import ModelRoles

OF_MODELS = frozenset({"threads", "use_gpu", "models_folder"})
"""Beside the models' ids: what the models in memory were loaded by."""


def changed(before: Settings, after: Settings) -> tuple[str, ...]:
    """The names of the settings that differ, in the order of the file."""
    return tuple(name for name, _ in rules() if getattr(before, name) != getattr(after, name))


def put_into_force(file: Path, before: Settings, after: Settings, models: ModelRoles) -> tuple[str, ...]:
    """Write the file and act on it; gives the names of the changed settings that act with the next start only.

    Raises UserError for a value that is not allowed, EnvironmentFault when the file cannot be written.
    """
    try:
        save_settings(file, after)
    except OSError as error:
        raise EnvironmentFault(
            tr("不能写设置文件 {file}：{cause}", file=file.name, cause=error.strerror or error),
            tr("请检查磁盘空间和写入权限。"),
        ) from error
    declared = dict(rules())
    differ = changed(before, after)
    if any(declared[name].model is not None or name in OF_MODELS for name in differ):
        models.use(after)
    return tuple(name for name in differ if declared[name].effect is Effect.RESTART)
