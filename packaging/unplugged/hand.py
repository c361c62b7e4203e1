"""A person's eyes and hands on a screen: what stands there by its accessible name, and the mouse and the keys.

Runs inside the machine of the walk, on the system's own Python (3.9 on Debian 11), with pyatspi, xdotool, xclip and
ImageMagick's import. What a screen reader cannot find, this cannot either.
"""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyatspi

SCREEN = pyatspi.DESKTOP_COORDS
LOOKS_EVERY = 0.25
"""Seconds between two looks at the screen."""


class NotSeenError(Exception):
    """What was looked for did not come."""


class Hand:
    """One program on the screen, and a diary of what was done: seconds and pictures in order."""

    def __init__(self, program: str, pictures: Path) -> None:
        self.program = program
        self.pictures = pictures
        self.diary: list[dict[str, Any]] = []

    # ---- eyes ----

    def nodes(self) -> Iterator[Any]:
        """Everything of the program that shows, from the top down."""
        for application in pyatspi.Registry.getDesktop(0):
            if application is not None and application.name == self.program:
                yield from _below(application)

    def see(self, name: str, role: str | None = None, seconds: float = 30.0, exact: bool = False) -> Any:
        """The first thing with this name (or a part of it), waited for; ``role`` as AT-SPI names it."""
        end = time.monotonic() + seconds
        while True:
            for node in self.nodes():
                said = node.name or ""
                if (said == name if exact else name in said) and (role is None or node.getRoleName() == role):
                    return node
            if time.monotonic() > end:
                raise NotSeenError(f"{name} ({role or 'anything'}) did not come within {seconds:g} s")
            time.sleep(LOOKS_EVERY)

    def is_seen(self, name: str) -> bool:
        return any(name in (node.name or "") for node in self.nodes())

    def until_gone(self, name: str, seconds: float) -> None:
        end = time.monotonic() + seconds
        while self.is_seen(name):
            if time.monotonic() > end:
                raise NotSeenError(f"{name} still stands after {seconds:g} s")
            time.sleep(LOOKS_EVERY)

    def read(self, name: str, words: str, seconds: float) -> tuple[Any, str]:
        """The text of the last thing of this name, once ``words`` stand in it."""
        end = time.monotonic() + seconds
        while True:
            found = [node for node in self.nodes() if node.name == name]
            for node in reversed(found):
                text = text_of(node)
                if words in text:
                    return node, text
            if time.monotonic() > end:
                raise NotSeenError(f"{name} did not say {words} within {seconds:g} s")
            time.sleep(LOOKS_EVERY)

    # ---- hands ----

    def click(self, node: Any) -> None:
        left, top, wide, high = box(node)
        click_at(left + wide // 2, top + high // 2)

    def click_character(self, node: Any, offset: int) -> None:
        left, top, wide, high = node.queryText().getCharacterExtents(offset, SCREEN)
        click_at(left + wide // 2, top + high // 2)

    def write(self, words: str) -> None:
        """Pasted: characters that no key has are lost by a synthetic keyboard on a busy machine."""
        subprocess.run(["xclip", "-selection", "clipboard"], input=words, text=True, check=True)
        self.press("ctrl+v")

    def press(self, *keys: str) -> None:
        xdotool("key", "--clearmodifiers", *keys)

    # ---- diary ----

    def did(self, what: str, began: float) -> None:
        """Note a step that began at ``began`` (monotonic seconds), with a picture of the screen after it."""
        seconds = time.monotonic() - began
        picture = f"{len(self.diary) + 1:02d}-{what.replace(' ', '-')}.png"
        subprocess.run(["import", "-window", "root", str(self.pictures / picture)], check=False)
        self.diary.append({"step": what, "seconds": round(seconds, 2), "picture": picture})
        print(f"{what:<32}{seconds:>8.2f} s", flush=True)

    def close_diary(self, path: Path, failure: str | None = None) -> None:
        path.write_text(json.dumps({"steps": self.diary, "failure": failure}, ensure_ascii=False, indent=2) + "\n")


def _below(node: Any) -> Iterator[Any]:
    try:
        if node.getRole() != pyatspi.ROLE_APPLICATION and not node.getState().contains(pyatspi.STATE_SHOWING):
            return
        yield node
        for place in range(node.childCount):
            child = node[place]
            if child is not None:
                yield from _below(child)
    except Exception:  # noqa: BLE001 - pyatspi's errors have no common parent; what went away while we looked is not there
        return


def box(node: Any) -> tuple[int, int, int, int]:
    """Left, top, width, height on the screen, in pixels."""
    extents = node.queryComponent().getExtents(SCREEN)
    return extents.x, extents.y, extents.width, extents.height


def text_of(node: Any) -> str:
    try:
        return node.queryText().getText(0, -1)
    except NotImplementedError:
        return ""


def click_at(x: int, y: int) -> None:
    xdotool("mousemove", x, y, "sleep", "0.2", "click", 1)


def drag(start: tuple[int, int], end: tuple[int, int]) -> None:
    """As a hand does it: pressed, pulled away, over the target, let go."""
    (x, y), (to_x, to_y) = start, end
    xdotool("mousemove", x, y, "sleep", "0.2", "mousedown", 1, "sleep", "0.3")
    for part in (0.1, 0.3, 0.6, 0.9, 1.0):
        xdotool("mousemove", round(x + (to_x - x) * part), round(y + (to_y - y) * part), "sleep", "0.2")
    xdotool("mousemove", to_x + 4, to_y + 4, "sleep", "0.4", "mouseup", 1)


def xdotool(*words: object) -> str:
    return subprocess.run(
        ["xdotool", *[str(word) for word in words]], check=True, stdout=subprocess.PIPE
    ).stdout.decode()
