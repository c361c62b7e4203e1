"""What the administrator of a machine decides for everybody who works on it: one file that ordinary users cannot write.

It is TOML; absent on a home machine, where the one user is everything. A file that is there and wrong keeps the program
from starting: rules that silently do not hold are worse than none.

    [roles]
    administrators = ["zhunsheng-admin"]     # groups of the operating system
    auditors = ["zhunsheng-audit"]
    [audit]
    folder = "/var/log/zhunsheng"            # where the audit logs of all workspaces lie
    [settings]                               # values of settings that nobody changes in the program
    audit_days = 1095
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.foundation.errors import EnvironmentFault
from app.foundation.messages import tr
from app.foundation.settings import check_settings

NAME = "machine.toml"
_KNOWN = {"roles": {"administrators", "auditors"}, "audit": {"folder"}}


@dataclass(frozen=True, slots=True)
class Machine:
    """``administrators`` and ``auditors`` are names of groups; ``audit_folder`` is None where each workspace keeps its
    own log; ``settings`` are fixed values by name."""

    administrators: tuple[str, ...] = ()
    auditors: tuple[str, ...] = ()
    audit_folder: Path | None = None
    settings: Mapping[str, object] = field(default_factory=dict)

    @property
    def names_groups(self) -> bool:
        return bool(self.administrators or self.auditors)


def machine_file() -> Path:
    """Where only the administrator of the system may write."""
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "zhunsheng" / NAME
    if sys.platform == "darwin":
        return Path("/Library/Application Support/zhunsheng") / NAME
    return Path("/etc/zhunsheng") / NAME


def load_machine(path: Path | None = None) -> Machine:
    """Of that file, else of this machine's. Raises EnvironmentFault for one that is there and cannot be obeyed."""
    file = machine_file() if path is None else path
    try:
        text = file.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return Machine()
    except (OSError, UnicodeDecodeError) as error:
        raise _fault(file, error) from error
    try:
        table = tomllib.loads(text)
        return _machine_of(table, file, text)
    except tomllib.TOMLDecodeError as error:
        raise _fault(file, error) from error


def _machine_of(table: Mapping[str, object], file: Path, text: str) -> Machine:
    sections: dict[str, Mapping[str, object]] = {}
    for name, value in table.items():
        if not isinstance(value, dict) or not (name == "settings" or name in _KNOWN):
            raise _fault(file, tr("不认得“{name}”", name=name))
        if name in _KNOWN and (unknown := value.keys() - _KNOWN[name]):
            raise _fault(file, tr("不认得“{name}”", name=f"{name}.{min(unknown)}"))
        sections[name] = value
    roles, settings = sections.get("roles", {}), sections.get("settings", {})
    check_settings(settings, file.name, text)
    folder = sections.get("audit", {}).get("folder", "")
    if not isinstance(folder, str) or (folder and not Path(folder).is_absolute()):
        raise _fault(file, tr("audit.folder 要写完整路径"))
    return Machine(
        _groups(roles, "administrators", file),
        _groups(roles, "auditors", file),
        Path(folder) if folder else None,
        dict(settings),
    )


def _groups(roles: Mapping[str, object], name: str, file: Path) -> tuple[str, ...]:
    value = roles.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise _fault(file, tr("roles.{name} 要写成组名的列表", name=name))
    return tuple(value)


def _fault(file: Path, cause: object) -> EnvironmentFault:
    return EnvironmentFault(
        tr("本机的规定 {file} 读不出来：{cause}", file=file, cause=cause), tr("请本机的系统管理员改正或移走这个文件。")
    )
