"""llama.cpp's Python binding, built from source for this processor with only the parts that the application uses."""

import contextlib
import json
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bootstrap.console import Failed, follow, nothing, tell
from bootstrap.environment import LLAMA, lock_blocks
from bootstrap.places import LINUX, LOCK, ROOT, WINDOWS, cache_folder, python, python_path
from bootstrap.stamps import digest

OPTIONS = {
    "GGML_NATIVE": "ON",  # made for the processor at hand; the kept wheel is keyed by it
    "LLAVA_BUILD": "OFF",  # no images, no sound
    "LLAMA_BUILD_TOOLS": "OFF",
    "LLAMA_BUILD_SERVER": "OFF",
    "LLAMA_BUILD_EXAMPLES": "OFF",
    "LLAMA_BUILD_TESTS": "OFF",
    "LLAMA_OPENSSL": "OFF",
}
WITHOUT_COMMON = ROOT / "packaging" / "llama.cmake"


def build_key(blocks: dict[str, str]) -> str:
    """Of one built wheel: source by hash, options, system, processor. It is bound by ctypes and fits every Python."""
    system = f"{platform.system()} {platform.machine()}"
    return digest(blocks[LLAMA], json.dumps(OPTIONS), WITHOUT_COMMON.read_bytes(), system, _processor())[:20]


def _kept(key: str) -> Path:
    """Built wheels outlive a checkout, so that a second one need not build."""
    return cache_folder() / "wheels" / key


def install_llama(title: str) -> bool:
    blocks = lock_blocks(LOCK.read_text("utf-8"))
    kept = _kept(build_key(blocks))
    if not list(kept.glob("*.whl")):
        _build(title, blocks[LLAMA], kept)
    (wheel,) = kept.glob("*.whl")
    install = [*python(), "-m", "pip", "install", "--no-deps", "--no-index", "--force-reinstall", str(wheel)]
    follow(install, title, nothing)
    return True


def _build(title: str, requirement: str, kept: Path) -> None:
    options = {**OPTIONS, "CMAKE_PROJECT_llama.cpp_INCLUDE": WITHOUT_COMMON.as_posix()}
    arguments = shlex.join(f"-D{name}={value}" for name, value in options.items())
    with tempfile.TemporaryDirectory(dir=cache_folder()) as folder:
        listing, built = Path(folder) / "llama.txt", Path(folder) / "built"
        listing.write_text(requirement, "utf-8")
        command = [*python(), "-m", "pip", "wheel", "-v", "--no-deps", "--no-build-isolation", "--no-cache-dir"]
        command += ["--require-hashes", "-r", str(listing), "-w", str(built)]
        path = os.pathsep.join([str(python_path().parent), os.environ.get("PATH", "")])
        follow(command, title, _files_compiled, CMAKE_ARGS=arguments, PATH=path)
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(kept, ignore_errors=True)
        built.replace(kept)


def _files_compiled(line: str) -> str | None:
    found = re.search(r"\[(\d+/\d+)\]", line)
    return found[1] if found else None


def require_compiler_or_wheel(key: str) -> None:
    """Said at the very start and not after minutes of downloads. Raises Failed with the command that installs one."""
    if list(_kept(key).glob("*.whl")):
        return
    if WINDOWS:
        installer = Path(os.environ.get("PROGRAMFILES(X86)", "")) / "Microsoft Visual Studio" / "Installer"
        if shutil.which("cl") or (installer / "vswhere.exe").exists():
            return
        command = "winget install Microsoft.VisualStudio.2022.BuildTools"
    else:
        c = os.environ.get("CC") or next(filter(shutil.which, ("cc", "gcc", "clang")), None)
        cpp = os.environ.get("CXX") or next(filter(shutil.which, ("c++", "g++", "clang++")), None)
        if c and cpp:
            return
        installers = {
            "xcode-select": "xcode-select --install",
            "apt-get": "sudo apt-get install build-essential",
            "dnf": "sudo dnf install gcc-c++",
            "yum": "sudo yum install gcc-c++",
            "zypper": "sudo zypper install gcc-c++",
            "pacman": "sudo pacman -S base-devel",
        }
        command = next((text for name, text in installers.items() if shutil.which(name)), "gcc, g++")
    raise Failed(tell(f"没有 C/C++ 编译器。请先运行：{command}", f"No C/C++ compiler. Run first: {command}"))


def _processor() -> str:
    """By name and features: what is built for one may not start on another."""
    if LINUX:
        with contextlib.suppress(OSError):
            text = Path("/proc/cpuinfo").read_text("utf-8", "replace")
            return "\n".join(sorted(set(re.findall(r"(?m)^(?:model name|flags|Features|CPU part)\s*:.*$", text))))
    if sys.platform == "darwin":
        command = ["sysctl", "-n", "machdep.cpu.brand_string"]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return platform.processor()
