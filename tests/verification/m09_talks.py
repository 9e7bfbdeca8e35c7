"""M9 Ripeness, official talks, agreement, durability."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arms import anchored, civil, movements, plain, without
from .ensemble import Ensembles, Sample
from .intervals import Estimate, contrast, difference, mean, share, share_difference
from .measures import outcomes
from .pattern import Chart, Figure, Group, Line, above, below, between

GROUP = Group("M9", "Ripeness, official talks, agreement, durability")


@GROUP.pattern(
    "room_both_ways",
    claim="Agreements within 20 years leave room both ways, and organizations raise them.",
    design="Two societies with and without seven organizations, defaults, start rate of talks .008 (default), .004 and "
    ".012.",
)
def room_both_ways(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    for rate, replicates, orders in (
        (0.008, 200, (".61", ".74")), (0.004, 60, (".36", ".48")), (0.012, 60, (".77", ".85"))
    ):  # fmt: skip
        change = {} if rate == 0.008 else {"talks.start_rate": rate}
        arms = ensembles.arms(outcomes, {"without": without(change), "with": civil(change)}, replicates)
        reached = {name: found["agreement"] <= 240 for name, found in arms.items()}
        decides = rate == 0.008
        for (name, happened), order in zip(reached.items(), orders, strict=True):
            criterion = between(0.05, 0.95) if decides else None
            yield Figure(f"start rate {rate:g}: agreement {name} organizations", share(happened), criterion, order)
        change_by = share_difference(reached["with"], reached["without"])
        yield Figure(f"start rate {rate:g}: difference", change_by, above(0) if decides else None)


@GROUP.pattern(
    "inclusion",
    claim="Inclusion of civil society lowers relapse and slows agreement; the months at peace stay about the same.",
    design="Seven organizations, inclusion 0, .5 and 1: runs that start in an agreement, relapse within 10 years; runs "
    "that start in talks, agreement within a year; runs of 240 months that start in conflict, months in agreement or "
    "peace.",
)
def inclusion(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    def started(state: str, months: int, levels: tuple[float, ...], replicates: int) -> dict[float, Sample]:
        setups = {
            str(level): civil({"talks.inclusion": level, "talks.state": state}, months=months) for level in levels
        }
        found = ensembles.arms(outcomes, setups, replicates)
        return {level: found[str(level)] for level in levels}

    durable = {
        level: found["relapse"] <= 120 for level, found in started("agreement", 120, (0.0, 0.5, 1.0), 150).items()
    }
    for level, order in ((0.0, ".38"), (0.5, ".30"), (1.0, ".22")):
        yield Figure(f"relapse at inclusion {level:g}", share(durable[level]), None, order)
    yield Figure("relapse, inclusion 1 minus 0", share_difference(durable[1.0], durable[0.0]), below(0), "-.16")
    quick = {level: found["agreement"] <= 12 for level, found in started("talks", 12, (0.0, 1.0), 500).items()}
    yield Figure("agreement within a year at inclusion 0", share(quick[0.0]))
    yield Figure("agreement within a year, inclusion 1 minus 0", share_difference(quick[1.0], quick[0.0]), below(0))
    peace = {level: found["months_at_peace"] for level, found in started("conflict", 240, (0.0, 1.0), 60).items()}
    yield Figure("months at peace, inclusion 1 minus 0", difference(peace[1.0], peace[0.0]), between(-12, 12), "0")


@GROUP.pattern(
    "protest",
    claim="Protest can open talks where the government is closed.",
    design="A public less hostile than conduct (anchors .60), a movement of two units a month on each side, openness "
    ".1; protest counts for the motivation to talk (.6) or not (0); talks within 5 years. At openness .9 "
    "reported.",
)
def protest(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    effects = {}
    for openness in (0.1, 0.9):
        shared = {"government.openness": openness} | anchored(0.6, 0.6, 0.6)
        setups = {
            f"{weight:g}": plain(shared | {"talks.protest": weight}, months=60, **movements()) for weight in (0.0, 0.6)
        }
        arms = ensembles.arms(outcomes, setups, 300)
        talks = {name: found["talks"] <= 60 for name, found in arms.items()}
        effects[openness] = share_difference(talks["0.6"], talks["0"])
        if openness == 0.1:
            yield Figure("openness .1: doves", mean(arms["0.6"]["doves"]))
            yield Figure("openness .1: talks without protest", share(talks["0"]))
    yield Figure("openness .1: effect of protest on talks", effects[0.1], above(0))
    yield Figure("openness .9: effect of protest on talks", effects[0.9])


@GROUP.pattern(
    "ripeness_paradox",
    claim="The paradox of ripeness: with motivation from pain alone more authority of the organizations means fewer "
    "talks, with motivation from opportunity too it means more.",
    design="Two societies with seven organizations, authority 0 and 1, opportunity 0 and 1; talks within 5 years.",
)
def ripeness_paradox(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    lines = []
    steps = (0.0, 1.0)
    for opportunity, words, orders in (
        (0.0, "pain alone", (".53", ".40")), (1.0, "pain and opportunity", (".64", ".86"))
    ):  # fmt: skip
        talks = _by_authority(ensembles, opportunity, steps)
        for step, order in zip(steps, orders, strict=True):
            yield Figure(f"{words}: talks at authority {step:g}", share(talks[step]), None, order)
        criterion = above(0) if opportunity else below(0)
        yield Figure(f"{words}: authority 1 minus 0", share_difference(talks[1.0], talks[0.0]), criterion)
        lines.append(Line(words, steps, tuple(share(talks[step]) for step in steps)))
    yield Chart("ripeness", "The paradox of ripeness", "authority of advice", "talks within 5 years", tuple(lines))


def _by_authority(ensembles: Ensembles, opportunity: float, steps: tuple[float, ...]) -> dict[float, NDArray[np.bool_]]:
    setups = {
        str(step): civil({"constraints.authority": step, "talks.opportunity": opportunity}, months=60) for step in steps
    }
    arms = ensembles.arms(outcomes, setups, 300)
    return {step: arms[str(step)]["talks"] <= 60 for step in steps}


@GROUP.pattern(
    "ratification",
    claim="Ratification is steep: a small change of opinion decides whether votes pass.",
    design="Two societies with and without seven organizations, agreements put to a vote; share of votes of 240 months "
    "that pass, and mean hostility.",
)
def ratification(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    change: dict[str, Any] = {"talks.ratification": True}
    arms = ensembles.arms(outcomes, {"with": civil(change), "without": without(change)}, 120)
    for name, order in (("without", "4 of 113"), ("with", "69 of 116")):
        yield Figure(f"votes passed {name} organizations", _passed(arms[name]), None, order)
    gap = contrast(
        lambda a, b, c, d: a / b - c / d,
        arms["with"]["votes_passed"], arms["with"]["votes"], arms["without"]["votes_passed"], arms["without"]["votes"],
    )  # fmt: skip
    yield Figure("votes passed, with minus without organizations", gap, above(0.25), ".56")
    yield Figure(
        "change of hostility", difference(arms["with"]["hostility"], arms["without"]["hostility"]), None, "-.07"
    )


def _passed(sample: Sample) -> Estimate:
    return contrast(lambda a, b: a / b, sample["votes_passed"], sample["votes"])
