#!/usr/bin/env python3
"""The newest GLIBC symbol that each ELF file below some folders asks for: the build floor, measured and not believed.

    glibc.py FOLDER ... [--floor 2.28] [--json] [--by-package] [--report FILE]

Versions are read from the verneed section, as the dynamic linker reads them; a symbol that only a newer glibc has stops
the library from loading there, whatever its wheel's tag says. libstdc++ (GLIBCXX, CXXABI) is told as well: an old
system's own copy is as old as its glibc. Exit code 1 when a file is above the floor. Needs pyelftools.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from elftools.common.exceptions import ELFError
from elftools.elf.elffile import ELFFile
from elftools.elf.gnuversions import GNUVerNeedSection

Version = tuple[int, ...]


def needs(path: Path) -> dict[str, Version] | None:
    """Newest version of each name (GLIBC, GLIBCXX, ...) that the file asks for; None when it is no ELF file."""
    newest: dict[str, Version] = {}
    with path.open("rb") as file:
        if file.read(4) != b"\x7fELF":
            return None
        try:
            elf = ELFFile(file)
            section = next((s for s in elf.iter_sections() if isinstance(s, GNUVerNeedSection)), None)
            if section is None:
                return newest
            for _library, wanted in section.iter_versions():
                for one in wanted:
                    name, _, number = one.name.partition("_")
                    if number.replace(".", "").isdigit():
                        newest[name] = max(newest.get(name, ()), tuple(map(int, number.split("."))))
        except ELFError:
            return None
    return newest


def symbols_above(path: Path, floor: Version) -> list[str]:
    """Which symbols those are, for whoever wants to be rid of them."""
    with path.open("rb") as file:
        elf = ELFFile(file)
        table, versions = elf.get_section_by_name(".dynsym"), elf.get_section_by_name(".gnu.version")
        verneed = elf.get_section_by_name(".gnu.version_r")
        if not (table and versions and verneed):
            return []
        names = {}
        for _library, wanted in verneed.iter_versions():
            for one in wanted:
                name, _, number = one.name.partition("_")
                if name == "GLIBC" and number.replace(".", "").isdigit() and tuple(map(int, number.split("."))) > floor:
                    names[one["vna_other"]] = one.name
        found = []
        for index, symbol in enumerate(table.iter_symbols()):
            other = versions.get_symbol(index)["ndx"]
            if isinstance(other, int) and other & 0x7FFF in names:
                found.append(f"{symbol.name}@{names[other & 0x7FFF]}")
        return found


def elf_files(folders: list[Path]) -> Iterator[tuple[Path, Path]]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield folder, path


def text(version: Version) -> str:
    return ".".join(map(str, version)) or "-"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--floor", default="2.31")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--by-package", action="store_true", help="one line for each folder right below")
    parser.add_argument("--report", type=Path, help="write the newest of all and each file's as JSON there")
    options = parser.parse_args()
    floor = tuple(map(int, options.floor.split(".")))
    rows = []
    for folder, path in elf_files(options.folders):
        found = needs(path)
        if found is not None:
            rows.append((path.relative_to(folder), path, found))
    above = [row for row in rows if row[2].get("GLIBC", ()) > floor]
    if options.json:
        print(json.dumps({str(name): {k: text(v) for k, v in found.items()} for name, _, found in rows}, indent=1))
    elif options.by_package:
        packages: dict[str, list[Version]] = {}
        for name, _, found in rows:
            slot = packages.setdefault(name.parts[0], [(), (), (0,)])
            slot[0] = max(slot[0], found.get("GLIBC", ()))
            slot[1] = max(slot[1], found.get("GLIBCXX", ()))
            slot[2] = (slot[2][0] + 1,)
        for name, (glibc, glibcxx, count) in sorted(packages.items(), key=lambda item: item[1], reverse=True):
            print(f"{name:40} files {count[0]:4}  GLIBC {text(glibc):8} GLIBCXX {text(glibcxx)}")
    for name, path, found in above if not options.json else []:
        print(f"ABOVE {options.floor}: {name} {text(found['GLIBC'])}: {', '.join(symbols_above(path, floor)[:8])}")
    newest = max((row[2].get("GLIBC", ()) for row in rows), default=())
    if options.report:
        cxx = max((row[2].get("GLIBCXX", ()) for row in rows), default=())
        files = {str(name): {k: text(v) for k, v in found.items()} for name, _, found in rows}
        told = {"newest": text(newest), "newest_libstdcxx": text(cxx), "floor": options.floor, "files": files}
        options.report.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    print(
        f"{len(rows)} ELF files; newest symbol GLIBC_{text(newest)}; {len(above)} above {options.floor}",
        file=sys.stderr,
    )
    return 1 if above else 0


if __name__ == "__main__":
    sys.exit(main())
