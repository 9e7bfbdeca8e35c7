"""M8 Intergovernmental organizations: consultative status, mediation, monitoring.

UN Charter Art. 71; ECOSOC Resolution 1996/31 (graded rights); Tallberg, Dellmuth, Agne & Duit 2018, BJPS 48:213-238
(information for access); Beardsley 2008, AJPS 52:723-740 and Fortna 2004, ISQ 48:269-292. Status gives an organization
voice as far as it has information to give; mediation counts by impartiality; monitoring cures misperception and
lowers relapse.

Switch `intergovernmental` off: no mediation, no monitoring, no rights; perception noise stays.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ..terms import STATUSES
from .images import learn, perceived, signal

if TYPE_CHECKING:
    from ..agents import Organization
    from ..conflict import Conflict


def information(skill: float, grassroots: float) -> float:
    """What an organization knows that a body wants [0, 1]: skill and contact with citizens, both needed."""
    return math.sqrt(skill * grassroots)


def impartial(mediation: float, toward_first: float, toward_second: float) -> float:
    """Mediation [0, 1] that counts: all of it from a body equally disposed to both sides."""
    return mediation * (1 - abs(toward_first - toward_second))


def voice(world: Conflict, organization: Organization) -> float:
    """An organization's voice at intergovernmental bodies [0, 1]: rights by status times information."""
    if not world.on("intergovernmental") or not world.bodies:
        return 0.0
    p = world.parameters.intergovernmental
    informed = information(organization.effective_skill, organization.by_level(p, "grass"))
    return p.rights[STATUSES.index(organization.status)] * informed


def offered(world: Conflict) -> float:
    """The most that any body mediates [0, 1], whether or not the sides think it impartial."""
    if not world.on("intergovernmental"):
        return 0.0
    return max((body.mediation for body in world.bodies.values()), default=0.0)


def watch(world: Conflict) -> None:
    """Phase 4: how closely each pair is watched this month."""
    for pair in world.pairs.values():
        pair.monitoring = 0.0
        if world.on("intergovernmental"):
            pair.monitoring = max((body.monitoring for body in world.bodies.values()), default=0.0)


def attend(world: Conflict) -> None:
    """Phase 4: what the bodies learn of each society's conduct."""
    noise = world.parameters.images.noise
    for body in world.bodies.values():
        for society in world.societies:
            others = world.others(society)
            conduct = sum(world.directions[society, other].conduct for other in others) / len(others)
            draw = world.streams.normal("perception", f"{body.name}>{society}", world.month)[0]
            monitoring = body.monitoring if world.on("intergovernmental") else 0.0
            learn(world, body.holder, society, perceived(signal(conduct), noise, monitoring, float(draw)))


def mediate(world: Conflict) -> None:
    """Phase 8: the mediation that counts between each pair."""
    for (first, second), pair in world.pairs.items():
        pair.mediation = 0.0
        if world.on("intergovernmental"):
            pair.mediation = max(
                (impartial(b.mediation, b.hostility(first), b.hostility(second)) for b in world.bodies.values()),
                default=0.0,
            )
