"""Who may do what: user, administrator, auditor, by groups of the operating system or by a passphrase each.

Where neither is set up there is one person, who is everything. Roles bind what is done in the program. Who may write
the files of the workspace with other programs is for the operating system to say.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path

from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.files import write_whole
from app.foundation.machine_file import Machine
from app.foundation.messages import tr

_VERSION = 1


class Role(StrEnum):
    """What can be set up beside the user, who needs no setting up."""

    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Right(StrEnum):
    """GUARD: change guarded settings, roles, and erase. AUDIT: read, verify and export the audit log."""

    GUARD = "guard"
    AUDIT = "audit"


class Scheme(StrEnum):
    """How roles are told apart."""

    NONE = "none"
    GROUPS = "groups"
    PASSPHRASES = "passphrases"


class NotAllowed(UserError):
    """The role that is in force does not suffice."""

    kind = "role"


class Roles:
    """Of one workspace. Safe to use from any thread."""

    def __init__(
        self,
        file: Path,
        machine: Machine,
        groups: frozenset[str] | None,
        on_refused: Callable[[Right], None] = lambda right: None,
    ) -> None:
        """``groups`` are the user's own, None where the system does not tell them: nobody is then in one that the
        machine's file names. Raises EnvironmentFault for a file of passphrases that cannot be read."""
        self._file = file
        self._machine = machine
        self._on_refused = on_refused
        self._lock = threading.Lock()
        self._signed_in: set[Role] = set()
        self._hashes = {} if machine.names_groups else _read(file)
        self._by_group = {
            role
            for role, names in ((Role.ADMINISTRATOR, machine.administrators), (Role.AUDITOR, machine.auditors))
            if groups is not None and groups.intersection(names)
        }

    @property
    def scheme(self) -> Scheme:
        if self._machine.names_groups:
            return Scheme.GROUPS
        return Scheme.PASSPHRASES if self._hashes else Scheme.NONE

    @property
    def held(self) -> frozenset[Role]:
        """What the user is beside a user now."""
        return frozenset(self._by_group | self._signed_in)

    @property
    def name(self) -> str:
        """For the audit log: "owner" where no roles are set up, else "user" or what is held."""
        if self.scheme is Scheme.NONE:
            return "owner"
        return "+".join(sorted(self.held)) or "user"

    @property
    def has_auditor(self) -> bool:
        """Whether the auditor is somebody of its own; the administrator is the auditor otherwise."""
        return bool(self._machine.auditors) if self.scheme is Scheme.GROUPS else Role.AUDITOR in self._hashes

    def may(self, right: Right) -> bool:
        if self.scheme is Scheme.NONE:
            return True
        wanted = Role.AUDITOR if right is Right.AUDIT and self.has_auditor else Role.ADMINISTRATOR
        return wanted in self.held

    def require(self, right: Right) -> None:
        """Raises NotAllowed, which is told to whoever listens first."""
        if self.may(right):
            return
        self._on_refused(right)
        auditing = right is Right.AUDIT
        who = tr("审计员") if auditing and self.has_auditor else tr("管理员")
        what = tr("查看审计日志") if auditing else tr("改这一项")
        hint = (
            tr("本机由用户组决定身份，请找系统管理员。")
            if self.scheme is Scheme.GROUPS
            else tr("请先以{who}身份进入：窗口的“设置 → 安全与审计”，命令行加 --sign-in。", who=who)
        )
        raise NotAllowed(tr("只有{who}可以{what}。", who=who, what=what), hint)

    def sign_in(self, passphrase: str) -> Role:
        """Be also what the passphrase belongs to, until ``sign_out``. Raises UserError."""
        from app.security.passphrases import matches  # cryptography comes when it is used

        with self._lock:
            found = [role for role, stored in self._hashes.items() if matches(passphrase, stored)]
            if not found:
                raise UserError(tr("口令不对。"), tr("口令忘了无法找回，见 SECURITY.md。"))
            self._signed_in.add(found[0])
            return found[0]

    def sign_out(self) -> None:
        with self._lock:
            self._signed_in.clear()

    def set_passphrase(self, role: Role, passphrase: str) -> None:
        """Set up a role, or change its passphrase; whoever does it holds the role afterwards. The administrator comes
        first. Raises UserError, NotAllowed, EnvironmentFault."""
        from app.security.passphrases import hashed, matches

        self._require_own_scheme()
        self.require(Right.GUARD)
        if role is not Role.ADMINISTRATOR and Role.ADMINISTRATOR not in self._hashes:
            raise UserError(tr("还没有管理员。"), tr("请先设管理员口令，再设审计员口令。"))
        if any(other is not role and matches(passphrase, stored) for other, stored in self._hashes.items()):
            raise UserError(tr("两个身份的口令不能相同。"), tr("请另取一个口令。"))
        self._keep({**self._hashes, role: hashed(passphrase)})
        if role is Role.ADMINISTRATOR:
            self._signed_in.add(role)

    def remove_all(self) -> None:
        """No roles any more: the user is everything again. Raises NotAllowed, UserError, EnvironmentFault."""
        self._require_own_scheme()
        self.require(Right.GUARD)
        self._keep({})
        self.sign_out()

    def _require_own_scheme(self) -> None:
        if self.scheme is Scheme.GROUPS:
            raise UserError(tr("本机由用户组决定身份，这里不能改。"), tr("请找系统管理员。"))

    def _keep(self, hashes: Mapping[Role, str]) -> None:
        with self._lock:
            try:
                content = {"version": _VERSION, "hashes": {str(role): stored for role, stored in hashes.items()}}
                write_whole(self._file, json.dumps(content, indent=1).encode())
            except OSError as error:
                raise EnvironmentFault(
                    tr("写不了 {path}：{cause}", path=self._file, cause=error.strerror or error),
                    tr("请检查磁盘空间和写入权限。"),
                ) from error
            self._hashes = dict(hashes)


def _read(file: Path) -> dict[Role, str]:
    """A file that is there and cannot be read is no reason to let everybody in."""
    try:
        value = json.loads(file.read_text("utf-8"))
        return {Role(name): str(stored) for name, stored in value["hashes"].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise EnvironmentFault(
            tr("身份的文件 {path} 读不出来：{cause}", path=file, cause=error),
            tr("请恢复这个文件；移走它，准绳就当没有分身份，审计日志会记下。"),
        ) from error
