"""Paired counterfactuals: a scenario minus what it is compared with, on common random numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sulha.model import Setup
from sulha.model.terms import WORLD
from sulha.model.wording import said
from sulha.scenarios import Problem, ScenarioError, changed

from .arms import ALTERNATIVE, SCENARIO
from .bands import Course, course
from .counterfactual import Missing, missing
from .differing import Changes, differences
from .expectations import check
from .outcomes import common_window, over_months, series_of
from .result import Arm, Ensemble
from .running import Progress, changes_made, check_numbers, described, run_arms
from .statistics import Difference, paired_difference

if TYPE_CHECKING:
    import pyarrow as pa

    from .contrasts import ComparisonVerdict


@dataclass(frozen=True, eq=False)
class Pair:
    """The two worlds of a comparison, and how the second came about.

    `a` is the scenario with `changes`, which are made in both; `b` begins as `other` or, where that is None, as the
    same scenario, then come the changes `against`, and last what it is `without`: `complete` is what it was before
    that. Changes are (path, old, new).
    """

    name: str
    a: Setup
    b: Setup
    complete: Setup
    changes: Changes = ()
    other: str | None = None
    against: Changes = ()
    without: tuple[Missing, ...] = ()

    @cached_property
    def differences(self) -> Changes:
        """All that acts on a run and is not the same in both, as (path, value in `a`, value in `b`)."""
        return differences(self.a, self.b)

    @property
    def months(self) -> int:
        """How many months both have."""
        return min(self.a.time.months, self.b.time.months)

    @property
    def same_sides(self) -> bool:
        """Whether the two are about the same societies; if not, only the world as a whole can be compared."""
        return self.a.societies.keys() == self.b.societies.keys()


def pair_of(
    scenario: str | Path | Setup,
    *,
    without: str | Iterable[str] = (),
    against: str | Path | Setup | None = None,
    against_changes: Mapping[str, Any] | None = None,
    changes: Mapping[str, Any] | None = None,
) -> Pair:
    """The two worlds that `compare` runs, for its arguments; raises what it raises for them."""
    words = [without] if isinstance(without, str) else list(without)
    if not words and against is None and not against_changes:
        raise ValueError(
            "there is nothing to compare with: give without='organizations', against='baseline' (another scenario) or "
            "against_changes={'constraints.funding': 0.5}"
        )
    before, name = described(scenario)
    a = changed(before, changes or {})
    b, other = a, None
    if against is not None:
        beginning, other = described(against)
        try:
            b = changed(beginning, changes or {})
        except ScenarioError as error:
            raise ScenarioError(f"{other}: {error.origin}", error.problems) from None
    beginning = b
    b = complete = changed(b, against_changes or {})
    for setup in (a, b):
        check(setup)
    gone = _all_missing(b, words)
    _check_kept(gone, against_changes or {})
    for one in gone:
        b = one.taken_from(b)
    return Pair(
        name=name,
        a=a,
        b=b,
        complete=complete,
        changes=changes_made(before, changes or {}),
        other=other,
        against=changes_made(beginning, against_changes or {}),
        without=gone,
    )


def _check_kept(gone: Iterable[Missing], changes: Mapping[str, Any]) -> None:
    """Refuse settings of the alternative that are about what it is without: they would do nothing."""
    lost = [
        Problem(
            "inconsistent", path, said("the alternative is without {what}: this would change nothing", what=str(one)),
            None, value,
        )
        for path, value in changes.items()
        for one in gone
        if one.owns(path)
    ]  # fmt: skip
    if lost:
        raise ScenarioError("--against", lost)


def _all_missing(setup: Setup, words: list[str]) -> tuple[Missing, ...]:
    """What the words after `--without` mean, each once; what is wrong with any of them is told together."""
    found: list[Missing] = []
    problems: list[Problem] = []
    for word in words:
        try:
            found.append(missing(setup, word))
        except ScenarioError as error:
            problems += error.problems
    if problems:
        raise ScenarioError("--without", problems)
    found = list(dict.fromkeys(found))
    everybody = any(one.kind == "organizations" and not one.name for one in found)
    # Where all organizations are gone, so is each of them.
    return tuple(one for one in found if not (everybody and one.kind == "organizations" and one.name))


def compare(
    scenario: str | Path | Setup,
    *,
    without: str | Iterable[str] = (),
    against: str | Path | Setup | None = None,
    against_changes: Mapping[str, Any] | None = None,
    changes: Mapping[str, Any] | None = None,
    replicates: int = 30,
    seed: int = 0,
    progress: Callable[[Progress], None] | None = None,
) -> Comparison:
    """Run a scenario and what it is compared with, as often each; all differences are scenario minus alternative.

    The alternative begins as `against`, another scenario, or as the scenario itself; `against_changes` sets dotted
    paths of it alone, `changes` of both; last it loses what it is to be `without`: "organizations", or words such as
    "fafo", "track_two", "mechanisms.images" (see `counterfactual.missing`). Replicate j draws the same random
    numbers in both.

    Raises ValueError where nothing is given to compare with, and for impossible `replicates` or `seed`;
    `sulha.scenarios.ScenarioError` for what is wrong with a scenario, a change or a word; `Interrupted` (a
    KeyboardInterrupt) on Ctrl-C, with the pairs finished so far.
    """
    check_numbers(replicates, seed)
    pair = pair_of(scenario, without=without, against=against, against_changes=against_changes, changes=changes)
    return compare_pair(pair, replicates=replicates, seed=seed, progress=progress)


def compare_pair(
    pair: Pair, *, replicates: int, seed: int, progress: Callable[[Progress], None] | None = None
) -> Comparison:
    """Run the two worlds of a pair. Raises as `compare`."""
    worlds = {SCENARIO: pair.a, ALTERNATIVE: pair.b}
    return run_arms(Comparison, worlds, replicates=replicates, seed=seed, progress=progress, name=pair.name, pair=pair)


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Comparison(Ensemble):
    """Two arms that have run: `a` the scenario, `b` the alternative. Every difference is a minus b, pair by pair."""

    pair: Pair

    @property
    def a(self) -> Arm:
        """The scenario."""
        return self.arms[0]

    @property
    def b(self) -> Arm:
        """The alternative: what the scenario is compared with."""
        return self.arms[1]

    def difference(
        self, metric: str, actor: str = WORLD, toward: str = "", *, months: tuple[int, int] | None = None
    ) -> Difference:
        """The paired difference of a metric's mean over some months, both ends included; else the outcome window.

        Raises KeyError where one of the arms has no such metric or row, ValueError for months that the two do not have.
        """
        first, last = months or common_window((self.a.setup, self.b.setup))
        if not 0 <= first <= last <= self.pair.months:
            raise ValueError(f"months {first} to {last}: give a first and a last from 0 to {self.pair.months}")
        one, other = (
            over_months(_series(arm, metric, actor, toward), (first, last)) for arm in (self.a, self.b)
        )  # fmt: skip
        return paired_difference(one, other, seed=self.seed)

    def course(self, metric: str, actor: str = WORLD, toward: str = "") -> Course:
        """The paired difference of a metric month by month. Raises KeyError where an arm has no such metric or row."""
        first, second = (_series(arm, metric, actor, toward)[:, : self.pair.months + 1] for arm in (self.a, self.b))
        return course(first, second, seed=self.seed)

    @cached_property
    def verdict(self) -> ComparisonVerdict:
        """What the comparison shows, as numbers."""
        from .contrasts import judge_comparison  # noqa: PLC0415

        return judge_comparison(self)

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """Where this comes from: both worlds, what differs, seed, versions, commit, machine, times."""
        from .provenance import comparison_manifest  # noqa: PLC0415  (asks git and the processor)

        return comparison_manifest(self)

    def summary(self) -> str:
        """What the comparison shows, in a few lines."""
        from .comparison_summary import summary  # noqa: PLC0415

        return summary(self)

    def as_data(self) -> dict[str, Any]:
        """What the comparison shows, as data for JSON."""
        told = ("changes", "against", "without", "differences")
        return {
            **super().as_data(),
            **{key: self.manifest[key] for key in told},
            **self.verdict.as_data(),
        }

    def findings(self) -> dict[str, pa.Table]:
        """The outcomes as `comparison`, the courses month by month as `differences`."""
        from .comparison_tables import months, outcomes  # noqa: PLC0415

        return {"comparison": outcomes(self), "differences": months(self)}


def _series(arm: Arm, metric: str, actor: str, toward: str) -> NDArray[np.float64]:
    if actor == WORLD and not toward:
        return series_of(arm, metric)
    return arm.values(metric, actor, toward)
