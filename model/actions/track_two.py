"""Track two: workshops of people near power (M5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..mechanisms.advice import lost_to_contradiction
from .act import Act
from .activity import Activity

if TYPE_CHECKING:
    from ..agents import Organization
    from ..conflict import Conflict


class TrackTwo(Activity):
    """Workshop-months, split over the pairs of societies the organization works on."""

    name = "track_two"
    label = {"en": "track two", "ar": "المسار الثاني"}
    meets = True

    def plan(self, world: Conflict, organization: Organization, money: float) -> Iterator[Act]:
        """A unit of money buys `prices.workshops` workshop-months."""
        pairs = organization.meetings
        for first, second in pairs:
            cost = money / len(pairs)
            lost = (
                lost_to_contradiction(world, organization, first, second)
                + lost_to_contradiction(world, organization, second, first)
            ) / 2
            workshops = cost * world.parameters.prices.workshops
            yield Act(organization.name, self.name, "workshop", first, second, workshops, cost, coordination=lost)
