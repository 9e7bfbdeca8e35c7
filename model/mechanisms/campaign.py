"""M6 Public and cultural diplomacy: messages to the other side's public, by sources it believes or not.

Nye 2008 and Cull 2008, Annals AAPSS 616; Goldsmith, Horiuchi & Matush 2021, APSR 115:1342-1357 (small, brief gains);
Goldsmith & Horiuchi 2009, J. Politics 71:863-875 (backlash when the source loses credibility). Messages add to a stock
of exposure that fades, fast for public and slowly for cultural ones; messages of a kind share one saturation; below
a credibility threshold they back-fire.

Switch `campaigns` off: the organizations' messages have no effect on images; the spoilers' stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .communication import reach

if TYPE_CHECKING:
    from ..conflict import Conflict

KINDS: tuple[Literal["public"], Literal["cultural"]] = ("public", "cultural")


def persuasion(credibility: float, backlash_below: float) -> float:
    """How a message of a credible [0, 1] source works, at most 1, negative below the threshold."""
    return (credibility - backlash_below) / (1 - backlash_below)


def saturated(stock: float, total: float, half: float) -> float:
    """A stock's share of an effect that is half its maximum when the total is `half`."""
    return stock / (half + total)


def expose(world: Conflict) -> None:
    """Phase 4: stocks of exposure fade and gain from this month's messages; then they work on images."""
    p = world.parameters.campaign
    decay = {"public": p.decay_public, "cultural": p.decay_cultural}
    for organization in world.organizations.values():
        for place in organization.stocks:
            organization.stocks[place] *= 1 - decay[place[2]]
    for kind in KINDS:
        for act in world.all_acts(kind):
            stocks = world.organizations[act.organization].stocks
            place = (act.society, act.other, kind)
            stocks[place] = stocks.get(place, 0.0) + act.reach * (1 - act.coordination)
    for key, direction in world.directions.items():
        if world.on("campaigns") and world.on("images"):
            for kind in KINDS:
                _persuade(world, key, kind)
        population = world.populations[key[0]]
        direction.spoiler_reach = reach(
            population.spoiler_skill, population.ict, population.spoiler_budget, world.parameters.communication.half
        )  # fmt: skip
        direction.spoiler_stock = (1 - p.decay_public) * direction.spoiler_stock + direction.spoiler_reach
        rate = min(1.0, p.strength * population.media * world.parameters.images.negativity)
        rate *= saturated(direction.spoiler_stock, direction.spoiler_stock, p.half)
        population.views[key[1]].rates.down(rate, p.loading_public)


def _persuade(world: Conflict, key: tuple[str, str], kind: str) -> None:
    """All organizations' messages of a kind to one public about another society."""
    p = world.parameters.campaign
    population = world.populations[key[0]]
    heard = [
        (organization.stocks[(*key, kind)], organization)
        for organization in world.organizations.values()
        if organization.stocks.get((*key, kind), 0.0) > 0
    ]
    total = sum(stock for stock, _ in heard)
    for_it = against_it = 0.0
    for stock, organization in heard:
        effect = persuasion(organization.credibility_in(key[0]), p.backlash_below)
        effect *= saturated(stock, total, p.half)
        for_it += max(effect, 0.0)
        against_it += max(-effect, 0.0)
    loading = p.loading_public if kind == "public" else p.loading_cultural
    rates = population.views[key[1]].rates
    rates.up(p.strength * population.media * for_it, loading)
    rates.down(p.strength * population.media * against_it, loading)
