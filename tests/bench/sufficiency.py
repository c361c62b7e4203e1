"""Measure refusals, and print the curve of false refusals against right ones for all signals and for each alone.

    python -m tests.bench.sufficiency WORK GOLD.json… --library DATA… --embedding MODEL.gguf [--vectors CACHE.npz]

DATA are workspaces that were ingested and embedded; the questions of a GOLD file (tests/bench/data has some, too) are
put to the first that holds their document. WORK gets copies of it: each document alone, and the library without any
edition of it. Answerable and unanswerable questions are put to the document alone, answerable ones also to the library
without it. Printed are the judge's refusals by document; the weights that a logistic model of the signals fits; and
for shares of false refusals what is refused of the others, the questions of a document held out of the fit. No chat
model is asked.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from app.assistant.sufficiency.refusal import MOST_WORDS
from app.assistant.sufficiency.signals import Signals
from app.runtime.embedder import GgufEmbedder
from app.runtime.model_worker import ModelPlace
from tests.bench.kept_vectors import KeptVectors
from tests.bench.logistic import Matrix, fit
from tests.bench.sufficiency_cases import Case, Put, put_to_first, read_sets

SIGNALS = ("closeness", "lead", "words", "value")
FALSE_REFUSALS = (0.0, 0.02, 0.05, 0.1, 0.2)
COUNTS: Mapping[Case, float] = {Case.ANSWERABLE: 1.0, Case.UNANSWERABLE: 1.5, Case.REMOVED: 1.0}


def main() -> None:
    options = _parser().parse_args()
    model = GgufEmbedder(ModelPlace(options.embedding.stem, options.embedding))
    embedder = KeptVectors(model, options.vectors)
    try:
        sets = [one for path in options.gold for one in read_sets(path)]
        found = [put for one in sets for put in put_to_first(options.library, options.work, one, embedder)]
    finally:
        embedder.close()
    _print_refusals(found)
    _print_weights(found)
    _print_curve(found)


def _print_refusals(found: Sequence[Put]) -> None:
    """As the judge is built."""
    print(f"refused as built{'':24}" + "".join(f"{case:>18}" for case in Case))
    for file in [*dict.fromkeys(put.file for put in found), "all"]:
        shares = [_told([p.refused for p in found if p.case is case and file in (p.file, "all")]) for case in Case]
        print(f"{file[:36]:40}" + "".join(f"{share:>18}" for share in shares))
    for put in found:
        if put.refused == (put.case is Case.ANSWERABLE):
            print(f"  {'refused' if put.refused else 'answered'} {put.case}: {put.question} {_numbers(put.signals)}")


def _print_weights(found: Sequence[Put]) -> None:
    model = fit(_features(found), _answerable(found), [COUNTS[put.case] for put in found])
    weights = "  ".join(f"{name} {weight:.2f}" for name, weight in zip(SIGNALS, model.weights, strict=True))
    print(f"fitted to all: {weights}  constant {model.constant:.2f}")


def _print_curve(found: Sequence[Put]) -> None:
    features = _features(found)
    marks = {"together": _held_out(found)} | {name: features[:, place] for place, name in enumerate(SIGNALS)}
    for case in (Case.UNANSWERABLE, Case.REMOVED):
        print(f"refused of {case}, at false refusals of" + "".join(f"{share:8.2f}" for share in FALSE_REFUSALS))
        for name, mark in marks.items():
            print(f"  {name:12}{'':24}" + "".join(f"{share:8.3f}" for share in _refused_at(mark, found, case)))


def _held_out(found: Sequence[Put]) -> Matrix:
    """The marks of each document's questions from a model that was fitted without them."""
    features, files = _features(found), np.array([put.file for put in found])
    marks = np.zeros(len(found))
    for file in dict.fromkeys(put.file for put in found):
        others = [put for put in found if put.file != file]
        model = fit(features[files != file], _answerable(others), [COUNTS[put.case] for put in others])
        marks[files == file] = model.marks(features[files == file])
    return marks


def _refused_at(marks: Matrix, found: Sequence[Put], case: Case) -> list[float]:
    """The share below the mark that each share of the answerable falls below."""
    cases = np.array([put.case for put in found])
    lowest = np.sort(marks[cases == Case.ANSWERABLE])
    limits = [lowest[min(int(share * len(lowest)), len(lowest) - 1)] for share in FALSE_REFUSALS]
    return [float(np.mean(marks[cases == case] < limit)) for limit in limits]


def _features(found: Sequence[Put]) -> Matrix:
    return np.array([_row(put.signals) for put in found], np.float64)


def _row(signals: Signals) -> tuple[float, ...]:
    """In the order of SIGNALS; of the words only what is beyond the share that other words could say as well."""
    words = max(0.0, signals.words - MOST_WORDS) * signals.value
    return signals.closeness or 0.0, signals.lead or 0.0, words, signals.value


def _answerable(found: Sequence[Put]) -> list[bool]:
    return [put.case is Case.ANSWERABLE for put in found]


def _numbers(signals: Signals) -> str:
    return " ".join(f"{getattr(signals, name) or 0:.2f}" for name in SIGNALS)


def _told(refused: Sequence[bool]) -> str:
    return f"{sum(refused)} of {len(refused)}" if refused else ""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--library", type=Path, nargs="+", required=True, metavar="DATA")
    parser.add_argument("--embedding", type=Path, required=True, metavar="MODEL.gguf")
    parser.add_argument("--vectors", type=Path, metavar="CACHE.npz")
    return parser


if __name__ == "__main__":
    main()
