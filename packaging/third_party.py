"""Write docs/third-party.md out of the lock and the installed packages; with --check see that none of them is missing.

The text around the table of packages is written by hand and kept.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
PAGE = ROOT / "docs" / "third-party.md"
BEGIN, END = "<!-- packages: written by packaging/third_party.py -->\n", "<!-- end of packages -->\n"
LONGEST_LICENCE_NAME = 200
"""Some packages put the whole text where the name belongs."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing, fail when the page is out of date")
    check = parser.parse_args().check
    page = PAGE.read_text("utf-8")
    if check:
        missing = [row for row in rows() if row not in page]
        print("\n".join([*missing, "run packaging/third_party.py"]) if missing else f"{PAGE.name} is complete")
        return int(bool(missing))
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    table = ["| package | licence | comes with the product |\n", "| --- | --- | --- |\n", *rows()]
    PAGE.write_text(f"{before}{BEGIN}{''.join(table)}{END}{after}", "utf-8")
    return 0


def rows() -> list[str]:
    """One for each package of the lock that is installed here; some are for other platforms or Pythons only."""
    shipped = needed_at_run_time()
    found = []
    for name in sorted(set(re.findall(r"(?m)^([A-Za-z0-9._-]+)==", LOCK.read_text("utf-8")))):
        try:
            package = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue
        place = "yes" if canonicalize_name(name) in shipped else "development only"
        found.append(f"| {name} | {licence(package)} | {place} |\n")
    return found


def needed_at_run_time() -> set[str]:
    """What the project's own requirements lead to, by the installed packages' word."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    waiting, found = list(project["dependencies"]), set[str]()
    while waiting:
        requirement = Requirement(waiting.pop())
        name = canonicalize_name(requirement.name)
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        found.add(name)
        try:
            waiting += metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue
    return found


def licence(package: metadata.PackageMetadata) -> str:
    """As the package names it: SPDX expression, classifier, or the first line of its field."""
    classifiers = [line.rpartition(" :: ")[2] for line in package.get_all("Classifier") or [] if "License ::" in line]
    named = package.get("License-Expression") or ", ".join(classifiers) or package.get("License") or "see the package"
    return named.strip().splitlines()[0][:LONGEST_LICENCE_NAME].replace("|", "/")


if __name__ == "__main__":
    sys.exit(main())
