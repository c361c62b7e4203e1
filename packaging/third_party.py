"""Write docs/third-party.md out of lock, installed packages and components.toml; with --check see that it is current.

The text around the two tables is written by hand and kept. The bill of materials (sbom.py) has the same source.
"""

from __future__ import annotations

import argparse
import re
import sys
from importlib import metadata
from pathlib import Path

from packaging.utils import canonicalize_name

sys.path.insert(0, str(Path(__file__).resolve().parent))
from components import Unknown, licence, needed_at_run_time, works
from lock import LOCK, ROOT

PAGE = ROOT / "docs" / "third-party.md"
WORKS = ("<!-- works: written by packaging/third_party.py -->\n", "<!-- end of works -->\n")
PACKAGES = ("<!-- packages: written by packaging/third_party.py -->\n", "<!-- end of packages -->\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing, fail when the page is out of date")
    check = parser.parse_args().check
    page = PAGE.read_text("utf-8")
    try:
        of_works, of_packages = work_rows(), package_rows()
    except Unknown as error:
        print(error, file=sys.stderr)
        return 1
    if check:
        missing = [row for row in (*of_works, *of_packages) if row not in page]
        print("\n".join([*missing, "run packaging/third_party.py"]) if missing else f"{PAGE.name} is complete")
        return int(bool(missing))
    page = between(page, WORKS, ["| work | how it gets there | licence |\n", "| --- | --- | --- |\n", *of_works])
    heads = ["| package | licence | comes with the product |\n", "| --- | --- | --- |\n"]
    PAGE.write_text(between(page, PACKAGES, heads + of_packages), "utf-8")
    return 0


def between(page: str, marks: tuple[str, str], lines: list[str]) -> str:
    """The page with these lines in the place of what stands between the marks."""
    before, _, rest = page.partition(marks[0])
    return "".join((before, marks[0], *lines, marks[1], rest.partition(marks[1])[2]))


def work_rows() -> list[str]:
    """One for each work that no package of the lock is named after."""
    return [f"| {work.name} | {work.where} | {work.licence} |\n" for work in works()]


def package_rows() -> list[str]:
    """One for each package of the lock that is installed here; some are for other platforms or Pythons only."""
    shipped = needed_at_run_time()
    found = []
    for name in sorted(set(re.findall(r"(?m)^([A-Za-z0-9._-]+)==", LOCK.read_text("utf-8")))):
        try:
            said = licence(name)
        except metadata.PackageNotFoundError:
            continue
        place = "yes" if canonicalize_name(name) in shipped else "development only"
        found.append(f"| {name} | {said} | {place} |\n")
    return found


if __name__ == "__main__":
    sys.exit(main())
