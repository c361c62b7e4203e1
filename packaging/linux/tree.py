"""The files of a Linux package around the built application: where a desktop looks for each of them.

Nothing here runs on the person's machine: no package has a script. Desktop, icon and MIME caches are brought up to
date by the triggers of the packages that own them.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = Path(__file__).resolve().parent
DRAWING = ROOT / "app" / "gui" / "style" / "icons" / "zhunsheng.svg"
ICON_SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)
"""Pixels: those of the hicolor theme that panels, menus and file managers ask for."""
MANUALS = {"man1": HERE / "zhunsheng.1", "zh_CN/man1": HERE / "zhunsheng.zh_CN.1"}


def lay_icons(folder: Path) -> None:
    """Below ``folder``: one PNG a size and the drawing. In a process of its own, since Qt wants one application."""
    for size in ICON_SIZES:
        (folder / f"{size}x{size}" / "apps").mkdir(parents=True)
    (folder / "scalable" / "apps").mkdir(parents=True)
    shutil.copyfile(DRAWING, folder / "scalable" / "apps" / "zhunsheng.svg")
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    sizes = map(str, ICON_SIZES)
    subprocess.run([sys.executable, HERE / "draw_icons.py", DRAWING, folder, *sizes], check=True, env=environment)


def lay_manuals(folder: Path) -> None:
    for section, source in MANUALS.items():
        target = folder / section / "zhunsheng.1.gz"
        target.parent.mkdir(parents=True)
        target.write_bytes(gzip.compress(source.read_bytes(), 9, mtime=0))


def lay_desktop(share: Path, program: str) -> None:
    """Desktop entry, MIME types, icons and manuals below ``share`` (usr/share, say) for a program at that path."""
    entry = (HERE / "zhunsheng.desktop").read_text("utf-8").replace("/opt/zhunsheng/zhunsheng", program)
    (share / "applications").mkdir(parents=True)
    (share / "applications" / "zhunsheng.desktop").write_text(entry, "utf-8")
    (share / "mime" / "packages").mkdir(parents=True)
    shutil.copyfile(HERE / "zhunsheng.xml", share / "mime" / "packages" / "zhunsheng.xml")
    lay_icons(share / "icons" / "hicolor")
    lay_manuals(share / "man")


def lay_papers(folder: Path, name: str) -> None:
    """What a package says of itself: licence, changes, third parties."""
    folder.mkdir(parents=True)
    shutil.copyfile(ROOT / "LICENSE", folder / "copyright")
    changes = (ROOT / "CHANGELOG.md").read_bytes()
    (folder / "changelog.gz").write_bytes(gzip.compress(changes, 9, mtime=0))
    if name == "zhunsheng":
        shutil.copyfile(ROOT / "docs" / "third-party.md", folder / "third-party.md")


def bytes_below(folder: Path) -> int:
    """Of all files, links not followed."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() or path.is_symlink())


def set_modes(folder: Path) -> None:
    """As a system's package has them, whatever the umask: programs 755, other files 644, folders 755."""
    for path in [folder, *folder.rglob("*")]:
        if path.is_symlink():
            continue
        runs = path.is_dir() or os.access(path, os.X_OK)
        path.chmod(0o755 if runs else 0o644)
