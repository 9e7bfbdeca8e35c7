"""M13 Shocks: attacks, the fear they leave, and spoilers who strike when talks are on.

Stedman 1997, Int. Security 22(2):5-53; Kydd & Walter 2002, IO 56:263-296; Godefroidt 2023, AJPS 67:22-38; Bove,
Efthyvoulou & Pickard 2023, BJPS (small attacks fade within a month, large ones last); Berrebi & Klor 2008, APSR
102:279-301 (local effects). Attacks come by chance and by schedule; fear spikes and decays, most where the attack hit.

Switch `shocks` off: no attacks; the spoilers' messages stay.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from ..agents import Population
    from ..conflict import Conflict

#: Draws that stand ready for severities, whatever `shocks.max_attacks` says, so that it cannot redeal them.
MOST_ATTACKS = 32


@dataclass(frozen=True, slots=True)
class Attack:
    """An attack on a society by another side: its severity (mean 1) and the stretch of citizens it hit."""

    society: str
    by: str
    severity: float
    first: int
    length: int


def poisson(mean: float, chance: float, most: int) -> int:
    """The Poisson number at a quantile `chance` in (0, 1), at most `most`: by inversion of one uniform."""
    term = cumulated = math.exp(-mean)
    number = 0
    while chance > cumulated and number < most:
        number += 1
        term *= mean / number
        cumulated += term
    return number


def severity(mean: float, log_sd: float, draw: float) -> float:
    """A lognormal severity of this mean from a standard normal draw."""
    return mean * math.exp(log_sd * draw - log_sd**2 / 2)


def exposure(citizens: int, first: int, length: int, locality: float) -> NDArray[np.float64]:
    """How much an attack frightens each citizen (citizens,): mean 1, more in the stretch that was hit."""
    hit = length / citizens
    result = np.full(citizens, 1 - locality)
    places = np.arange(first, first + length) % citizens
    result[places] = 1 + locality * (1 / hit - 1)
    return result


def strike(world: Conflict) -> None:
    """Phase 1: the attacks of the month on every society."""
    world.attacks.clear()
    for direction in world.directions.values():
        direction.attack = 0.0
    if not world.on("shocks"):
        return
    for society in world.societies:
        _by_chance(world, society)
    for index, planned in enumerate(world.setup.shocks.terror.scheduled):
        if planned.month == world.month:
            place, side = world.streams.uniform("scheduled attack", f"{planned.society}/{index}", world.month, 2)
            by = planned.by or _one_of(world.others(planned.society), side)
            _hit(world, planned.society, by, planned.severity, place)
    for attack in world.attacks:
        world.directions[attack.society, attack.by].attack += attack.severity


def _by_chance(world: Conflict, society: str) -> None:
    p = world.parameters.shocks
    said = world.setup.shocks.terror.rate
    rate = p.rate if said is None else said.get(society, p.rate) if isinstance(said, dict) else said
    others = world.others(society)
    states = [world.pair(society, other).process for other in others]
    more = p.during_talks * states.count("talks") + p.during_agreement * states.count("agreement")
    chance = world.streams.uniform("attacks", society, world.month)[0]
    number = poisson(rate * (1 + more / len(others)), chance, int(p.max_attacks))
    if number:
        normals = world.streams.normal("attack severity", society, world.month, MOST_ATTACKS)
        places = world.streams.uniform("attack place", society, world.month, 2 * MOST_ATTACKS)
        for n in range(number):
            by = _one_of(others, places[2 * n + 1])
            _hit(world, society, by, severity(p.severity, p.severity_sd, normals[n]), places[2 * n])


def _one_of(others: tuple[str, ...], chance: float) -> str:
    return others[int(chance * len(others))]


def _hit(world: Conflict, society: str, by: str, how_severe: float, place: float) -> None:
    citizens = world.populations[society].citizens
    length = max(1, round(world.parameters.shocks.share_hit * citizens))
    attack = Attack(society, by, float(how_severe), int(place * citizens), length)
    world.attacks.append(attack)
    world.tell("attack", by, society, severity=attack.severity)


def shake(world: Conflict) -> None:
    """Phase 4: a month of large attacks costs the image of the other side's intent."""
    p = world.parameters.shocks
    for (society, other), direction in world.directions.items():
        if direction.attack > p.large:
            loading = (1.0, 0.0, 0.0)
            world.populations[society].views[other].rates.down(p.large_cost, loading)
            world.outlooks.rates(world.governments[society].holder, other).down(p.large_cost, loading)


def frighten(world: Conflict) -> None:
    """Phase 6: fear fades, and attacks of the month raise it."""
    for population in world.populations.values():
        for other, view in population.views.items():
            _fear(world, population, other, view.threat)


def _fear(world: Conflict, population: Population, other: str, threat: NDArray[np.float32]) -> None:
    p = world.parameters.shocks
    threat *= np.float32(1 - p.threat_decay)
    struck = [a for a in world.attacks if (a.society, a.by) == (population.name, other)]
    for attack in struck:
        exposed = exposure(population.citizens, attack.first, attack.length, p.locality)
        threat += (p.threat_gain * population.media * attack.severity * exposed).astype(np.float32)
    np.minimum(threat, np.float32(p.threat_cap), out=threat)
