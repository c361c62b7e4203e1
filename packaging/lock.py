"""Write the locks, or with --check see that they hold everything that pyproject.toml asks for.

    python packaging/lock.py            needs uv (``pip install uv``) and the network
    python packaging/lock.py --tools    only packages.lock, from requirements.lock as it is
    python packaging/lock.py --check    needs only the environment made from the lock

requirements.lock is what the application and its developers run on. packaging/packages.lock is what builds the packages
(PyInstaller and company); it is installed beside the other, so what both name has one version.

The lock pins every package with its hashes and names no index, so that any mirror or folder of wheels can serve it.
torch is listed twice: its public Linux build drags in gigabytes of CUDA, so for Linux the lock asks for the
CPU build by its local version; everywhere else the public build is the CPU build. The hashes of CPU builds are those of
the wheels that pip finds on this machine, added to the ones that the lock has already for the same version.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
TOOLS_LOCK = ROOT / "packaging" / "packages.lock"
PROJECT = ROOT / "pyproject.toml"

OLDEST_PYTHON = "3.11"
BLOCK_START = re.compile(r"(?m)^(?=[A-Za-z0-9])")
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
NEVER = "sys_platform == 'never'"
"""The marker of what tool.uv's overrides leave out: another package of the lock does its work, or nobody uses it."""

ON_LINUX = "sys_platform == 'linux'"
NOT_ON_LINUX = "sys_platform != 'linux'"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing, fail when a lock is not complete")
    parser.add_argument("--tools", action="store_true", help="write packages.lock only")
    options = parser.parse_args()
    if options.check:
        lock, tools = LOCK.read_text("utf-8"), TOOLS_LOCK.read_text("utf-8")
        complaints = missing(lock, wanted("dev")) + not_installed() + missing(tools, extra("package"))
        complaints += at_odds(lock, tools)
        print("\n".join(complaints) or f"{LOCK.name} and {TOOLS_LOCK.name} are complete")
        return 1 if complaints else 0
    if not options.tools:
        cpu_builds = torch_cpu_hashes(LOCK.read_text("utf-8") if LOCK.exists() else "")
        LOCK.write_text(with_cpu_torch(resolved(), cpu_builds), "utf-8")
    TOOLS_LOCK.write_text(resolved_tools(), "utf-8")
    return 0


def blocks(lock: str) -> list[str]:
    """One pinned package each, with its marker and hashes."""
    return [block for block in BLOCK_START.split(lock) if PIN.match(block)]


def resolved() -> str:
    """What uv finds for every platform and every supported Python, without what is left out."""
    unwanted = left_out()
    found = blocks(compiled("--extra", "dev", str(PROJECT)))
    return "".join(block for block in found if canonicalize_name(PIN.match(block)["name"]) not in unwanted)


def resolved_tools() -> str:
    """The same for what builds the packages, in the versions that requirements.lock has of what both need."""
    with tempfile.TemporaryDirectory() as folder:
        listing = Path(folder) / "package.in"
        listing.write_text("\n".join(extra("package")) + "\n", "utf-8")
        return "".join(blocks(compiled("--constraints", str(LOCK), str(listing))))


def compiled(*what: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "lock"
        command = ["uv", "pip", "compile", "--universal", "--python-version", OLDEST_PYTHON, "--generate-hashes"]
        command += ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--quiet"]
        subprocess.run([*command, *what, "--output-file", str(output)], check=True, cwd=ROOT)
        return output.read_text("utf-8")


def left_out() -> set[str]:
    """The packages that the overrides keep off every machine."""
    overrides = tomllib.loads(PROJECT.read_text("utf-8"))["tool"]["uv"]["override-dependencies"]
    return {canonicalize_name(Requirement(text).name) for text in overrides if text.endswith(NEVER)}


def torch_cpu_hashes(old_lock: str) -> list[str]:
    """Of the CPU build that pip finds for this Python, and those that the old lock has for the same version."""
    version = next(part.split("==")[1] for part in wanted("dev") if part.startswith("torch=="))
    pin = f"torch=={version}+cpu"
    found = {digest for block in blocks(old_lock) if block.startswith(pin) for digest in HASH.findall(block)}
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", folder, pin], check=True)
        found |= {hashlib.sha256(wheel.read_bytes()).hexdigest() for wheel in Path(folder).glob("*.whl")}
    return sorted(found)


def with_cpu_torch(lock: str, cpu_hashes: list[str]) -> str:
    """The lock with torch split into its CPU build for Linux and the public one for the rest."""
    lines = []
    for block in blocks(lock):
        pin = PIN.match(block)
        if pin is None or pin["name"] != "torch":
            lines.append(block)
            continue
        hashes = "".join(f" \\\n    --hash=sha256:{digest}" for digest in cpu_hashes)
        lines.append(f"torch=={pin['version']}+cpu ; {ON_LINUX}{hashes}\n")
        lines.append(block.replace(f"=={pin['version']}", f"=={pin['version']} ; {NOT_ON_LINUX}", 1))
    return "".join(lines)


def wanted(*extras: str) -> list[str]:
    """What pyproject.toml asks for, with these of its optional lists."""
    dependencies: list[str] = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["dependencies"]
    return dependencies + [text for name in extras for text in extra(name)]


def extra(name: str) -> list[str]:
    """One of pyproject.toml's optional lists."""
    found: list[str] = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["optional-dependencies"][name]
    return found


def versions(lock: str) -> dict[str, list[str]]:
    """By canonical name; several where platforms differ."""
    pins: dict[str, list[str]] = {}
    for pin in filter(None, map(PIN.match, blocks(lock))):
        pins.setdefault(canonicalize_name(pin["name"]), []).append(pin["version"])
    return pins


def missing(lock: str, wants: list[str]) -> list[str]:
    """What a lock lacks of these requirements, a sentence each: unpinned or unhashed."""
    pins = versions(lock)
    complaints = [f"{block.split('==')[0]} has no hash" for block in blocks(lock) if not HASH.search(block)]
    for text in wants:
        requirement = Requirement(text)
        known = pins.get(canonicalize_name(requirement.name), [])
        if not any(requirement.specifier.contains(version, prereleases=True) for version in known):
            complaints.append(f"{text} is not in the lock")
    return complaints


def at_odds(lock: str, tools: str) -> list[str]:
    """Packages that the two locks have in different versions: one environment cannot hold both."""
    ours = versions(lock)
    return [
        f"{name} is {', '.join(theirs)} in {TOOLS_LOCK.name} and {', '.join(ours[name])} in {LOCK.name}"
        for name, theirs in versions(tools).items()
        if name in ours and not set(theirs) <= set(ours[name])
    ]


def not_installed() -> list[str]:
    """Where what is installed is at odds with itself, without what is left out on purpose."""
    installed = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False)
    unwanted = left_out()
    return [line for line in installed.stdout.splitlines() if not _is_wanted_absence(line, unwanted)]


def _is_wanted_absence(complaint: str, unwanted: set[str]) -> bool:
    """Whether pip misses what we left out ("A 1.0 requires B, which is not installed."), or misses nothing."""
    absent = re.search(r" requires ([A-Za-z0-9._-]+), which is not installed", complaint)
    return canonicalize_name(absent[1]) in unwanted if absent else complaint.startswith("No broken requirements")


if __name__ == "__main__":
    sys.exit(main())
