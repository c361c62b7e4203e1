"""Part the locks in a folder by how they are installed.

    split_lock.py FOLDER      reads requirements.lock and packages.lock there, writes into it

wheels.txt: all that comes built. source.txt: llama.cpp's binding, built with our options. tools.txt: what builds the
package and is not in wheels.txt. pip.txt: the installer itself.
"""

import re
import sys
from pathlib import Path

FROM_SOURCE, INSTALLER = "llama-cpp-python", "pip"


def blocks(lock: Path) -> dict[str, str]:
    """Each package's pins with their hashes, by name; one that is pinned apart for several platforms is one text."""
    found: dict[str, str] = {}
    for block in re.split(r"(?m)^(?=[A-Za-z0-9])", lock.read_text("utf-8")):
        if "==" in block:
            name = block.split("==")[0]
            found[name] = found.get(name, "") + block
    return found


def main(folder: Path) -> None:
    wheels, tools = blocks(folder / "requirements.lock"), blocks(folder / "packages.lock")
    parts = {
        "source.txt": wheels.pop(FROM_SOURCE),
        "pip.txt": tools.pop(INSTALLER),
        "wheels.txt": "".join(wheels.values()),
        "tools.txt": "".join(block for name, block in tools.items() if name not in wheels),
    }
    for name, text in parts.items():
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
