"""What of a drag can be a model."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDropEvent


def dropped_model(event: QDropEvent) -> Path | None:
    """The one GGUF file or folder that is dragged, None for anything else."""
    paths = [Path(address.toLocalFile()) for address in event.mimeData().urls() if address.isLocalFile()]
    if len(paths) != 1 or not (paths[0].suffix.lower() == ".gguf" or paths[0].is_dir()):
        return None
    return paths[0]
