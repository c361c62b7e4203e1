"""Arguments to a command, errors to exit codes. Every command is a file of its own beside this one."""

from __future__ import annotations

import argparse
import importlib
import logging
import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from app import __version__
from app.cli.output import Output
from app.cli.passphrase import add_passphrase_options, unlock_for
from app.foundation.core_dumps import allow_no_core_dumps
from app.foundation.errors import BugError, Cancelled, EnvironmentFault, UserError, ZhunshengError
from app.foundation.messages import tr, use_language
from app.foundation.paths import PRIVATE_UMASK, default_workspace
from app.runtime.hardware import require_processor
from app.security.offline import forbid_network

MODULES = (
    "ingest",
    "embed",
    "documents",
    "correct",
    "register",
    "clauses",
    "references",
    "terms",
    "compare",
    "search",
    "ask",
    "checklist",
    "table",
    "summary",
    "translate",
    "classify",
    "feedback",
    "export",
    "bundle",
    "models",
    "erase",
    "audit",
    "roles",
    "settings",
    "vault",
    "update",
    "doctor",
    "later",
)
ALSO = {"document": "documents", "remove": "documents", "rebuild": "embed", "backup": "bundle", "restore": "bundle"}
"""Commands that stand in the module of another one."""


ANYWHERE = ("doctor", "update")
"""Commands that need none of the libraries that a processor may be too old for."""

OPEN = "open"
"""Opens the window and adds the files that follow."""

OpenWindow = Callable[[Path, Sequence[Path]], int]
"""Opens the window on a data directory and adds files; gives the exit code."""


class _Parser(argparse.ArgumentParser):
    """Raises instead of exiting, so that wrong usage is told like every other error. Options are written in full."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        raise UserError(message, tr("用 --help 查看用法。"))


def run(arguments: Sequence[str], open_window: OpenWindow) -> int:
    """Run one command, or ``open_window`` on the data directory when there is none, and give the exit code."""
    os.umask(PRIVATE_UMASK)
    allow_no_core_dumps()
    use_language(None)
    output = Output(json="--json" in arguments)
    signal.signal(signal.SIGTERM, _stop)
    try:
        code = _run(arguments, open_window, output)
        if sys.stdout is not None:  # a window's process may have none
            sys.stdout.flush()
    except OSError as error:
        return _without_stdout(error)
    return code


def _run(arguments: Sequence[str], open_window: OpenWindow, output: Output) -> int:
    """Every error is told here; what comes out is an OSError of stdout itself."""
    try:
        window = _asks_for_window(arguments)
        options = window or _parser(arguments).parse_args(list(arguments))
        options.data = _data_folder(options.data)
        if not getattr(options, "needs_network", False):
            forbid_network()
        if not window and options.command not in ANYWHERE:
            require_processor()
        unlock_for(options)
        code: int = open_window(options.data, options.files) if window else options.run(options, output)
    except KeyboardInterrupt:
        return output.error(Cancelled(tr("已中断")))
    except ZhunshengError as error:
        return output.error(error)
    except SystemExit as ended:  # --help and --version; their text is flushed where a closed pipe is told
        return int(ended.code or 0)
    except BrokenPipeError:
        raise
    except Exception as error:  # the last place: whatever is left is a defect, told as one
        traceback.print_exc(file=sys.stderr)
        logging.getLogger(__name__).exception("defect")
        return output.error(
            BugError(f"{type(error).__name__}: {error}", tr("这是程序的缺陷，请把上面的记录交给开发者。"))
        )
    return code


def _data_folder(given: str | None) -> Path:
    """An empty name is a script's unset variable, which must not lead into the person's own workspace."""
    if given is None:
        return default_workspace()
    if not given:
        raise UserError(tr("--data 后面是空的。"), tr("请写工作区目录，或者不写 --data。"))
    return Path(given)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _asks_for_window(arguments: Sequence[str]) -> argparse.Namespace | None:
    """The options when nothing but options is given, or ``open`` and files, as a file manager starts it: found out
    without importing the commands and what they need."""
    options, rest = _only_options().parse_known_args(list(arguments))
    if rest and rest[0] != OPEN:
        return None
    if any(name.startswith("-") for name in rest[1:]):
        raise UserError(tr("不认得的选项：{name}", name=" ".join(rest[1:])), tr("用法：zhunsheng open 文件…"))
    options.files = [Path(name) for name in rest[1:]]
    return options


def _only_options() -> _Parser:
    parser = _Parser(add_help=False)
    parser.set_defaults(data=None)
    for action in _common_options()._actions:
        parser._add_action(action)
    return parser


def _without_stdout(error: OSError) -> int:
    """``zhunsheng … | head``, where nobody reads any more, is no error of ours; a full disk is the machine's."""
    sys.stdout = None  # keeps the interpreter from flushing once more at its end
    if isinstance(error, BrokenPipeError):
        return 0
    print(tr("写不了标准输出：{cause}", cause=error.strerror or error), file=sys.stderr)
    return EnvironmentFault.exit_code


def _modules(arguments: Sequence[str]) -> Sequence[str]:
    """The one that the command named stands in; all of them for --help and for a name that is no command."""
    _, rest = _only_options().parse_known_args(list(arguments))
    module = ALSO.get(rest[0], rest[0]) if rest else ""
    return (module,) if module in MODULES and module != "later" else MODULES


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="zhunsheng",
        description=tr("准绳：离线的标准与法规助手。不写命令时打开窗口；open 文件… 打开窗口并添加文件。"),
    )
    parser.add_argument("--version", action="version", version=f"zhunsheng {__version__}")
    parser.set_defaults(data=None, json=False)
    common = _common_options()
    for action in common._actions:
        parser._add_action(action)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)
    for module in _modules(arguments):
        importlib.import_module(f"app.cli.{module}").add_to(commands, common)
    return parser


def _common_options() -> argparse.ArgumentParser:
    """What stands before or after the command; suppressed defaults keep either place from undoing the other."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--data", metavar="DIR", help=tr("工作区目录"))
    common.add_argument("--json", action="store_true", help=tr("标准输出只写一个 JSON 值"))
    add_passphrase_options(common, "passphrase", tr("加密工作区的口令"))
    return common
