"""Consultation: advice to governments, weightier with consultative status (M8, M11)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..mechanisms.advice import lost_to_contradiction
from .act import Act
from .activity import Activity

if TYPE_CHECKING:
    from ..agents import Organization
    from ..conflict import Conflict


class Consultation(Activity):
    """Advice to each government it works on; one effort serves all of them."""

    name = "consultation"
    label = {"en": "consultation", "ar": "تقديم المشورة"}

    def plan(self, world: Conflict, organization: Organization, money: float) -> Iterator[Act]:
        """The effort is the money's worth of capacity, whole toward each government."""
        effort = money / world.parameters.funding.capacity_cost
        audiences = organization.audiences
        for society, other in audiences:
            yield Act(
                organization.name, self.name, "advice", society, other, effort, money / len(audiences),
                coordination=lost_to_contradiction(world, organization, society, other),
            )  # fmt: skip
