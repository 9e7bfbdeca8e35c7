"""Training: communication skill for next month (M12)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .act import Act
from .activity import Activity

if TYPE_CHECKING:
    from ..agents import Organization
    from ..conflict import Conflict


class Training(Activity):
    """Courses for the organization's own people."""

    name = "training"
    label = {"en": "training", "ar": "التدريب"}

    def plan(self, world: Conflict, organization: Organization, money: float) -> Iterator[Act]:
        """Training of `prices.training` per unit of capacity spent, at most 1."""
        size = min(1.0, world.parameters.prices.training * money / world.parameters.funding.capacity_cost)
        yield Act(organization.name, self.name, "training", "", "", size, money)
