"""The time axis that panels share: months of the run, named by calendar years where the scenario has a date."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes

from sulha.model import Setup

from ..language import text
from ..months import dated, month_date

#: Steps between ticks [months] that a reader can count in.
_STEPS = (1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600)

#: Ticks of a panel, and where they are named by months.
_MOST, _FEW = 7, 5


@dataclass(frozen=True, slots=True)
class Timeline:
    """Months 0 to `months`, the first of them called `start` (YYYY-MM) or nothing."""

    months: int
    start: str | None

    @classmethod
    def of(cls, setup: Setup) -> Timeline:
        """The time of a scenario."""
        return cls(setup.time.months, setup.time.start)

    def name(self, month: int) -> str:
        """A month as a reader calls it in a sentence: by its date, or its number."""
        return text("month {month}", month=month) if self.start is None else dated(self.start, month)

    def ticks(self, most: int) -> tuple[list[int], list[str]]:
        """At most `most` ticks: round months, or Januaries named by the year, months of the year in short runs."""
        step = next((s for s in _STEPS if self.months / s <= most - 1), _STEPS[-1])
        if self.start is None:
            places = list(range(0, self.months + 1, step))
            return places, [str(place) for place in places]
        first = month_date(self.start, 0)
        # Dates fall on multiples of the step counted from a January, so that ticks are the same in all panels.
        since = first.year * 12 + first.month - 1
        places = [-since % step + n * step for n in range(self.months // step + 1)]
        places = [place for place in places if place <= self.months]
        if step % 12:
            # Where a month has two names, each takes a line.
            return places, [dated(self.start, place).replace("/", "\n") for place in places]
        return places, [str(month_date(self.start, place).year) for place in places]

    @property
    def lines(self) -> int:
        """Lines that the names of ticks take."""
        return 1 + max((name.count("\n") for name in self.ticks(_FEW)[1]), default=0)

    def dress(self, ax: Axes, *, most: int = _MOST, labeled: bool = True) -> None:
        """Give an axis this time: limits, ticks, and what they count."""
        places, names = self.ticks(most if self.start is None or self.months >= 48 else max(2, most - _MOST + _FEW))
        ax.set_xlim(0, self.months)
        ax.set_xticks(places, names)
        if labeled and self.start is None:
            ax.set_xlabel(text("Month"), labelpad=1)
