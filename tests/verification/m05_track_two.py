"""M5 Track two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sulha.model import Setup

from .arms import NO_STAFF, plain, sole
from .ensemble import Ensembles, Sample
from .intervals import contrast, difference, mean, share, share_difference
from .measures import outcomes
from .pattern import Chart, Deviation, Figure, Group, above, below, between

GROUP = Group("M5", "Track two")
FIVE_YEARS = 60


def workshops(changes: dict[str, Any], months: int = 60, money: float = 1.0) -> Setup:
    """Workshops of one organization of full access, with full coordination."""
    work = sole({"track_two": 1}, money, level="top")
    return plain({"constraints.coordination": 1.0} | changes, months=months, **work)


def _leverage(leverage: float) -> dict[str, Any]:
    """The same leverage for organizations of every level."""
    return {f"track_two.level_{level}": leverage for level in ("top", "middle", "grassroots")}


@GROUP.pattern(
    "transfer",
    claim="The same workshops open talks far more often if more of them is transferred to officials.",
    design="One workshop a month, full access and coordination; the leverage of its level .1 or 1, and so the access "
    "to officials; talks within 5 years.",
)
def transfer(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    setups = {f"{phi:g}": workshops(_leverage(phi)) for phi in (0.1, 1.0)}
    arms = ensembles.arms(outcomes, setups, 300)
    low, high = (arms[name]["talks"] <= FIVE_YEARS for name in ("0.1", "1"))
    yield Figure("talks at access .1", share(low), None, ".53")
    yield Figure("talks at access 1", share(high), None, ".78")
    yield Figure("talks, access 1 minus .1", share_difference(high, low), above(0.05), ".25")


@GROUP.pattern(
    "transfer_not_attitude",
    claim="Transfer, not the change of attitudes, carries the effect of track two on the start of talks.",
    design="As above at access 1: workshops that transfer but change no attitude (strength 0, no staff cue), and "
    "workshops that change attitudes, the government's too, but whose options count for nothing; talks within 5 years.",
)
def transfer_not_attitude(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    setups = {
        "none": plain(months=60),
        "all": workshops({}),
        "transfer": workshops({"track_two.strength": 0.0, **NO_STAFF}),
        "attitude": workshops({"talks.optimism_transfer": 0.0, "talks.win_transfer": 0.0}),
    }
    arms = {name: found["talks"] <= FIVE_YEARS for name, found in ensembles.arms(outcomes, setups, 300).items()}
    for name, words in (("all", "all of it"), ("transfer", "transfer alone"), ("attitude", "attitudes alone")):
        yield Figure(f"effect on talks, {words}", share_difference(arms[name], arms["none"]))
    yield Figure("transfer alone minus attitudes alone", share_difference(arms["transfer"], arms["attitude"]), above(0))


@GROUP.pattern(
    "key_people",
    claim="Key people raise the start of talks.",
    design="Three units of money for track two (level top, access 1, coordination .5), or for meetings of citizens, or "
    "nothing; talks within 5 years.",
)
def key_people(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    setups = {
        "none": plain(months=60),
        "key": plain(months=60, **sole({"track_two": 1}, 3.0, level="top")),
        "more": plain(months=60, **sole({"people_to_people": 1}, 3.0, level="grassroots")),
    }
    arms = {name: found["talks"] <= FIVE_YEARS for name, found in ensembles.arms(outcomes, setups, 300).items()}
    yield Figure("effect of more people", share_difference(arms["more"], arms["none"]))
    yield Figure("key people minus more people", share_difference(arms["key"], arms["more"]), above(0))
    yield Figure("effect of key people", share_difference(arms["key"], arms["none"]), above(0))


def _agreed(ensembles: Ensembles) -> dict[str, Sample]:
    """Runs that start in an agreement, with money for more people, for key people, or none."""
    start = {"talks.state": "agreement"}
    setups = {
        "none": plain(start, months=120),
        "key": plain(start, months=120, **sole({"track_two": 1}, 3.0, level="top")),
        "more": plain(start, months=120, **sole({"people_to_people": 1}, 3.0, level="grassroots")),
    }
    return ensembles.arms(outcomes, setups, 250)


@GROUP.pattern(
    "more_people",
    claim="More people raise durability: meetings of citizens lower the rate of relapse.",
    design="Runs that start in an agreement, with three units of money for meetings of citizens, or nothing; mean rate "
    "of relapse up to the first relapse, and relapse within 10 years.",
)
def more_people(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    arms = _agreed(ensembles)
    rate = {name: found["hazard_at_peace"] for name, found in arms.items()}
    yield Figure("rate of relapse, more people / none", contrast(_ratio, rate["more"], rate["none"]), below(1))
    relapse = {name: found["relapse"] <= 120 for name, found in arms.items()}
    yield Figure("relapse without", share(relapse["none"]))
    yield Figure("relapse, more people minus none", share_difference(relapse["more"], relapse["none"]))


@GROUP.pattern(
    "more_or_key_people",
    claim="More people raise durability further than key people do.",
    design="As above, and the same money for track two (level top, access 1, coordination .5).",
    deviation=Deviation(
        "not shown",
        "Key people lower the rate of relapse by 15 %, meetings by 1 %. The equations say so: inclusion, which "
        "protects an agreement, counts work on workshops, advocacy and advice (M9) and not meetings, and the hostility "
        "that meetings lower moves the rate of relapse little (slope 1). The contrast is read into the typology of "
        "more people and key people; that each has an effect is shown above.",
    ),
)
def more_or_key_people(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    arms = _agreed(ensembles)
    rate = {name: found["hazard_at_peace"] for name, found in arms.items()}
    yield Figure("rate of relapse, key people / none", contrast(_ratio, rate["key"], rate["none"]))
    yield Figure("rate of relapse, more people / key people", contrast(_ratio, rate["more"], rate["key"]), below(1))
    relapse = {name: found["relapse"] <= 120 for name, found in arms.items()}
    yield Figure("relapse, key people minus none", share_difference(relapse["key"], relapse["none"]))


def _ratio(one: float, other: float) -> float:
    return one / other


@GROUP.pattern(
    "few_participants",
    claim="The few who take part in workshops never move a society's mean hostility directly.",
    design="Three workshops a month that reach no official and no staff, beside the same run with track two switched "
    "off, process held in conflict; months 61–180; directly, without influence among citizens, and with it.",
)
def few_participants(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    changes = _leverage(0.0) | {"mechanisms.talks": False, **NO_STAFF}
    setups = {
        f"{track_two} {weight:g}": workshops(
            changes | {"mechanisms.track_two": track_two, "influence.weight": weight}, 180, 3.0
        )
        for track_two in (True, False)
        for weight in (0.0, 0.05)
    }
    arms = ensembles.arms(outcomes, setups, 30)
    for words, weight in (("directly", "0"), ("with influence", "0.05")):
        for quantity, order in (("hostility", ""), ("conduct", "up to .0013")):
            change = difference(arms[f"True {weight}"][quantity], arms[f"False {weight}"][quantity])
            criterion = between(-0.005, 0.005) if weight == "0" else None
            yield Figure(f"{words}: change of {quantity}", change, criterion, order if weight != "0" else "")
    yield Figure("stock of options in later months", mean(arms["True 0"]["options"]))
