"""Write requirements.lock, or with --check see that it holds everything that pyproject.toml asks for.

    python packaging/lock.py            needs uv (``pip install uv``) and the network
    python packaging/lock.py --check    needs only the environment made from the lock

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
    parser.add_argument("--check", action="store_true", help="change nothing, fail when the lock is not complete")
    if parser.parse_args().check:
        complaints = missing(LOCK.read_text("utf-8"))
        print("\n".join(complaints) or f"{LOCK.name} is complete")
        return 1 if complaints else 0
    cpu_builds = torch_cpu_hashes(LOCK.read_text("utf-8") if LOCK.exists() else "")
    LOCK.write_text(with_cpu_torch(resolved(), cpu_builds), "utf-8")
    return 0


def blocks(lock: str) -> list[str]:
    """One pinned package each, with its marker and hashes."""
    return [block for block in BLOCK_START.split(lock) if PIN.match(block)]


def resolved() -> str:
    """What uv finds for every platform and every supported Python, without what is left out."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / LOCK.name
        command = ["uv", "pip", "compile", "--universal", "--python-version", OLDEST_PYTHON, "--generate-hashes"]
        command += ["--no-header", "--no-annotate", "--no-emit-index-url", "--extra", "dev", "--quiet"]
        subprocess.run([*command, str(PROJECT), "--output-file", str(output)], check=True, cwd=ROOT)
        lock = output.read_text("utf-8")
    unwanted = left_out()
    return "".join(block for block in blocks(lock) if canonicalize_name(PIN.match(block)["name"]) not in unwanted)


def left_out() -> set[str]:
    """The packages that the overrides keep off every machine."""
    overrides = tomllib.loads(PROJECT.read_text("utf-8"))["tool"]["uv"]["override-dependencies"]
    return {canonicalize_name(Requirement(text).name) for text in overrides if text.endswith(NEVER)}


def torch_cpu_hashes(old_lock: str) -> list[str]:
    """Of the CPU build that pip finds for this Python, and those that the old lock has for the same version."""
    version = next(part.split("==")[1] for part in wanted() if part.startswith("torch=="))
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


def wanted() -> list[str]:
    """What pyproject.toml asks for, the development tools included."""
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["dev"]]


def missing(lock: str) -> list[str]:
    """Why the lock is not complete, a sentence each: unpinned, unhashed, absent, or at odds with what is installed."""
    complaints = []
    pins: dict[str, list[str]] = {}
    for block in blocks(lock):
        pin = PIN.match(block)
        assert pin is not None
        pins.setdefault(canonicalize_name(pin["name"]), []).append(pin["version"])
        if not HASH.search(block):
            complaints.append(f"{pin['name']} has no hash")
    for text in wanted():
        requirement = Requirement(text)
        versions = pins.get(canonicalize_name(requirement.name), [])
        if not any(requirement.specifier.contains(version, prereleases=True) for version in versions):
            complaints.append(f"{text} is not in the lock")
    installed = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False)
    unwanted = left_out()
    complaints += [line for line in installed.stdout.splitlines() if not _is_wanted_absence(line, unwanted)]
    return complaints


def _is_wanted_absence(complaint: str, unwanted: set[str]) -> bool:
    """Whether pip misses what we left out ("A 1.0 requires B, which is not installed."), or misses nothing."""
    absent = re.search(r" requires ([A-Za-z0-9._-]+), which is not installed", complaint)
    return canonicalize_name(absent[1]) in unwanted if absent else complaint.startswith("No broken requirements")


if __name__ == "__main__":
    sys.exit(main())
