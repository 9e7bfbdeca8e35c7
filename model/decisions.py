"""Phase 3: what every organization wants, what it may, what it pays. No view and no policy changes here.

Strategy says who wants what; price how much of it the money buys; permission whether it happens. What is refused is
recorded with its code and is not paid for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .actions import ACTIONS, Act, Refusal

if TYPE_CHECKING:
    from .agents import Organization
    from .conflict import Conflict

#: Channels that carry a message and so need an audience.
MESSAGES = ("public", "cultural", "advocacy")
#: Channels that bring people together across the line and so need the leave of each government.
MEETINGS = ("workshop", "contact")


def decide(world: Conflict) -> None:
    """Every organization's acts of the month, from the same snapshot."""
    decided = {name: _plan(world, organization) for name, organization in world.organizations.items()}
    for name, acts in decided.items():
        _pay(world, world.organizations[name], acts)
    world.record_acts([act for acts in decided.values() for act in acts])


def _plan(world: Conflict, organization: Organization) -> list[Act]:
    if organization.closed or organization.capacity <= 0:
        return []
    leave: dict[str, float] = {}
    decided = []
    budget = organization.capacity * world.parameters.funding.capacity_cost
    for activity, share in organization.strategy.items():
        if share <= 0:
            continue
        for act in ACTIONS[activity].plan(world, organization, budget * share):
            code = _refusal(world, organization, act, leave)
            decided.append(act.as_refused(code) if code else act)
    return decided


def _pay(world: Conflict, organization: Organization, acts: list[Act]) -> None:
    """Pay for what happens; what is refused costs nothing."""
    happening = [act for act in acts if not act.refused]
    organization.spent = sum(act.cost for act in happening)
    organization.reach = max((act.reach for act in happening), default=0.0)
    if world.on("funding"):
        organization.reserves -= organization.spent


def _refusal(world: Conflict, organization: Organization, act: Act, leave: dict[str, float]) -> Refusal:
    """The code of what forbids an act, or nothing."""
    if organization.in_debt and world.on("funding"):
        return "funding"
    meets = act.channel in MEETINGS or (act.channel == "own" and ACTIONS[act.activity].meets)
    if meets and _forbidden(world, organization, act, leave):
        return "access"
    if act.channel == "advice" and world.authority(act.society) == 0:
        return "authority"
    if act.channel in MESSAGES and act.reach < world.parameters.communication.reach_min:
        return "communication"
    return ""


def _forbidden(world: Conflict, organization: Organization, act: Act, leave: dict[str, float]) -> bool:
    """Whether one of the two governments refuses leave, with probability (1 - access) times its own conduct."""
    for society, other in ((act.society, act.other), (act.other, act.society)):
        if society not in leave:
            name = f"{organization.name}/{society}"
            leave[society] = float(world.streams.uniform("leave", name, world.month)[0])
        refused = (1 - organization.access[society]) * world.directions[society, other].conduct
        if leave[society] < refused:
            return True
    return False
