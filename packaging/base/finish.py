#!/usr/bin/env python3
"""After PyInstaller: one copy of each file, the files that lie beside the program, and what everything weighs.

    finish.py FOLDER CHECKOUT [--sizes OUT.tsv] [--packed]     FOLDER: collected from the packages of this Python

Beside the program lie the catalogue of models, and in ``papers`` the bill of materials with all licences, so that every
kind of installer carries them. A library that nobody accounts for ends the build.

The wheels carry each library of llama.cpp under several names, as copies. The dynamic linker knows a library by inode,
so two copies are two libraries: backends loaded into one are unknown to the other. Links make them one, and save bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from sbom import lay_bill

SMALLEST = 64 * 1024
COMPONENTS = {
    "torch": ("torch", "functorch", "torchgen"),
    "transformers and company": (
        "transformers", "sentence_transformers", "tokenizers", "safetensors", "huggingface_hub", "hf_xet", "regex",
        "sentencepiece", "sklearn",
        "scikit_learn", "scipy", "sympy", "mpmath", "networkx", "joblib", "convert_hf_to_gguf",
        "gguf", "threadpoolctl",
    ),
    "Qt": ("PySide6", "shiboken6"),
    "LanceDB": ("lancedb", "lance_namespace", "lance"),
    "Arrow": ("pyarrow",),
    "OCR": ("rapidocr_onnxruntime", "onnxruntime", "cv2", "opencv", "shapely", "pyclipper"),
    "llama.cpp": ("llama_cpp", "libomp", "libgomp"),
    "application": ("app", "models", "papers"),
    "Python": (
        "libpython", "base_library.zip", "lib-dynload", "python3", "libssl", "libcrypto", "libsqlite3", "libffi",
    ),
    "numpy": ("numpy",),
    "PDF and office files": (
        "pypdf", "pypdfium2", "docx", "reportlab", "lxml", "openpyxl", "PIL", "pillow", "ziafont", "ziamath",
    ),
    "cryptography": ("cryptography", "sqlcipher3"),
}  # fmt: skip


def link_copies(root: Path) -> int:
    """Make every copy of a large file a relative link to the one with the shortest name; gives the bytes saved."""
    by_size: dict[int, list[Path]] = defaultdict(list)
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink() and path.stat().st_size >= SMALLEST:
            by_size[path.stat().st_size].append(path)
    saved = 0
    for size, paths in by_size.items():
        by_digest: dict[bytes, list[Path]] = defaultdict(list)
        for path in paths if len(paths) > 1 else ():
            by_digest[hashlib.sha256(path.read_bytes()).digest()].append(path)
        for same in by_digest.values():
            kept, *copies = sorted(same, key=lambda p: (len(p.parts), len(p.name), str(p)))
            for copy in copies:
                copy.unlink()
                copy.symlink_to(os.path.relpath(kept, copy.parent))
                saved += size
    return saved


def forget_origin(root: Path) -> None:
    """Where on the building machine a wheel lay, with its hash, which is another with each build of the wheel."""
    for told in root.glob("_internal/*.dist-info/direct_url.json"):
        told.unlink()
        (told.parent / "RECORD").unlink(missing_ok=True)


def parts(root: Path) -> dict[str, list[Path]]:
    """The files of each component, links left out."""
    found: dict[str, list[Path]] = defaultdict(list)
    inside = root / "_internal"
    for path in root.rglob("*"):
        if path.is_file() and not path.is_symlink():
            top = path.relative_to(inside).parts[0] if path.is_relative_to(inside) else path.relative_to(root).parts[0]
            name = next((n for n, starts in COMPONENTS.items() if top.startswith(starts)), None)
            found[name or ("the program and its modules" if top == "zhunsheng" else "everything else")].append(path)
    return dict(found)


def packed(root: Path, files: list[Path]) -> int:
    """Bytes of these files in a package by themselves (xz -1): about what leaving them out would gain."""
    names = "\0".join(str(path.relative_to(root)) for path in files)
    tar = ["tar", "--create", "--null", "--files-from=-", "--use-compress-program=xz -1 -T0"]
    done = subprocess.run(tar, cwd=root, input=names.encode(), stdout=subprocess.PIPE, check=True)
    return len(done.stdout)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("checkout", type=Path)
    parser.add_argument("--sizes", type=Path)
    parser.add_argument("--packed", action="store_true", help="a third column: bytes within the .deb; takes a minute")
    options = parser.parse_args()
    saved = link_copies(options.folder)
    forget_origin(options.folder)
    # app/runtime/manifest.py looks for the catalogue of models beside the program, where models packages put theirs.
    unshipped = shutil.ignore_patterns("*.gguf", "checksums.json", "models.toml")
    shutil.copytree(options.checkout / "models", options.folder / "models", dirs_exist_ok=True, ignore=unshipped)
    papers = options.folder / "papers"
    papers.mkdir(exist_ok=True)
    if nameless := lay_bill(papers, options.folder):
        print("In nobody's name; describe them in packaging/components.toml:", *nameless, file=sys.stderr)
        return 1
    found = parts(options.folder)
    sizes = {name: sum(path.stat().st_size for path in files) for name, files in found.items()}
    rows = [[size, name] for name, size in sorted(sizes.items(), key=lambda item: -item[1])]
    if options.packed:
        rows = [[*row, packed(options.folder, found[str(row[1])])] for row in rows]
    rows += [[sum(sizes.values()), "total"], [saved, "saved by links"]]
    text = "".join("\t".join(map(str, row)) + "\n" for row in rows)
    if options.sizes:
        options.sizes.write_text(text, "utf-8")
    print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
