"""``roles``, ``roles set ROLE``, ``roles clear``: administrator and auditor by a passphrase each."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from app.cli.output import Output
from app.cli.password import first_line
from app.cli.signing_in import add_sign_in, ask_passphrase, audit_of
from app.cli.types import Subparsers
from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.security.roles import Right, Role, Scheme
from app.workspace.auditing import Auditing


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("roles", help=tr("身份：用户、管理员、审计员"))
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    showing = actions.add_parser("show", parents=[common], help=tr("现在是什么身份，能做什么"))
    showing.set_defaults(run=run_show)
    setting = actions.add_parser("set", parents=[common], help=tr("设或换一个身份的口令"))
    setting.add_argument("role", choices=[role.value for role in Role])
    setting.add_argument("--new-file", type=Path, metavar="FILE", help=tr("新口令写在这个文件的第一行，不写就问"))
    setting.set_defaults(run=run_set)
    clearing = actions.add_parser("clear", parents=[common], help=tr("不再分身份"))
    clearing.set_defaults(run=run_clear)
    for action in (showing, setting, clearing):
        add_sign_in(action)


def run_show(options: argparse.Namespace, output: Output) -> int:
    _show(audit_of(options), output)
    return 0


def run_set(options: argparse.Namespace, output: Output) -> int:
    audit = audit_of(options)
    new = first_line(options.new_file).rstrip("\r\n") if options.new_file is not None else _asked_twice()
    audit.set_passphrase(Role(options.role), new)
    _show(audit, output)
    return 0


def run_clear(options: argparse.Namespace, output: Output) -> int:
    audit = audit_of(options)
    audit.remove_roles()
    _show(audit, output)
    return 0


def _asked_twice() -> str:
    first = ask_passphrase(tr("新口令："))
    if sys.stdin.isatty() and ask_passphrase(tr("再写一遍：")) != first:
        raise UserError(tr("两次写的不一样。"), tr("请再试一次。"))
    return first


def _show(audit: Auditing, output: Output) -> None:
    roles = audit.roles
    told = {
        Scheme.NONE: tr("没有分身份：使用这台机器的人什么都可以做。"),
        Scheme.GROUPS: tr("身份由操作系统的用户组决定。"),
        Scheme.PASSPHRASES: tr("身份由口令决定。"),
    }[roles.scheme]
    may = {right.value: roles.may(right) for right in Right}
    value = {"scheme": roles.scheme.value, "role": roles.name, "may": may, "has_auditor": roles.has_auditor}
    lines = [told, tr("现在的身份：{role}", role=roles.name)]
    lines.append(tr("能改受保护的设置：{yes}", yes=tr("是") if roles.may(Right.GUARD) else tr("否")))
    lines.append(tr("能查看审计日志：{yes}", yes=tr("是") if roles.may(Right.AUDIT) else tr("否")))
    output.value(value, "\n".join(lines))
