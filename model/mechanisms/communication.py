"""M12 Communication skill and ICT: how many a message reaches, and how the skill to reach them is learned.

Castells 2008, Annals AAPSS 616:78-93; Zeitzoff 2017, J. Conflict Resolution 61:1970-1991; Asimovic et al. 2021, PNAS
118(25): the sign of ICT is open, for spoilers use it too.

Switch `ict` off: the spread of ICT is fixed at `communication.ict_reference` in every society.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..conflict import Conflict


def reach(skill: float, ict: float, budget: float, half: float) -> float:
    """The share [0, 1] of an audience that a message reaches: 1 - exp(-skill ICT budget / half)."""
    return 1 - math.exp(-skill * ict * budget / half)


def practiced(skill: float, training: float, learning: float, forgetting: float) -> float:
    """Skill [0, 1] after a month with training in [0, 1]."""
    return skill + learning * training * (1 - skill) - forgetting * skill


def train(world: Conflict) -> None:
    """Phase 2: last month's training becomes skill; the rest is forgotten."""
    p = world.parameters.communication
    for organization in world.organizations.values():
        organization.skill = practiced(organization.skill, organization.training, p.learning, p.forgetting)
        organization.training = 0.0


def take_courses(world: Conflict) -> None:
    """Phase 4: this month's training, which counts next month."""
    for act in world.all_acts("training"):
        world.organizations[act.organization].training += act.size
