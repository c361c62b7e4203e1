"""SQLCipher, the driver of catalogues in a vault: AES-256-CBC with HMAC-SHA512 a page, log and journal included.

It speaks the DB-API as sqlite3 does, with errors of its own. A workspace without a vault never loads it.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from app.foundation.errors import EnvironmentFault
from app.foundation.files import PRIVATE_FILE, sync
from app.foundation.messages import tr

if TYPE_CHECKING:
    from app.library.database import Connection

DRIVER = "sqlcipher3"


def connect_encrypted(path: Path, key: str, timeout: float) -> Connection:
    """As sqlite3.connect, by 96 hexadecimal digits of key and salt. Raises EnvironmentFault without the driver."""
    driver = _driver()
    connection = driver.connect(str(path), timeout=timeout, isolation_level=None, check_same_thread=False)
    connection.row_factory = driver.Row
    connection.execute(f"PRAGMA key = {_literal(key)}")
    return cast("Connection", connection)


def driver_errors() -> tuple[type[Exception], ...]:
    """What either driver raises; SQLCipher's only once it is loaded, since nothing can have raised it before."""
    loaded = sys.modules.get(f"{DRIVER}.dbapi2")
    return (sqlite3.Error, loaded.Error) if loaded is not None else (sqlite3.Error,)


def convert(source: Path, source_key: str | None, target: Path, target_key: str | None) -> None:
    """A copy of the whole catalogue with another key, or with none; then all of it is read back and compared.

    The target must not exist. What was removed is not in it. Raises EnvironmentFault where the copy is not right.
    """
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE_FILE))
    errors = (_driver().Error,)
    try:
        _export(source, source_key, target, target_key)
        problems = _problems(source, source_key, target, target_key)
    except errors as error:
        raise EnvironmentFault(
            tr("目录数据库没有转换成：{cause}", cause=error), tr("原来的一份没有动过；请检查磁盘空间。")
        ) from error
    if problems:
        raise EnvironmentFault(
            tr("转换后的目录数据库核对不上：{cause}", cause=problems[0]), tr("原来的一份没有动过，可以再做一次。")
        )
    sync(target)


def _export(source: Path, source_key: str | None, target: Path, target_key: str | None) -> None:
    connection = _opened(source, source_key)
    try:
        connection.execute("ATTACH DATABASE ? AS copy KEY " + _literal(target_key), (str(target),))
        connection.execute("SELECT sqlcipher_export('copy')").fetchall()
        version = int(connection.execute("PRAGMA main.user_version").fetchone()[0])
        connection.execute(f"PRAGMA copy.user_version = {version}")
        connection.execute("DETACH DATABASE copy")
    finally:
        connection.close()


def _problems(source: Path, source_key: str | None, target: Path, target_key: str | None) -> list[str]:
    before, after = _opened(source, source_key), _opened(target, target_key)
    try:
        checks = ["integrity_check", *(["cipher_integrity_check"] if target_key else [])]
        found = [str(row[0]) for check in checks for row in after.execute(f"PRAGMA {check}")]
        problems = [problem for problem in found if problem != "ok"]
        counts = [_counts(before), _counts(after)]
        return problems or ([] if counts[0] == counts[1] else [f"{counts[0]} != {counts[1]}"])
    finally:
        before.close()
        after.close()


def _counts(connection: Any) -> dict[str, int]:
    """Rows of every table that has some of its own, those inside the word index included."""
    listed = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 ORDER BY name")
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in listed.fetchall()}


def _opened(path: Path, key: str | None) -> Any:
    connection = _driver().connect(str(path), isolation_level=None)
    if key:
        connection.execute(f"PRAGMA key = {_literal(key)}")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def _literal(key: str | None) -> str:
    """Raw, so that SQLCipher derives nothing from it; it cannot be a parameter of a PRAGMA."""
    if key is None:
        return "''"
    return f"\"x'{bytes.fromhex(key).hex()}'\""


def _driver() -> Any:
    try:
        import sqlcipher3.dbapi2 as driver  # type: ignore[import-untyped]
    except ImportError as error:
        raise EnvironmentFault(
            tr("这个工作区是加密的，而本机的准绳没有带加密数据库的组件（sqlcipher3）。"),
            tr("请安装完整的安装包；从源码运行的，请重新运行 run.py。"),
        ) from error
    return driver
