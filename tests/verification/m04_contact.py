"""M4 Contact and extended contact."""

from __future__ import annotations

from collections.abc import Iterator

from .arms import NO_STAFF, calm, plain, sole
from .ensemble import Ensembles
from .intervals import contrast, difference, mean
from .measures import meeting, outcomes
from .pattern import Chart, Figure, Group, above, below, between

GROUP = Group("M4", "Contact and extended contact")
#: One unit of money brings contact to one citizen in a hundred a month.
PRICE = {"prices.contact": 0.01, **NO_STAFF}


@GROUP.pattern(
    "participants_change",
    claim="Those who meet change; the others hardly do.",
    design="One organization of full access brings contact to 1 % of each society in the first month; the image of the "
    "other's humanity at its end, beside the same month without effect.",
)
def participants_change(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    found = ensembles.arm(meeting, calm(PRICE, months=1, **sole({"people_to_people": 1})), 100)
    yield Figure("change of the others", mean(found["rest"]), between(-0.001, 0.001))
    yield Figure("the others' change / theirs", contrast(lambda a, b: a / b, found["rest"], found["part"]))
    yield Figure("change of those who took part", mean(found["part"]), above(0), ".02–.05")


@GROUP.pattern(
    "societies_barely",
    claim="Contact of 1 % of the citizens a month hardly moves societies and governments; contact alone does not "
    "pacify.",
    design="One organization of full access, contact for 1 % of each society every month for 20 years and no staff, "
    "beside the world without it; months 61–240, with talks and with the process held in conflict.",
)
def societies_barely(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    work = sole({"people_to_people": 1})
    held = ensembles.arms(outcomes, {"with": calm(PRICE, **work), "without": calm(PRICE)}, 20)
    arms = ensembles.arms(outcomes, {"with": plain(PRICE, **work), "without": plain(PRICE)}, 120)
    for name, order in (("hostility", "-.005"), ("conduct", "-.005 to -.007")):
        alone = difference(held["with"][name], held["without"][name])
        yield Figure(f"change of {name}, no talks", alone, below(0))
        change = difference(arms["with"][name], arms["without"][name])
        yield Figure(f"change of {name}", change, between(-0.02, 0.02), order)
