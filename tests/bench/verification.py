"""How verification does on real clauses: sentences as printed must hold, the same sentences changed a little must not.

    python -m tests.bench.verification WORKSPACE [--most 2000]

The changes are mechanical: a number, a unit, a comparison, a requirement word, a negation, a standard's number, and in
tables a value of another row. Prints for each kind of change how many were made and the share that was caught, and
the share of unchanged sentences that held.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from app.assistant.verification.sources import Cited, Sources
from app.assistant.verification.verify import verify
from app.domain.document import Clause, ClauseKind
from app.workspace.workspace import Workspace

SHORTEST, LONGEST = 12, 120
"""Characters of a sentence that an answer could repeat."""
_SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")
_NUMBER = re.compile(
    r"(?<![\d.A-Za-z/—－-])\d+(?:\.\d+)?(?=\s*(?:mm|cm|m|km|kg|g|V|A|W|kW|℃|%|MPa|kPa|h|min|s|dB|Hz|年|日|人|个|次|倍))"
)
Change = Callable[[str], str | None]


def _swap(pattern: str, other: str) -> Change:
    def change(sentence: str) -> str | None:
        changed = re.sub(pattern, other, sentence, count=1)
        return changed if changed != sentence else None

    return change


def _number(sentence: str) -> str | None:
    """The first value with a unit, half as much again."""
    match = _NUMBER.search(sentence)
    if match is None:
        return None
    value = float(match[0]) * 1.5 + 1
    return f"{sentence[: match.start()]}{value:g}{sentence[match.end() :]}"


CHANGES: dict[str, Change] = {
    "number": _number,
    "unit mm→cm": _swap(r"(?<=\d)(\s*)mm(?![\w²³])", r"\1cm"),
    "unit m→mm": _swap(r"(?<=\d)(\s*)m(?![\w/²³·])", r"\1mm"),
    "unit h→min": _swap(r"(?<=\d)(\s*)h(?![\w/])", r"\1min"),
    "不大于→不小于": _swap("不(应|得|宜)?(大于|超过)", r"不\1小于"),
    "不小于→不大于": _swap("不(应|得|宜)?(小于|低于)", r"不\1大于"),
    "应→宜": _swap("(?<![响对适反供相呼效感不])应(?![答用急变力对付当])", "宜"),
    "应→可": _swap("(?<![响对适反供相呼效感不])应(?![答用急变力对付当])", "可"),
    "宜→应": _swap("(?<![适便不权])宜(?!居)", "应"),
    "可→应": _swap("(?<![不许认])可(?=采用|设置|不设|选用|按|根据)", "应"),
    "不应→应": _swap("不应(?!大|小|超|低|高|少|多)", "应"),
    "不得→可以": _swap("不得(?!大|小|超|低|高|少|多)", "可以"),
    "不得→": _swap("不得(?!大|小|超|低|高|少|多)", ""),
    "未→": _swap("未(?=经|按|取得|设置|采取)", ""),
    "GB number": _swap(r"(GB(?:/T)?\s*\d)(\d)", r"\g<1>9\2"),
    "除…外": _swap("除[^，,。；]{2,30}外[，,]", ""),
    "室内↔室外": _swap("室内", "室外"),
    "以上→以下": _swap("(?<=[\\d级层人])以上", "以下"),
}


def sentences(clauses: tuple[Clause, ...]) -> Iterator[tuple[str, Clause]]:
    for clause in clauses:
        if clause.kind is ClauseKind.TABLE:
            continue
        for match in _SENTENCE.finditer(clause.text):
            sentence = match[0].strip()
            if SHORTEST <= len(sentence) <= LONGEST:
                yield sentence, clause


def main() -> None:
    """Measure on every document of a workspace."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--most", type=int, default=2000, help="sentences in all, spread evenly")
    parser.add_argument("--show", type=int, default=0, help="examples of each failure to print")
    options = parser.parse_args()
    with Workspace.open(options.workspace) as workspace:
        found = [pair for entry in workspace.documents() for pair in sentences(workspace.clauses(entry.id))]
    step = max(1, len(found) // options.most)
    made: Counter[str] = Counter()
    right: Counter[str] = Counter()
    shown: Counter[str] = Counter()

    def show(kind: str, text: str) -> None:
        shown[kind] += 1
        if shown[kind] <= options.show:
            print(f"  {kind}: {text}")

    for sentence, clause in found[::step]:
        sources = Sources((Cited("1", clause.title, clause.text),))
        outcome = verify(sentence, sources)
        made["unchanged"] += 1
        right["unchanged"] += outcome.is_verified
        if not outcome.is_verified:
            show("unchanged", f"{sentence} {outcome.failed}")
        for kind, change in CHANGES.items():
            changed = change(sentence)
            if changed is None or changed in clause.text:
                continue
            made[kind] += 1
            is_caught = not verify(changed, sources).is_verified
            right[kind] += is_caught
            if not is_caught:
                show(kind, changed)
    for kind, count in made.items():
        print(f"{kind}\t{count}\t{right[kind] / count:.3f}")


if __name__ == "__main__":
    main()
