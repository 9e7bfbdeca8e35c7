"""Public diplomacy: messages to a public about the other side (M6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..mechanisms.advice import lost_to_contradiction
from ..mechanisms.communication import reach
from .act import Act, Channel
from .activity import Activity

if TYPE_CHECKING:
    from ..agents import Organization
    from ..conflict import Conflict


def message_reach(world: Conflict, organization: Organization, society: str, size: float) -> float:
    """The share of a society that a message of this size reaches, under the constraint on communication."""
    half = world.parameters.communication.half
    return reach(organization.effective_skill, world.populations[society].ict, size, half)


def messages(
    world: Conflict, organization: Organization, activity: str, channel: Channel, money: float
) -> Iterator[Act]:
    """A message to each audience, the money split evenly; some of it lost where it contradicts official policy."""
    audiences = organization.audiences
    for society, other in audiences:
        cost = money / len(audiences)
        size = cost * world.parameters.prices.message
        yield Act(
            organization.name, activity, channel, society, other, size, cost,
            reach=message_reach(world, organization, society, size),
            coordination=lost_to_contradiction(world, organization, society, other),
        )  # fmt: skip


class PublicDiplomacy(Activity):
    """Campaigns and media work that fade fast."""

    name = "public_diplomacy"
    label = {"en": "public diplomacy", "ar": "الحملة العامة"}

    def plan(self, world: Conflict, organization: Organization, money: float) -> Iterator[Act]:
        """A unit of money buys a message of size `prices.message`, split over its audiences."""
        yield from messages(world, organization, self.name, "public", money)
