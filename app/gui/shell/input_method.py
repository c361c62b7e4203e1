"""Which of Qt's input plugins the window types Chinese with, chosen before Qt is started.

Our Qt brings the ibus plugin and none for fcitx; fcitx's own plugin is built against the system's Qt and does not load
in ours. Where a desktop names only plugins that are not there, Qt falls back to dead keys, and pinyin arrives as Latin
letters. Fcitx 5 speaks ibus's protocol as well, so the ibus plugin is named after what the desktop named: Qt takes the
first of the list that is there and gets an answer, and its usual fallback where none does.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo

ONE, MANY = "QT_IM_MODULE", "QT_IM_MODULES"
"""What Qt reads: a name, and from 6.7 a list parted by ";" that goes before the name."""
BRIDGE = "ibus"
COMPOSING = frozenset({"compose", "xim"})
"""Names of Qt's plugin for dead keys. Qt 6 has nothing for X's own input method protocol, which "xim" asks for."""
FRAMEWORKS = ("fcitx", "ibus")
HINTS = ("XMODIFIERS", "GTK_IM_MODULE", "CLUTTER_IM_MODULE", "SDL_IM_MODULE")
PLUGIN_FOLDER, PLUGIN_ENDS = "platforminputcontexts", ("plugin.so", "platforminputcontext")


def choose_input_method(environment: Mapping[str, str], plugins: Collection[str]) -> dict[str, str]:
    """The variables to set before Qt starts, empty where the desktop's choice is to stand.

    ``plugins`` holds the input plugins that this Qt can load ("ibus", "compose", "fcitx5" …).
    """
    named = _named(environment)
    is_wayland = bool(environment.get("WAYLAND_DISPLAY"))
    working = {*plugins, "none", *(("wayland",) if is_wayland else ())} - COMPOSING
    if BRIDGE not in plugins or any(_is_there(name, working) for name in named) or named == ["compose"]:
        return {}
    if not named and (is_wayland or not _is_hinted(environment)):
        return {}
    wanted = [name for name in named if name not in COMPOSING]
    last = [name for name in named if name in COMPOSING]
    return {MANY: ";".join([*wanted, BRIDGE, *last])}


def _named(environment: Mapping[str, str]) -> list[str]:
    names = [name.strip() for name in environment.get(MANY, "").split(";")]
    return [name for name in names if name] or [name for name in (environment.get(ONE, "").strip(),) if name]


def _is_there(name: str, working: Collection[str]) -> bool:
    """Fcitx's plugin goes by two names."""
    return name in working or (name in ("fcitx", "fcitx5") and not {"fcitx", "fcitx5"}.isdisjoint(working))


def _is_hinted(environment: Mapping[str, str]) -> bool:
    return any(framework in environment.get(variable, "") for variable in HINTS for framework in FRAMEWORKS)


def prepare_input_method() -> None:
    """Choose for this process. To be called before the QApplication is made, which reads the choice."""
    if sys.platform.startswith("linux"):
        folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / PLUGIN_FOLDER
        os.environ |= choose_input_method(os.environ, plugins_in(folder))


def plugins_in(folder: Path) -> set[str]:
    """The names by which Qt knows the input plugins of a folder."""
    names = {path.name.removeprefix("lib") for path in folder.glob("lib*plugin.so")}
    for end in PLUGIN_ENDS:
        names = {name.removesuffix(end) for name in names}
    return names


def input_method_of(environment: Mapping[str, str]) -> str:
    """For the log: what the desktop and we named, as Qt reads it."""
    told = (f"{name}={environment[name]}" for name in (ONE, MANY, *HINTS) if name in environment)
    return " ".join(told) or "none named"
