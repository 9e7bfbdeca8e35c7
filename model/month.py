"""The schedule of a month: the only place that knows the order.

Phases run in order; inside a phase all agents read the same snapshot, so the order of agents cannot matter. Two lags
are meant: influence reads the neighbors' images of the start of the month, and whatever reads hostility before phase 6
reads last month's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import decisions
from .mechanisms import (
    advice,
    campaign,
    communication,
    contact,
    funding,
    images,
    influence,
    intergovernmental,
    mobilization,
    reaction,
    shocks,
    talks,
    track_two,
)

if TYPE_CHECKING:
    from .conflict import Conflict


def run(world: Conflict) -> None:
    """One month of the world."""
    # 1 shocks
    world.intervene()
    shocks.strike(world)
    # 2 funding
    funding.receive(world)
    communication.train(world)
    # 3 decisions
    decisions.decide(world)
    # 4 effects
    intergovernmental.watch(world)
    intergovernmental.attend(world)
    images.perceive(world)
    images.disappoint(world)
    campaign.expose(world)
    contact.meet(world)
    track_two.convene(world)
    communication.take_courses(world)
    shocks.shake(world)
    world.affect()
    images.move(world)
    # 5 society
    influence.spread(world)
    mobilization.activate(world)
    # 6 hostility
    shocks.frighten(world)
    images.judge(world)
    # 7 policy
    mobilization.listen(world)
    advice.advise(world)
    mobilization.press(world)
    reaction.decide(world)
    # 8 talks
    track_two.store_options(world)
    intergovernmental.mediate(world)
    talks.negotiate(world)
    # 9 record
    world.record.month(world)
