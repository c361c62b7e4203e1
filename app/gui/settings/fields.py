"""The control of one setting, made from its declaration."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from app.foundation.messages import tr
from app.foundation.setting_rules import Rule
from app.foundation.settings import OFF
from app.gui.parts.choosers import Combo, ModelCombo, Spin
from app.gui.parts.switch import Switch
from app.gui.parts.widgets import button
from app.gui.style.theme import Theme
from app.workspace.model_options import ModelOptions

Value = str | int | bool


class Field(QWidget):
    """Shows a value and tells when a person has given another one."""

    changed = Signal(object)

    def __init__(self, control: QWidget, *beside: QWidget) -> None:
        super().__init__()
        self.setFocusProxy(control)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(control, 1)
        for widget in beside:
            layout.addWidget(widget)

    def show_value(self, value: Value) -> None:
        """Without telling it as a change."""
        raise NotImplementedError

    def problem(self) -> str:
        """What is wrong with the value that is shown, "" where nothing is."""
        return ""


class ChoiceField(Field):
    def __init__(self, rule: Rule) -> None:
        self.combo = Combo(rule.title())
        self.combo.offer({value: name() for value, name in rule.names.items()})
        super().__init__(self.combo)
        self.combo.chosen.connect(self.changed.emit)

    def show_value(self, value: Value) -> None:
        self.combo.show_value(str(value))


class NumberField(Field):
    def __init__(self, rule: Rule) -> None:
        lowest, highest = rule.range or (0, 0)
        self.spin = Spin(rule.title(), lowest, highest)
        self.spin.set_unit(rule.unit(), one=rule.one())
        if lowest == 0 and rule.zero():
            self.spin.setSpecialValueText(rule.zero())
        super().__init__(self.spin)
        self.spin.valueChanged.connect(self.changed.emit)

    def show_value(self, value: Value) -> None:
        self.spin.blockSignals(True)
        self.spin.setValue(int(value))
        self.spin.blockSignals(False)
        self.spin.show_unit()


class SwitchField(Field):
    def __init__(self, rule: Rule, theme: Theme) -> None:
        self.switch = Switch(theme)
        self.switch.setAccessibleName(rule.title())
        super().__init__(QWidget(), self.switch)
        self.setFocusProxy(self.switch)
        self.switch.clicked.connect(lambda: self.changed.emit(self.switch.isChecked()))

    def show_value(self, value: Value) -> None:
        self.switch.setChecked(bool(value))


class TextField(Field):
    def __init__(self, rule: Rule) -> None:
        self.edit = QLineEdit()
        self.edit.setAccessibleName(rule.title())
        self.pick = button(tr("选择…"), "", self._pick)
        self.pick.setAccessibleName(tr("选择：{title}", title=rule.title()))
        super().__init__(self.edit, *([self.pick] if rule.is_folder else []))
        self._rule = rule
        self.edit.textEdited.connect(self.changed.emit)

    def show_value(self, value: Value) -> None:
        if self.edit.text() != value:
            self.edit.setText(str(value))

    def problem(self) -> str:
        folder = self.edit.text().strip()
        if self._rule.is_folder and folder and not Path(folder).expanduser().is_dir():
            return tr("现在找不到这个文件夹。若是U盘，插上后会自动找到；否则请重新选择。")
        return ""

    def _pick(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._rule.title(), self.edit.text())
        if chosen:
            self.edit.setText(chosen)
            self.changed.emit(chosen)


class ModelField(Field):
    def __init__(self, name: str, rule: Rule) -> None:
        self.combo = ModelCombo(rule.title())
        super().__init__(self.combo)
        self._name, self._rule = name, rule
        self._options = ModelOptions()
        self._value = ""
        self.combo.chosen.connect(self.changed.emit)

    def offer(self, options: ModelOptions) -> None:
        self._options = options
        self.show_value(self._value)

    def show_value(self, value: Value) -> None:
        self._value = str(value)
        if self._rule.model is not None:
            self.combo.offer_models(
                self._options.of(self._rule.model),
                self._options.automatic_for(self._name),
                self._value,
                may_be_off=self._rule.may_be_off,
            )

    def problem(self) -> str:
        if self._rule.model is None or self._options.automatic is None:
            return ""
        known = {entry.id for entry in self._options.of(self._rule.model)}
        if self._value and self._value not in known and not (self._rule.may_be_off and self._value == OFF):
            return tr("这个模型没有安装，这一步现在做不了。请改选，或到“模型”页装入它。")
        return ""


def make_field(name: str, rule: Rule, theme: Theme) -> Field:
    if rule.choices:
        return ChoiceField(rule)
    if rule.range is not None:
        return NumberField(rule)
    if rule.is_switch:
        return SwitchField(rule, theme)
    return ModelField(name, rule) if rule.model is not None else TextField(rule)
