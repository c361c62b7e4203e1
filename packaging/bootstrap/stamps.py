"""What is done already: a small file for each finished step, holding the key of what it was done for."""

import contextlib
import hashlib
import os

from bootstrap.places import STAMPS


def digest(*parts: str | bytes) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part.encode() if isinstance(part, str) else part)
        whole.update(b"\0")
    return whole.hexdigest()


def stamped(name: str, key: str) -> bool:
    try:
        return (STAMPS / name).read_text("utf-8") == key
    except OSError:
        return False


def stamp(name: str, key: str) -> None:
    """Whole or not at all: a stamp that was cut off would be no stamp."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    temporary = STAMPS / f".{name}.{os.getpid()}"
    temporary.write_text(key, "utf-8")
    temporary.replace(STAMPS / name)


def unstamp(name: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        (STAMPS / name).unlink()
