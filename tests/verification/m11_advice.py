"""M11 Advice, authority, coordination."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sulha.model import Setup

from .arms import calm, civil, plain, sole
from .ensemble import Ensembles
from .intervals import contrast, difference, mean, share, share_difference
from .measures import outcomes
from .pattern import Chart, Figure, Group, above, below

GROUP = Group("M11", "Advice, authority, coordination")


@GROUP.pattern(
    "combined_tracks",
    claim="Official and unofficial tracks together open more talks than either alone.",
    design="A fully mediating body, an organization that holds two workshops a month (level top, access .5), both, or "
    "neither; talks within 5 years.",
)
def combined_tracks(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    body: dict[str, Any] = {"intergovernmental": {"assembly": {"mediation": 1.0}}}
    works_on = {s: {"access": 0.5} for s in ("north", "south")}
    unofficial = sole({"track_two": 1}, 2.0, level="top", works_on=works_on)
    setups = {
        "neither": plain(months=60),
        "official": plain(months=60, **body),
        "unofficial": plain(months=60, **unofficial),
        "both": plain(months=60, **body, **unofficial),
    }
    talks = {name: found["talks"] <= 60 for name, found in ensembles.arms(outcomes, setups, 400).items()}
    for name, happened in talks.items():
        yield Figure(f"talks, {name}", share(happened))
    yield Figure("both minus official alone", share_difference(talks["both"], talks["official"]), above(0))
    yield Figure("both minus unofficial alone", share_difference(talks["both"], talks["unofficial"]), above(0))


@GROUP.pattern(
    "contradiction",
    claim="Contradiction erodes both tracks: what workshops transfer and what advice weighs.",
    design="An organization (level top, access .8) that holds workshops and advises for one unit each; coordination 0 "
    "and a line of .25, far from official conduct, or of .60, near it; the first with full coordination too; process "
    "held in conflict; months 61–140.",
)
def contradiction(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    def world(coordination: float, line: float) -> Setup:
        works_on = {s: {"access": 0.8} for s in ("north", "south")}
        work = sole({"track_two": 1, "consultation": 1}, 2.0, level="top", works_on=works_on, line=line)
        return calm({"constraints.coordination": coordination}, months=140, **work)

    setups = {"contradictory": world(0.0, 0.25), "aligned": world(0.0, 0.60), "coordinated": world(1.0, 0.25)}
    arms = ensembles.arms(outcomes, setups, 30)
    for quantity, words in (("options", "options of workshops"), ("weight_advice", "weight of advice")):
        values = {name: found[quantity] for name, found in arms.items()}
        for other in ("aligned", "coordinated"):
            ratio = contrast(lambda a, b: a / b, values["contradictory"], values[other])
            yield Figure(f"{words}, contradictory / {other}", ratio, below(1))
    change = difference(arms["contradictory"]["conduct"], arms["coordinated"]["conduct"])
    yield Figure("conduct, contradictory minus coordinated", change, above(0))
    yield Figure("coherence of the contradictory line", mean(arms["contradictory"]["coherence"]))


@GROUP.pattern(
    "authority_and_talks",
    claim="More authority need not mean more talks.",
    design="Two societies with seven organizations, authority 1 or 0, motivation from pain alone; talks within 5 years "
    "and conduct.",
)
def authority_and_talks(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    setups = {
        str(level): civil({"constraints.authority": level, "talks.opportunity": 0.0}, months=60) for level in (0.0, 1.0)
    }
    arms = ensembles.arms(outcomes, setups, 300)
    talks = {name: found["talks"] <= 60 for name, found in arms.items()}
    yield Figure("talks, authority 1 minus 0", share_difference(talks["1.0"], talks["0.0"]), below(0.05), "-.13")
    yield Figure("conduct, authority 1 minus 0", difference(arms["1.0"]["conduct"], arms["0.0"]["conduct"]), below(0))
