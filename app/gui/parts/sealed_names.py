"""What signed files are called: libraries, backups and updates come as such, and are no documents."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from app.foundation.messages import tr

LIBRARY, UPDATE = ".zslib", ".zsupdate"


def is_sealed(path: Path) -> bool:
    """By its name alone: what is in it is looked at in a job."""
    return path.suffix.lower() in (LIBRARY, UPDATE)


def library_kinds() -> str:
    """For a dialog that opens or saves one."""
    return tr("文库包 (*{ending})", ending=LIBRARY)


def moment(iso: str) -> str:
    """A time of a manifest as people here read it; what is no time is shown as it is."""
    try:
        return datetime.fromisoformat(iso).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return iso
