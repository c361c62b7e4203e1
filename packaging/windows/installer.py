#!/usr/bin/env python3
"""Pack a built tree as the installer for Windows; on Windows and, for looking it over, elsewhere too.

    python packaging/windows/installer.py TREE OUT.exe [--version VERSION] [--fast]

Needs makensis (NSIS 3.08 or newer). ``--fast`` packs with zlib: larger, a tenth of the time.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT))

DRAWING = ROOT / "app" / "gui" / "style" / "icons" / "zhunsheng.svg"
DRAW = HERE.parent / "linux" / "draw_icons.py"
ICON_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
"""Pixels: what Explorer, taskbar and title bars ask for at 100 to 250 %."""
SCRIPT = HERE / "zhunsheng.nsi"
MAKENSIS = Path("C:/Program Files (x86)/NSIS/makensis.exe")
"""Where NSIS installs itself; it does not enter itself into the path."""
PROGRAMS = ("zhunsheng.exe", "zhunshengw.exe")


def main() -> int:
    from app import __version__

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--version", default=__version__)
    parser.add_argument("--fast", action="store_true")
    options = parser.parse_args()
    pack(options.tree, options.out, options.version, fast=options.fast)
    print(f"{options.out.stat().st_size / 10**6:.1f} MB  {options.out}")
    return 0


def pack(tree: Path, out: Path, version: str, *, fast: bool = False) -> None:
    """Raises SystemExit in words for a tree that is no program, or where makensis is missing or complains."""
    lacking = [name for name in PROGRAMS if not (tree / name).is_file()]
    if lacking:
        raise SystemExit(f"{tree} is not what PyInstaller left: {', '.join(lacking)} missing")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="icon-") as folder:
        icon = Path(folder) / "zhunsheng.ico"
        write_icon(icon)
        defines = {"TREE": tree.resolve(), "OUT": out.resolve(), "ICON": icon, "VERSION": version}
        defines |= {"LONGEST": longest(tree)} | ({"FAST": 1} if fast else {})
        done = makensis(SCRIPT, defines)
    if done.returncode:
        raise SystemExit(f"makensis: {done.stdout}{done.stderr}")


def makensis(script: Path, defines: dict[str, object], *more: str) -> subprocess.CompletedProcess[str]:
    """Every warning is an error. Raises SystemExit where NSIS is not installed."""
    program = shutil.which("makensis") or (str(MAKENSIS) if MAKENSIS.exists() else None)
    if program is None:
        raise SystemExit("makensis is missing. Debian: apt-get install nsis; Windows: install NSIS 3.08 or newer")
    words = [program, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *more, *(f"-D{key}={defines[key]}" for key in defines)]
    return subprocess.run([*words, str(script)], capture_output=True, text=True, encoding="utf-8", check=False)


def longest(tree: Path) -> int:
    """Letters of the longest path below the tree, as Windows counts them: UTF-16 units."""
    names = (path.relative_to(tree).as_posix() for path in tree.rglob("*"))
    return max(len(name.encode("utf-16-le")) // 2 for name in names)


def write_icon(path: Path) -> None:
    """All sizes as bitmaps: some parts of Windows draw nothing for a compressed small one."""
    from PIL import Image

    with tempfile.TemporaryDirectory(prefix="icons-") as folder:
        for size in ICON_SIZES:
            (Path(folder) / f"{size}x{size}" / "apps").mkdir(parents=True)
        words = [sys.executable, DRAW, DRAWING, folder, *map(str, ICON_SIZES)]
        subprocess.run(words, check=True, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"})
        images = [Image.open(Path(folder) / f"{size}x{size}" / "apps" / "zhunsheng.png") for size in ICON_SIZES]
        *small, large = images
        sizes = [(size, size) for size in ICON_SIZES]
        large.save(path, format="ICO", sizes=sizes, append_images=small, bitmap_format="bmp")
        for image in images:
            image.close()


if __name__ == "__main__":
    sys.exit(main())
