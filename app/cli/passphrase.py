"""The passphrase of a vault: asked for without an echo, or read from a file or an open descriptor.

Never an argument or a variable of the environment: other users and child processes can read those.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.foundation.paths import WorkspacePaths

LARGEST = 4096
"""Bytes; who names a longer file has taken another one by mistake."""

OWN = "vault"
"""The command that asks for itself."""
WITHOUT_CONTENT = frozenset(("erase", "update", "models", "doctor", "audit"))
"""Commands that do something without looking into the workspace: they take a passphrase and ask for none."""


def add_passphrase_options(parser: argparse.ArgumentParser, what: str, told: str) -> None:
    """``--WHAT-file`` and ``--WHAT-fd``, which ``given`` reads."""
    parser.add_argument(f"--{what}-file", type=Path, metavar="FILE", help=tr("{what}写在这个文件的第一行", what=told))
    parser.add_argument(
        f"--{what}-fd", type=int, metavar="N", help=tr("从这个已打开的文件描述符读一行，作为{what}", what=told)
    )


def given(options: argparse.Namespace, what: str) -> str | None:
    """The first line of the file or descriptor; None where neither was named. Raises UserError."""
    name = what.replace("-", "_")
    file: Path | None = getattr(options, f"{name}_file", None)
    descriptor: int | None = getattr(options, f"{name}_fd", None)
    source = file if file is not None else descriptor
    if source is None:
        return None
    try:
        data = _read(source)
        line = data.split(b"\n", 1)[0].removesuffix(b"\r").decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            tr("读不出口令：{cause}", cause=getattr(error, "strerror", None) or error),
            tr("请检查文件的路径、权限和编码（UTF-8），或描述符的编号。"),
        ) from error
    if not line:
        raise UserError(tr("口令是空的。"), tr("请写在第一行。"))
    return line


def asked(prompt: str) -> str | None:
    """Typed by a person at a terminal; None where there is none."""
    return getpass.getpass(prompt) if sys.stdin is not None and sys.stdin.isatty() else None


def asked_twice(prompt: str) -> str | None:
    """A new one, which nobody sees while it is typed. Raises UserError where the two differ."""
    first = asked(prompt)
    if first is not None and first != asked(tr("再输一次：")):
        raise UserError(tr("两次输入的口令不一样。"), tr("请再试一次；什么也没有改动。"))
    return first


def unlock_for(options: argparse.Namespace) -> None:
    """Unlock the workspace of a command where it is a vault and a passphrase can be had; without one the command says
    that it is locked. Raises UserError, WrongPassphrase."""
    paths = WorkspacePaths(options.data.expanduser().absolute())
    command = getattr(options, "command", None)
    if not paths.vault.exists() or command == OWN:
        return
    passphrase = given(options, "passphrase")
    if passphrase is None and command is not None and command not in WITHOUT_CONTENT:  # the window asks in a dialog
        passphrase = asked(tr("工作区的口令："))
    if passphrase is not None:
        from app.workspace import vault  # with what a workspace without a vault does not need

        vault.unlock(paths, passphrase)


def _read(source: Path | int) -> bytes:
    with open(source, "rb") as stream:
        return stream.readline(LARGEST)
