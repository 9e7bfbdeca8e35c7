"""M1 Mental images."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import worlds

from sulha.model import Setup

from .arms import calm, civil
from .ensemble import Ensembles
from .intervals import contrast, difference, mean
from .measures import course, outcomes
from .pattern import Chart, Figure, Group, Line, above, below, between

GROUP = Group("M1", "Mental images")
IMAGES = ("intent", "trust", "humanity")


@GROUP.pattern(
    "mirror_images",
    claim="Equal societies have equal mean images of one another: mirror images.",
    design="Two equal societies with seven organizations, defaults; mean images of months 61–240.",
)
def mirror_images(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    found = ensembles.arm(outcomes, civil(), 200)
    north, south = (np.mean([found[f"{name}_{side}"] for name in IMAGES], axis=0) for side in ("north", "south"))
    yield Figure("mean image, north minus south", difference(north, south), between(-0.01, 0.01), ".0002")
    yield Figure("mean absolute difference of a run", mean(np.abs(north - south)), None, ".009")


def frozen(conduct: float, months: int = 12) -> Setup:
    """Governments that never change their conduct; societies with their usual spread, neutral on average."""
    return worlds.still(
        north=conduct,
        south=conduct,
        citizens=500,
        time={"months": months},
        mechanisms={"talks": False, "opinion": False, "mobilization": False},
        parameters={"images.spread": 0.2, "images.noise": 0.1, "images.anchor": (0.5, 0.5, 0.5)},
    )


@GROUP.pattern(
    "trust_asymmetry",
    claim="Trust falls faster than it rises.",
    design="Societies with neutral anchors under a year of constant conduct half-way to full hostility, and half-way "
    "to full cooperation, without opinion and talks; change of mean trust.",
)
def trust_asymmetry(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    neutral = 8.3 / 18.3
    arms = ensembles.arms(
        course,
        {"bad": frozen(neutral + (1 - neutral) / 2), "good": frozen(neutral / 2)},
        40,
    )
    fall = arms["bad"]["trust"][:, 0] - arms["bad"]["trust"][:, 12]
    rise = arms["good"]["trust"][:, 12] - arms["good"]["trust"][:, 0]
    yield Figure("fall of trust minus rise of trust", difference(fall, rise), above(0))
    yield Figure("fall of trust / rise of trust", contrast(lambda a, b: a / b, fall, rise))


@GROUP.pattern(
    "no_trace",
    claim="A pulse of violence without a change of intent leaves no long-run trace; failed talks do.",
    design="Two societies at the defaults, the official process held in conflict; a pulse of fear of .2 in every "
    "citizen, or the news of failed talks, in month 0, beside the same run without.",
)
def no_trace(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    setup = calm(months=36)
    rest = ensembles.arm(course, setup, 40)
    fear = ensembles.arm(course, calm({"start.threat": 0.2}, months=36), 40)
    failed = ensembles.arm(course, setup, 40, nudge="failed_talks")
    scared = fear["hostility"] - rest["hostility"]
    soured = failed["hostility"] - rest["hostility"]
    harder = fear["conduct"] - rest["conduct"]
    yield Figure("fear: change of hostility, month 1", mean(scared[:, 1]), above(0))
    yield Figure("fear: share of it left after 12 months", contrast(_left, scared[:, 12], scared[:, 1]), below(0.05))
    yield Figure("fear: change of conduct, months 1–6", mean(harder[:, 1:7].mean(axis=1)), None, ".006")
    yield Figure("failed talks: change of hostility, month 1", mean(soured[:, 1]), above(0), ".008")
    yield Figure("failed talks: after 12 months", mean(soured[:, 12]), above(0), ".003")
    yield Figure("failed talks: after 24 months", mean(soured[:, 24]), above(0), ".0015")
    yield Figure(
        "share left after 12 months, failed talks minus fear",
        contrast(
            lambda a, b, c, d: a / b - c / d, soured[:, 12], soured[:, 1], scared[:, 12], scared[:, 1]
        ),
        above(0),
    )  # fmt: skip


def _left(after: float, before: float) -> float:
    return after / before


@GROUP.pattern(
    "misperception",
    claim="Misperception raises hostility where conduct is neutral, more with more noise; monitoring cures it.",
    design="Conduct held at the neutral point, anchors at the defaults; noise of perception 0, .1 and .3, and .3 under "
    "full monitoring; mean hostility of months 61–180.",
)
def misperception(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    def world(noise: float, monitoring: float) -> Setup:
        return worlds.still(
            citizens=500,
            time={"months": 180},
            mechanisms={"talks": False, "opinion": False, "mobilization": False},
            intergovernmental={"assembly": {"monitoring": monitoring}},
            parameters={"images.spread": 0.2, "images.noise": noise},
        )

    setups = {str(noise): world(noise, 0.0) for noise in (0.0, 0.1, 0.2, 0.3)} | {"watched": world(0.3, 1.0)}
    arms = {name: found["hostility"] for name, found in ensembles.arms(outcomes, setups, 20).items()}
    yield Figure("hostility without noise", mean(arms["0.0"]), None, ".534")
    yield Figure("hostility at noise .1", mean(arms["0.1"]), None, ".546")
    yield Figure("hostility at noise .3", mean(arms["0.3"]), None, ".567")
    yield Figure("change, noise 0 to .1", difference(arms["0.1"], arms["0.0"]), above(0), ".012")
    yield Figure(
        "change by noise .3 under full monitoring", difference(arms["watched"], arms["0.0"]), between(-1e-9, 1e-9)
    )
    yield Figure("change, noise .1 to .3", difference(arms["0.3"], arms["0.1"]), above(0), ".021")
    steps = (0.0, 0.1, 0.2, 0.3)
    line = Line("no monitoring", steps, tuple(mean(arms[str(noise)]) for noise in steps))
    cured = Line("full monitoring", (0.0, 0.3), (mean(arms["0.0"]), mean(arms["watched"])))
    yield Chart(
        "misperception", "Misperception at neutral conduct", "noise of perception", "mean hostility", (line, cured)
    )
