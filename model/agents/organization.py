"""A civil-society organization: what it wants to do, on whom, with whose money, and how it is seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .. import setup as description
from ..terms import INTERNATIONAL, SOURCES
from .institution import Institution

if TYPE_CHECKING:
    from ..conflict import Conflict


class Organization(Institution):
    """A civil-society organization.

    Money is in units of a month of a mid-size national organization. `amounts` (sources,) money a month by source,
    `planned` the same under the constraints, `budget` their sum, `overhead` fixed costs; `capacity` C what it can
    spend a month; `reserves` Res; `income` F and `spent` of this month; `concentration` of its sources,
    `independence` iota and `credibility` kappa, `skill` s_k, all [0, 1]; `reach` the largest audience share of this
    month; `access` [0, 1] by society; `stocks` message stocks by (society, other, kind).
    """

    def __init__(self, model: Conflict, name: str, said: description.Organization) -> None:
        super().__init__(model, name, name)
        self.home = said.home
        self.works_on: tuple[str, ...] = tuple(sorted(said.works_on))
        self.meetings = [(s, o) for s in self.works_on for o in self.works_on if s < o]
        self.audiences = self._audiences()
        self.amounts: list[float] = []
        self.planned: list[float] = []
        self.budget = self.overhead = 0.0
        self.strategy: dict[str, float] = {}
        self.base_access: dict[str, float] = {}
        self.access: dict[str, float] = {}
        self.level = said.level
        self.status = said.status
        self.issues: tuple[str, ...] = said.issues
        self.line: float | None = None
        self.grants = [0.0] * len(SOURCES)
        self.income = self.smoothed_income = 0.0
        self.capacity = self.reserves = self.spent = self.reach = 0.0
        self.concentration = 0.0
        self.credibility = self.independence = 1.0
        self.skill = 0.0
        self.training = 0.0
        self.months_in_debt = 0
        self.closed = False
        self.in_debt = False
        self.stocks: dict[tuple[str, str, str], float] = {}
        self.staff: dict[str, NDArray[np.int64]] = {}

    def _audiences(self) -> tuple[tuple[str, str], ...]:
        """The ordered pairs it speaks to: a society it works on, about the others it works on (or all others)."""
        pairs = []
        for society in self.works_on:
            others = [o for o in self.works_on if o != society] or self.model.others(society)
            pairs += [(society, other) for other in others]
        return tuple(pairs)

    @property
    def employs_in(self) -> tuple[str, ...]:
        """Where its staff live: at home; for an international organization, wherever it works."""
        return self.works_on if self.is_international else (self.home,)

    @property
    def is_international(self) -> bool:
        """Whether it is at home in no society of the conflict."""
        return self.home == INTERNATIONAL

    @property
    def working(self) -> bool:
        """Whether it spent anything this month."""
        return self.spent > 0

    def configure(self, said: description.Organization) -> None:
        """Read what may change during a run from the setup, with the parameters as defaults."""
        p = self.model.parameters
        funding: Mapping[Any, float] = said.funding
        self.amounts = [funding.get(source, 0.0) for source in SOURCES]
        total = sum(said.strategy[name] for name in sorted(said.strategy))
        self.strategy = {name: said.strategy[name] / total for name in sorted(said.strategy)} if total else {}
        self.base_access = {
            society: p.funding.access if work.access is None else work.access
            for society, work in sorted(said.works_on.items())
        }
        self.level, self.status = said.level, said.status
        self.line = None if said.line == "own" else (p.advice.line if said.line is None else said.line)

    def by_level(self, group: object, name: str) -> float:
        """A parameter of a group that goes by the organization's level, such as `staff_top` for `staff`."""
        return float(getattr(group, f"{name}_{self.level}"))

    @property
    def effective_skill(self) -> float:
        """Its communication skill [0, 1] under the constraint on communication."""
        return min(1.0, self.skill * self.model.parameters.constraints.communication)

    def advised_line(self, society: str, other: str) -> float:
        """The line q it gives to a government about another: a setting, or its own hostility."""
        if self.line is not None:
            return self.line
        return self.hostility(other if other != self.home else society)

    def credibility_in(self, society: str) -> float:
        """Its credibility with a society's public: less abroad, where nationalism is strong."""
        foreign = not self.is_international and self.home != society
        return self.credibility * (1 - self.model.populations[society].nationalism * foreign)
