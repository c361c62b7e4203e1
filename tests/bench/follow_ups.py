"""Whether follow-ups are answered as their standalone questions are.

    python -m tests.bench.follow_ups DATA PAIRS.jsonl [--embedding MODEL.gguf] [--kept VECTORS.npz]

DATA is a workspace directory. PAIRS has two turns a line: {"id", "first", "second", "standalone", "must_contain": […]}.
Prints how each second question was read, whether the answer holds what it must, and the same for the standalone
question as its reader wrote it, which is what the search by itself allows.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from app.domain.answer import Answer
from tests.bench.asking import asker, says


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--embedding", type=Path, metavar="MODEL.gguf")
    parser.add_argument("--kept", type=Path, metavar="VECTORS.npz")
    options = parser.parse_args()
    pairs = [json.loads(line) for line in options.pairs.read_text("utf-8").splitlines() if line.strip()]
    followed = alone = 0
    with asker(options.data, options.embedding, options.kept) as ask:
        for pair in pairs:
            answer = ask(pair["second"], (), (ask(pair["first"], (), ()),))
            is_right, is_right_alone = holds(answer, pair), holds(ask(pair["standalone"], (), ()), pair)
            followed += is_right
            alone += is_right_alone
            read = answer.understanding.question if answer.understanding is not None else ""
            verdict = f"{'right' if is_right else 'WRONG'} (standalone {'right' if is_right_alone else 'WRONG'})"
            print(f"{pair['id']} {verdict} {pair['second']} → {read}")
    print(f"follow-ups {followed} of {len(pairs)}, standalone {alone} of {len(pairs)}")


def holds(answer: Answer, pair: dict[str, Any]) -> bool:
    """Whether the answer quotes all that it must."""
    return not answer.refused and all(says(answer.text, token) for token in pair["must_contain"])


if __name__ == "__main__":
    main()
