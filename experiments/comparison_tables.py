"""What a comparison found, as small tables for other programs: the outcomes, and the differences month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from .contrasts import row

if TYPE_CHECKING:
    from .comparison import Comparison

_WORDS = ("outcome", "unit", "better")
_COUNTS = ("pairs", "pairs_lower", "pairs_equal", "pairs_higher")
_NUMBERS = (
    "scenario", "alternative", "difference", "low", "high", "superiority", "smallest_effect", "pairs_enough",
    "pairs_enough_low", "pairs_enough_high",
)  # fmt: skip
_ORDER = (*_WORDS, *_NUMBERS[:6], *_COUNTS, *_NUMBERS[6:])


def outcomes(comparison: Comparison) -> pa.Table:
    """A row for each outcome: both means, the difference with its interval, superiority, pairs."""
    rows = [{"outcome": contrast.outcome.name, **row(contrast)} for contrast in comparison.verdict.contrasts]
    kinds = {name: pa.string() for name in _WORDS} | {name: pa.int32() for name in _COUNTS}
    return pa.Table.from_pylist(rows, pa.schema([(name, kinds.get(name, pa.float64())) for name in _ORDER]))


def months(comparison: Comparison) -> pa.Table:
    """A row for each metric followed and month: the mean difference, its pointwise interval, the simultaneous band."""
    parts = []
    for metric, course in comparison.verdict.courses.items():
        n = len(course.mean)
        columns = {
            "metric": pa.array([metric] * n),
            "month": pa.array(np.arange(n, dtype=np.int32)),
            "difference": course.mean,
            "low": course.low,
            "high": course.high,
            "band_low": course.below,
            "band_high": course.above,
        }
        parts.append(pa.table(columns))
    return pa.concat_tables(parts)
