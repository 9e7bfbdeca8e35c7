"""M7 Advocacy, mobilization, opinion and the boomerang.

Granovetter 1978, AJS 83:1420-1443 (thresholds); Page & Shapiro 1983, APSR 77:175-190 (policy follows opinion); Keck &
Sikkink 1998, *Activists beyond Borders* (the boomerang). People mobilize against their own government's *conduct*, so
war calls up doves and peace calls up hawks; opinion as heard gives more voice to the active; a government listens
by its openness, and organizations that find its door closed press it from outside.

Switches: `mobilization` off, nobody is active; `opinion` off, opinion has no weight in policy.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from .. import kernels
from .intergovernmental import voice

if TYPE_CHECKING:
    from ..conflict import Conflict


def weight_of_opinion(openness: float, base: float, salience: float, mobilized: float) -> float:
    """The monthly weight of opinion in policy: D (b0 + b1 M)."""
    return openness * (base + salience * mobilized)


def activate(world: Conflict) -> None:
    """Phase 5: who is active next month, from neighbors active now and what advocacy and spoilers add."""
    p = world.parameters.mobilization
    for (society, other), direction in world.directions.items():
        population = world.populations[society]
        view = population.views[other]
        if not world.on("mobilization"):
            view.next_active.fill(0)
            continue
        stimulus = np.zeros(len(population.issues))
        for act in world.acts_toward("advocacy", society, other):
            place = population.issues.index(act.issue)
            stimulus[place] += world.organizations[act.organization].credibility * act.reach
        kernels.mobilize(
            view.rows, population.network.indptr, population.network.indices, view.active, population.concerned,
            population.thresholds, direction.conduct - p.margin, direction.conduct + p.margin,
            p.stimulus * stimulus, p.stimulus_hawks * direction.spoiler_reach, view.next_active,
        )  # fmt: skip


def mobilized(world: Conflict, society: str, other: str) -> tuple[float, float]:
    """The active shares of doves (weighted by the issues' salience) and of hawks."""
    population = world.populations[society]
    view = population.views[other]
    return math.sumprod(population.salience, view.doves), view.hawks


def listen(world: Conflict) -> None:
    """Phase 7: the weight of opinion."""
    p = world.parameters.opinion
    for (society, other), direction in world.directions.items():
        if world.on("opinion"):
            active = math.fsum(mobilized(world, society, other))
            openness = world.governments[society].openness
            direction.weight_opinion = weight_of_opinion(openness, p.base, p.salience, active)
        else:
            direction.weight_opinion = 0.0


def press(world: Conflict) -> None:
    """Phase 7: external pressure by organizations that lack access, and its weight in policy."""
    p, policy = world.parameters.mobilization, world.parameters.reaction
    for (society, other), direction in world.directions.items():
        missed: dict[str, float] = {}
        for act in world.acts_toward("advocacy", society, other):
            # Messages on several issues reach one public: their reaches combine to that of the whole message.
            missed[act.organization] = missed.get(act.organization, 1.0) * (1 - act.reach)
        gained = 0.0
        for name, unreached in missed.items():
            organization = world.organizations[name]
            gained += (1 - organization.access[society]) * voice(world, organization) * (1 - unreached)
        direction.pressure = (1 - p.pressure_decay) * direction.pressure + p.pressure_gain * gained
        left = 1 - direction.weight_opinion - direction.weight_advice
        share = direction.pressure / (direction.pressure + policy.pressure_half)
        direction.weight_pressure = left * policy.pressure_weight * share
