"""M11 Advice, authority, coordination.

Arnstein 1969, J. Am. Inst. Planners 35:216-224; Bonaccio & Dalal 2006, OBHDP 101:127-151 (advice is discounted);
Bohmelt 2010, J. Peace Research 47:167-178 (tracks combined). Advice has mass by effort, credibility, skill, access and
voice; uncoordinated organizations repeat one another and contradict official diplomacy; authority says how far the
government must follow.

Switch `advice` off: advice has no weight in policy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .intergovernmental import voice

if TYPE_CHECKING:
    from ..agents import Organization
    from ..conflict import Conflict


def coherence(line: float, conduct: float, coordination: float, incoherence: float) -> float:
    """How far a line [0, 1] beside official conduct [0, 1] is taken as one voice: 1 with full coordination."""
    return max(0.0, 1 - incoherence * (1 - coordination) * abs(line - conduct))


def advice_mass(total: float, advisers: int, coordination: float, duplication: float) -> float:
    """The mass of advice left after uncoordinated advisers have repeated one another."""
    if advisers == 0:
        return 0.0
    return (1 - duplication * (1 - coordination) * (1 - 1 / advisers)) * total


def weight_of_advice(authority: float, coherent: float, mass: float, half: float, opinion: float) -> float:
    """The monthly weight of advice in policy, beside a weight `opinion` of opinion."""
    return authority * coherent * mass / (mass + half) * (1 - opinion)


def lost_to_contradiction(world: Conflict, organization: Organization, society: str, other: str) -> float:
    """The share of an organization's work on a society that missing coordination costs: 1 - chi."""
    conduct = world.directions[society, other].conduct
    line = organization.advised_line(society, other)
    p = world.parameters.advice
    return 1 - coherence(line, conduct, world.coordination(society), p.incoherence)


def advise(world: Conflict) -> None:
    """Phase 7: the organizations' advice to each government, and its weight in policy."""
    p = world.parameters.advice
    for (society, other), direction in world.directions.items():
        masses, lines, coherences = [], [], []
        for act in world.acts_toward("advice", society, other):
            organization = world.organizations[act.organization]
            mass = act.size * organization.credibility * organization.effective_skill * organization.access[society]
            mass *= 1 + voice(world, organization)
            if mass > 0:
                masses.append(mass)
                lines.append(organization.advised_line(society, other))
                coherences.append(1 - lost_to_contradiction(world, organization, society, other))
        total = sum(masses)
        direction.advice_mass = advice_mass(total, len(masses), world.coordination(society), p.duplication)
        direction.weight_advice = 0.0
        if total > 0:
            direction.line = sum(m * q for m, q in zip(masses, lines, strict=True)) / total
            direction.coherence = sum(m * c for m, c in zip(masses, coherences, strict=True)) / total
            if world.on("advice"):
                direction.weight_advice = weight_of_advice(
                    world.authority(society), direction.coherence, direction.advice_mass, p.half,
                    direction.weight_opinion,
                )  # fmt: skip
