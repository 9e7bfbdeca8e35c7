"""What stands between societies: directed relations and the official process of a pair."""

from __future__ import annotations

from dataclasses import dataclass

from .terms import Process


@dataclass(slots=True)
class Direction:
    """What society `society` does to, hears of and decides about `other`.

    All in the units of the notation: conduct, opinion, lines in H [0, 1]; weights per month, in [0, 1].
    """

    society: str
    other: str
    conduct: float = 0.0
    signal: float = 0.0
    proposal: float = 0.0
    attack: float = 0.0  # severity suffered by `society` from `other` this month
    failed_talks: bool = False
    broken_agreement: bool = False
    pressure: float = 0.0
    advice_mass: float = 0.0
    coherence: float = 1.0
    line: float = 0.0
    weight_opinion: float = 0.0
    weight_advice: float = 0.0
    weight_pressure: float = 0.0
    weight_executive: float = 1.0
    spoiler_stock: float = 0.0
    spoiler_reach: float = 0.0
    access_transfer: float = 0.0
    transfer: float = 0.0
    pain: float = 0.0
    trust: float = 0.0  # of the deciders
    motivation: float = 0.0
    optimism: float = 0.0
    win_set: float = 0.0

    @property
    def key(self) -> tuple[str, str]:
        """(society, other)."""
        return self.society, self.other


@dataclass(slots=True)
class Pair:
    """The official process between two societies, in name order."""

    first: str
    second: str
    process: Process = "conflict"
    months: int = 0  # in the present state of the process
    options: float = 0.0
    ripeness: float = 0.0
    overlap: float = 0.0
    hazard: float = 0.0  # summed rate of leaving the present state [1/month]
    inclusion: float = 0.0
    mediation: float = 0.0
    monitoring: float = 0.0
    mediated: bool = False  # the agreement in force was reached under mediation
    idle_months: int | None = None  # since civil society last spent on the process; None: never

    @property
    def key(self) -> tuple[str, str]:
        """(first, second)."""
        return self.first, self.second

    @property
    def directions(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Both ordered pairs."""
        return (self.first, self.second), (self.second, self.first)
