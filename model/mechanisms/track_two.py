"""M5 Track two: unofficial dialogue of people near power, whose tested options may reach the officials.

Davidson & Montville 1981-82, Foreign Policy 45:145-157; Kelman 1995, Negotiation J. 11:19-27; Fisher (ed.) 2005,
*Paving the Way*; Lederach 1997, *Building Peace*. Contrary: Nilsson & Svensson 2023, J. Peace Research 60(1); Bohmelt
2010, J. Peace Research 47:167-178. Workshops change those who take part, and build a stock of options that counts
only as far as it is transferred: by the level of the participants, by access, by coordination.

Switch `track_two` off: no transfer, no options, no effect on images (the money is spent).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .contact import apply, quality

if TYPE_CHECKING:
    from ..actions import Act
    from ..conflict import Conflict


def transferred(access_transfer: float, options: float, half: float) -> float:
    """Transfer X [0, 1] of a stock of options to the officials: phi K / (K + K_half)."""
    return access_transfer * options / (options + half)


def convene(world: Conflict) -> None:
    """Phase 4: workshops change those who take part and, as far as access goes, the governments."""
    if not world.on("track_two"):
        return
    p, negativity = world.parameters, world.parameters.images.negativity
    for first, second in world.pairs:
        planned = world.acts("workshop", first, second, refused_for="access")
        held = sum(act.size for act in planned if not act.refused)
        of_quality = quality(world, first, second)
        for society, other in ((first, second), (second, first)):
            direction = world.directions[society, other]
            if sum(act.size for act in planned) > 0:
                direction.access_transfer = _access_transfer(world, planned, society)
            if held > 0 and world.on("images"):
                _take_part(world, society, other, held)
                view = world.populations[society].views[other]
                apply(view.workshop, p.track_two.strength, of_quality, negativity, p.contact.loading)
                reached = p.track_two.strength * direction.access_transfer * min(held, 1.0)
                officials = world.outlooks.rates(world.governments[society].holder, other)
                apply(officials, reached, of_quality, negativity, p.contact.loading)


def _access_transfer(world: Conflict, planned: list[Act], society: str) -> float:
    """Transfer phi [0, 1]: the level and access of the workshops' conveners, weighted by size, times coordination."""
    p = world.parameters.track_two
    total = sum(act.size for act in planned)
    reached = 0.0
    for act in planned:
        convener = world.organizations[act.organization]
        reached += act.size * convener.by_level(p, "level") * convener.access[society]
    coordinated = p.uncoordinated + (1 - p.uncoordinated) * world.coordination(society)
    return reached / total * coordinated


def _take_part(world: Conflict, society: str, other: str, held: float) -> None:
    """The same leaders all along, as many as the workshops have seats."""
    population = world.populations[society]
    seats = world.parameters.prices.seats * population.citizens * held
    n = max(1, int(seats + population.workshop_rounding))
    population.views[other].in_workshop = population.leaders[:n]


def store_options(world: Conflict) -> None:
    """Phase 8: the stock of options fades and gains from workshops; what of it reaches the officials."""
    p = world.parameters.track_two
    for (first, second), pair in world.pairs.items():
        if not world.on("track_two"):
            pair.options = 0.0
        else:
            gained = 0.0
            for act in world.acts("workshop", first, second):
                gained += act.size * (1 - act.coordination)
            pair.options = (1 - p.decay) * pair.options + p.yield_ * gained
        for key in pair.directions:
            direction = world.directions[key]
            if not world.on("track_two"):
                direction.access_transfer = 0.0
            direction.transfer = transferred(direction.access_transfer, pair.options, p.half)
