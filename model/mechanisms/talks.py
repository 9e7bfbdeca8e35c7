"""M9 Ripeness, official talks, agreement, durability.

Zartman 2000 in Stern & Druckman (eds), *International Conflict Resolution after the Cold War* (hurting stalemate,
enticing opportunity); Pruitt 2015, Int. Negotiation 20:59-71 (readiness: motivation times optimism); Putnam 1988, Int.
Organization 42:427-460 (win-sets); Walter 2002, *Committing to Peace*; Nilsson 2012, Int. Interactions 38:243-266
(inclusion and durability); Cunningham 2006, AJPS 50:875-892 (veto players). Each month one draw says whether the
process moves and one which way; every hazard is a rate a month.

Switch `talks` off: the process stays as at the start.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from .intergovernmental import offered
from .mobilization import mobilized

if TYPE_CHECKING:
    from ..actions import Channel
    from ..conflict import Conflict
    from ..relations import Direction, Pair

#: Channels by which civil society is part of the process (M9, inclusion).
CIVIL_CHANNELS: tuple[Channel, ...] = ("workshop", "advocacy", "advice")


def pain(before: float, conduct: float, capability: float, speed: float) -> float:
    """Pain [0, 1] a month later: it follows the hostility suffered, weighed by the other's relative capability."""
    return before + speed * (min(1.0, 2 * capability * conduct) - before)


def motivation(
    felt: float,
    conduct: float,
    trust: float,
    doves: float,
    opportunity: float,
    trust_reference: float,
    protest: float,
) -> float:
    """Motivation Y [0, 1]: pain and, where it leaves room, an opening with the other side or protest at home."""
    opening = opportunity * (1 - conduct) * trust / trust_reference + protest * doves
    return min(1.0, felt + (1 - felt) * opening)


def start_hazard(ripeness: float, rate: float, slope: float, pivot: float, mediation_factor: float) -> float:
    """Monthly rate of opening talks."""
    return rate * math.exp(slope * (ripeness - pivot)) * mediation_factor


def agreement_hazard(overlap: float, rate: float, scale: float, delay: float, inclusion: float) -> float:
    """Monthly rate of agreement: `rate` at neutral overlap of the win-sets, slower with more at the table."""
    return rate * 2 / (1 + math.exp(-overlap / scale)) * math.exp(-delay * inclusion)


def breakdown_hazard(
    conduct: float, rate: float, slope: float, pivot: float, attack_slope: float, attacks: float, trust: float
) -> float:
    """Monthly rate at which talks break down; attacks break low-trust talks more often."""
    return rate * math.exp(slope * (conduct - pivot) + attack_slope * attacks * (1 - trust))


def relapse_hazard(
    hostility: float, rate: float, slope: float, pivot: float,
    inclusion_ratio: float, inclusion: float, monitoring_ratio: float, monitoring: float,
) -> float:  # fmt: skip
    """Monthly rate at which an agreement or a peace relapses into conflict."""
    protected: float = inclusion_ratio**inclusion * monitoring_ratio**monitoring
    return rate * protected * math.exp(slope * (hostility - pivot))


def happens(hazard: float) -> float:
    """The probability that something happens within a month at a constant summed rate."""
    return 1 - math.exp(-hazard)


def negotiate(world: Conflict) -> None:
    """Phase 8: readiness of every side, then the process of every pair."""
    for pair in world.pairs.values():
        _include(world, pair)
        for key in pair.directions:
            _hurt(world, world.directions[key])
        make_ready(world, pair)
        pair.months += 1
        pair.hazard = 0.0
        if world.on("talks"):
            _advance(world, pair)


def _include(world: Conflict, pair: Pair) -> None:
    """Inclusion counts only while civil society works on the process."""
    p = world.parameters.talks
    if any(world.acts(channel, *pair.key) for channel in CIVIL_CHANNELS):
        pair.idle_months = 0
    elif pair.idle_months is not None:
        pair.idle_months += 1
    engaged = pair.idle_months is not None and pair.idle_months < p.inclusion_memory
    pair.inclusion = p.inclusion if engaged else 0.0


def deciders_trust(world: Conflict, society: str, other: str) -> float:
    """The trust [0, 1] of those who decide: the government's and the citizens' mean, weighted."""
    weight = world.parameters.talks.deciders_weight
    citizens = world.populations[society].views[other].mean("trust")
    return (1 - weight) * citizens + weight * float(world.governments[society].image(other)[1])


def _hurt(world: Conflict, direction: Direction) -> None:
    """The pain that one side feels follows what the other does to it."""
    conduct = world.directions[direction.other, direction.society].conduct
    strength = world.capability(direction.other, direction.society)
    direction.pain = pain(direction.pain, conduct, strength, world.parameters.talks.pain_speed)


def make_ready(world: Conflict, pair: Pair) -> None:
    """Motivation, optimism and win-set of both sides, and what they make of the pair."""
    p = world.parameters.talks
    for society, other in pair.directions:
        direction = world.directions[society, other]
        conduct = world.directions[other, society].conduct
        direction.trust = deciders_trust(world, society, other)
        doves, _ = mobilized(world, society, other)
        direction.motivation = motivation(
            direction.pain, conduct, direction.trust, doves, p.opportunity, p.opportunity_trust, p.protest
        )
        optimism = p.optimism_base + p.optimism_trust * direction.trust + p.optimism_transfer * direction.transfer
        direction.optimism = max(0.0, min(1.0, optimism + p.optimism_mediation * pair.mediation))
        opinion = world.populations[society].views[other].opinion
        direction.win_set = p.win_base + p.win_opinion * (1 - opinion) + p.win_transfer * direction.transfer
    first, second = (world.directions[key] for key in pair.directions)
    pair.ripeness = min(first.motivation * first.optimism, second.motivation * second.optimism)
    pair.overlap = first.win_set + second.win_set - 1


def _advance(world: Conflict, pair: Pair) -> None:
    """One draw whether the process leaves its state, and one which way."""
    if pair.process == "agreement" and pair.months > world.parameters.talks.peace_after:
        _enter(world, pair, "peace", "peace_held", months=pair.months - 1)
    ways = _ways(world, pair)
    pair.hazard = sum(ways.values())
    whether, which = world.streams.uniform("talks", f"{pair.first}>{pair.second}", world.month, 2)
    if whether >= happens(pair.hazard):
        return
    event = _one_of(ways, which)
    numbers = {"hazard": ways[event], "months": float(pair.months), **_reasons(world, pair)}
    if event == "talks_opened":
        _enter(world, pair, "talks", event, **numbers)
    elif event == "agreement_reached":
        _ratify(world, pair, numbers)
    else:
        _fail(world, pair, event, numbers)


def _one_of(ways: dict[str, float], which: float) -> str:
    """The event whose share of the summed rate a uniform draw falls into."""
    events = list(ways)
    shares = list(accumulate(ways.values()))
    return events[min(bisect_right(shares, which * shares[-1]), len(events) - 1)]


def _ways(world: Conflict, pair: Pair) -> dict[str, float]:
    """The events that may end the present state, with their rates [1/month]."""
    p, body = world.parameters.talks, world.parameters.intergovernmental
    first, second = (world.directions[key] for key in pair.directions)
    if pair.process == "conflict":
        factor = body.mediation_ratio**pair.mediation
        return {"talks_opened": start_hazard(pair.ripeness, p.start_rate, p.ripeness_slope, p.ripeness_pivot, factor)}
    if pair.process == "talks":
        attacks = first.attack + second.attack
        conduct, trust = (first.conduct + second.conduct) / 2, (first.trust + second.trust) / 2
        return {
            "agreement_reached": agreement_hazard(
                pair.overlap, p.agreement_rate, p.overlap_scale, p.inclusion_delay, pair.inclusion
            ),
            "talks_broke_down": breakdown_hazard(
                conduct,
                p.breakdown_rate,
                p.breakdown_slope,
                p.breakdown_pivot,
                p.attack_slope,
                attacks,
                trust,
            ),
        }
    hazard = relapse_hazard(
        _mean_hostility(world, pair), p.relapse_rate, p.relapse_slope, p.relapse_pivot,
        p.inclusion_ratio, pair.inclusion, body.monitoring_ratio, pair.monitoring,
    )  # fmt: skip
    if pair.mediated and offered(world) == 0:
        hazard *= body.withdrawal_ratio
    return {"relapse": hazard}


def _mean_hostility(world: Conflict, pair: Pair) -> float:
    first, second = (world.populations[s].views[o].mean("hostility") for s, o in pair.directions)
    return (first + second) / 2


def _reasons(world: Conflict, pair: Pair) -> dict[str, float]:
    """The numbers that caused an event of the process."""
    first, second = (world.directions[key] for key in pair.directions)
    return {
        "ripeness": pair.ripeness,
        "pain": min(first.pain, second.pain),
        "optimism": min(first.optimism, second.optimism),
        "transfer": min(first.transfer, second.transfer),
        "mediation": pair.mediation,
        "overlap": pair.overlap,
        "conduct": (first.conduct + second.conduct) / 2,
        "trust": (first.trust + second.trust) / 2,
        "hostility": _mean_hostility(world, pair),
        "attacks": first.attack + second.attack,
        "inclusion": pair.inclusion,
        "monitoring": pair.monitoring,
    }


def _enter(world: Conflict, pair: Pair, process: str, event: str, **numbers: float) -> None:
    world.tell(event, pair.first, pair.second, **numbers)
    pair.process = process  # type: ignore[assignment]
    pair.months = 0


def yes_share(world: Conflict, society: str, other: str) -> float:
    """The share of citizens inside whose own win-set the agreement lies."""
    p = world.parameters.talks
    view = world.populations[society].views[other]
    own = (
        p.win_base + p.win_opinion * (1 - view.rows[:, 3]) + p.win_transfer * world.directions[society, other].transfer
    )
    return float((own >= p.yes_at).mean())


def _ratify(world: Conflict, pair: Pair, numbers: dict[str, float]) -> None:
    """An agreement of the governments stands, unless the publics are asked and one of them refuses."""
    if world.setup.talks.ratification:
        yes = [yes_share(world, society, other) for society, other in pair.directions]
        numbers |= {"yes_first": yes[0], "yes_second": yes[1]}
        if min(yes) <= world.parameters.talks.majority:
            _fail(world, pair, "ratification_refused", numbers)
            return
    _enter(world, pair, "agreement", "agreement_reached", **numbers)
    pair.mediated = offered(world) > 0


def _fail(world: Conflict, pair: Pair, event: str, numbers: dict[str, float]) -> None:
    """Back to conflict, and next month the publics and governments learn of it (M1)."""
    for key in pair.directions:
        world.directions[key].failed_talks = True
        world.directions[key].broken_agreement = pair.process in ("agreement", "peace")
    _enter(world, pair, "conflict", event, **numbers)
