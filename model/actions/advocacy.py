"""Advocacy: mobilizing citizens on issues, and pressing a closed government from outside (M7, M8)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .act import Act
from .activity import Activity
from .public_diplomacy import message_reach

if TYPE_CHECKING:
    from ..agents import Organization
    from ..conflict import Conflict


class Advocacy(Activity):
    """Calls to citizens to act, on the organization's issues or, if it names none, on all of the society's."""

    name = "advocacy"
    label = {"en": "advocacy", "ar": "المناصرة"}

    def plan(self, world: Conflict, organization: Organization, money: float) -> Iterator[Act]:
        """A unit of money buys a message of size `prices.message`, split over audiences and issues."""
        audiences = organization.audiences
        for society, other in audiences:
            known = world.populations[society].issues
            issues = sorted(set(organization.issues) & set(known)) or known
            cost = money / len(audiences) / len(issues)
            size = cost * world.parameters.prices.message
            for issue in issues:
                yield Act(
                    organization.name, self.name, "advocacy", society, other, size, cost,
                    reach=message_reach(world, organization, society, size), issue=issue,
                )  # fmt: skip
