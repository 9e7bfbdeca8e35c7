"""M6 Public and cultural diplomacy."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from sulha.model import Setup

from .arms import NO_STAFF, calm, sole
from .ensemble import Ensembles
from .intervals import contrast, difference, exact
from .measures import course, exposure_after, outcomes
from .pattern import Chart, Deviation, Figure, Group, Line, above, below

GROUP = Group("M6", "Public and cultural diplomacy")
MONTHS = 140
COORDINATED = {"constraints.coordination": 1.0, **NO_STAFF}


def campaign(money: float, changes: dict[str, Any] | None = None, **work: Any) -> Setup:
    """An international organization that spends its money on messages to both publics; nothing contradicts them."""
    return calm(COORDINATED | (changes or {}), months=MONTHS, **sole({"public_diplomacy": 1}, money, **work))


@GROUP.pattern(
    "diminishing_returns",
    claim="Messages have diminishing returns.",
    design="An independent organization spends 1, 2, 4 or 8 units a month on messages to both publics, full "
    "coordination, no staff, the process held in conflict; fall of mean hostility per unit, months 61–140.",
)
def diminishing_returns(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    doses = (1, 2, 4, 8)
    setups = {"0": calm(COORDINATED, months=MONTHS)} | {str(dose): campaign(float(dose)) for dose in doses}
    arms = {name: found["hostility"] for name, found in ensembles.arms(outcomes, setups, 20).items()}
    gains = {dose: (arms["0"] - arms[str(dose)]) / dose for dose in doses}
    yield Figure("fall of hostility by the first unit", difference(arms["0"], arms["1"]), above(0))
    for one, next_ in pairwise(doses):
        yield Figure(f"fall per unit, {one} minus {next_} units", difference(gains[one], gains[next_]), above(0))
    line = Line(
        "messages", (0.0, *map(float, doses)), (exact(0), *(difference(arms["0"], arms[str(d)]) for d in doses))
    )
    yield Chart("campaign", "Diminishing returns of messages", "money a month", "fall of hostility", (line,))


def _stopped(setup: Setup, month: int) -> Setup:
    """The same, with a last message in the month before."""
    work = {"organizations.worker.strategy.public_diplomacy": 0.0}
    data = setup.model_dump(exclude_unset=True) | {"interventions": [{"month": month, "set": work}]}
    return Setup.model_validate(data)


@GROUP.pattern(
    "exposure_fades",
    claim="Exposure to public messages fades out within about two months.",
    design="Two units a month for messages over five years, then none; stock of exposure two and four months after the "
    "last message / at the last message.",
)
def exposure_fades(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    stock = ensembles.arm(exposure_after, _stopped(campaign(2.0), 61), 20, stop=60)["stock"]
    yield Figure("left after 2 months", contrast(_ratio, stock[:, 62], stock[:, 60]), below(0.5), ".25")
    yield Figure("left after 4 months", contrast(_ratio, stock[:, 64], stock[:, 60]), None, ".06")


@GROUP.pattern(
    "gain_fades",
    claim="What public messages have gained in opinion fades out within about two months.",
    design="As above, after five years of messages and after a single month of them: fall of mean hostility beside the "
    "world without messages, two and twelve months after it is largest / at its largest.",
    deviation=Deviation(
        "not shown",
        "About .92 of the gain is left after two months, half after a year. Only the exposure fades as fast as visits "
        "of leaders did where it was measured (about 20 days); what it has moved in the images returns to the anchor "
        "by 5 % a month like every other change (half-life 13.5 months). So the equations of the specification say; "
        "the effect of public messages would need a fast component of its own, as fear has.",
    ),
)
def gain_fades(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    rest = ensembles.arm(course, calm(COORDINATED, months=MONTHS), 20)["hostility"]
    for words, last in (("five years", 60), ("a single month", 1)):
        setup = _stopped(campaign(2.0), last + 1)
        gain = rest - ensembles.arm(exposure_after, setup, 20, stop=last)["hostility"]
        peak = last + int(np.argmax(gain[:, last : last + 6].mean(axis=0)))
        for later, criterion in ((2, below(0.5)), (12, None)):
            left = contrast(_ratio, gain[:, peak + later], gain[:, peak])
            yield Figure(f"{words} of messages: left after {later} months", left, criterion)


def _ratio(one: float, other: float) -> float:
    return one / other


@GROUP.pattern(
    "backlash",
    claim="Messages of a source that is not believed harden the public.",
    design="Messages for two units a month by an organization of the north paid by its state alone (credibility .3, "
    "abroad .15, below the threshold of .4), and by an independent international one; mean hostility of months 61–140 "
    "beside no messages.",
)
def backlash(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    setups = {
        "none": calm(COORDINATED, months=MONTHS),
        "kept": campaign(2.0, home="north", funding={"home_state": 2.2}),
        "free": campaign(2.0, funding={"own_income": 1.1, "members": 1.1}),
    }
    arms = ensembles.arms(outcomes, setups, 20)
    kept, free, none = (arms[name]["hostility"] for name in ("kept", "free", "none"))
    yield Figure("paid by its state: change of hostility", difference(kept, none), above(0))
    yield Figure("independent: change of hostility", difference(free, none), below(0))


@GROUP.pattern(
    "media",
    claim="Messages work more where media carry them further.",
    design="Messages for two units a month beside none, at media 1 and 2; fall of mean hostility of months 61–140.",
)
def media(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    setups = {}
    for level in (1.0, 2.0):
        changes = {"campaign.media": level}
        setups[f"without {level:g}"] = calm(COORDINATED | changes, months=MONTHS)
        setups[f"with {level:g}"] = campaign(2.0, changes)
    arms = {name: found["hostility"] for name, found in ensembles.arms(outcomes, setups, 20).items()}
    falls = [arms[f"without {level}"] - arms[f"with {level}"] for level in ("1", "2")]
    yield Figure("fall at media 1", difference(arms["without 1"], arms["with 1"]))
    yield Figure("fall at media 2 minus fall at media 1", difference(falls[1], falls[0]), above(0))


@GROUP.pattern(
    "spoilers",
    claim="Spoilers' messages cost hostility, the more the larger their budget.",
    design="No organizations, the process held in conflict; spoilers' budget 0, .25 and .75 (budget times skill 0, .1 "
    "and .3); mean hostility of months 61–140.",
)
def spoilers(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    setups = {f"{budget:g}": calm({"spoilers.budget": budget}, months=MONTHS) for budget in (0.0, 0.25, 0.75)}
    arms = {name: found["hostility"] for name, found in ensembles.arms(outcomes, setups, 20).items()}
    yield Figure("change, budget 0 to .25", difference(arms["0.25"], arms["0"]), above(0), ".013")
    yield Figure("change, budget 0 to .75", difference(arms["0.75"], arms["0"]), None, ".029")
    yield Figure("change, budget .25 to .75", difference(arms["0.75"], arms["0.25"]), above(0))
