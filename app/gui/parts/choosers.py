"""Controls that choose a value and leave the wheel to the page that they lie on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSpinBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from app.foundation.messages import tr
from app.foundation.settings import OFF
from app.gui.parts.labels import tip_text
from app.gui.parts.marked_list import tick_chosen
from app.runtime.model_entry import ModelEntry

ARROW_WIDTH = 22
"""Logical pixels of the drop-down part, as in the style sheet."""


class Combo(QComboBox):
    """Values by what they are called. ``chosen`` tells the value that a person has chosen."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        """``name`` is what a screen reader says."""
        super().__init__()
        self.setObjectName("chooser")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        tick_chosen(self.view(), lambda index: index.row() == self.currentIndex())
        self.activated.connect(lambda index: self.chosen.emit(self.itemData(index)))

    def offer(self, names: Mapping[str, str]) -> None:
        """Names by value, in order. What was chosen stays chosen where it is still offered."""
        before = self.value()
        self.clear()
        for value, name in names.items():
            self.addItem(name, value)
            self.setItemData(self.count() - 1, tip_text(name), Qt.ItemDataRole.ToolTipRole)
        self.show_value(before)

    def value(self) -> str:
        return str(self.currentData() or "")

    def show_value(self, value: str) -> None:
        place = self.findData(value)
        self.setCurrentIndex(max(place, 0))
        self.setToolTip(tip_text(self.currentText()))

    def whole_width(self) -> int:
        """Logical pixels that what is shown takes without being cut."""
        return self.fontMetrics().horizontalAdvance(self.currentText()) + 2 * ARROW_WIDTH + 4

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.width() - 2 * ARROW_WIDTH
        option.currentText = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)  # type: ignore[attr-defined]  # absent from the stubs
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        _draw_chevron(painter, self, QPointF(self.width() - ARROW_WIDTH / 2 - 2, self.height() / 2), down=True)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ModelCombo(Combo):
    """One of the installed models, or 自动."""

    def offer_models(
        self, models: Sequence[ModelEntry], automatic: str | None, chosen: str, *, may_be_off: bool = False
    ) -> None:
        """``automatic`` works where nothing is chosen; ``chosen`` is offered also where it is not installed."""
        titles = {entry.id: entry.title for entry in models}
        usual = titles.get(automatic or "", automatic or "")
        names = {"": tr("自动：{model}", model=usual) if usual else tr("自动（没有可用的模型）")}
        if may_be_off:
            names[OFF] = tr("不用模型")
        names.update(titles)
        if chosen not in names:
            names[chosen] = chosen if chosen == OFF else tr("{model}（没有安装）", model=chosen)
        self.offer(names)
        self.show_value(chosen)


class Spin(QSpinBox):
    """A whole number."""

    def __init__(self, name: str, lowest: int, highest: int) -> None:
        super().__init__()
        self.setObjectName("chooser")
        self.setAccessibleName(name)
        self.setRange(lowest, highest)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self._unit = self._one = ""
        self.valueChanged.connect(lambda _: self.show_unit())

    def set_unit(self, unit: str, *, one: str = "") -> None:
        """What follows the number; ``one`` where it follows 1."""
        self._unit, self._one = unit, one or unit
        self.show_unit()

    def show_unit(self) -> None:
        """That of the value there is, also where its change was not told."""
        self.setSuffix(self._one if self.value() == 1 else self._unit)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        across = self.width() - ARROW_WIDTH / 2 - 2
        _draw_chevron(painter, self, QPointF(across, self.height() / 2 - 5), down=False)
        _draw_chevron(painter, self, QPointF(across, self.height() / 2 + 5), down=True)
        painter.end()


def _draw_chevron(painter: QPainter, widget: QWidget, middle: QPointF, *, down: bool) -> None:
    """A small arrow in the colour of muted text."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(widget.palette().color(QPalette.ColorRole.PlaceholderText), 1.5))
    dip = 2.0 if down else -2.0
    left, tip, right = (middle + QPointF(x, y) for x, y in ((-4, -dip), (0, dip), (4, -dip)))
    painter.drawPolyline([left, tip, right])
