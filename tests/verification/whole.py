"""The model as a whole (sections 7 and 8 of the specification)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .arms import civil, without
from .ensemble import Ensembles
from .intervals import contrast, difference, mean, share, share_difference
from .measures import outcomes
from .pattern import Chart, Deviation, Figure, Group, below

GROUP = Group("whole", "The model as a whole")


@GROUP.pattern(
    "never_pinned",
    claim="Below the edge of the race (reaction below fatigue) conduct never sits at the ends of its scale.",
    design="Two societies with and without seven organizations, reaction .27 (default), .20 and .10; "
    "runs in which a side's conduct is 0 or 1 in any month.",
)
def never_pinned(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    runs = [
        *ensembles.arms(outcomes, {"with": civil(), "without": without()}, 200).values(),
        *(
            found
            for reaction in (0.20, 0.10)
            for found in ensembles.arms(
                outcomes,
                {"with": civil({"reaction.reaction": reaction}), "without": without({"reaction.reaction": reaction})},
                30,
            ).values()
        ),
    ]
    yield Figure(
        "share of runs at an end", share(np.concatenate([found["pinned"] for found in runs])), below(0.02), "0"
    )


@GROUP.pattern(
    "never_pinned_at_the_edge",
    claim="This holds up to the edge: conduct never sits at the ends of its scale for reaction just below fatigue.",
    design="As above with reaction .33 against fatigue .35, where grievance alone would lead to a level above 1.",
    deviation=Deviation(
        "not shown",
        "All runs reach the upper end. With reaction .33 the level of the governments alone, g/(a − k) = 2.5, lies far "
        "outside the scale, and opinion and advice do not hold it inside. The claim holds where that level lies well "
        "within the scale, as at the defaults (.625), and not for every reaction below fatigue.",
    ),
)
def never_pinned_at_the_edge(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    change = {"reaction.reaction": 0.33}
    arms = ensembles.arms(outcomes, {"with": civil(change), "without": without(change)}, 30)
    for name, found in arms.items():
        yield Figure(f"share of runs at an end, {name} organizations", share(found["pinned"]), below(0.05), "0")
        yield Figure(f"mean conduct {name} organizations", mean(found["conduct"]))


@GROUP.pattern(
    "organizations",
    claim="All organizations together lower the hostility of conduct.",
    design="Two societies with and without seven organizations and a body that mediates and monitors at .3, defaults; "
    "months 61–240. The effect counts from .02 (smallest effect of interest).",
)
def organizations(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    arms = ensembles.arms(outcomes, {"with": civil(), "without": without()}, 200)
    with_, alone = arms["with"], arms["without"]
    yield Figure("change of conduct", difference(with_["conduct"], alone["conduct"]), below(-0.02), "-.07 to -.09")
    yield Figure("conduct with organizations", mean(with_["conduct"]), None, ".49–.51")
    yield Figure("conduct without", mean(alone["conduct"]), None, ".57–.59")
    yield Figure("hostility with organizations", mean(with_["hostility"]), None, ".58")
    yield Figure("hostility without", mean(alone["hostility"]), None, ".65")
    yield Figure("polarization with organizations", mean(with_["polarization"]), None, ".036")
    reached = {name: found["agreement"] <= 240 for name, found in arms.items()}
    yield Figure("agreement within 20 years, difference", share_difference(reached["with"], reached["without"]))
    yield Figure("organizations open at 120 months", contrast(lambda a: a / 7, with_["open_at_120"]), None, ".99")
