"""``vault on|off|status|passphrase|recover|phrase``: the encryption of a workspace."""

from __future__ import annotations

import argparse

from app.cli.output import Output
from app.cli.passphrase import add_passphrase_options, asked, asked_twice, given
from app.cli.signing_in import add_sign_in, audit_of
from app.cli.types import Subparsers
from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.messages import tr
from app.foundation.paths import WorkspacePaths
from app.security.vault_cipher import Suite
from app.workspace import Workspace, vault
from app.workspace.vault_switch import turn_off, turn_on


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("vault", help=tr("用口令加密工作区"))
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    on = actions.add_parser("on", parents=[common], help=tr("加密；给出恢复码，只显示这一次"))
    on.add_argument(
        "--suite", choices=[suite.value for suite in Suite], default=Suite.AES.value, help=tr("算法：aes 或国密 sm")
    )
    add_sign_in(on)
    on.set_defaults(run=run_on)
    off = actions.add_parser("off", parents=[common], help=tr("解除加密"))
    add_sign_in(off)
    off.set_defaults(run=run_off)
    actions.add_parser("status", parents=[common], help=tr("是否加密")).set_defaults(run=run_status)
    change = actions.add_parser("passphrase", parents=[common], help=tr("换口令"))
    add_passphrase_options(change, "new-passphrase", tr("新口令"))
    change.set_defaults(run=run_passphrase)
    recover = actions.add_parser("recover", parents=[common], help=tr("忘了口令：用恢复码设新口令，并换一个恢复码"))
    add_passphrase_options(recover, "recovery", tr("恢复码"))
    add_passphrase_options(recover, "new-passphrase", tr("新口令"))
    recover.set_defaults(run=run_recover)
    phrase = actions.add_parser("phrase", parents=[common], help=tr("换一个恢复码，旧的作废"))
    phrase.set_defaults(run=run_phrase)


def run_on(options: argparse.Namespace, output: Output) -> int:
    paths = _paths(options)
    if vault.state_of(paths).is_on:
        raise UserError(tr("工作区 {path} 已经是加密的。", path=paths.root), tr("换口令用 vault passphrase。"))
    passphrase = _wanted(given(options, "passphrase") or asked_twice(tr("给工作区设一个口令：")))
    Workspace.open(paths.root, writing=True).close()  # brought to today's schema, or made
    suite = Suite(options.suite)
    phrase, _ = turn_on(paths, passphrase, output.progress(), suite=suite, audit=audit_of(options))
    told = {"vault": "on", "suite": suite.value, "recovery_phrase": phrase}
    output.value(told, _phrase_told(tr("工作区已加密。"), phrase))
    return 0


def run_off(options: argparse.Namespace, output: Output) -> int:
    paths = _paths(options)
    vault.unlock(paths, _wanted(given(options, "passphrase") or asked(tr("工作区的口令："))))
    keys = vault.keys_of(paths)
    assert keys is not None, "it was unlocked"
    turn_off(paths, keys, output.progress(), audit_of(options))
    vault.lock(paths)
    output.value({"vault": "off"}, tr("工作区不再加密。向量索引在下次准备向量时重建。"))
    return 0


def run_status(options: argparse.Namespace, output: Output) -> int:
    state = vault.state_of(_paths(options))
    suite = state.suite.value if state.suite is not None else None
    text = tr("工作区是加密的（{suite}）。", suite=suite) if state.is_on else tr("工作区没有加密。")
    output.value({"vault": "on" if state.is_on else "off", "suite": suite}, text)
    return 0


def run_passphrase(options: argparse.Namespace, output: Output) -> int:
    paths = _paths(options)
    passphrase = _wanted(given(options, "passphrase") or asked(tr("现在的口令：")))
    new = _wanted(given(options, "new-passphrase") or asked_twice(tr("新口令：")))
    vault.change_passphrase(paths, passphrase, new)
    output.value({"changed": True}, tr("口令已换，旧口令不再有效。恢复码不变。"))
    return 0


def run_recover(options: argparse.Namespace, output: Output) -> int:
    paths = _paths(options)
    recovery = _wanted(given(options, "recovery") or asked(tr("恢复码：")))
    new = _wanted(given(options, "new-passphrase") or asked_twice(tr("新口令：")))
    phrase = vault.recover(paths, recovery, new)
    output.value({"changed": True, "recovery_phrase": phrase}, _phrase_told(tr("口令已重设。"), phrase))
    return 0


def run_phrase(options: argparse.Namespace, output: Output) -> int:
    passphrase = _wanted(given(options, "passphrase") or asked(tr("工作区的口令：")))
    phrase = vault.new_recovery_phrase(_paths(options), passphrase)
    output.value({"recovery_phrase": phrase}, _phrase_told(tr("旧恢复码已作废。"), phrase))
    return 0


def _paths(options: argparse.Namespace) -> WorkspacePaths:
    return WorkspacePaths(options.data.expanduser().absolute())


def _wanted(passphrase: str | None) -> str:
    if passphrase:
        return passphrase
    raise EnvironmentFault(
        tr("没有给出口令。"), tr("请在终端里运行，或用 --passphrase-file 文件、--passphrase-fd 编号 给出。")
    )


def _phrase_told(done: str, phrase: str) -> str:
    return "\n".join((done, tr("恢复码（只显示这一次，请抄下来，离开这台机器保管）："), phrase))
