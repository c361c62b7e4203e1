"""What the vectors of questions have in common, by model family: the mean of everyday questions about rules.

Some passages are near to every question, whatever it asks. How near a passage is to one question beyond how near it is
to questions at large says more; the mean makes that one subtraction. The files are made by
tests/bench/usual_questions.py, which holds the questions: half precision, little-endian, one value a dimension.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.runtime.engine import Vectors

FOLDER = Path(__file__).parent / "usual_questions"
SUFFIX = ".f16"
STORED = "<f2"


@cache
def usual_question(family: str) -> Vectors | None:
    """(dimensions,), shorter than a unit vector; None for a family without a file."""
    import numpy as np

    file = FOLDER / f"{family}{SUFFIX}"
    return np.fromfile(file, STORED).astype(np.float32) if family and file.is_file() else None
