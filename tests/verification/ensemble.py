"""Ensembles for the statistical verification: many runs of a setup on two processes, each set of runs made once.

Replicate j draws the same random numbers in every arm, so that arms are compared pair by pair.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from sulha.model import Conflict, Setup

#: What a measure returns of one run: numbers, or series of a fixed length.
Outcome = Mapping[str, Any]
#: The outcomes of an arm by name: (replicates,) or (replicates, length).
Sample = Mapping[str, NDArray[np.float64]]
#: Runs one replicate of a setup and measures it: `measure(setup, seed, replicate, **options)`.
Measure = Callable[..., Outcome]

SEED = 2_024
WORKERS = 2
#: Tasks per arm: enough that two workers finish together.
_TASKS = 12


@dataclass
class Ensembles:
    """Runs arms on a pool of processes, and remembers what it has run.

    A context manager: the pool lives as long as the block. `runs` counts the runs made so far; `log` says in words
    what was asked for, for a report to take.
    """

    seed: int = SEED
    workers: int = WORKERS
    runs: int = 0
    log: list[str] = field(default_factory=list)
    _pool: ProcessPoolExecutor | None = None
    _made: dict[str, dict[str, NDArray[np.float64]]] = field(default_factory=dict)

    def __enter__(self) -> Self:
        # spawn: a fork would copy whatever threads the numeric libraries have started.
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(self.workers, mp_context=context, initializer=warm)
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def arms(self, measure: Measure, setups: Mapping[str, Setup], replicates: int, **options: Any) -> dict[str, Sample]:
        """Every arm's outcomes over replicates 0 to `replicates` - 1."""
        months = sorted({setup.time.months for setup in setups.values()})
        lengths = " or ".join(str(m) for m in months)
        self.log.append(f"{len(setups)} × {replicates} of {lengths} month{'s' if months != [1] else ''}")
        keys = {arm: _key(measure, setup, options) for arm, setup in setups.items()}
        tasks = []
        for arm, setup in setups.items():
            have = _length(self._made.get(keys[arm], {}))
            wanted = range(have, replicates)
            size = max(1, -(-replicates // _TASKS))
            chunks = [wanted[place : place + size] for place in range(0, len(wanted), size)]
            tasks += [(arm, setup, tuple(chunk)) for chunk in chunks]
        if self._pool is None:
            raise RuntimeError("ensembles run inside their `with` block")
        futures = [
            (arm, self._pool.submit(_measured, measure, setup, self.seed, chunk, options))
            for arm, setup, chunk in tasks
        ]
        parts: dict[str, list[dict[str, NDArray[np.float64]]]] = {arm: [] for arm in setups}
        for arm, future in futures:
            parts[arm].append(future.result())
        for arm, new in parts.items():
            self.runs += sum(_length(part) for part in new)
            old = self._made.get(keys[arm])
            if new:
                self._made[keys[arm]] = _joined([*([old] if old else []), *new])
        return {
            arm: {name: values[:replicates] for name, values in self._made[key].items()} for arm, key in keys.items()
        }

    def arm(self, measure: Measure, setup: Setup, replicates: int, **options: Any) -> Sample:
        """One arm's outcomes."""
        return self.arms(measure, {"": setup}, replicates, **options)[""]


def warm() -> None:
    """Load what is compiled, so that the first task is no slower than the others."""
    import worlds

    Conflict(worlds.setup(), SEED).run_for(2)


def _measured(
    measure: Measure, setup: Setup, seed: int, replicates: Sequence[int], options: Mapping[str, Any]
) -> dict[str, NDArray[np.float64]]:
    outcomes = [measure(setup, seed, replicate, **options) for replicate in replicates]
    return {name: np.array([outcome[name] for outcome in outcomes], float) for name in outcomes[0]}


def _joined(parts: Sequence[Mapping[str, NDArray[np.float64]]]) -> dict[str, NDArray[np.float64]]:
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _length(sample: Mapping[str, NDArray[np.float64]]) -> int:
    return len(next(iter(sample.values()))) if sample else 0


def _key(measure: Measure, setup: Setup, options: Mapping[str, Any]) -> str:
    name = getattr(measure, "__name__", repr(measure))
    return f"{name} {sorted(options.items())} {setup.model_dump_json()}"
