"""How a setting is declared: what values it takes, how it is told to a person, and from when on it acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.foundation.messages import tr


class Group(StrEnum):
    """What a setting is about: the sections that a person finds it in."""

    APPEARANCE = "appearance"
    MODELS = "models"
    PRIVACY = "privacy"
    LIBRARY = "library"
    SECURITY = "security"
    ADVANCED = "advanced"


class Effect(StrEnum):
    """From when on a changed setting acts."""

    AT_ONCE = "at_once"
    RESTART = "restart"


class ModelKind(StrEnum):
    """Which installed models a setting may name."""

    CHAT = "chat"
    EMBEDDING = "embedding"


@dataclass(frozen=True, slots=True)
class Rule:
    """What values a setting takes, and how it is told.

    One of ``choices`` (with their names for a person) when there are any, a whole number within ``range``, true or
    false when ``is_switch``, and otherwise text: of a ``model``'s id, of a folder, or any. ``unit`` follows a number,
    ``one`` the number 1 where that differs, ``zero`` is what 0 is called. ``may_be_off``: the setting of a step takes
    OFF beside a model's id. ``found_by`` holds further words that a person may type to find it, in both languages.
    ``is_guarded``: where roles are set up, an administrator alone changes it.
    """

    title: Callable[[], str]
    description: Callable[[], str]
    group: Group
    effect: Effect = Effect.AT_ONCE
    names: Mapping[str, Callable[[], str]] = field(default_factory=dict)
    range: tuple[int, int] | None = None
    is_switch: bool = False
    is_folder: bool = False
    model: ModelKind | None = None
    may_be_off: bool = False
    unit: Callable[[], str] = lambda: ""
    one: Callable[[], str] = lambda: ""
    zero: Callable[[], str] = lambda: ""
    found_by: str = ""
    is_guarded: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        return tuple(self.names)

    def allowed(self) -> str:
        """The permitted values in words."""
        if self.choices:
            return " / ".join(f"{value}（{name()}）" for value, name in self.names.items())
        if self.range is not None:
            whole = tr("{lowest} 到 {highest} 的整数", lowest=self.range[0], highest=self.range[1])
            return tr("{whole}，0 为{meaning}", whole=whole, meaning=self.zero()) if self.zero() else whole
        if self.model is not None:
            ids = tr("模型编号（models list 可查），留空为自动")
            return tr("{ids}，off 为不用模型", ids=ids) if self.may_be_off else ids
        return "true / false" if self.is_switch else tr("文字")

    def accepts(self, value: object) -> bool:
        if self.is_switch:
            return isinstance(value, bool)
        if self.range is not None:
            lowest, highest = self.range
            return isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest
        return isinstance(value, str) and (not self.choices or value in self.choices)


def group_name(group: Group) -> str:
    return {
        Group.APPEARANCE: tr("外观"),
        Group.MODELS: tr("模型"),
        Group.PRIVACY: tr("隐私与保留"),
        Group.LIBRARY: tr("文件库"),
        Group.SECURITY: tr("安全与审计"),
        Group.ADVANCED: tr("高级"),
    }[group]


def choice(default: str, rule: Rule) -> str:
    """The field of a setting that holds text."""
    return field(default=default, metadata={"rule": rule})


def number(default: int, rule: Rule) -> int:
    return field(default=default, metadata={"rule": rule})


def switch(default: bool, rule: Rule) -> bool:
    return field(default=default, metadata={"rule": replace(rule, is_switch=True)})


def model(default: str, title: Callable[[], str], description: Callable[[], str], *, may_be_off: bool = False) -> str:
    """The field of a step's chat model."""
    rule = Rule(title, description, Group.MODELS, model=ModelKind.CHAT, may_be_off=may_be_off)
    return field(default=default, metadata={"rule": rule})
