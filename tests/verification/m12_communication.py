"""M12 Communication skill and ICT."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sulha.model import Setup

from .arms import NO_STAFF, calm, sole
from .ensemble import Ensembles
from .intervals import difference, exact, mean
from .measures import outcomes, reached, skill
from .pattern import Chart, Figure, Group, above, between

GROUP = Group("M12", "Communication skill and ICT")


def speaking(skilled: float, money: float = 1.0, ict: float = 0.5) -> Setup:
    """An organization of constant skill that spends its money on messages, full coordination, no staff."""
    changes = {
        "communication.forgetting": 0.0, "communication.ict": ict, "constraints.coordination": 1.0, **NO_STAFF
    }  # fmt: skip
    return calm(changes, months=140, **sole({"public_diplomacy": 1}, money, skill=skilled))


@GROUP.pattern(
    "complements",
    claim="Skill and capacity are complements.",
    design="Messages for half a unit or one unit a month, skill .1 or .8, process held in conflict; reach, and mean "
    "hostility of months 61–140; what doubling the money adds at skill .8 minus at skill .1.",
)
def complements(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    setups = {f"{s} {b}": speaking(s, b) for s in (0.1, 0.8) for b in (0.5, 1.0)}
    arms = ensembles.arms(reached, setups, 20)
    for quantity, sign in (("reach", 1), ("hostility", -1)):
        gain = {s: sign * (arms[f"{s} 1.0"][quantity] - arms[f"{s} 0.5"][quantity]) for s in (0.1, 0.8)}
        words = "reach gained" if sign > 0 else "fall of hostility gained"
        yield Figure(f"{words} at skill .8 minus at skill .1", difference(gain[0.8], gain[0.1]), above(0))


@GROUP.pattern(
    "ict",
    claim="ICT without skill can hurt: it then serves the spoilers.",
    design="Messages for one unit a month, skill .1 or .8, ICT .1 or .9, spoilers of budget .25 and skill .4; mean "
    "hostility of months 61–140.",
)
def ict(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    setups = {f"{s} {i}": speaking(s, 1.0, i) for s in (0.1, 0.8) for i in (0.1, 0.9)}
    arms = {name: found["hostility"] for name, found in ensembles.arms(outcomes, setups, 30).items()}
    change = {s: arms[f"{s} 0.9"] - arms[f"{s} 0.1"] for s in (0.1, 0.8)}
    yield Figure("change by ICT at skill .1", mean(change[0.1]), above(0))
    yield Figure("change by ICT at skill .8", mean(change[0.8]), None, "sign open")
    yield Figure("change at skill .1 minus at skill .8", difference(change[0.1], change[0.8]), above(0))


@GROUP.pattern(
    "forgetting",
    claim="Without training skill fades with a half-life of 46 months.",
    design="An organization that trains nobody, and one that spends a tenth of one unit on training, over ten years; "
    "no sampling error.",
)
def forgetting(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    setups = {
        "untrained": calm(months=120, **sole({"public_diplomacy": 1})),
        "trained": calm(months=120, **sole({"public_diplomacy": 9, "training": 1})),
    }
    arms = {name: found["skill"].mean(axis=0) for name, found in ensembles.arms(skill, setups, 2).items()}
    months = np.arange(121)
    half = float(np.interp(-0.5, -arms["untrained"] / arms["untrained"][0], months))
    yield Figure("half-life without training [months]", exact(half), between(45, 47), "46")
    held = arms["trained"][-1] - arms["trained"][0]
    yield Figure("change of skill with a tenth for training", exact(float(held)), between(-0.02, 0.02), "0")
