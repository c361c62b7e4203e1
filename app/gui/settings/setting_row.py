"""One setting on the page: what it is, what it does, its control, whether it was changed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from app.foundation.messages import tr
from app.foundation.setting_rules import Effect, Rule
from app.gui.parts.widgets import row, text_label, tool
from app.gui.settings.fields import Value, make_field
from app.gui.style.theme import Theme

FIELD_WIDTH, FIELD_WIDEST = 260, 380
WORDS_SHARE, FIELD_SHARE = 13, 12
"""Parts of a wide row: a model's name is long."""


class SettingRow(QFrame):
    changed = Signal(str, object)
    """The setting's name and its new value, which its rule accepts."""

    def __init__(self, name: str, rule: Rule, default: Value, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("settingRow")
        self.name, self.rule, self._default = name, rule, default
        self.value: Value = default
        self.field = make_field(name, rule, theme)
        self.field.setMinimumWidth(theme.sizes.grown(FIELD_WIDTH))
        self.field.setMaximumWidth(theme.sizes.grown(FIELD_WIDEST))
        self.field.changed.connect(self._take)
        self.title = text_label(rule.title(), "strong")
        self.title.setToolTip(tr("设置文件中的名称：{name}", name=name))
        self.mark = text_label(tr("已更改"), "changedMark")
        self.later = text_label(tr("重新打开后生效"), "small", wraps=True)
        self.reset_button = tool(
            "rotate-ccw", tr("恢复默认：{title}", title=rule.title()), theme, lambda: self._take(self._default)
        )
        keeping = self.reset_button.sizePolicy()
        keeping.setRetainSizeWhenHidden(True)
        self.reset_button.setSizePolicy(keeping)
        self.problem = text_label("", "fieldProblem", wraps=True)
        self.locked = text_label("", "small", wraps=True)
        self.locked.hide()
        self._lay_out()
        self.later.setVisible(rule.effect is Effect.RESTART)
        self.show_value(default)

    def show_value(self, value: Value) -> None:
        self.value = value
        self.field.show_value(value)
        self._judge()

    def refuse(self, reason: str) -> None:
        """Tell at the field why its value was not taken; "" takes that back."""
        self.problem.setText(reason)
        self.problem.setVisible(bool(reason))
        self.field.setAccessibleDescription(reason)

    def lock(self, reason: str) -> None:
        """Not to be changed here, and why; "" lets it be changed again."""
        self.field.setEnabled(not reason)
        self.reset_button.setEnabled(not reason)
        self.locked.setText(reason)
        self.locked.setVisible(bool(reason))

    def matches(self, words: str) -> bool:
        """Whether title, description or name hold every one of the words."""
        told = f"{self.rule.title()} {self.rule.description()} {self.name} {self.rule.found_by}".casefold()
        return all(word in told for word in words.casefold().split())

    def _take(self, value: Value) -> None:
        if not self.rule.accepts(value):
            self.refuse(tr("允许的值：{allowed}", allowed=self.rule.allowed()))
            return
        self.show_value(value)
        self.changed.emit(self.name, value)

    def _judge(self) -> None:
        self.refuse(self.field.problem())
        is_changed = self.value != self._default
        self.mark.setVisible(is_changed)
        self.reset_button.setVisible(is_changed)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addLayout(row(self.title, self.mark, None))
        description: QLabel = text_label(self.rule.description(), "muted", wraps=True)
        description.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        words.addWidget(description)
        words.addWidget(self.later)
        words.addWidget(self.locked)
        words.addWidget(self.problem)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 10, 8, 10)
        layout.setSpacing(16)
        layout.addLayout(words, WORDS_SHARE)
        layout.addWidget(self.field, FIELD_SHARE, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.reset_button, 0, Qt.AlignmentFlag.AlignVCenter)
