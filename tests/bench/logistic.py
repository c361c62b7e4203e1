"""A logistic model of a few features, by Newton's method: no library is needed for four weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
RIDGE = 1.0
"""On the weights of standardised features, so that few questions do not fit their own accidents."""
STEPS = 60


@dataclass(frozen=True, slots=True)
class Logistic:
    """``weights`` of the features as they come and the ``constant``; a positive mark speaks for the first class."""

    weights: tuple[float, ...]
    constant: float

    def marks(self, features: Matrix) -> Matrix:
        return np.asarray(features @ np.array(self.weights) + self.constant)


def fit(features: Matrix, is_first: Sequence[bool], counts: Sequence[float]) -> Logistic:
    """Fit to rows of features; ``counts`` says how much each row counts."""
    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-9
    rows = np.c_[np.ones(len(features)), (features - mean) / spread]
    wanted, much = np.array(is_first, np.float64), np.array(counts, np.float64)
    ridge = RIDGE * np.eye(rows.shape[1])
    ridge[0, 0] = 0.0
    found = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-rows @ found))
        slope = rows.T @ (much * (chance - wanted)) + ridge @ found
        bend = (rows * (much * chance * (1 - chance))[:, None]).T @ rows + ridge
        found -= np.linalg.solve(bend, slope)
    weights = found[1:] / spread
    return Logistic(tuple(map(float, weights)), float(found[0] - weights @ mean))
