"""A person's first day: start from the desktop entry, drop documents, ask, click the citation, export, remove.

    python3 person.py OUT [--trace]

Runs inside the machine of the walk (session.sh). The documents are the samples that lie in ~/documents. OUT gets the
pictures, diary.json and, with --trace, strace's log of every socket call of the program and its children.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
import traceback
from pathlib import Path

from hand import Hand, NotSeenError, click_at, drag, xdotool

QUESTION = "平板车的推手离地应该多高？"
ANSWER = "850"
CHIP = "\u00a01\u00a0"
"""The chip of the first citation, as it stands in the answer's text."""
TRACED = "socket,socketpair,connect,bind,sendto,sendmsg,io_uring_setup,execve,clone,clone3,fork,vfork"
MINUTES = 60.0
FIRST_ICON = (207, 118)
"""Where the file manager's first icon stands in its window (its icons have no accessible names), in pixels."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--trace", action="store_true")
    options = parser.parse_args()
    hand = Hand("zhunsheng", options.out)
    failure = None
    try:
        walk(hand, options.out, options.trace)
    except Exception as error:  # noqa: BLE001 - whatever went wrong is told with a picture
        failure = f"{type(error).__name__}: {error}"
        traceback.print_exc()
        hand.did("failed", time.monotonic())
    hand.close_diary(options.out / "diary.json", failure)
    return 1 if failure else 0


def walk(hand: Hand, out: Path, is_traced: bool) -> None:
    start(hand, out, is_traced)
    drop(hand)
    ask(hand)
    open_citation(hand)
    export(hand)
    remove(hand)
    leave(hand)


def start(hand: Hand, out: Path, is_traced: bool) -> None:
    began = time.monotonic()
    entry = ["gtk-launch", "zhunsheng"]
    log = (out / "program.log").open("wb")
    tracer = ["strace", "-f", "-qq", "-s", "200", "-e", "trace=" + TRACED, "-o", str(out / "sockets.trace")]
    subprocess.Popen([*tracer, *entry] if is_traced else entry, stdout=log, stderr=log)
    hand.see("把标准和法规拖到这里", seconds=MINUTES)
    hand.did("start from the desktop entry", began)


def drop(hand: Hand) -> None:
    subprocess.Popen(["pcmanfm", "--no-desktop", str(Path.home() / "documents")])
    window = xdotool("search", "--sync", "--onlyvisible", "--class", "pcmanfm").split()[-1]
    xdotool("windowmove", "--sync", window, 0, 20, "windowsize", window, 640, 480, "sleep", "1")
    click_at(400, 420)
    hand.press("ctrl+a")
    began = time.monotonic()
    drag(FIRST_ICON, (900, 300))
    hand.see("添加完毕", seconds=5 * MINUTES)
    hand.did("drop documents", began)
    xdotool("windowclose", window)
    began = time.monotonic()
    time.sleep(2.0)
    hand.until_gone("正在准备按意思检索", 10 * MINUTES)
    hand.did("make vectors", began)


def ask(hand: Hand) -> None:
    hand.click(hand.see("问题", "text", exact=True))
    hand.write(QUESTION)
    hand.read("问题", QUESTION, 10.0)
    began = time.monotonic()
    hand.press("Return")
    hand.read("回答", ANSWER, 5 * MINUTES)
    hand.see("复制，连同引用", seconds=2 * MINUTES)
    hand.did("ask", began)


def open_citation(hand: Hand) -> None:
    node, text = hand.read("回答", CHIP, 10.0)
    began = time.monotonic()
    hand.click_character(node, text.index(CHIP) + 1)
    hand.see("[1] Q/ZS 101-2025", seconds=MINUTES)
    hand.see("页码", "text")
    time.sleep(1.0)  # the page is drawn after the frame stands
    hand.did("click the citation", began)


def export(hand: Hand) -> None:
    began = time.monotonic()
    hand.press("ctrl+k")
    hand.see("命令或文件")
    hand.write("导出对话")
    hand.see("导出对话…", "list item")
    hand.press("Return")
    hand.see("浏览…", "push button")
    hand.did("open the export dialog", began)
    began = time.monotonic()
    hand.click(hand.see("导出", "push button", exact=True))
    made = until_file("*.docx")
    hand.did("export to DOCX", began)
    print(f"exported: {made}, {made.stat().st_size} bytes")


def until_file(pattern: str) -> Path:
    """The exported file in the home folder or its folder of documents, waited for."""
    end = time.monotonic() + MINUTES
    home = Path.home()
    while time.monotonic() < end:
        found = [*home.glob(pattern), *home.glob("Documents/" + pattern), *home.glob("文档/" + pattern)]
        if found:
            return found[0]
        time.sleep(0.25)
    raise NotSeenError(pattern + " was not written")


def remove(hand: Hand) -> None:
    began = time.monotonic()
    hand.press("ctrl+3")
    row = hand.see("Q/ZS 103-2024", "table cell")
    hand.did("open the library", began)
    began = time.monotonic()
    hand.click(row)
    hand.press("Delete")
    hand.see("4 份文件", "label")
    hand.did("remove a document", began)


def leave(hand: Hand) -> None:
    began = time.monotonic()
    hand.press("ctrl+q")
    end = time.monotonic() + MINUTES
    while any(True for _ in hand.nodes()):
        if time.monotonic() > end:
            raise NotSeenError("the program did not end")
        time.sleep(0.1)
    hand.did("leave", began)


if __name__ == "__main__":
    sys.exit(main())
