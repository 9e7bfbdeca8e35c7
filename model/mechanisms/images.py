"""M1 Mental images: what conduct, talks and the organizations' work do to how the other side is seen.

Boulding 1959, J. Conflict Resolution 3:120-131; Bronfenbrenner 1961, J. Social Issues 17:45-56; Herrmann &
Fischerkeller 1995, Int. Organization 49:415-450. An image is (benign intent, trust, humanity), each [0, 1] with .5
neutral; it learns from what the other side is perceived to do, more from bad than from good news, and returns to an
identity anchor.

Switch `images` off: the *organizations'* effects on images (contact, workshops, messages, staff) are zero; conduct,
attacks, spoilers, cues of the elite and influence run on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ..conflict import Conflict

#: Hostility of conduct at the neutral point (G = 0) of the Goldstein scale, 8.3 / 18.3.
NEUTRAL = 8.3 / 18.3


def goldstein(conduct: float) -> float:
    """Goldstein score [-10, 8.3] of conduct [0, 1] (Goldstein 1992, J. Conflict Resolution 36:369-385)."""
    return 8.3 - 18.3 * conduct


def signal(conduct: float) -> float:
    """What conduct [0, 1] says, in [-1, 1]: 1 full cooperation, 0 neutral, -1 full hostility."""
    if conduct < NEUTRAL:
        return (NEUTRAL - conduct) / NEUTRAL
    return -(conduct - NEUTRAL) / (1 - NEUTRAL)


def perceived(true_signal: float, noise: float, monitoring: float, draw: float) -> float:
    """The signal as perceived: noise of sd `noise`, less of it under monitoring [0, 1]; `draw` ~ N(0, 1)."""
    return max(-1.0, min(1.0, true_signal + noise * (1 - monitoring) * draw))


def perceive(world: Conflict) -> None:
    """Phase 4: each society perceives each other government's conduct; rows learn from it."""
    p = world.parameters
    heard = {}
    for society, other in world.directions:
        draw = world.streams.normal("perception", f"{society}>{other}", world.month)[0]
        conduct = world.directions[other, society].conduct
        monitoring = world.pair(society, other).monitoring
        heard[society, other] = perceived(signal(conduct), p.images.noise, monitoring, float(draw))
    for (society, other), direction in world.directions.items():
        thirds = sum(heard[third, other] for third in world.societies if third not in (society, other))
        direction.signal = max(-1.0, min(1.0, heard[society, other] + p.reaction.third_party * thirds))
        _citizens_learn(world, society, other, direction.signal)
        learn(world, world.governments[society].holder, other, direction.signal)
    for organization in world.organizations.values():
        for other in world.societies:
            if other != organization.home:
                observers = world.others(other) if organization.is_international else (organization.home,)
                mean = sum(world.directions[s, other].signal for s in observers) / len(observers)
                learn(world, organization.holder, other, mean)


def learn(world: Conflict, holder: str, other: str, heard: float) -> None:
    """An institution's image of the other moves with a signal in [-1, 1], discounted by its own hostility."""
    p = world.parameters.images
    if heard > 0:
        belief = 1 - p.discount * world.outlooks.hostility_of(holder, other)
        world.outlooks.rates(holder, other).up(p.learning * belief * heard, p.loading_conduct)
    else:
        world.outlooks.rates(holder, other).down(p.learning * p.negativity * -heard, p.loading_conduct)


def _citizens_learn(world: Conflict, society: str, other: str, heard: float) -> None:
    p = world.parameters.images
    view = world.populations[society].views[other]
    if heard > 0:
        rates = [min(1.0, p.learning * heard * loading) for loading in p.loading_conduct]
        view.conduct_up = np.array(rates)
    else:
        view.rates.down(p.learning * p.negativity * -heard, p.loading_conduct)


def disappoint(world: Conflict) -> None:
    """Phase 4: failed talks and broken agreements of last month cost the images of both sides."""
    rate = world.parameters.images.failed_talks
    for (society, other), direction in world.directions.items():
        if not direction.failed_talks:
            continue
        loading = (1.0, float(direction.broken_agreement), 0.0)
        direction.failed_talks = direction.broken_agreement = False
        world.populations[society].views[other].rates.down(rate, loading)
        world.outlooks.rates(world.governments[society].holder, other).down(rate, loading)


def move(world: Conflict) -> None:
    """Phase 4: everybody's private image after the month, written beside the present one."""
    for population in world.populations.values():
        population.move_images()
    world.outlooks.move(world.parameters.images.reversion)


def judge(world: Conflict) -> None:
    """Phase 6: hostility of every row from its image and, for citizens, its fear."""
    for population in world.populations.values():
        population.turn_month()
    world.outlooks.judge(world.parameters.images.weights)
