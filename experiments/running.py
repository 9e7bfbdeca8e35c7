"""Running ensembles: replicates of several arms, pair by pair; a scenario, and the same one without organizations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from numbers import Integral
from pathlib import Path
from typing import Any

from sulha.model import Conflict, Setup
from sulha.scenarios import changed, load
from sulha.scenarios.overriding import current

from .arms import arms_of
from .expectations import check
from .result import Arm, Ensemble, Result
from .trajectory import Trajectory, remember

MOST_REPLICATES = 100_000
#: Months between two reports of progress.
_STRIDE = 12


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: replicates finished in all arms, and months of all runs together."""

    replicates_done: int
    replicates: int
    months_done: int
    months: int


class Interrupted(KeyboardInterrupt):
    """Ctrl-C came; `result` holds the replicates that were finished, or is None if there were none."""

    def __init__(self, result: Ensemble | None) -> None:
        self.result = result
        super().__init__("interrupted")


def run(
    scenario: str | Path | Setup,
    *,
    replicates: int = 30,
    seed: int = 0,
    changes: Mapping[str, Any] | None = None,
    without_organizations: bool = True,
    progress: Callable[[Progress], None] | None = None,
) -> Result:
    """Run a scenario `replicates` times, and as often without its organizations.

    `scenario` is a shipped name, a path to a file, or a setup; `changes` sets dotted paths of it. Replicate j draws
    the same random numbers in every arm, so the arms are compared pair by pair. `progress` is called now and then.

    Raises ValueError for impossible `replicates` or `seed`; `sulha.scenarios.ScenarioError` for what is wrong with
    the scenario or the changes, an expectation that names no event or metric included; `Interrupted` (a
    KeyboardInterrupt) on Ctrl-C, with the replicates finished so far.
    """
    check_numbers(replicates, seed)
    before, name = described(scenario)
    setup = changed(before, changes) if changes else before
    check(setup)
    return run_arms(
        Result,
        arms_of(setup, without=without_organizations),
        replicates=replicates,
        seed=seed,
        progress=progress,
        name=name,
        setup=setup,
        changes=changes_made(before, changes or {}),
    )


def run_arms[T: Ensemble](
    kind: type[T],
    worlds: Mapping[str, Setup],
    *,
    replicates: int,
    seed: int,
    progress: Callable[[Progress], None] | None = None,
    **own: Any,
) -> T:
    """Run the replicates of every arm, pair by pair, as an ensemble of a kind; `own` is what only this kind has.

    Raises `Interrupted` on Ctrl-C, with the replicates that were finished in all arms.
    """
    started, interrupted = datetime.now(UTC), False
    trajectories: dict[str, list[Trajectory]] = {arm: [] for arm in worlds}
    counter = _Counter(progress, replicates, sum(world.time.months for world in worlds.values()))
    try:
        for replicate in range(replicates):
            for arm, world in worlds.items():
                trajectories[arm].append(_one(world, seed, replicate, counter))
            counter.finished_pair()
    except KeyboardInterrupt:
        interrupted = True
    done = min(len(kept) for kept in trajectories.values())
    ensemble = kind(
        seed=seed,
        arms=tuple(Arm(arm, worlds[arm], tuple(kept[:done])) for arm, kept in trajectories.items()),
        asked=replicates,
        interrupted=interrupted,
        started=started,
        finished=datetime.now(UTC),
        **own,
    )
    if interrupted:
        raise Interrupted(ensemble if done else None)
    return ensemble


def changes_made(before: Setup, changes: Mapping[str, Any]) -> tuple[tuple[str, Any, Any], ...]:
    """Changes with what stood there before them: (path, old, new)."""
    return tuple((path, current(before, path), value) for path, value in changes.items())


def check_numbers(replicates: int, seed: int) -> None:
    """Raise ValueError for numbers that no run can have."""
    if not (_is_whole(replicates) and 1 <= replicates <= MOST_REPLICATES):
        raise ValueError(f"replicates is {replicates}; give a whole number from 1 to {MOST_REPLICATES}")
    if not (_is_whole(seed) and 0 <= seed < 2**63):
        raise ValueError(f"seed is {seed}; give a whole number from 0 to 2**63 - 1")


def _is_whole(value: object) -> bool:
    return isinstance(value, Integral)


def described(scenario: str | Path | Setup) -> tuple[Setup, str]:
    """The setup, and the name its results go by: of the shipped scenario, of the file, else of the setup."""
    if isinstance(scenario, Setup):
        return scenario, scenario.name.en
    return load(scenario), Path(scenario).stem


class _Counter:
    """Counts months and replicates for those who want to see progress."""

    def __init__(self, report: Callable[[Progress], None] | None, replicates: int, months: int) -> None:
        self._report = report
        self._now = Progress(0, replicates, 0, replicates * months)

    def add(self, months: int) -> None:
        now = self._now
        self._tell(Progress(now.replicates_done, now.replicates, now.months_done + months, now.months))

    def finished_pair(self) -> None:
        now = self._now
        self._tell(Progress(now.replicates_done + 1, now.replicates, now.months_done, now.months))

    def _tell(self, now: Progress) -> None:
        self._now = now
        if self._report is not None:
            self._report(now)


def _one(setup: Setup, seed: int, replicate: int, counter: _Counter) -> Trajectory:
    world = Conflict(setup, seed, replicate)
    remaining = setup.time.months
    while remaining:
        months = min(_STRIDE, remaining)
        world.run_for(months)
        remaining -= months
        counter.add(months)
    return remember(world, replicate)
