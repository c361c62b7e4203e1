"""``settings show``, ``settings set NAME VALUE``: what the window's settings page does, for scripts."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli.output import Output
from app.cli.signing_in import add_sign_in, sign_in
from app.cli.types import Subparsers, prose
from app.cli.writing import open_for_writing
from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.foundation.setting_rules import Rule
from app.foundation.settings import Settings, check_settings, rules, settings_with
from app.workspace import Workspace


def add_to(commands: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("settings", help=tr("设置"))
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("show", parents=[common], help=tr("列出全部设置")).set_defaults(run=run_show)
    setting = actions.add_parser("set", parents=[common], help=tr("改一项设置"))
    setting.add_argument("name", metavar="NAME")
    setting.add_argument("value", type=prose, metavar="VALUE")
    add_sign_in(setting)
    setting.set_defaults(run=run_set)


def run_show(options: argparse.Namespace, output: Output) -> int:
    with Workspace.open(options.data) as workspace:
        settings, fixed = workspace.settings, workspace.audit.machine.settings
    value = [_json(settings, name, rule, is_fixed=name in fixed) for name, rule in rules()]
    output.value(value, "\n".join(f"{item['name']} = {item['value']}  {item['title']}" for item in value))
    return 0


def run_set(options: argparse.Namespace, output: Output) -> int:
    rule = dict(rules()).get(options.name)
    if rule is None:
        raise UserError(
            tr("没有“{name}”这项设置。", name=options.name),
            tr("可用的设置：{names}", names="、".join(name for name, _ in rules())),
        )
    value = _value(rule, options.value)
    check_settings({options.name: value}, "settings.toml", "")
    with open_for_writing(options.data, output) as workspace:
        sign_in(options, workspace.audit)
        fixed = options.name in workspace.audit.machine.settings
        if fixed:
            raise UserError(tr("“{title}”由本机的系统管理员规定，不能改。", title=rule.title()))
        later = workspace.save_settings(settings_with(workspace.settings, {options.name: value}))
        told = _json(workspace.settings, options.name, rule, is_fixed=False)
    note = tr("，下次启动起作用") if later else ""
    output.value(told, f"{options.name} = {told['value']}{note}")
    return 0


def _value(rule: Rule, text: str) -> object:
    if rule.is_switch:
        return {"true": True, "false": False}.get(text.lower(), text)
    if rule.range is not None:
        return int(text) if text.lstrip("-").isdecimal() else text
    return text


def _json(settings: Settings, name: str, rule: Rule, *, is_fixed: bool) -> dict[str, Any]:
    return {
        "name": name,
        "value": getattr(settings, name),
        "title": rule.title(),
        "guarded": rule.is_guarded,
        "fixed": is_fixed,
    }
