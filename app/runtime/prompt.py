"""Messages to tokens: the model's chat template around contents that cannot give orders.

A document may contain "<|im_end|>" or whatever else a model takes as control. The template is therefore rendered with
placeholders; its own text may hold control tokens, the contents that go into the places are plain text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from app.foundation.errors import EnvironmentFault
from app.foundation.messages import tr
from app.runtime.engine import ChatMessage

CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
"""What most small models understand; used where the file's own template is missing or not to be trusted."""

_PLACE = re.compile("\ue000([0-9]+)\ue001")
"""Private-use characters: no template contains them."""


class Tokenizer(Protocol):
    def tokenize(self, text: str, *, special: bool, start: bool = False) -> list[int]: ...

    def special_text(self, which: str) -> str: ...


def prompt_tokens(template: str, messages: Sequence[ChatMessage], tokenizer: Tokenizer) -> list[int]:
    """The conversation as the model expects it, up to where its reply begins. Raises EnvironmentFault."""
    rendered = _render(template, messages, tokenizer)
    tokens: list[int] = []
    for number, part in enumerate(_PLACE.split(rendered)):
        is_content = number % 2 == 1
        text = messages[int(part)].content if is_content else part
        tokens += tokenizer.tokenize(text, special=not is_content) if text else []
    return tokens


def _render(template: str, messages: Sequence[ChatMessage], tokenizer: Tokenizer) -> str:
    """The template with a placeholder for each content, in the sandbox, because templates come with model files."""
    from jinja2 import TemplateError
    from jinja2.ext import loopcontrols
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=[loopcontrols])
    turns = [{"role": turn.role, "content": f"\ue000{number}\ue001"} for number, turn in enumerate(messages)]
    try:
        return environment.from_string(template).render(
            messages=turns,
            bos_token=tokenizer.special_text("bos"),
            eos_token=tokenizer.special_text("eos"),
            add_generation_prompt=True,
        )
    except TemplateError as error:
        raise EnvironmentFault(
            tr("模型自带的对话模板不能用：{cause}", cause=error), tr("请换一个模型，或报告给维护人员。")
        ) from error
