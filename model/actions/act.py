"""What an organization decides to do in a month, as a fact that nothing changes afterwards."""

from __future__ import annotations

from typing import Literal, NamedTuple

#: What an act can work through: the mechanism that reads it, or an effect of the activity's own.
Channel = Literal["workshop", "contact", "public", "cultural", "advocacy", "advice", "training", "own"]
Refusal = Literal["", "funding", "access", "authority", "communication"]
REFUSALS: tuple[Refusal, ...] = ("funding", "access", "authority", "communication")


class Act(NamedTuple):
    """One thing an organization does this month, or is refused.

    `size` in the channel's own unit: workshop-months; share of each society's citizens; message size, effort and
    training in money; `cost` in money; `reach` the share of the audience [0, 1]; `coordination` the share of the work
    lost to missing coordination [0, 1]; `refused` the code, empty if it happens.
    """

    organization: str
    activity: str
    channel: Channel
    society: str
    other: str
    size: float
    cost: float
    reach: float = 0.0
    coordination: float = 0.0
    issue: str = ""
    refused: Refusal = ""

    def as_refused(self, code: Refusal) -> Act:
        """The same act, refused."""
        return self._replace(refused=code)
