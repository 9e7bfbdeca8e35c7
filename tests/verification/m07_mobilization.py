"""M7 Advocacy, mobilization, responsiveness."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import worlds

from sulha.model import Setup

from .arms import anchored, civil, movements, plain
from .ensemble import Ensembles
from .intervals import contrast, difference, mean, share, share_difference
from .measures import cascade, eligible, outcomes
from .pattern import Chart, Deviation, Figure, Group, Line, above, below, between

GROUP = Group("M7", "Advocacy, mobilization, responsiveness")


def assembled(threshold: float, spread: float, *, citizens: int = 400, months: int = 80) -> Setup:
    """A society at peace with its neighbor under a hostile government, so that everybody may become active."""
    return worlds.still(
        north=0.95,
        citizens=citizens,
        time={"months": months},
        mechanisms={"talks": False, "opinion": False, "influence": False},
        parameters={
            "images.anchor": (0.95, 0.95, 0.95),
            "mobilization.threshold_mean": threshold,
            "mobilization.threshold_sd": spread,
        },
    )


@GROUP.pattern(
    "threshold_spread",
    claim="Participation jumps with a small change of the threshold spread.",
    design="400 citizens on a complete network, everybody eligible, no stimulus, thresholds drawn from a normal "
    "distribution of mean .25; active share in the end by spread.",
)
def threshold_spread(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    steps = (0.08, 0.10, 0.11, 0.12, 0.13, 0.14, 0.16, 0.20)
    arms = ensembles.arms(cascade, {f"{step:g}": assembled(0.25, step) for step in steps}, 100)
    active = {step: arms[f"{step:g}"]["active"] for step in steps}
    tipped = {step: found > 0.5 for step, found in active.items()}
    yield Figure("runs with most citizens active, spread .10", share(tipped[0.10]), below(0.2))
    yield Figure("runs with most citizens active, spread .14", share(tipped[0.14]), above(0.8))
    middle = np.concatenate([(found > 0.25) & (found < 0.75) for found in active.values()])
    yield Figure("runs that end between one and three quarters active", share(middle), below(0.05))
    yield Figure("most citizens active, spread .14 minus .10", share_difference(tipped[0.14], tipped[0.10]), above(0.5))
    line = Line("complete network", steps, tuple(mean(active[step]) for step in steps))
    yield Chart(
        "cascade", "Participation and the spread of thresholds", "spread of thresholds", "active share", (line,)
    )


@GROUP.pattern(
    "default_thresholds",
    claim="On a complete network thresholds of mean .35 and spread .35 tip; the default mean of .55 rests at a tenth.",
    design="As above, spread .35 and mean .35 or .55; active share in the end.",
)
def default_thresholds(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    arms = ensembles.arms(cascade, {str(t): assembled(t, 0.35) for t in (0.35, 0.55)}, 100)
    yield Figure("active at mean .35", mean(arms["0.35"]["active"]), between(0.9, 1.0), ".96")
    yield Figure("active at mean .55", mean(arms["0.55"]["active"]), between(0.05, 0.2), ".10")


@GROUP.pattern(
    "clustered_tips",
    claim="With thresholds of mean .25 and spread .12 everything tips on the clustered network.",
    design="500 citizens on the network of the defaults, everybody eligible, no stimulus; active share in the end.",
)
def clustered_tips(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    active = ensembles.arm(outcomes, assembled(0.25, 0.12, citizens=500), 160)["doves_north_at_end"]
    yield Figure("runs with most citizens active", share(active > 0.5))
    yield Figure("active share", mean(active), above(0.9), ".97–.999")


@GROUP.pattern(
    "low_thresholds_tip",
    claim="With these thresholds everybody eligible tips in the ordinary world too.",
    design="Two societies with seven organizations, defaults but for the thresholds; hawks / those hostile enough to "
    "be hawks, and doves / those peaceful enough, over months 61–120.",
    deviation=Deviation(
        "not shown",
        "Six in ten possible hawks become active, and one in eight possible doves. Those who are not eligible stay "
        "inactive and count among the neighbors, which stops cascades; where everybody may act everything tips "
        "(M7.clustered_tips). The danger is smaller than stated, the advice to avoid such thresholds stands.",
    ),
)
def low_thresholds_tip(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    changes = {"mobilization.threshold_mean": 0.25, "mobilization.threshold_sd": 0.12}
    arms = ensembles.arms(eligible, {"low": civil(changes, months=120), "default": civil(months=120)}, 30)
    for name, words in (("low", "low thresholds"), ("default", "defaults")):
        found = arms[name]
        criterion, order = (above(0.9), ".97–.999") if name == "low" else (None, "")
        active = contrast(lambda a, b: a / b, found["hawks"], found["hawks_eligible"])
        yield Figure(f"{words}: active among possible hawks", active, criterion, order)
        active = contrast(lambda a, b: a / b, found["doves"], found["doves_eligible"])
        yield Figure(f"{words}: active among possible doves", active)


@GROUP.pattern(
    "hostile_public",
    claim="Responsiveness is not pacifying as such: with a hostile public conduct is more hostile the more open the "
    "government is.",
    design="Two societies with seven organizations, anchors of images .30, .25, .40 (hostile) or .65, .60, .70 "
    "(peaceful), openness 0, .3, .6, .9; mean conduct of months 61–240. At default anchors also reported.",
)
def hostile_public(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    steps = (0.0, 0.3, 0.6, 0.9)
    lines = []
    for words, anchor in (
        ("hostile", (0.30, 0.25, 0.40)), ("default", (0.45, 0.40, 0.55)), ("peaceful", (0.65, 0.60, 0.70))
    ):  # fmt: skip
        asked = steps if words == "hostile" else (steps[0], steps[-1])
        setups = {f"{step:g}": civil({"government.openness": step} | anchored(*anchor)) for step in asked}
        arms = {name: found["conduct"] for name, found in ensembles.arms(outcomes, setups, 40).items()}
        lines.append(Line(f"{words} public", asked, tuple(mean(arms[f"{step:g}"]) for step in asked)))
        if words == "hostile":
            for step, order in zip(steps, (".531", ".559", ".584", ".602"), strict=True):
                yield Figure(f"hostile public: conduct at openness {step:g}", mean(arms[f"{step:g}"]), None, order)
            for one, two in pairwise(steps):
                change = difference(arms[f"{two:g}"], arms[f"{one:g}"])
                yield Figure(f"hostile public: change, openness {one:g} to {two:g}", change, above(0))
        else:
            yield Figure(f"{words} public: change, openness 0 to .9", difference(arms["0.9"], arms["0"]))
    yield Chart("openness", "Openness and the public", "openness of the government", "mean conduct", tuple(lines))


@GROUP.pattern(
    "war_mobilizes_doves",
    claim="War mobilizes doves, more with organizations than without.",
    design="A war like Liberia's in 2003: conduct .85 and a grievance that keeps it there, openness .1; a movement of "
    "two units a month on each side, or none; doves in month 24.",
)
def war_mobilizes_doves(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    war = {"reaction.grievance": 0.068, "government.openness": 0.1}
    setups = {
        "with": plain(war, months=24, **movements()),
        "without": plain(war, months=24),
        "truce": plain({"reaction.grievance": 0.04, "government.openness": 0.1}, months=24),
    }
    arms = ensembles.arms(outcomes, setups, 100)
    doves = {name: found["doves_at_end"] for name, found in arms.items()}
    yield Figure("doves with organizations", mean(doves["with"]), None, ".44")
    yield Figure("doves without", mean(doves["without"]), None, ".24")
    yield Figure(
        "doves, with minus without organizations", difference(doves["with"], doves["without"]), above(0), ".20"
    )
    yield Figure("without: war minus conduct .5", difference(doves["without"], doves["truce"]), above(0))


@GROUP.pattern(
    "small_by_default",
    claim="At the defaults few citizens are active.",
    design="Two societies with seven organizations, defaults; active shares in months 61–240.",
)
def small_by_default(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    found = ensembles.arm(outcomes, civil(), 200)
    yield Figure("doves", mean(found["doves"]), below(0.1), ".005")
    yield Figure("hawks", mean(found["hawks"]), below(0.1), ".05")
