"""A government: the executive of a society, or the leadership of a movement without a state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..setup import Society, Stance
from .institution import Institution

if TYPE_CHECKING:
    from ..conflict import Conflict


def holder_of(society: str) -> str:
    """The name of a government's row: a government has no id of its own."""
    return f"{society}.government"


class Government(Institution):
    """The government of a society: its regime and how it acts toward each other side.

    `openness` D [0, 1]; `capability` relative, compared between the two of a pair; `fatigue` a, `reaction` k
    [1/month] and `grievance` g [H/month] by other society.
    """

    def __init__(self, model: Conflict, society: str) -> None:
        super().__init__(model, society, holder_of(society))
        self.openness = 0.0
        self.capability: float | None = None
        self.fatigue: dict[str, float] = {}
        self.reaction: dict[str, float] = {}
        self.grievance: dict[str, float] = {}

    def configure(self, society: Society) -> None:
        """Read the regime from the setup, with the parameters as defaults."""
        p = self.model.parameters
        said = society.government
        self.openness = p.government.openness if said.openness is None else said.openness
        self.capability = said.capability
        for other in self.model.others(self.name):
            here = said.toward.get(other, Stance())
            self.fatigue[other] = _first(here.fatigue, said.fatigue, p.reaction.fatigue)
            self.reaction[other] = _first(here.reaction, said.reaction, p.reaction.reaction)
            self.grievance[other] = _first(here.grievance, said.grievance, p.reaction.grievance)

    def initial_conduct(self, other: str, society: Society) -> float:
        """Conduct at month 0: as set, else the Richardson equilibrium g/(a - k), else an arms race's."""
        said = society.government
        set_to = said.toward.get(other, Stance()).conduct
        set_to = said.conduct if set_to is None else set_to
        if set_to is not None:
            return set_to
        start = self.model.parameters.start
        margin = self.fatigue[other] - self.reaction[other]
        if margin <= 0:
            return start.conduct_race
        return min(start.conduct_cap, self.grievance[other] / margin)


def _first(*candidates: float | None) -> float:
    return next(value for value in candidates if value is not None)
