"""How large studies are run, and the sweeps that this makes of their specifications."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..sweeps.specification import Specification
from .study import Role, Study

#: The two theories of ripeness (pain alone, or an enticing opportunity as well): a sign must hold under both.
RIPENESS = ("pain", "pain_and_opportunity")


@dataclass(frozen=True, slots=True)
class Scale:
    """How large: shares of the replicates that specifications ask for, by sweep, and the points of the ranges.

    `set` is for worlds that are smaller than those of the specifications.
    """

    name: str
    deciding: float
    wider: float
    ranges: float
    points: int
    set: dict[str, Any] = field(default_factory=dict)

    def replicates(self, role: Role, asked: int) -> int:
        """How many replicates a sweep has: two at least, for one can be no pair of halves."""
        shares: dict[Role, float] = {"deciding": self.deciding, "wider": self.wider, "ranges": self.ranges}
        return max(2, round(shares[role] * asked))


#: Full: 200 pairs in every cell, 128 points. Small, for half an hour on two cores: 60 pairs in deciding cells, 10 in
#: those of secondary outcomes alone, 16 points.
FULL = Scale("full", 1, 1, 1, 128)
SMALL = Scale("small", 0.3, 0.05, 0.25, 16)
SCALES = {scale.name: scale for scale in (SMALL, FULL)}


@dataclass(frozen=True, slots=True)
class Planned:
    """A sweep of a study at a scale: what is run, and the name of its folder."""

    study: Study
    role: Role
    ripeness: str
    specification: Specification

    @property
    def name(self) -> str:
        """The name of the folder: the study and the sweep, the ranges once for each theory of ripeness."""
        part = f"ranges_{self.ripeness}" if self.role == "ranges" else self.role
        return f"{self.study.name}/{part}"

    def folder(self, out: Path) -> Path:
        """The folder among the results."""
        return out / "runs" / self.name


def planned(study: Study, scale: Scale) -> Iterator[Planned]:
    """The sweeps of a study at a scale."""
    for role in study.roles:
        asked = study.specification(role)
        for ripeness in RIPENESS if role == "ranges" else RIPENESS[:1]:
            yield Planned(study, role, ripeness, _scaled(asked, role, ripeness, scale))


def _scaled(asked: Specification, role: Role, ripeness: str, scale: Scale) -> Specification:
    changes: dict[str, Any] = {
        "replicates": scale.replicates(role, asked.replicates),
        "set": {**asked.set, "talks.ripeness": ripeness, **scale.set},
    }
    if role == "ranges":
        changes["design"] = asked.design.model_copy(update={"points": scale.points})
    return asked.model_copy(update=changes)
