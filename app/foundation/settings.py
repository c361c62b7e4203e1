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
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from app.foundation.errors import UserError
from app.foundation.guarded_files import read_guarded, write_guarded
from app.foundation.messages import tr
from app.foundation.setting_rules import Effect, Group, ModelKind, Rule, choice, model, number, switch
from app.foundation.toml import toml_string

VERSION = 2
VERSION_KEY = "version"

OFF = "off"
"""Instead of a model's id: the step is left out."""

Table = dict[str, object]

MIGRATIONS: dict[int, Callable[[Table], Table]] = {1: dict}
"""From a version to the next: gets and gives the file's keys, the version left out. Version 2 only adds settings."""


@dataclass(frozen=True, slots=True)
class Settings:
    language: str = choice(
        "system",
        Rule(
            lambda: tr("语言"),
            lambda: tr("窗口的语言。命令行总是跟随系统。"),
            Group.APPEARANCE,
            Effect.AT_ONCE,
            {"system": lambda: tr("跟随系统"), "zh": lambda: "中文", "en": lambda: "English"},
            found_by="英文 英语 汉语 界面 chinese interface",
        ),
    )
    theme: str = choice(
        "system",
        Rule(
            lambda: tr("主题"),
            lambda: tr("窗口用浅色还是深色。"),
            Group.APPEARANCE,
            names={"system": lambda: tr("跟随系统"), "light": lambda: tr("浅色"), "dark": lambda: tr("深色")},
            found_by="外观 夜间 暗色 黑色 护眼 颜色 皮肤 appearance night mode colour color look",
        ),
    )
    font_size: int = number(
        100,
        Rule(
            lambda: tr("文字大小"),
            lambda: tr("窗口中文字的大小，100% 为通常大小。"),
            Group.APPEARANCE,
            range=(80, 160),
            unit=lambda: "%",
            found_by="字号 字体 字大小 放大 缩放 font size zoom scale larger bigger",
        ),
    )
    chat_model: str = model("", lambda: tr("回答用的模型"), lambda: tr("回答问题的模型。自动：第一个会中文的模型。"))
    keyword_model: str = model(
        OFF,
        lambda: tr("写检索词的模型"),
        lambda: tr("检索前补充检索词的模型，会使回答慢一些。自动：已安装的对话模型里会中文的最小的一个。"),
        may_be_off=True,
    )
    router_model: str = model(
        "",
        lambda: tr("判断问题的模型"),
        lambda: tr("判断问题类别的模型。自动：已安装的对话模型里会中文的最小的一个。"),
    )
    translation_model: str = model("", lambda: tr("翻译用的模型"), lambda: tr("翻译条款的模型。自动：与回答相同。"))
    summary_model: str = model("", lambda: tr("摘要用的模型"), lambda: tr("写摘要的模型。自动：与回答相同。"))
    embedding_model: str = choice(
        "",
        Rule(
            lambda: tr("向量模型"),
            lambda: tr("按意思检索用的模型。自动：已安装的第一个。换模型后要重新计算全部向量。"),
            Group.MODELS,
            model=ModelKind.EMBEDDING,
        ),
    )
    models_folder: str = choice(
        "",
        Rule(
            lambda: tr("另一个模型文件夹"),
            lambda: tr("还在这个文件夹里找模型，例如U盘；留空则只在自己的模型文件夹里找。"),
            Group.MODELS,
            is_folder=True,
        ),
    )
    copy_with_citations: bool = switch(
        True,
        Rule(
            lambda: tr("复制时带引用"),
            lambda: tr("复制回答时，在末尾附上所依据的条款。AI 标识总是带上，不能去掉。"),
            Group.LIBRARY,
        ),
    )
    citation_form: str = choice(
        "2025",
        Rule(
            lambda: tr("引用格式"),
            lambda: tr("复制和导出时，参考文献按哪一版标准著录。"),
            Group.LIBRARY,
            names={"2025": lambda: "GB/T 7714—2025", "2015": lambda: "GB/T 7714—2015"},
        ),
    )
    keep_history: bool = switch(
        True,
        Rule(
            lambda: tr("保留对话历史"),
            lambda: tr(
                "关掉后，关闭准绳时删去全部对话记录，归档和置顶的也删，无法找回；正在进行的对话用到关闭为止。"
                "命令行的提问不留记录。"
            ),
            Group.PRIVACY,
            is_guarded=True,
        ),
    )
    retention_days: int = number(
        0,
        Rule(
            lambda: tr("对话保留天数"),
            lambda: tr("打开准绳时，删去超过这么多天没有动过的对话历史，归档的也删，置顶的除外。删去的对话找不回来。"),
            Group.PRIVACY,
            Effect.RESTART,
            range=(0, 3650),
            unit=lambda: tr(" 天"),
            one=lambda: tr("1 天").removeprefix("1"),
            zero=lambda: tr("永久保留"),
            is_guarded=True,
        ),
    )
    lock_minutes: int = number(
        15,
        Rule(
            lambda: tr("空闲后锁定"),
            lambda: tr(
                "加密的工作区，这么久没有按键和鼠标动作就锁定；正在回答或识别时等做完再锁，没读完的文件解锁后接着读。没有加密时不起作用。"
            ),
            Group.PRIVACY,
            range=(0, 240),
            unit=lambda: tr(" 分钟"),
            one=lambda: tr("1 分钟").removeprefix("1"),
            zero=lambda: tr("不自动锁定"),
            found_by="锁屏 idle lock vault",
        ),
    )
    notify: bool = switch(
        True,
        Rule(
            lambda: tr("完成时通知"),
            lambda: tr("窗口不在前面时，较长的工作做完后在系统托盘通知；通知里不写文件名和内容。"),
            Group.PRIVACY,
        ),
    )
    ai_label: bool = switch(
        True,
        Rule(
            lambda: tr("导出和复制带 AI 标识"),
            lambda: tr(
                "关掉后，复制和导出的文字不写“人工智能生成”；窗口里照样显示，文件属性里的标识照样写。"
                "《人工智能生成合成内容标识办法》第九条：须由申请人承担标识义务，并留存日志不少于六个月。"
            ),
            Group.SECURITY,
            is_guarded=True,
            found_by="标识 水印 label watermark GB 45438",
        ),
    )
    copying: str = choice(
        "allowed",
        Rule(
            lambda: tr("复制文件内容"),
            lambda: tr("回答、条款和表格能不能复制到剪贴板。“不进历史”请剪贴板管理程序不要保存，听不听由那个程序。"),
            Group.SECURITY,
            names={
                "allowed": lambda: tr("允许"),
                "no_history": lambda: tr("允许，不进剪贴板历史"),
                "forbidden": lambda: tr("不许"),
            },
            is_guarded=True,
            found_by="剪贴板 复制 拷贝 clipboard copy history",
        ),
    )
    audit_questions: bool = switch(
        False,
        Rule(
            lambda: tr("审计日志记下问题原文"),
            lambda: tr("打开后，审计日志里除了编号和散列，还有提问和检索的文字。文件的文字从来不记。"),
            Group.SECURITY,
            is_guarded=True,
            found_by="审计 日志 audit log question",
        ),
    )
    audit_days: int = number(
        1095,
        Rule(
            lambda: tr("审计日志保留天数"),
            lambda: tr("超过这么多天的审计日志整段清理，留下凭据；不能少于 180 天。"),
            Group.SECURITY,
            Effect.RESTART,
            range=(180, 36500),
            unit=lambda: tr(" 天"),
            is_guarded=True,
            found_by="审计 日志 audit log retention",
        ),
    )
    close_to_tray: bool = switch(
        False,
        Rule(
            lambda: tr("关闭时留在托盘"),
            lambda: tr("关闭窗口时不退出，留在系统托盘里把工作做完。"),
            Group.ADVANCED,
        ),
    )
    threads: int = number(
        0,
        Rule(
            lambda: tr("处理器线程数"),
            lambda: tr("模型使用的处理器线程数。自动：按本机实测选择。"),
            Group.ADVANCED,
            range=(0, 256),
            zero=lambda: tr("自动"),
        ),
    )
    use_gpu: str = choice(
        "auto",
        Rule(
            lambda: tr("显卡"),
            lambda: tr("模型是否使用显卡。自动：有可用的显卡就用。"),
            Group.ADVANCED,
            names={"auto": lambda: tr("自动"), "off": lambda: tr("不用显卡")},
        ),
    )

    @property
    def gpu_is_allowed(self) -> bool:
        return self.use_gpu != OFF

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
        text = read_guarded(path).decode("utf-8")
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


def settings_with(settings: Settings, values: Mapping[str, object]) -> Settings:
    """With these values, which ``check_settings`` has passed, in place of its own."""
    return dataclasses.replace(settings, **cast("dict[str, Any]", dict(values)))


def save_settings(path: Path, settings: Settings) -> None:
    """Write the file with its comments; a power cut leaves the old file or the new one. Raises UserError, OSError."""
    _settings_of(dataclasses.asdict(settings), path.name, "")
    lines = [tr("# 准绳的设置。改完后重新打开即可生效。"), f"{VERSION_KEY} = {VERSION}"]
    for name, rule in rules():
        chosen = getattr(settings, name)
        value = toml_string(chosen) if isinstance(chosen, str) else str(chosen).lower()
        lines += ["", f"# {rule.description()}", f"# {rule.allowed()}", f"{name} = {value}"]
    write_guarded(path, ("\n".join(lines) + "\n").encode())


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


def check_settings(values: Mapping[str, object], file: str, text: str) -> None:
    """Raises UserError naming the line of ``text`` for what is no setting, or no value of one."""
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


def _settings_of(values: Mapping[str, object], file: str, text: str) -> Settings:
    check_settings(values, file, text)
    return Settings(**cast("dict[str, object]", dict(values)))  # type: ignore[arg-type]  # each value was accepted above


def _place(text: str, name: str) -> str:
    """ "第 3 行", found in the text because tomllib gives values without their places; empty when not found."""
    pattern = re.compile(rf"""\s*(\[+\s*)?["']?{re.escape(name)}["']?\s*[\].=]""")
    for place, line in enumerate(text.splitlines(), 1):
        if pattern.match(line):
            return tr("第 {number} 行", number=place)
    return ""
