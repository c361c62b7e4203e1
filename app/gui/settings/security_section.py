"""Who may do what, what is guarded, and the way to the audit log."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QInputDialog, QLineEdit

from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.foundation.setting_rules import Group, group_name
from app.gui.parts.confirm import confirmed
from app.gui.parts.desk import Desk
from app.gui.parts.widgets import button, row, text_label
from app.gui.road.session import Session
from app.gui.settings.audit_sheet import AuditSheet
from app.gui.settings.section import Section
from app.security.roles import Right, Role, Roles, Scheme


class SecuritySection(Section):
    role_changed = Signal()
    """The person may do more, or less, than before."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(group_name(Group.SECURITY))
        self._desk = desk
        self.sheet: AuditSheet | None = None
        self.state = text_label("", "strong", wraps=True)
        self.told = text_label("", "muted", wraps=True)
        self.sign_in = button(tr("以管理员或审计员身份进入…"), "", self.ask_to_sign_in)
        self.sign_out = button(tr("退出身份"), "", self._sign_out)
        self.set_administrator = button(tr("设管理员口令…"), "", lambda: self.ask_new(Role.ADMINISTRATOR))
        self.set_auditor = button(tr("设审计员口令…"), "", lambda: self.ask_new(Role.AUDITOR))
        self.clear = button(tr("不再分身份…"), "danger", self._clear)
        self.audit = button(tr("查看审计日志…"), "", self.open_log)
        self.add_layout(row(self.state))
        self.add_layout(row(self.told))
        self.add_layout(row(self.sign_in, self.sign_out, self.set_administrator, self.set_auditor, self.clear, None))

    def add_tools(self) -> None:
        """The log, below the settings."""
        what = text_label(
            tr("审计日志记下谁在何时做了什么，一条连着一条，改动、删去、截断都查得出；不记文件和问题的文字。"),
            "muted",
            wraps=True,
        )
        line = row(what, self.audit)
        line.setStretch(0, 1)
        self.add_layout(line)

    def refresh(self) -> None:
        """What is in force now."""
        session = self._desk.session
        if session is None:
            return
        roles = session.audit.roles
        scheme = roles.scheme
        self.state.setText(_state(roles))
        self.told.setText(_told(scheme))
        by_passphrase, may_guard = scheme is Scheme.PASSPHRASES, roles.may(Right.GUARD)
        self.sign_in.setVisible(by_passphrase and len(roles.held) < len(Role))
        self.sign_out.setVisible(by_passphrase and bool(roles.held))
        self.set_administrator.setVisible(scheme is not Scheme.GROUPS and may_guard)
        self.set_auditor.setVisible(by_passphrase and may_guard)
        self.clear.setVisible(by_passphrase and may_guard)
        self.audit.setEnabled(roles.may(Right.AUDIT))

    def ask_to_sign_in(self) -> None:
        passphrase = self.ask(tr("进入"), tr("管理员或审计员的口令："))
        if passphrase:
            self._do("sign in", lambda session: session.audit.sign_in(passphrase))

    def ask_new(self, role: Role) -> None:
        """A passphrase twice."""
        title = tr("设管理员口令") if role is Role.ADMINISTRATOR else tr("设审计员口令")
        first = self.ask(title, tr("新口令（至少 8 个字符；忘了无法找回）："))
        if not first:
            return
        if self.ask(title, tr("再写一遍：")) != first:
            self._desk.say(tr("两次写的不一样，没有改动。"))
            return
        self._do("set passphrase", lambda session: session.audit.set_passphrase(role, first))

    def ask(self, title: str, label: str) -> str:
        """Tests replace this. "" where the person thinks better of it."""
        text, is_given = QInputDialog.getText(self, title, label, QLineEdit.EchoMode.Password)
        return text if is_given else ""

    def confirmed(self) -> bool:
        """Tests replace this."""
        return confirmed(
            self,
            self._desk.theme,
            title=tr("不再分身份"),
            text=tr("去掉管理员和审计员的口令？"),
            consequence=tr("此后使用这台机器的人什么都可以做。审计日志会记下这一步。"),
            deed=tr("去掉"),
        )

    def open_log(self) -> None:
        """In a sheet of its own."""
        if self.sheet is None and self._desk.session is not None:
            sheet = self.sheet = AuditSheet(self._desk, self.window())
            sheet.finished.connect(lambda _: self._forget_sheet())
            sheet.open()

    def _forget_sheet(self) -> None:
        if self.sheet is not None:
            self.sheet.deleteLater()
            self.sheet = None

    def _sign_out(self) -> None:
        self._do("sign out", lambda session: session.audit.sign_out())

    def _clear(self) -> None:
        if self.confirmed():
            self._do("clear roles", lambda session: session.audit.remove_roles())

    def _do(self, name: str, deed: Callable[[Session], object]) -> None:
        """Argon2id takes a fifth of a second: not on the main thread."""

        def work(session: Session, progress: Progress) -> None:
            deed(session)

        def done(_: None) -> None:
            self.refresh()
            self.role_changed.emit()

        self._desk.run(name, work, done, quick=True)


def _state(roles: Roles) -> str:
    if roles.scheme is Scheme.NONE:
        return tr("没有分身份：使用这台机器的人什么都可以做。")
    names = {Role.ADMINISTRATOR: tr("管理员"), Role.AUDITOR: tr("审计员")}
    held = tr("、").join(names[role] for role in Role if role in roles.held)
    return tr("现在的身份：{role}", role=held or tr("用户"))


def _told(scheme: Scheme) -> str:
    return {
        Scheme.NONE: tr(
            "家里自用不必分。几个人共用、或单位要求时，可设管理员和审计员的口令，或由系统管理员按用户组规定。"
        ),
        Scheme.GROUPS: tr("身份由操作系统的用户组决定，系统管理员写在本机的规定里。"),
        Scheme.PASSPHRASES: tr("管理员改受保护的设置、抹去数据；审计员查看和导出审计日志；用户都不能。"),
    }[scheme]
