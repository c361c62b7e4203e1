"""What the window needs of the machine: a display, and system libraries that Qt's wheels do not bring."""

import contextlib
import ctypes
import os
import shutil

from bootstrap.console import Failed, follow, nothing, say
from bootstrap.places import LINUX

QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
"""What PySide6-Essentials 6.9 links to (libQt6Gui and the xcb platform plugin): library → Debian's package."""


def check_system_libraries(title: str) -> bool:
    """Install what is missing where we may (root on a Debian), name the command where not."""
    missing = _missing()
    if not missing:
        return True
    if shutil.which("apt-get") and os.geteuid() == 0:
        install = ["apt-get", "install", "-y", "--no-install-recommends", *missing.values()]
        with contextlib.suppress(Failed):
            follow(["apt-get", "update"], title, nothing)
            follow(install, title, lambda line: line.strip() or None, DEBIAN_FRONTEND="noninteractive")
        missing = _missing()
    if missing:
        files, packages = "、".join(missing), " ".join(missing.values())
        say(
            f"窗口还缺系统库 {files}。Debian、Ubuntu、UOS、麒麟：sudo apt-get install {packages}",
            f"The window lacks system libraries: {files}. On Debian or Ubuntu: sudo apt-get install {packages}",
        )
    return not missing


def _missing() -> dict[str, str]:
    return {file: package for file, package in QT_LIBRARIES.items() if LINUX and not _loads(file)}


def _loads(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def has_display() -> bool:
    """QT_QPA_PLATFORM counts as one: whoever sets it knows where the window is to go."""
    return not LINUX or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
