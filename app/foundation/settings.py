"""The settings of one workspace: each declared once, with what the file says about it.

The file is TOML in the workspace, written with every description as a comment, so that a person without the window
can change it. What is not a setting is refused with its line: a misspelt key must not look as if it worked.
"""

from __future__ import annotations

import dataclasses
import json
import logging
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from app.foundation.errors import UserError
from app.foundation.files import write_whole
from app.foundation.messages import tr
from app.foundation.toml import toml_string

VERSION = 1
VERSION_KEY = "version"

OFF = "off"
"""Instead of a model's id: the step is left out."""

Table = dict[str, object]

MIGRATIONS: dict[int, Callable[[Table], Table]] = {}
"""From a version to the next: gets and gives the file's keys, the version left out."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What values a setting takes: one of ``choices`` when there are any, a whole number within ``range``, or text."""

    description: Callable[[], str]
    choices: tuple[str, ...] = ()
    range: tuple[int, int] | None = None

    def allowed(self) -> str:
        """The permitted values in words."""
        if self.choices:
            return " / ".join(self.choices)
        if self.range is not None:
            return tr("{lowest} 到 {highest} 的整数", lowest=self.range[0], highest=self.range[1])
        return tr("文字")

    def accepts(self, value: object) -> bool:
        if self.range is not None:
            lowest, highest = self.range
            return isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest
        return isinstance(value, str) and (not self.choices or value in self.choices)


def _choice(default: str, choices: tuple[str, ...], description: Callable[[], str]) -> str:
    return field(default=default, metadata={"rule": Rule(description, choices=choices)})


def _number(default: int, lowest: int, highest: int, description: Callable[[], str]) -> int:
    return field(default=default, metadata={"rule": Rule(description, range=(lowest, highest))})


def _text(default: str, description: Callable[[], str]) -> str:
    return field(default=default, metadata={"rule": Rule(description)})


@dataclass(frozen=True, slots=True)
class Settings:
    language: str = _choice(
        "system",
        ("system", "zh", "en"),
        lambda: tr("窗口的语言：system 跟随系统，zh 中文，en 英文。命令行总是跟随系统。"),
    )
    chat_model: str = _text("", lambda: tr("回答用的模型编号（models list 可查）；留空则选已安装的第一个。"))
    keyword_model: str = _text(
        OFF, lambda: tr("写检索词的模型编号；留空则选已安装的最小的对话模型，off 表示不写检索词。")
    )
    router_model: str = _text("", lambda: tr("判断问题用的模型编号；留空则选已安装的最小的对话模型。"))
    translation_model: str = _text("", lambda: tr("翻译用的模型编号；留空则与回答相同。"))
    summary_model: str = _text("", lambda: tr("摘要用的模型编号；留空则与回答相同。"))
    embedding_model: str = _text("", lambda: tr("向量模型编号；留空则选已安装的第一个。换模型后要重新计算向量。"))
    threads: int = _number(0, 0, 256, lambda: tr("模型使用的处理器线程数；0 表示按本机实测选择。"))

    @property
    def language_code(self) -> str | None:
        """For ``use_language``: None follows the system."""
        return None if self.language == "system" else self.language


def rules() -> Iterator[tuple[str, Rule]]:
    """Every setting in the order of the file."""
    for item in dataclasses.fields(Settings):
        yield item.name, item.metadata["rule"]


def load_settings(path: Path) -> Settings:
    """The settings in the file; defaults where it is absent or silent. Raises UserError with the line at fault."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            tr("读不出设置文件 {file}：{cause}", file=path.name, cause=error),
            tr("把它改成 UTF-8 文本，或者移走它以恢复默认设置。"),
        ) from error
    try:
        table: Table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError(
            tr("设置文件 {file} 不是正确的 TOML：{cause}", file=path.name, cause=error),
            tr("改正这一行，或者移走该文件以恢复默认设置。"),
        ) from error
    return _settings_of(_migrated(table, path.name), path.name, text)


def save_settings(path: Path, settings: Settings) -> None:
    """Write the file with its comments; a power cut leaves the old file or the new one. Raises UserError, OSError."""
    _settings_of(dataclasses.asdict(settings), path.name, "")
    lines = [tr("# 准绳的设置。改完后重新打开即可生效。"), f"{VERSION_KEY} = {VERSION}"]
    for name, rule in rules():
        chosen = getattr(settings, name)
        value = toml_string(chosen) if isinstance(chosen, str) else chosen
        lines += ["", f"# {rule.description()}", f"# {rule.allowed()}", f"{name} = {value}"]
    write_whole(path, ("\n".join(lines) + "\n").encode())


def save_defaults(path: Path) -> None:
    """Write the file where there is none, so that whoever looks for it finds every setting explained.

    Settings work without it: a disk that cannot take it is only noted.
    """
    if path.exists():
        return
    try:
        save_settings(path, Settings())
    except OSError as error:
        logging.getLogger(__name__).warning("the settings file is not written: %s", error)


def _migrated(table: Table, file: str) -> Table:
    """The keys as this version knows them. A file without a version was written by hand and counts as current."""
    version = table.get(VERSION_KEY, VERSION)
    if not isinstance(version, int) or not 1 <= version <= VERSION:
        raise UserError(
            tr(
                "设置文件 {file} 的版本是 {version}，本程序只认识到 {known}。",
                file=file,
                version=version,
                known=VERSION,
            ),
            tr("请用较新的准绳打开这个工作区，或者移走该文件以恢复默认设置。"),
        )
    values = {name: value for name, value in table.items() if name != VERSION_KEY}
    for step in range(version, VERSION):
        values = MIGRATIONS[step](values)
    return values


def _settings_of(values: Mapping[str, object], file: str, text: str) -> Settings:
    known = dict(rules())
    for name, value in values.items():
        if name not in known:
            raise UserError(
                tr("设置文件 {file} {place}没有“{name}”这项设置。", file=file, place=_place(text, name), name=name),
                tr("可用的设置：{names}", names="、".join(known)),
            )
        if not known[name].accepts(value):
            raise UserError(
                tr(
                    "设置文件 {file} {place}“{name}”不能是 {value}。",
                    file=file,
                    place=_place(text, name),
                    name=name,
                    value=json.dumps(value, ensure_ascii=False, default=str),
                ),
                tr("允许的值：{allowed}", allowed=known[name].allowed()),
            )
    return Settings(**cast("dict[str, object]", dict(values)))  # type: ignore[arg-type]  # each value was accepted above


def _place(text: str, name: str) -> str:
    """ "第 3 行", found in the text because tomllib gives values without their places; empty when not found."""
    pattern = re.compile(rf"""\s*(\[+\s*)?["']?{re.escape(name)}["']?\s*[\].=]""")
    for number, line in enumerate(text.splitlines(), 1):
        if pattern.match(line):
            return tr("第 {number} 行", number=number)
    return ""
