"""Where things lie in a checkout, and how its Python is started."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LOCK = ROOT / "requirements.lock"
MANIFEST = ROOT / "models" / "manifest.toml"
SAMPLES = ROOT / "app" / "samples"
VENV = ROOT / ".venv"
STAMPS = VENV / "stamps"

WINDOWS = os.name == "nt"
LINUX = sys.platform.startswith("linux")


def python_path() -> Path:
    return VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")


def python() -> list[str]:
    """The environment's Python. ``-P``: a folder named app where the user happens to be must not be taken for ours."""
    return [str(python_path()), "-P"]


def app_command(*arguments: str) -> list[str]:
    return [*python(), "-m", "app", *arguments]


def cache_folder() -> Path:
    """The user's own cache, made if need be: built wheels and the set-up log."""
    if WINDOWS:
        folder = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "zhunsheng" / "Cache"
    elif sys.platform == "darwin":
        folder = Path.home() / "Library/Caches/zhunsheng"
    else:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "zhunsheng"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
