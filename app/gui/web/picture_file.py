"""The picture as a file, for a report: PNG at twice its size, or SVG."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsScene

from app.foundation.new_files import write_new

DENSITY = 2
LARGEST_SIDE = 12_000
"""Pixels: what any viewer opens."""


def save_picture(scene: QGraphicsScene, path: Path, title: str) -> None:
    """Write the whole scene, whatever part of it is seen. Raises UserError where the file exists already,
    EnvironmentFault when the disk refuses."""
    whole = scene.sceneRect()
    write_new(path, _svg(scene, whole, title) if path.suffix.lower() == ".svg" else _png(scene, whole))


def _png(scene: QGraphicsScene, whole: QRectF) -> bytes:
    density = min(DENSITY, LARGEST_SIDE / max(whole.width(), whole.height()))
    image = QImage((whole.size() * density).toSize(), QImage.Format.Format_ARGB32)
    image.fill(scene.backgroundBrush().color())
    painter = QPainter(image)
    _draw(scene, painter, QRectF(image.rect()), whole)
    written = QBuffer()
    written.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(written, "PNG")  # type: ignore[call-overload]  # the stubs want bytes
    return bytes(written.data().data())


def _svg(scene: QGraphicsScene, whole: QRectF, title: str) -> bytes:
    written = QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(written)
    generator.setTitle(title)
    generator.setSize(QSize(round(whole.width()), round(whole.height())))
    generator.setViewBox(QRectF(0, 0, whole.width(), whole.height()))
    painter = QPainter(generator)
    _draw(scene, painter, QRectF(0, 0, whole.width(), whole.height()), whole)
    return bytes(written.data().data())


def _draw(scene: QGraphicsScene, painter: QPainter, target: QRectF, whole: QRectF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scene.render(painter, target, whole, Qt.AspectRatioMode.KeepAspectRatio)
    painter.end()
