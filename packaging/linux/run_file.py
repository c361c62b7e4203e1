"""Make the self-extracting installer for Linux systems without .deb: a shell script with the application behind it.

    python packaging/linux/run_file.py DIST OUT [--machine MACHINE] [--flavour slim|full]

DIST is the folder that the build has made. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import shutil
import sys
import tarfile
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from deb import epoch, version
from tree import HERE, bytes_below, lay_desktop, set_modes

SCRIPT = HERE / "setup.sh"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dist", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--machine", default=os.uname().machine)
    parser.add_argument("--flavour", choices=("slim", "full"), default="slim")
    parser.add_argument("--as-version", help="for trials of an upgrade")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="run-", dir=options.out) as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(options.dist, tree, symlinks=True)
        lay_desktop(tree / "desktop", "@PROGRAM@")
        set_modes(tree)
        archive = Path(folder) / "application.tar.gz"
        pack(tree, archive)
        name = "zhunsheng-full" if options.flavour == "full" else "zhunsheng"
        made = options.as_version or version()
        path = options.out / f"{name}-{made}-{options.machine}.run"
        write(path, archive, made, options.machine, bytes_below(tree))
    print(path)
    return 0


def pack(tree: Path, archive: Path) -> None:
    """Sorted, with one time, owner and no name of the file in it: the same tree gives the same bytes."""
    moment = epoch()

    def plain(info: tarfile.TarInfo) -> tarfile.TarInfo:
        info.uid = info.gid = 0
        info.uname = info.gname = "root"
        info.mtime = moment
        return info

    with (
        archive.open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", fileobj=raw, compresslevel=6, mtime=0) as zipped,
        tarfile.open(fileobj=zipped, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for path in sorted(tree.rglob("*")):
            tar.add(path, path.relative_to(tree).as_posix(), recursive=False, filter=plain)


def write(path: Path, archive: Path, made: str, machine: str, unpacked: int) -> None:
    with archive.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    script = SCRIPT.read_text("utf-8")
    values = {
        "VERSION": made,
        "MACHINE": machine,
        "SIZE": archive.stat().st_size,
        "UNPACKED_KB": unpacked // 1024,
        "SHA256": digest,
        "LINES": script.count("\n"),
    }
    for name, value in values.items():
        script = script.replace(f"@{name}@", str(value))
    with path.open("wb") as target, archive.open("rb") as source:
        target.write(script.encode())
        shutil.copyfileobj(source, target)
    path.chmod(0o755)


if __name__ == "__main__":
    sys.exit(main())
