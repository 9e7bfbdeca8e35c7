"""The tables of a results folder: their columns, and how they come from the trajectories of a run."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from sulha.model.metrics import METRICS, ORGANIZATION_METRICS, Metric

from .language import sentence
from .months import month_date
from .trajectory import ACT_NUMBERS, ACT_WORDS, WORD, Trajectory

if TYPE_CHECKING:
    from .result import Arm, Ensemble

#: A run has one design point; sweeps have many.
POINT = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """A table: its schema, which columns hold metrics, and how to make the part of one replicate."""

    schema: pa.Schema
    metrics: tuple[str, ...]
    part: Callable[[Arm, Trajectory], dict[str, pa.Array]]

    def parts(self, ensemble: Ensemble) -> Iterator[pa.Table]:
        """One piece a replicate and arm, so that a table never has to stand in memory as a whole."""
        for arm in ensemble.arms:
            for trajectory in arm.trajectories:
                yield pa.table(self.part(arm, trajectory), schema=self.schema)

    def of(self, ensemble: Ensemble) -> pa.Table:
        """The whole table."""
        return pa.concat_tables(self.parts(ensemble)).unify_dictionaries()


def _metric_field(metric: Metric) -> pa.Field:
    about = {"unit": metric.unit, "about": metric.about, "label_en": metric.label["en"], "label_ar": metric.label["ar"]}
    return pa.field(metric.name, pa.float32(), metadata=about)


def _word(value: str, n: int) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(n, np.int16)), pa.array([value], pa.string()))


def _words(values: list[str], codes: np.ndarray[tuple[int], np.dtype[np.int16]]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(values, pa.string()))


def _whole(value: int, n: int) -> pa.Array:
    return pa.array(np.full(n, value, np.int32))


_KEYS = (pa.field("arm", WORD), pa.field("replicate", pa.int32()), pa.field("month", pa.int32()))

SERIES = pa.schema(
    [
        pa.field("point", pa.int32()),
        *_KEYS,
        pa.field("date", pa.date32()),
        pa.field("actor", WORD),
        pa.field("toward", WORD),
        *(_metric_field(metric) for metric in METRICS),
    ]
)
ACTIONS = pa.schema(
    [
        *_KEYS,
        *(pa.field(name, WORD) for name in ACT_WORDS[:5]),
        *(pa.field(name, pa.float32()) for name in ACT_NUMBERS),
        *(pa.field(name, WORD) for name in ACT_WORDS[5:]),
    ]
)
ORGANIZATIONS = pa.schema(
    [*_KEYS, pa.field("organization", WORD), *(_metric_field(metric) for metric in ORGANIZATION_METRICS)]
)
EVENTS = pa.schema(
    [
        *_KEYS,
        *(pa.field(name, WORD) for name in ("code", "actor", "toward")),
        pa.field("numbers", pa.string()),
        pa.field("text", pa.string()),
    ]
)


def _months(n: int, times: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.tile(np.arange(n, dtype=np.int32), times)


def _series(arm: Arm, kept: Trajectory) -> dict[str, pa.Array]:
    _, rows, months = kept.values.shape
    n = rows * months
    start = arm.setup.time.start
    dates = [month_date(start, month) for month in range(months)] if start else [None] * months
    which = np.repeat(np.arange(rows, dtype=np.int16), months)
    columns = {
        "point": _whole(POINT, n),
        "arm": _word(arm.name, n),
        "replicate": _whole(kept.replicate, n),
        "month": pa.array(_months(months, rows)),
        "date": pa.array(dates * rows, pa.date32()),
        "actor": _words([actor for actor, _ in kept.rows], which).cast(pa.string()).cast(WORD),
        "toward": _words([toward for _, toward in kept.rows], which).cast(pa.string()).cast(WORD),
    }
    return columns | {m.name: pa.array(kept.values[place].reshape(n)) for place, m in enumerate(METRICS)}


def _actions(arm: Arm, kept: Trajectory) -> dict[str, pa.Array]:
    n = kept.acts.num_rows
    columns = {"arm": _word(arm.name, n), "replicate": _whole(kept.replicate, n)}
    return columns | {name: kept.acts[name] for name in kept.acts.column_names}


def _books(arm: Arm, kept: Trajectory) -> dict[str, pa.Array]:
    _, organizations, months = kept.books.shape
    n = organizations * months
    columns = {
        "arm": _word(arm.name, n),
        "replicate": _whole(kept.replicate, n),
        "month": pa.array(_months(months, organizations)),
        "organization": _words(list(kept.organizations), np.repeat(np.arange(organizations, dtype=np.int16), months)),
    }
    return columns | {m.name: pa.array(kept.books[place].reshape(n)) for place, m in enumerate(ORGANIZATION_METRICS)}


def _events(arm: Arm, kept: Trajectory) -> dict[str, pa.Array]:
    n = len(kept.events)

    def words(name: str) -> pa.Array:
        return pa.array([getattr(event, name) for event in kept.events], pa.string()).cast(WORD)

    numbers = [json.dumps(event.numbers, sort_keys=True, ensure_ascii=False) for event in kept.events]
    return {
        "arm": _word(arm.name, n),
        "replicate": _whole(kept.replicate, n),
        "month": pa.array([event.month for event in kept.events], pa.int32()),
        "code": words("code"),
        "actor": words("actor"),
        "toward": words("toward"),
        "numbers": pa.array(numbers, pa.string()),
        "text": pa.array([sentence(event, arm.setup, "en") for event in kept.events], pa.string()),
    }


TABLES: dict[str, Layout] = {
    "series": Layout(SERIES, tuple(metric.name for metric in METRICS), _series),
    "actions": Layout(ACTIONS, ACT_NUMBERS, _actions),
    "organizations": Layout(ORGANIZATIONS, tuple(metric.name for metric in ORGANIZATION_METRICS), _books),
    "events": Layout(EVENTS, (), _events),
}
