"""``--sign-in``: be administrator or auditor for one command, where roles are set up by passphrases."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from app.cli.password import first_line
from app.foundation.guarded_files import Locked
from app.foundation.messages import tr
from app.foundation.paths import WorkspacePaths
from app.foundation.settings import Settings, load_settings
from app.workspace.auditing import Auditing


def add_sign_in(parser: argparse.ArgumentParser) -> None:
    """The options that ``sign_in`` reads."""
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--sign-in", action="store_true", help=tr("问管理员或审计员口令（不是终端时从标准输入读一行）"))
    ways.add_argument("--sign-in-file", type=Path, metavar="FILE", help=tr("口令写在这个文件的第一行"))


def sign_in(options: argparse.Namespace, audit: Auditing) -> None:
    """Raises UserError for a wrong passphrase."""
    if options.sign_in_file is not None:
        audit.sign_in(first_line(options.sign_in_file).rstrip("\r\n"))
    elif options.sign_in:
        audit.sign_in(ask_passphrase(tr("口令：")))


def ask_passphrase(prompt: str) -> str:
    """Typed unseen at a terminal, else a line of stdin."""
    typed = getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline()
    return typed.rstrip("\r\n")


def audit_of(options: argparse.Namespace) -> Auditing:
    """Of the workspace that the command is for, which need not be there any more; signed in where that is wanted."""
    paths = WorkspacePaths(options.data.expanduser().absolute())
    try:
        settings = load_settings(paths.settings)
    except Locked:  # a vault: its audit log can be looked at, and all of it erased, without its passphrase
        settings = Settings()
    audit = Auditing(paths, settings=lambda: settings)
    sign_in(options, audit)
    return audit
