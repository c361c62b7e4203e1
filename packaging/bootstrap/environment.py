"""The virtual environment and the locked packages in it."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bootstrap.console import Failed, Notice, follow, nothing, tell
from bootstrap.places import LOCK, VENV, python, python_path
from bootstrap.stamps import stamp, stamped, unstamp

LLAMA = "llama-cpp-python"
INSTALLING = "installing"
"""Stamp that lies there while pip lays packages down: one that is broken off looks whole to pip."""


def make_venv(title: str) -> bool:
    if _usable():
        return True
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        follow([sys.executable, "-m", "venv", str(VENV)], title, nothing)
    except Failed as error:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        raise Failed(
            tell(
                f"{error}\n如果这个 Python 不带 venv，Debian/Ubuntu 上先运行：sudo apt-get install {package}",
                f"{error}\nIf this Python lacks venv, on Debian/Ubuntu first run: sudo apt-get install {package}",
            )
        ) from None
    return True


def _usable() -> bool:
    """An environment to go on with: its Python starts and has pip, and no installation was broken off in it."""
    if stamped(INSTALLING, INSTALLING) or not python_path().exists():
        return False
    check = [*python(), "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"]
    return subprocess.run(check, capture_output=True, check=False).returncode == 0


def lock_blocks(lock: str) -> dict[str, str]:
    """Each package's pins with their hashes; one that is pinned apart for several platforms comes as one text."""
    found: dict[str, str] = {}
    for block in re.split(r"(?m)^(?=[A-Za-z0-9])", lock):
        if "==" in block:
            name = block.split("==")[0]
            found[name] = found.get(name, "") + block
    return found


def install_packages(title: str) -> bool:
    """Everything but llama.cpp, which is built with options of its own."""
    blocks = lock_blocks(LOCK.read_text("utf-8"))
    del blocks[LLAMA]
    number = 0

    def notice(line: str) -> str | None:
        nonlocal number
        if line.startswith(("Collecting ", "Requirement already")):
            number += 1
        if line.startswith("Installing collected"):
            stamp(INSTALLING, INSTALLING)
            return tell("正在安装 …", "installing …")
        found = re.match(r"Collecting ([\w.-]+)|\s+Downloading (.+)", line)
        return f"{number}/{len(blocks)} {found[1] or found[2]}" if found else None

    try:
        _install_locked(title, "".join(blocks.values()), notice)
    except Failed as error:
        if "+cpu" not in str(error):
            raise
        raise Failed(_no_cpu_torch(str(error), blocks["torch"].split(" ")[0])) from None
    unstamp(INSTALLING)
    return True


def _install_locked(title: str, requirements: str, notice: Notice) -> None:
    with tempfile.TemporaryDirectory() as folder:
        listing = Path(folder) / "requirements.txt"
        listing.write_text(requirements, "utf-8")
        command = [*python(), "-m", "pip", "install", "--no-deps", "--require-hashes", "-r", str(listing)]
        follow(command, title, notice)


def _no_cpu_torch(error: str, pin: str) -> str:
    return tell(
        f"{error}\n没有找到 {pin}（不带 CUDA 的构建）。请告诉 pip 到哪里找它的 whl 文件（见 docs/setup.md），例如：\n"
        "  python3 -m pip config set global.find-links 存放该文件的文件夹",
        f"{error}\n{pin} (the build without CUDA) was not found. Tell pip where its wheel is (see docs/setup.md):\n"
        "  python3 -m pip config set global.find-links FOLDER_WITH_THE_WHEEL",
    )
