"""The password of encrypted files, from a file or from stdin: on the command line itself others could read it."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from app.foundation.errors import UserError
from app.foundation.messages import tr

LONGEST_FILE = 4096
"""Bytes. PDF passwords end at 127; what is longer is another file, named by mistake."""


def add_password_options(parser: argparse.ArgumentParser) -> None:
    """The options that ``read_password`` reads."""
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--password-file", type=Path, metavar="FILE", help=tr("加密文件的密码写在这个文件的第一行"))
    ways.add_argument("--password-stdin", action="store_true", help=tr("从标准输入读一行，作为加密文件的密码"))


def read_password(options: argparse.Namespace) -> str | None:
    """The password that the person gives, None where none is wanted. Raises UserError."""
    if options.password_stdin:
        password = getpass.getpass(tr("密码：")) if sys.stdin.isatty() else sys.stdin.readline()
    elif options.password_file is not None:
        password = first_line(options.password_file)
    else:
        return None
    password = password.rstrip("\r\n")
    if not password:
        raise UserError(tr("密码是空的。"), tr("请把密码写在文件的第一行，或从标准输入给出一行。"))
    return password


def first_line(path: Path) -> str:
    """Of a file that holds a password, with its end. Raises UserError."""
    try:
        with path.open("rb") as stream:
            content = stream.read(LONGEST_FILE)
        return content.split(b"\n", 1)[0].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(
            tr("密码文件“{file}”不是 UTF-8 编码。", file=path.name), tr("请用 UTF-8 编码另存这个文件。")
        ) from error
    except OSError as error:
        raise UserError(
            tr("读不了密码文件“{file}”：{cause}", file=path.name, cause=error.strerror or error),
            tr("请检查路径和权限。"),
        ) from error
