"""The picture as a file, for a report: PNG at twice its size, or SVG."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsScene

from app.foundation.errors import EnvironmentFault
from app.foundation.messages import tr

DENSITY = 2
LARGEST_SIDE = 12_000
"""Pixels: what any viewer opens."""


def save_picture(scene: QGraphicsScene, path: Path, title: str) -> None:
    """Write the whole scene, whatever part of it is seen. Raises EnvironmentFault when the disk refuses."""
    whole = scene.sceneRect()
    is_svg = path.suffix.lower() == ".svg"
    is_written = _save_svg(scene, whole, path, title) if is_svg else _save_png(scene, whole, path)
    if not is_written:
        raise EnvironmentFault(
            tr("没有写成 {name}。", name=path.name), tr("请换一个文件夹，或看看磁盘是否已满、是否允许写入。")
        )


def _save_png(scene: QGraphicsScene, whole: QRectF, path: Path) -> bool:
    density = min(DENSITY, LARGEST_SIDE / max(whole.width(), whole.height()))
    image = QImage((whole.size() * density).toSize(), QImage.Format.Format_ARGB32)
    image.fill(scene.backgroundBrush().color())
    painter = QPainter(image)
    _draw(scene, painter, QRectF(image.rect()), whole)
    return image.save(str(path), "PNG")  # type: ignore[call-overload, no-any-return]  # the stubs want bytes


def _save_svg(scene: QGraphicsScene, whole: QRectF, path: Path, title: str) -> bool:
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setTitle(title)
    generator.setSize(QSize(round(whole.width()), round(whole.height())))
    generator.setViewBox(QRectF(0, 0, whole.width(), whole.height()))
    painter = QPainter()
    if not painter.begin(generator):
        return False
    _draw(scene, painter, QRectF(0, 0, whole.width(), whole.height()), whole)
    return path.is_file()


def _draw(scene: QGraphicsScene, painter: QPainter, target: QRectF, whole: QRectF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scene.render(painter, target, whole, Qt.AspectRatioMode.KeepAspectRatio)
    painter.end()
