"""From the runs of a study to what they say: the primary outcome, its sign over the ranges, the decision, the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isinf, isnan
from pathlib import Path

import numpy as np

from ..analysis.measures import about
from ..analysis.reading import Runs, read_runs
from ..statistics import Share
from .cells import Cell, Sample, Values
from .measures import Estimated, HazardRatio, Measure, mean_of
from .rule import HOLDS, Decision, Signs, signs
from .scales import RIPENESS, Scale, planned
from .study import Role, Secondary, Study


@dataclass(frozen=True, slots=True)
class Origin:
    """The runs that a number comes from."""

    folder: str
    points: tuple[int, ...]
    arms: tuple[str, ...]
    replicates: int
    seed: int
    version: str
    model_version: str
    fingerprint: str

    def __str__(self) -> str:
        """In words."""
        points = ", ".join(map(str, self.points)) if len(self.points) < 9 else f"{self.points[0]}-{self.points[-1]}"
        return (
            f"runs/{self.folder}, points {points}, arms {', '.join(self.arms)}, replicates 0-{self.replicates - 1}, "
            f"seed {self.seed}"
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A number with its interval and its origin; `kind` is primary, secondary or cell."""

    kind: str
    words: str
    unit: str
    estimated: Estimated
    origin: Origin


@dataclass(frozen=True, eq=False)
class OverRanges:
    """The primary outcome at every point of the ranges, under a theory of ripeness: values (points,) and signs."""

    ripeness: str
    values: Values
    signs: Signs
    origin: Origin


@dataclass(frozen=True, eq=False)
class Examined:
    """What a study has come to."""

    study: Study
    scale: Scale
    decision: Decision
    primary: Found
    over_ranges: tuple[OverRanges, ...]
    secondary: tuple[Found, ...]
    cells: tuple[Found, ...]
    failed: int

    @property
    def word(self) -> str:
        """How far it is confirmed, where there are degrees."""
        return self.study.primary.rule.word(self.primary.estimated) if self.decision == "confirmed" else ""

    @property
    def reasons(self) -> Iterator[str]:
        """Why it is decided so, or what would decide it, in sentences."""
        rule, found = self.study.primary.rule, self.primary.estimated
        alone = rule.decide(found, {"": Signs(1, 1, 1)})
        if any(isnan(end) for end in found.interval):
            yield f"There is no interval of the primary outcome{f': {found.note}' if found.note else ''}."
        elif alone == "not decided":
            needed = rule.pairs_needed(found)
            many = "more than ten million" if isinf(needed) else f"{needed:,.0f}"
            yield (
                f"The interval lies across the smallest effect of interest. If the estimate stayed where it is, about "
                f"{many} pairs instead of {found.pairs} would put it on one side."
            )
        elif alone == "refuted":
            yield "The interval lies inside the smallest effect of interest, or beyond it in the other direction."
        else:
            yield "The interval lies wholly beyond the smallest effect of interest, in the stated direction."
        if alone == "confirmed":
            yield from self._on_ranges()

    def _on_ranges(self) -> Iterator[str]:
        for one in self.over_ranges:
            said = f"Under the theory `{one.ripeness}` the sign holds in {one.signs.held} of {one.signs.points} points"
            if one.signs.hold:
                yield f"{said}."
                continue
            most = self.study.primary.rule.most_signs(self.primary.estimated, one.signs.pairs)
            still = f"; in {one.signs.still} nothing differs between the cells" if one.signs.still else ""
            yield f"{said}, fewer than {HOLDS:.0%}{still}."
            if not isnan(most):
                yield (
                    f"With {one.signs.pairs} pairs at a point, noise alone would leave it in about {most:.0%} of the "
                    "points if all had the effect and the noise of the deciding cells."
                )


def examined(study: Study, scale: Scale, out: Path) -> Examined:
    """What the runs of a study under `out` say. Raises what `read_runs` raises."""
    sweeps = {one.name: one for one in planned(study, scale)}
    runs = {name: read_runs(one.folder(out)) for name, one in sweeps.items()}
    samples: dict[Role, tuple[str, Sample]] = {
        one.role: (name, Sample(runs[name])) for name, one in sweeps.items() if one.role != "ranges"
    }
    primary = study.primary
    found = _found("primary", primary.words, primary.measure, *samples["deciding"])
    ranges = tuple(
        _over_ranges(study, ripeness, name, runs[name])
        for ripeness in RIPENESS
        for name, one in sweeps.items()
        if one.role == "ranges" and one.ripeness == ripeness
    )
    by_theory: Mapping[str, Signs] = {one.ripeness: one.signs for one in ranges}
    return Examined(
        study, scale, primary.rule.decide(found.estimated, by_theory), found, ranges,
        tuple(_secondary(one, samples) for one in study.secondary),
        tuple(_cell(name, cell, primary.measure, *samples["deciding"]) for name, cell in study.shown),
        sum(one.failed for one in runs.values()),
    )  # fmt: skip


def _secondary(one: Secondary, samples: Mapping[Role, tuple[str, Sample]]) -> Found:
    return _found("secondary", one.words, one.measure, *samples[one.sweep])


def _found(kind: str, words: str, measure: Measure, name: str, sample: Sample) -> Found:
    return Found(kind, words, measure.unit, measure.estimate(sample), _origin(name, sample, measure.cells))


def _over_ranges(study: Study, ripeness: str, name: str, runs: Runs) -> OverRanges:
    measure, rule = study.primary.measure, study.primary.rule
    values = np.array([measure.at_point(Sample(runs, point)) for point in range(len(runs.points))])
    counted = signs(values, rule.direction, runs.described.specification.replicates)
    arms = tuple(dict.fromkeys(cell.arm for cell in measure.cells))
    points = tuple(range(len(runs.points)))
    return OverRanges(ripeness, values, counted, _said(name, runs, points, arms))


def _cell(words: str, cell: Cell, measure: Measure, name: str, sample: Sample) -> Found:
    """The outcome in a cell; for durations, the share of runs in which it has happened by the end."""
    if isinstance(measure, HazardRatio):
        group = sample.durations(cell, measure.until, since=measure.since, instead=measure.instead)
        happened = Share(int((group.cause == 1).sum()), group.cause.size)
        number, unit = Estimated(happened.share, happened.interval, happened.trials), "share of runs"
    else:
        each = sample.of(measure.outcome, cell)
        number = mean_of(each[~np.isnan(each)])
        unit = about(measure.outcome).unit if isinstance(measure.outcome, str) else measure.unit
    return Found("cell", words, unit, number, _origin(name, sample, [cell]))


def _origin(name: str, sample: Sample, cells: Sequence[Cell]) -> Origin:
    places = [sample.place(cell) for cell in cells]
    points = tuple(sorted({point for _, point in places}))
    arms = tuple(dict.fromkeys(sample.runs.arms[arm] for arm, _ in places))
    return _said(name, sample.runs, points, arms)


def _said(name: str, runs: Runs, points: tuple[int, ...], arms: tuple[str, ...]) -> Origin:
    data, asked = runs.manifest.data, runs.described.specification
    return Origin(
        name, points, arms, asked.replicates, asked.seed, str(data["version"]), str(data["model_version"]),
        runs.fingerprint(),
    )  # fmt: skip
