"""Make the Debian packages around a built application.

    python packaging/linux/deb.py application DIST OUT [--store]     DIST: the folder that the build has made
    python packaging/linux/deb.py models OUT MODEL…                  model files, for machines that fetch nothing
    python packaging/linux/deb.py backend vulkan|cuda DIST OUT       DIST: VERSION/ with llama.cpp's backend for a card

``--store`` lays the application out as the UOS store asks (/opt/apps/APPID/{entries,files,info}) and not as Debian
does. Packages have no scripts, so nothing of ours runs as root, and no package touches anybody's documents. The same
input gives the same bytes (times are those of SOURCE_DATE_EPOCH, by default of the last commit).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from tree import ROOT, bytes_below, lay_desktop, lay_papers, set_modes

APPLICATION_ID = "cn.zhunsheng.assistant"
MAINTAINER = "Zhunsheng developers <developers@zhunsheng.invalid>"
MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}
DEPENDS = (
    "libc6 (>= {glibc})",
    "libstdc++6 (>= 8)",
    "libgcc-s1 | libgcc1",
    "zlib1g",
    "libglib2.0-0t64 | libglib2.0-0",
    "libdbus-1-3",
    "libfontconfig1",
    "libfreetype6",
    "libgssapi-krb5-2",
    "libgl1",
    "libegl1",
    "libx11-6",
    "libx11-xcb1",
    "libxcb1",
)
"""What belongs to the desktop and must be its own: drivers, fonts, themes. Everything else comes along."""
DEPENDS_THERE = {"x86_64": (), "aarch64": ("libsm6", "libice6")}
"""What another build of Qt links its X11 plugin to besides."""
WANTED = ("notification", "trayicon", "clipboard")
REFUSED = ("autostart", "account", "bluetooth", "camera", "audio_record", "installed_apps")
"""Permissions as the UOS store names them."""
SHORT = "Answers from your own standards and regulations, with the clause"
LONG = """\
 Zhunsheng reads the standards, laws and regulations that you give it and
 answers questions about them. Every sentence names the clause that it rests
 on and shows it on the page. It works without a network and lets nothing out.
 .
 准绳从自己的标准和法规里找答案，每句话都指到条款；不需要网络。
"""


BACKENDS = {
    "vulkan": ("libvulkan1", "mesa-vulkan-drivers | vulkan-icd", "graphics cards that have a Vulkan driver"),
    "cuda": ("libcuda1 | libnvidia-compute", "", "NVIDIA graphics cards"),
}
"""What each asks of the system, what it is of use with, and what it is for."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = parser.add_subparsers(dest="kind", required=True)
    application = kinds.add_parser("application")
    application.add_argument("dist", type=Path)
    application.add_argument("out", type=Path)
    application.add_argument("--machine", choices=MACHINES, default=os.uname().machine)
    application.add_argument(
        "--glibc-report", type=Path, help="of base/glibc.py: the newest version that a file asks for"
    )
    application.add_argument("--flavour", choices=("slim", "full"), default="slim")
    application.add_argument("--compression", choices=("xz", "gzip"), default="xz", help="gzip is for trials")
    application.add_argument("--level", default="6", help="1 is quick, 6 is small")
    application.add_argument("--as-version", help="for trials of an upgrade")
    application.add_argument("--store", action="store_true")
    models = kinds.add_parser("models")
    models.add_argument("out", type=Path)
    models.add_argument("models", type=Path, nargs="+")
    backend = kinds.add_parser("backend")
    backend.add_argument("which", choices=BACKENDS)
    backend.add_argument("dist", type=Path)
    backend.add_argument("out", type=Path)
    backend.add_argument("--machine", choices=MACHINES, default=os.uname().machine)
    backend.add_argument("--glibc-report", type=Path, help="of base/glibc.py: the newest version that a file asks for")
    backend.add_argument("--level", default="6", help="1 is quick, 6 is small")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="deb-", dir=options.out) as folder:
        tree = Path(folder) / "tree"
        if options.kind == "models":
            made = models_package(tree, options.out, options.models)
        elif options.kind == "backend":
            made = backend_package(tree, options)
        else:
            made = application_package(tree, options)
    print(made)
    return 0


def application_package(tree: Path, options: argparse.Namespace) -> Path:
    lay = store_tree if options.store else debian_tree
    name = lay(tree, options.dist, options.machine)
    full = options.flavour == "full" and not options.store
    fields = control(
        f"{name}-full" if full else name,
        options.as_version or version(),
        MACHINES[options.machine],
        ", ".join(DEPENDS + DEPENDS_THERE[options.machine]).format(glibc=newest_glibc(options.glibc_report)),
        SHORT,
        LONG,
    )
    fields["Recommends"] = "zhunsheng-models"
    if full:  # the same program in the same place: either replaces the other
        fields |= {"Provides": "zhunsheng", "Conflicts": "zhunsheng", "Replaces": "zhunsheng"}
    elif options.store:
        fields |= {"Conflicts": "zhunsheng"}
        del fields["Recommends"]
    return pack(tree, options.out, fields, options.compression, options.level)


def newest_glibc(report: Path | None) -> str:
    """That any file of the package asks for; the base's own where it was not measured."""
    return str(json.loads(report.read_text("utf-8"))["newest"]) if report else "2.31"


def version() -> str:
    text = (ROOT / "app" / "__init__.py").read_text("utf-8")
    found = re.search(r'__version__ = "([^"]+)"', text)
    assert found is not None
    return found[1]


def debian_tree(tree: Path, dist: Path, machine: str) -> str:
    """/opt/zhunsheng with what desktops look for in /usr/share; gives the name of the package."""
    shutil.copytree(dist, tree / "opt" / "zhunsheng", symlinks=True)
    (tree / "opt" / "zhunsheng" / "models").mkdir(exist_ok=True)
    (tree / "usr" / "bin").mkdir(parents=True)
    (tree / "usr" / "bin" / "zhunsheng").symlink_to("../../opt/zhunsheng/zhunsheng")
    lay_desktop(tree / "usr" / "share", "/opt/zhunsheng/zhunsheng")
    papers = tree / "usr" / "share" / "doc" / "zhunsheng"
    lay_papers(papers, "zhunsheng")
    (papers / "components").symlink_to("../../../../opt/zhunsheng/papers")
    return "zhunsheng"


def store_tree(tree: Path, dist: Path, machine: str) -> str:
    """/opt/apps/APPID: everything below it, links into the system made by the store's own tools."""
    home = tree / "opt" / "apps" / APPLICATION_ID
    files = f"/opt/apps/{APPLICATION_ID}/files"
    shutil.copytree(dist, home / "files", symlinks=True)
    lay_desktop(home / "entries", f"{files}/zhunsheng")
    (home / "entries" / "applications" / "zhunsheng.desktop").rename(
        home / "entries" / "applications" / f"{APPLICATION_ID}.desktop"
    )
    info = {
        "appid": APPLICATION_ID,
        "name": "准绳",
        "version": f"{version()}.0",
        "arch": [MACHINES[machine]],
        "permissions": dict.fromkeys(REFUSED, False) | dict.fromkeys(WANTED, True),
    }
    (home / "info").write_text(json.dumps(info, ensure_ascii=False, indent=2) + "\n", "utf-8")
    lay_papers(home / "entries" / "doc" / APPLICATION_ID, "zhunsheng")
    return APPLICATION_ID


def models_package(tree: Path, out: Path, models: Sequence[Path]) -> Path:
    """/opt/zhunsheng/models, where the application looks last. Their licences stand beside them."""
    target = tree / "opt" / "zhunsheng" / "models"
    target.mkdir(parents=True)
    for model in models:
        shutil.copyfile(model, target / model.name)
    shutil.copytree(ROOT / "models" / "licences", tree / "usr" / "share" / "doc" / "zhunsheng-models" / "licences")
    lay_papers(tree / "usr" / "share" / "doc" / "zhunsheng-models" / "application", "zhunsheng-models")
    names = "".join(f" .\n {model.name}\n" for model in models)
    text = control(
        "zhunsheng-models",
        version(),
        "all",
        "zhunsheng",
        "Language models for Zhunsheng",
        f" Models that Zhunsheng answers and searches with:\n{names}",
    )
    # Model files are compressed as far as they go: packing them again would take minutes and save nothing.
    return pack(tree, out, text, compression="none")


def backend_package(tree: Path, options: argparse.Namespace) -> Path:
    """/opt/zhunsheng/backends/VERSION, where the application looks (app/runtime/backends.py)."""
    system, driver, cards = BACKENDS[options.which]
    name = f"zhunsheng-{options.which}"
    (made_for,) = (folder for folder in options.dist.iterdir() if folder.is_dir())
    shutil.copytree(made_for, tree / "opt" / "zhunsheng" / "backends" / made_for.name, symlinks=True)
    papers = tree / "usr" / "share" / "doc" / name
    lay_papers(papers, name)
    shutil.copyfile(ROOT / "docs" / "third-party.md", papers / "third-party.md")
    fields = control(
        name,
        version(),
        MACHINES[options.machine],
        f"zhunsheng, {system}, libc6 (>= {newest_glibc(options.glibc_report)})",
        f"Zhunsheng's models on {cards}",
        f" llama.cpp's backend for {cards}.\n Without it, and without a driver, models use the processor.",
    )
    if driver:
        fields["Recommends"] = driver
    return pack(tree, options.out, fields, level=options.level)


def control(name: str, made: str, architecture: str, depends: str, short: str, long: str) -> dict[str, str]:
    return {
        "Package": name,
        "Version": made,
        "Architecture": architecture,
        "Maintainer": MAINTAINER,
        "Section": "text",
        "Priority": "optional",
        "Depends": depends,
        "Description": f"{short}\n{long.rstrip()}",
    }


def pack(tree: Path, out: Path, fields: dict[str, str], compression: str = "xz", level: str = "6") -> Path:
    """Build the package; its name follows from the fields."""
    set_modes(tree)
    size = bytes_below(tree)
    folder = tree / "DEBIAN"
    folder.mkdir()
    description = fields.pop("Description")
    lines = [f"{name}: {value}" for name, value in fields.items()]
    lines += [f"Installed-Size: {-(-size // 1024)}", f"Description: {description}"]
    (folder / "control").write_text("\n".join(lines) + "\n", "utf-8")
    sums = [
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(tree)}\n"
        for path in sorted(tree.rglob("*"))
        if path.is_file() and not path.is_symlink() and folder not in path.parents
    ]
    (folder / "md5sums").write_text("".join(sums), "utf-8")
    set_modes(folder)
    path = out / f"{fields['Package']}_{fields['Version']}_{fields['Architecture']}.deb"
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(epoch())}
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", f"-Z{compression}", f"-z{level}", "--build", tree, path],
        check=True,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    return path


def epoch() -> int:
    """Seconds since 1970 that all times are set to."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    told = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, check=True, capture_output=True, text=True)
    return int(told.stdout)


if __name__ == "__main__":
    sys.exit(main())
