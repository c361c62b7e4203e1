"""Part a lock into wheels.txt (all that comes built) and source.txt (llama.cpp's binding, built with our options)."""

import re
import sys
from pathlib import Path

FROM_SOURCE = "llama-cpp-python"
lock = Path(sys.argv[1]).read_text("utf-8")
blocks = [block for block in re.split(r"(?m)^(?=[A-Za-z0-9])", lock) if "==" in block]
Path("wheels.txt").write_text("".join(b for b in blocks if not b.startswith(FROM_SOURCE)), "utf-8")
Path("source.txt").write_text("".join(b for b in blocks if b.startswith(FROM_SOURCE)), "utf-8")
