"""M8 Intergovernmental organizations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sulha.model import Setup

from .arms import BOTH, calm, plain
from .ensemble import Ensembles
from .intervals import contrast, difference, mean, share, share_difference
from .measures import outcomes
from .pattern import Chart, Figure, Group, above, below

GROUP = Group("M8", "Intergovernmental organizations")


def lobby(status: str, access: float) -> Setup:
    """An organization in each society that advocates and advises, with this status and access."""
    shared: dict[str, Any] = {
        "works_on": {s: {"access": access} for s in BOTH}, "status": status, "funding": {"members": 2.2},
        "strategy": {"advocacy": 1, "consultation": 1},
    }  # fmt: skip
    return calm(
        months=180,
        organizations={f"lobby_{s}": {"home": s} | shared for s in BOTH},
        intergovernmental={"assembly": {}},
        mechanisms={"funding": False},
    )


@GROUP.pattern(
    "status",
    claim="Consultative status matters most where access at home is low.",
    design="An organization in each society spends one unit on advocacy and one on advice; status general or none, "
    "access .1 or .8, process held in conflict; mean conduct of months 61–180.",
)
def status(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    setups = {f"{s} {a:g}": lobby(s, a) for s in ("none", "general") for a in (0.1, 0.8)}
    arms = ensembles.arms(outcomes, setups, 30)
    conduct = {name: found["conduct"] for name, found in arms.items()}
    effect = {a: conduct[f"general {a}"] - conduct[f"none {a}"] for a in ("0.1", "0.8")}
    yield Figure("effect of status on conduct at access .1", mean(effect["0.1"]), below(0), "-.009")
    yield Figure("effect of status on conduct at access .8", mean(effect["0.8"]))
    yield Figure("effect of status, access .1 minus .8", difference(effect["0.1"], effect["0.8"]), below(0))
    yield Figure(
        "pressure from abroad at access .1, status general", mean(arms["general 0.1"]["pressure"]), None, ".03"
    )


def mediated(mediation: float, months: int, changes: dict[str, Any] | None = None, **entries: Any) -> Setup:
    """Two societies and a body that mediates."""
    return plain(changes, months=months, intergovernmental={"assembly": {"mediation": mediation}}, **entries)


@GROUP.pattern(
    "mediation",
    claim="Mediated agreements come sooner, and relapse more if the support is withdrawn.",
    design="A body that mediates fully or not: agreement within 10 years. Runs that start in talks under full "
    "mediation, which ends after month 24 or stays: relapse by month 144 of agreements reached before.",
)
def mediation(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    arms = ensembles.arms(outcomes, {"with": mediated(1.0, 120), "without": mediated(0.0, 120)}, 200)
    reached = {name: found["agreement"] <= 120 for name, found in arms.items()}
    yield Figure("agreement within 10 years, mediated", share(reached["with"]))
    yield Figure(
        "agreement within 10 years, mediated minus not", share_difference(reached["with"], reached["without"]), above(0)
    )
    end = [{"month": 25, "set": {"intergovernmental.assembly.mediation": 0.0}}]
    start = {"talks.state": "talks"}
    setups = {"stays": mediated(1.0, 144, start), "ends": mediated(1.0, 144, start, interventions=end)}
    arms = ensembles.arms(outcomes, setups, 300)
    counted = (arms["stays"]["agreement"] <= 24) & (arms["stays"]["relapse"] > 24)
    relapse = {name: found["relapse"][counted] <= 144 for name, found in arms.items()}
    yield Figure("relapse while mediation stays", share(relapse["stays"]))
    yield Figure(
        "relapse, mediation withdrawn minus stays", share_difference(relapse["ends"], relapse["stays"]), above(0)
    )


@GROUP.pattern(
    "partiality",
    claim="A body that sees one side as the villain mediates less.",
    design="A fully mediating body with equal anchors, or with an anchor of .2, .2, .4 of the south and .9, .9, .9 of "
    "the north; mediation that counts, and talks within 5 years.",
)
def partiality(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    outlook = {
        "toward": {
            "north": {"intent": 0.9, "trust": 0.9, "humanity": 0.9},
            "south": {"intent": 0.2, "trust": 0.2, "humanity": 0.4},
        }
    }
    setups = {
        "fair": mediated(1.0, 60),
        "partial": plain(months=60, intergovernmental={"assembly": {"mediation": 1.0, "outlook": outlook}}),
    }
    arms = ensembles.arms(outcomes, setups, 400)
    counts = {name: found["mediation"] for name, found in arms.items()}
    yield Figure(
        "mediation that counts, partial / fair",
        contrast(lambda a, b: a / b, counts["partial"], counts["fair"]),
        below(0.9),
    )
    talks = {name: found["talks"] <= 60 for name, found in arms.items()}
    yield Figure(
        "talks within 5 years, partial minus fair", share_difference(talks["partial"], talks["fair"]), below(0)
    )
