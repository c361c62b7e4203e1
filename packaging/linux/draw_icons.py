"""Draw the icon in several sizes: ``draw_icons.py DRAWING FOLDER SIZE…`` writes FOLDER/SIZExSIZE/apps/zhunsheng.png."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer


def main(drawing: str, folder: str, *sizes: str) -> int:
    application = QGuiApplication([])
    renderer = QSvgRenderer(drawing)
    for size in map(int, sizes):
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        if not image.save(str(Path(folder) / f"{size}x{size}" / "apps" / "zhunsheng.png")):
            return 1
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
