"""A pattern that the model must reproduce: what is claimed, how it is measured, and whether the figures bear it out.

A pattern is a function that runs arms and yields figures. A figure with a criterion decides; one without is reported
beside it. "shown": the interval lies wholly on the side that the criterion names; "not shown": wholly on the other;
else "undecided". A pattern is shown if all its deciding figures are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from .ensemble import Ensembles
from .intervals import Estimate, formatted

Verdict = Literal["shown", "not shown", "undecided"]


@dataclass(frozen=True, slots=True)
class Criterion:
    """A side on which a figure has to lie: above `low` and below `high`."""

    low: float = -float("inf")
    high: float = float("inf")

    def verdict(self, estimate: Estimate) -> Verdict:
        """Where the interval lies."""
        if self.low < estimate.low and estimate.high < self.high:
            return "shown"
        if estimate.high <= self.low or self.high <= estimate.low:
            return "not shown"
        return "undecided"

    def __str__(self) -> str:
        if self.high - self.low < 1e-6:
            return "none at all"
        if self.low == -float("inf"):
            return f"below {formatted(self.high)}"
        if self.high == float("inf"):
            return f"above {formatted(self.low)}"
        return f"between {formatted(self.low)} and {formatted(self.high)}"


def above(limit: float) -> Criterion:
    """More than a limit."""
    return Criterion(low=limit)


def below(limit: float) -> Criterion:
    """Less than a limit."""
    return Criterion(high=limit)


def between(low: float, high: float) -> Criterion:
    """Inside a range."""
    return Criterion(low, high)


@dataclass(frozen=True, slots=True)
class Figure:
    """Something measured: its name in words, its estimate, what it has to be, what the specification expects."""

    name: str
    estimate: Estimate
    criterion: Criterion | None = None
    orders: str = ""

    @property
    def verdict(self) -> Verdict | None:
        """The verdict of a figure that decides."""
        return self.criterion.verdict(self.estimate) if self.criterion else None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a chart with its intervals."""

    label: str
    x: tuple[float, ...]
    y: tuple[Estimate, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of the report: `name` is the end of its file's name."""

    name: str
    title: str
    x_label: str
    y_label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of measuring a pattern."""

    figures: tuple[Figure, ...]
    charts: tuple[Chart, ...]
    runs: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        """All deciding figures together."""
        verdicts = [figure.verdict for figure in self.figures if figure.verdict]
        if "not shown" in verdicts:
            return "not shown"
        return "undecided" if "undecided" in verdicts or not verdicts else "shown"


@dataclass(frozen=True, slots=True)
class Deviation:
    """Why a pattern is not shown, and the verdict that this explains."""

    verdict: Verdict
    why: str


@dataclass(frozen=True)
class Pattern:
    """A pattern of the specification.

    `id` begins with its mechanism; `claim` says it in words; `design` how it is measured; `deviation` is given where
    the model is known not to show it.
    """

    id: str
    claim: str
    design: str
    measure: Callable[[Ensembles], Iterable[Figure | Chart]] = field(repr=False)
    deviation: Deviation | None = None

    @property
    def group(self) -> str:
        """The mechanism, M1 to M13, or `whole`."""
        return self.id.split(".", maxsplit=1)[0]

    def run(self, ensembles: Ensembles) -> Iterator[Figure | Chart]:
        """Measure it."""
        yield from self.measure(ensembles)


@dataclass
class Group:
    """The patterns of one mechanism, in the order of its file."""

    name: str
    title: str
    patterns: list[Pattern] = field(default_factory=list)

    def pattern(
        self, name: str, *, claim: str, design: str, deviation: Deviation | None = None
    ) -> Callable[[Callable[[Ensembles], Iterable[Figure | Chart]]], Callable[[Ensembles], Iterable[Figure | Chart]]]:
        """Declare a pattern by decorating what measures it."""

        def declare(
            measure: Callable[[Ensembles], Iterable[Figure | Chart]],
        ) -> Callable[[Ensembles], Iterable[Figure | Chart]]:
            self.patterns.append(Pattern(f"{self.name}.{name}", claim, design, measure, deviation))
            return measure

        return declare
