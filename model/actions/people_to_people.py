"""People-to-people programs: members of the societies meet (M4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .act import Act
from .activity import Activity

if TYPE_CHECKING:
    from ..agents import Organization
    from ..conflict import Conflict


def encounters(world: Conflict, organization: Organization, activity: str, money: float) -> Iterator[Act]:
    """Contact bought with money: `prices.contact` of each society's citizens a unit, split over the pairs."""
    pairs = organization.meetings
    others = max(1, len(organization.works_on) - 1)
    for first, second in pairs:
        share = money * world.parameters.prices.contact / others
        yield Act(organization.name, activity, "contact", first, second, share, money / len(pairs))


class PeopleToPeople(Activity):
    """Encounters, exchanges, sports, dialogue groups: contact of ordinary citizens."""

    name = "people_to_people"
    label = {"en": "people-to-people programs", "ar": "التبادل الشعبي"}
    meets = True

    def plan(self, world: Conflict, organization: Organization, money: float) -> Iterator[Act]:
        """A unit of money buys contact for `prices.contact` of each society's citizens."""
        yield from encounters(world, organization, self.name, money)
