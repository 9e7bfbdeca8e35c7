"""M3 Social influence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import worlds

from sulha.model import Setup

from .arms import NO_STAFF, civil
from .ensemble import Ensembles
from .intervals import contrast, difference, exact, mean, share
from .measures import clusters, course, outcomes
from .pattern import Chart, Deviation, Figure, Group, Line, above, below, between

GROUP = Group("M3", "Social influence")


def talking(parameters: dict[str, Any], months: int, **entries: Any) -> Setup:
    """Neutral, constant conduct, and citizens who listen to one another."""
    return worlds.still(
        citizens=500,
        time={"months": months},
        mechanisms={"talks": False, "opinion": False, "mobilization": False},
        parameters={"images.spread": 0.2} | parameters,
        **entries,
    )


@GROUP.pattern(
    "persistent_disagreement",
    claim="With an anchor in identity disagreement persists; without one it dies out.",
    design="Constant neutral conduct, everybody listens to all neighbors (confidence 1), influence .2; polarization "
    "after 240 months / after 120 months, at reversion .05 and 0.",
)
def persistent_disagreement(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    shared = {"influence.confidence": 1.0, "influence.weight": 0.2}
    setups = {str(r): talking(shared | {"images.reversion": r}, 240) for r in (0.05, 0.0)}
    arms = {name: found["polarization"] for name, found in ensembles.arms(course, setups, 20).items()}
    kept, gone = arms["0.05"], arms["0.0"]
    yield Figure("reversion .05: polarization in month 240", mean(kept[:, 240]), above(0.001))
    yield Figure(
        "reversion 0: month 240 / month 0", contrast(lambda a, b: a / b, gone[:, 240], gone[:, 0]), below(0.05)
    )
    yield Figure(
        "reversion .05: month 240 / month 120", contrast(lambda a, b: a / b, kept[:, 240], kept[:, 120]), above(0.9)
    )


@GROUP.pattern(
    "homophily",
    claim="Polarization rises with homophily.",
    design="Two societies with seven organizations, influence .2, homophily .5, .8 and .95; polarization of months "
    "61–120, with correlated anchors (default) and with independent ones.",
)
def homophily(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    steps = (0.5, 0.8, 0.95)
    lines = []
    for label, correlation in (("correlated", 0.7), ("independent", 0.0)):
        setups = {
            str(step): civil(
                {"influence.weight": 0.2, "influence.homophily": step, "images.spread_correlation": correlation},
                months=120,
            )
            for step in steps
        }
        arms = [found["polarization"] for found in ensembles.arms(outcomes, setups, 30).values()]
        orders = ("", "", "") if correlation else (".0025", ".0066", ".017")
        for step, found, order in zip(steps, arms, orders, strict=True):
            yield Figure(f"{label} anchors: homophily {step:g}", mean(found), None, order)
        yield Figure(f"{label}: change .5 to .8", difference(arms[1], arms[0]), above(0))
        yield Figure(f"{label}: change .8 to .95", difference(arms[2], arms[1]), above(0))
        lines.append(Line(f"{label} anchors", steps, tuple(mean(found) for found in arms)))
    yield Chart("homophily", "Polarization and homophily", "homophily", "polarization", tuple(lines))


@GROUP.pattern(
    "influence",
    claim="Polarization falls with the weight of influence.",
    design="Two societies with seven organizations, influence 0, .05 and .2; polarization of months 61–120, with "
    "independent anchors and with correlated ones (default).",
)
def influence(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    steps = (0.0, 0.05, 0.2)
    for label, correlation in (("independent", 0.0), ("correlated", 0.7)):
        setups = {
            str(step): civil({"influence.weight": step, "images.spread_correlation": correlation}, months=120)
            for step in steps
        }
        arms = [found["polarization"] for found in ensembles.arms(outcomes, setups, 30).values()]
        orders = ("", ".035", "") if correlation else (".045", ".023", ".0066")
        for step, found, order in zip(steps, arms, orders, strict=True):
            yield Figure(f"{label} anchors: influence {step:g}", mean(found), None, order)
        yield Figure(f"{label}: change 0 to .05", difference(arms[1], arms[0]), below(0))
        yield Figure(f"{label}: change .05 to .2", difference(arms[2], arms[1]), below(0))
        if not correlation:
            yield Figure(
                "independent: standard deviation of hostility at influence .2",
                contrast(lambda a: np.sqrt(a) / 2, arms[2]), between(0.03, 0.05), ".04",
            )  # fmt: skip


@GROUP.pattern(
    "bounded_confidence",
    claim="On a complete network bounded confidence makes one cluster at .25, two at .20, three at .15, four at .10.",
    design="500 citizens, influence .99, no reversion, hostility uniform on [0, 1]: drawn, or evenly spaced; clusters "
    "of at least 1 % of the citizens after 60 months; share of the drawn starts with the stated number.",
    deviation=Deviation(
        "undecided",
        "Of the drawn starts about half (.53 of 400) end with three clusters at .15, the others with two: the boundary "
        "between two and three lies just there. From the evenly spaced start all four numbers are as stated.",
    ),
)
def bounded_confidence(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    shared = {"images.reversion": 0.0, "influence.weight": 0.99, "influence.leader_prominence": 1.0, **NO_STAFF}
    for confidence, stated, replicates in ((0.25, 1, 100), (0.20, 2, 100), (0.15, 3, 200), (0.10, 4, 200)):
        setup = talking(shared | {"influence.confidence": confidence}, 60, societies={"south": {"citizens": 20}})
        drawn = ensembles.arm(clusters, setup, replicates, start="random")["clusters"]
        even = ensembles.arm(clusters, setup, 1, start="even")["clusters"]
        name = f"confidence {confidence:g}"
        yield Figure(f"{name}: share of starts with {stated}", share(drawn == stated), above(0.5), "most")
        yield Figure(f"{name}: mean number of clusters", mean(drawn), None, str(stated))
        yield Figure(f"{name}: clusters from the even start", exact(float(even[0])), None, str(stated))
