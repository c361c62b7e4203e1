"""The password of encrypted files comes from a file or from stdin, never from the command line itself."""

from __future__ import annotations

import argparse
import io
from pathlib import Path

import pytest

from app.cli.password import LONGEST_FILE, add_password_options, read_password
from app.foundation.errors import UserError


def password_of(*arguments: str) -> str | None:
    parser = argparse.ArgumentParser()
    add_password_options(parser)
    return read_password(parser.parse_args(arguments))


def test_without_the_options_there_is_none() -> None:
    assert password_of() is None


@pytest.mark.parametrize(
    "content", [b"secret", b"secret\n", b"secret\r\n", b"\xef\xbb\xbfsecret\nsecond line\n", b"secret\n" * LONGEST_FILE]
)
def test_the_first_line_of_the_file_is_the_password(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "password.txt"
    file.write_bytes(content)
    assert password_of("--password-file", str(file)) == "secret"


def test_spaces_belong_to_the_password(tmp_path: Path) -> None:
    file = tmp_path / "password.txt"
    file.write_text(" 密 码 \n", encoding="utf-8")
    assert password_of("--password-file", str(file)) == " 密 码 "


@pytest.mark.parametrize("content", [b"", b"\n", "密码".encode("gb18030")])
def test_a_file_without_a_password_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "password.txt"
    file.write_bytes(content)
    with pytest.raises(UserError) as raised:
        password_of("--password-file", str(file))
    assert raised.value.hint


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"none\.txt"):
        password_of("--password-file", str(tmp_path / "none.txt"))


def test_a_line_of_stdin_is_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("secret\nmore\n"))
    assert password_of("--password-stdin") == "secret"


def test_a_person_at_a_terminal_is_asked_without_echo(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", terminal)
    monkeypatch.setattr("getpass.getpass", lambda prompt: "secret")
    assert password_of("--password-stdin") == "secret"


def test_only_one_of_the_ways_can_be_chosen(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        password_of("--password-stdin", "--password-file", "x")
