"""Cultural exchange: contact for those who take part, a slow message to those who watch (M4, M6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .act import Act
from .activity import Activity
from .people_to_people import encounters
from .public_diplomacy import messages

if TYPE_CHECKING:
    from ..agents import Organization
    from ..conflict import Conflict


class CulturalExchange(Activity):
    """Arts, language, education: `prices.exchange_share` of the money goes to contact, the rest to the audience."""

    name = "cultural_exchange"
    label = {"en": "cultural exchange", "ar": "التبادل الثقافي"}
    meets = True

    def plan(self, world: Conflict, organization: Organization, money: float) -> Iterator[Act]:
        """Encounters for one share of the money, cultural messages for the other."""
        for_contact = money * world.parameters.prices.exchange_share
        if for_contact > 0:
            yield from encounters(world, organization, self.name, for_contact)
        if for_contact < money:
            yield from messages(world, organization, self.name, "cultural", money - for_contact)
