"""The starter models, by the application's own `models fetch`."""

import subprocess
import sys

from bootstrap.console import INTERRUPTED, say
from bootstrap.places import app_command

FOR_TESTS = ("smollm2-135m-instruct-q4_1", "all-minilm-l6-v2")
"""Small models of other families, 190 MB: what holds for every model is tested on more than one."""


def fetch_test_models() -> None:
    """Their tests say which model they lack, when one cannot be had."""
    for model in FOR_TESTS:
        fetched = subprocess.run(app_command("models", "fetch", model), stdout=sys.stderr, check=False)
        if fetched.returncode == INTERRUPTED:
            raise KeyboardInterrupt


def fetch_models(title: str) -> bool:
    """Not fatal: quoting the documents works without any model."""
    fetched = subprocess.run(app_command("models", "fetch", "--starter"), stdout=sys.stderr, check=False)
    if fetched.returncode == INTERRUPTED:
        raise KeyboardInterrupt
    if fetched.returncode:
        say(
            "起步模型没有取全，缺它们时只能用原文模式。没有网络时，把模型文件夹从别的机器拷来；"
            "有网络时再运行一次 python3 run.py，会从断处继续。",
            "The starter models are not complete; without them only verbatim mode works. Without a network, copy the "
            "models folder from another machine; with one, run python3 run.py again and it goes on from here.",
        )
    return fetched.returncode == 0
