"""M2 Action and reaction of governments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sulha.model import Setup

from .arms import anchored, calm, civil, sole
from .ensemble import Ensembles
from .intervals import contrast, difference, exact, mean, share
from .measures import course, outcomes
from .pattern import Chart, Figure, Group, Line, above, below, between

GROUP = Group("M2", "Action and reaction of governments")
FATIGUE, LEVEL = 0.35, 0.625
INITIATIVE = {"nudge": "initiative", "size": -0.15, "at": 60}


def rivals(reaction: float, **entries: Any) -> Setup:
    """A world of this reaction whose governments alone would settle at the usual level."""
    changes = {"reaction.reaction": reaction, "reaction.grievance": (FATIGUE - reaction) * LEVEL}
    return calm(changes, **entries)


def _answers(own: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each run's coefficient of the other's conduct of last month beside one's own (least squares)."""
    found = []
    for one, two in zip(own[:, 61:], others[:, 61:], strict=True):
        design = np.column_stack([np.ones(len(one) - 1), one[:-1], two[:-1]])
        found.append(np.linalg.lstsq(design, one[1:], rcond=None)[0][2])
    return np.array(found)


@GROUP.pattern(
    "reciprocity",
    claim="Governments respond to one another on short lags.",
    design="Two societies at the defaults, the official process held in conflict; regression of a side's conduct on "
    "both sides' conduct of the month before, months 61–240, at reaction .27 and 0.",
)
def reciprocity(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    arms = ensembles.arms(course, {"reacting": rivals(0.27), "deaf": rivals(0.0)}, 40)
    answers = {arm: _answers(found["north"], found["south"]) for arm, found in arms.items()}
    yield Figure("coefficient at reaction .27", mean(answers["reacting"]), above(0))
    yield Figure("coefficient at reaction 0", mean(answers["deaf"]))
    moved = ensembles.arm(course, rivals(0.27), 40, **INITIATIVE)
    answer = -(moved["south"] - arms["reacting"]["south"]).mean(axis=0)[60:]
    yield Figure("months until the answer to an initiative is largest", exact(float(np.argmax(answer))), below(7))
    yield Figure("coefficient, reaction .27 minus 0", difference(answers["reacting"], answers["deaf"]), above(0))


@GROUP.pattern(
    "unilateral_initiative",
    claim="Without reaction a unilateral initiative leaves the other side unmoved; with reaction it is partly matched.",
    design="The north's conduct lowered by .15 once, after month 60, beside the same run without; sum of the changes "
    "of conduct over the next 60 months, south / north, at reaction 0 and .27 with the same level.",
)
def unilateral_initiative(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    lines = []
    for reaction in (0.0, 0.27):
        rest = ensembles.arm(course, rivals(reaction), 40)
        moved = ensembles.arm(course, rivals(reaction), 40, **INITIATIVE)
        north, south = (moved[side] - rest[side] for side in ("north", "south"))
        matched = contrast(lambda a, b: a / b, south[:, 60:121].sum(axis=1), north[:, 60:121].sum(axis=1))
        if reaction:
            yield Figure("share matched at reaction .27", matched, between(0.1, 1), "k/a = .77 without opinion")
        else:
            yield Figure("share matched at reaction 0", matched, between(-0.1, 0.1), "0 without opinion")
        # The nudge is not in the record of its own month.
        months = tuple(float(month) for month in range(1, 25))
        for side, change in (("north", north), ("south", south)):
            values = tuple(mean(change[:, 60 + int(month)]) for month in months)
            lines.append(Line(f"{side}, reaction {reaction:g}", months, values))
    yield Chart(
        "initiative", "A unilateral initiative of the north", "months after it", "change of conduct", tuple(lines)
    )


@GROUP.pattern(
    "long_run_mean",
    claim="An initiative does not move the long-run mean of conduct; grievance, opinion and advice do.",
    design="As above with reaction .27: mean conduct of months 121–240 (initiative), or of months 61–140 with the "
    "grievance lowered by a tenth, the anchors of images raised by .1, the line of an adviser lowered from .25 to .10 "
    "(authority .1).",
)
def long_run_mean(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    rest = ensembles.arm(course, rivals(0.27), 40)
    moved = ensembles.arm(course, rivals(0.27), 40, **INITIATIVE)
    late = slice(121, None)
    yield Figure(
        "initiative", difference(moved["conduct"][:, late].mean(axis=1), rest["conduct"][:, late].mean(axis=1)),
        between(-0.005, 0.005),
    )  # fmt: skip
    adviser = sole({"consultation": 1}, 2.0)
    setups = {
        "base": calm(months=140),
        "grievance": calm({"reaction.grievance": 0.045}, months=140),
        "opinion": calm(anchored(0.55, 0.50, 0.65), months=140),
        "moderate": calm({"constraints.authority": 0.1}, months=140, **adviser),
        "dovish": calm({"constraints.authority": 0.1, "advice.line": 0.10}, months=140, **adviser),
    }
    arms = {name: found["conduct"] for name, found in ensembles.arms(outcomes, setups, 30).items()}
    yield Figure("grievance lower by a tenth", difference(arms["grievance"], arms["base"]), below(-0.005))
    yield Figure("anchors of images higher by .1", difference(arms["opinion"], arms["base"]), below(-0.005))
    yield Figure("line of advice lower by .15", difference(arms["dovish"], arms["moderate"]), below(-0.005))


@GROUP.pattern(
    "stabilized_not_pacified",
    claim="A race (reaction above fatigue) that opinion, advice and pressure stabilize is not pacified: conduct often "
    "sits at its upper end.",
    design="Two societies with seven organizations, reaction .40 against fatigue .35, openness 1; months 61–240.",
)
def stabilized_not_pacified(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    setup = civil({"reaction.reaction": 0.40, "government.openness": 1.0})
    found = ensembles.arm(outcomes, setup, 30)
    yield Figure(
        "monthly weight of opinion, advice and pressure", mean(found["weights"]), above(1 - 1 / 1.05), "> .048"
    )
    yield Figure("share of months with conduct above .99", mean(found["at_one"]), above(0.25), "half")
    yield Figure("mean conduct", mean(found["conduct"]))
    yield Figure("share of runs that reach an end of the scale", share(found["pinned"]))
