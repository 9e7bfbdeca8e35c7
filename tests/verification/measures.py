"""What is measured of one run. Every measure runs in a worker: it takes (setup, seed, replicate) and options."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sulha.model import Conflict, Setup
from sulha.model.network import Network, complete
from sulha.model.setup import changed
from sulha.model.terms import PROCESSES

from .ensemble import Outcome

#: Months left out at the start of a run (`start.skip`): runs drift for a few years.
SKIP = 60
NEVER = 1e9
CONFLICT, TALKS, AGREEMENT, PEACE = range(len(PROCESSES))


def outcomes(setup: Setup, seed: int, replicate: int) -> Outcome:
    """Means over the months after the first sixty (all, in a shorter run) and the events of the official process."""
    world = Conflict(setup, seed, replicate)
    world.run_for(setup.time.months)
    of = world.record.of
    months = setup.time.months
    window = slice(SKIP + 1 if months > SKIP else 1, None)
    north, south = of("conduct", "north", "south"), of("conduct", "south", "north")
    both = np.stack([north, south])
    process = of("process", "north", "south")
    weights = [of(f"weight_{name}", s, o) for s, o in world.directions for name in ("opinion", "advice", "pressure")]
    hazard = of("hazard", "north", "south")
    return {
        **{name: of(name)[window].mean() for name in ("conduct", "hostility", "trust", "polarization")},
        **{f"{name}_north": of(name, "north", "south")[window].mean() for name in ("intent", "trust", "humanity")},
        **{f"{name}_south": of(name, "south", "north")[window].mean() for name in ("intent", "trust", "humanity")},
        **{
            name: np.mean([of(name, s, o)[window].mean() for s, o in world.directions])
            for name in (
                "doves", "hawks", "pressure", "weight_advice", "coherence", "options", "transfer", "mediation",
                "access_transfer", "hostile_share", "advice_mass",
            )
        },
        "doves_north_at_end": of("doves", "north", "south")[-1],
        "doves_at_end": np.mean([of("doves", s, o)[-1] for s, o in world.directions]),
        "weights": sum(weight[window].mean() for weight in weights) / 2,
        "pinned": float(((both <= 0) | (both >= 1)).any()),
        "at_one": float((both[:, window] > 0.99).mean()),
        "talks": _first(world, "talks_opened"),
        "agreement": _first(world, "agreement_reached"),
        "relapse": _first(world, "relapse"),
        "broken": _first(world, "talks_broke_down"),
        "votes": float(len(_votes(world))),
        "votes_passed": float(sum(_votes(world))),
        "months_at_peace": float((process[1:] >= AGREEMENT).sum()),
        "hazard_at_peace": _mean_hazard(hazard, process),
        "open_at_120": of("organizations_open")[min(120, months)],
    }  # fmt: skip


def _first(world: Conflict, code: str) -> float:
    found = world.record.happened(code)
    return float(found[0].month) if found else NEVER


def _votes(world: Conflict) -> list[bool]:
    """Whether each vote passed."""
    asked = [e for e in world.record.events if "yes_first" in e.numbers]
    return [event.code == "agreement_reached" for event in asked]


def _mean_hazard(hazard: NDArray[np.float64], process: NDArray[np.float64]) -> float:
    """The mean rate of relapse up to the first relapse of a run that starts in an agreement."""
    kept = process[:-1] >= AGREEMENT
    last = len(kept) if kept.all() else int(np.argmin(kept))
    return float(hazard[1 : last + 1].mean()) if last else 0.0


def course(setup: Setup, seed: int, replicate: int, nudge: str = "", size: float = 0.0, at: int = 0) -> Outcome:
    """Series over all months of a run that is nudged at the end of a month `at`.

    `initiative`: the north's conduct is moved by `size`; `failed_talks`: both sides learn of failed talks.
    """
    world = Conflict(setup, seed, replicate)
    if at:
        world.run_for(at)
    if nudge == "initiative":
        world.directions["north", "south"].conduct += size
    elif nudge == "failed_talks":
        for direction in world.directions.values():
            direction.failed_talks = True
    if setup.time.months > at:
        world.run_for(setup.time.months - at)
    of = world.record.of
    return {
        **{name: of(name) for name in ("conduct", "hostility", "trust", "polarization")},
        "north": of("conduct", "north", "south"),
        "south": of("conduct", "south", "north"),
        "threat": of("threat", "north", "south"),
        "hostility_north": of("hostility", "north", "south"),
    }


@cache
def _complete(citizens: int) -> Network:
    return complete(citizens)


def clusters(setup: Setup, seed: int, replicate: int, start: str) -> Outcome:
    """How many clusters of hostility a completely connected society falls into from a start uniform on [0, 1].

    `random`: hostility is drawn; `even`: it is evenly spaced.
    """
    world = Conflict(setup, seed, replicate)
    north = world.populations["north"]
    north.network = _complete(north.citizens)
    view = north.views["south"]
    places = (np.arange(north.citizens) + 0.5) / north.citizens
    if start == "random":
        places = np.random.Generator(np.random.Philox(key=[seed, replicate])).uniform(size=north.citizens)
    view.rows[:, :3] = (1 - places)[:, None]
    view.rows[:, 3] = places
    world.run_for(setup.time.months)
    return {"clusters": float(_groups(np.sort(view.rows[:, 3])))}


def _groups(places: NDArray[Any]) -> int:
    """Groups of at least one citizen in a hundred, further apart than .02."""
    parts = np.split(places, np.flatnonzero(np.diff(places) > 0.02) + 1)
    return sum(len(part) >= len(places) / 100 for part in parts)


def cascade(setup: Setup, seed: int, replicate: int) -> Outcome:
    """The share of a completely connected society that is active for peace in the end."""
    world = Conflict(setup, seed, replicate)
    north = world.populations["north"]
    north.network = _complete(north.citizens)
    world.run_for(setup.time.months)
    return {"active": world.record.of("doves", "north", "south")[-1]}


def eligible(setup: Setup, seed: int, replicate: int) -> Outcome:
    """Shares of citizens who may be hawks or doves, and who are, over the months after the first sixty."""
    world = Conflict(setup, seed, replicate)
    world.run_for(SKIP)
    margin = world.parameters.mobilization.margin
    found: dict[str, list[float]] = {"hawks": [], "doves": [], "hawks_eligible": [], "doves_eligible": []}
    for _ in range(setup.time.months - SKIP):
        for (society, other), direction in world.directions.items():
            hostility = world.populations[society].views[other].rows[:, 3]
            found["hawks_eligible"].append(float((hostility > direction.conduct + margin).mean()))
            found["doves_eligible"].append(float((hostility < direction.conduct - margin).mean()))
        world.step()
        for society, other in world.directions:
            view = world.populations[society].views[other]
            found["hawks"].append(view.hawks)
            found["doves"].append(sum(view.doves))
    return {name: np.mean(values) for name, values in found.items()}


def meeting(setup: Setup, seed: int, replicate: int) -> Outcome:
    """What one month of contact does to those who take part and to the others, beside a month without effect."""
    met = Conflict(setup, seed, replicate)
    apart = Conflict(changed(setup, {"mechanisms.contact": False}), seed, replicate)
    for world in (met, apart):
        world.run_for(1)
    gains: dict[str, list[float]] = {"part": [], "rest": []}
    for society, other in met.directions:
        view = met.populations[society].views[other]
        gain = view.rows[:, 2] - apart.populations[society].views[other].rows[:, 2]
        part = np.zeros(view.citizens, np.bool_)
        part[view.in_contact] = True
        gains["part"].append(float(gain[part].mean()))
        gains["rest"].append(float(gain[~part].mean()))
    return {name: np.mean(values) for name, values in gains.items()}


def exposure_after(setup: Setup, seed: int, replicate: int, stop: int) -> Outcome:
    """The course of a run together with the stock of messages, which are planned to end after month `stop`."""
    world = Conflict(setup, seed, replicate)
    stocks = [0.0]
    for _ in range(setup.time.months):
        world.step()
        stocks.append(float(sum(sum(k.stocks.values()) for k in world.organizations.values())))
    return {"hostility": world.record.of("hostility"), "stock": np.array(stocks), "stop": float(stop)}


def struck(setup: Setup, seed: int, replicate: int, month: int, severity: float) -> Outcome:
    """What an attack on the north does in its month: where it hit, elsewhere, and to polarization."""
    scheduled = [{"month": month, "society": "north", "severity": severity}]
    hit = Conflict(changed(setup, {"shocks.terror.scheduled": scheduled}), seed, replicate)
    spared = Conflict(setup, seed, replicate)
    for world in (hit, spared):
        world.run_for(month)
    attack = next(a for a in hit.attacks if a.society == "north" and abs(a.severity - severity) < 1e-9)
    view, control = (world.populations["north"].views["south"] for world in (hit, spared))
    shift = view.rows[:, 3] - control.rows[:, 3]
    inside = np.zeros(view.citizens, np.bool_)
    inside[np.arange(attack.first, attack.first + attack.length) % view.citizens] = True
    return {
        "inside": float(shift[inside].mean()),
        "outside": float(shift[~inside].mean()),
        "polarization": view.polarization - control.polarization,
    }


def survival(setup: Setup, seed: int, replicate: int) -> Outcome:
    """Whether each organization is open in the end, and the variance of its income relative to its mean, by name."""
    world = Conflict(setup, seed, replicate)
    world.run_for(setup.time.months)
    found: dict[str, float] = {}
    for name in world.organizations:
        income = world.record.book("income", name)[1:]
        income = income[income > 0]
        found[f"{name} open"] = float(not world.organizations[name].closed)
        found[f"{name} spread"] = float(((income / world.organizations[name].budget - 1) ** 2).mean())
    return found


def standing(setup: Setup, seed: int, replicate: int) -> Outcome:
    """Access at home, credibility, and their product, of each organization over the later months, by name."""
    world = Conflict(setup, seed, replicate)
    world.run_for(setup.time.months)
    found: dict[str, float] = {}
    for name, organization in world.organizations.items():
        credible = float(world.record.book("credibility", name)[SKIP:].mean())
        entrance = organization.access[organization.home]
        found |= {f"{name} access": entrance, f"{name} credibility": credible, f"{name} both": entrance * credible}
    return found


def skill(setup: Setup, seed: int, replicate: int) -> Outcome:
    """The communication skill of the organization `worker` over the months."""
    world = Conflict(setup, seed, replicate)
    world.run_for(setup.time.months)
    return {"skill": world.record.book("skill", "worker")}


def reached(setup: Setup, seed: int, replicate: int) -> Outcome:
    """Mean reach of the messages of a run and mean hostility over its later months."""
    world = Conflict(setup, seed, replicate)
    world.run_for(setup.time.months)
    reaches = [act.reach for _, act in world.record.decisions if act.channel == "public"]
    return {
        "reach": float(np.mean(reaches)) if reaches else 0.0,
        "hostility": world.record.of("hostility")[SKIP + 1 :].mean(),
    }
