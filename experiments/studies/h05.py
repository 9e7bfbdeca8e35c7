"""H5: mobilization gives influence without authority."""

from __future__ import annotations

from ..language import noted
from .cells import Cell
from .measures import difference, interaction
from .rule import Rule
from .study import Primary, Secondary, Study

_OPEN, _OPEN_OFF, _CLOSED, _CLOSED_OFF = (Cell(arm) for arm in ("scenario", "open_off", "closed", "closed_off"))


def _wider(openness: float, authority: float, *arms: str) -> tuple[Cell, Cell]:
    at = {"government.openness": openness, "constraints.authority": authority}
    first, second = (Cell(arm, at) for arm in arms)
    return first, second


_MILD, _BITTER = ("scenario", "off"), ("bitter", "bitter_off")

H05 = Study(
    id="H5",
    title=noted("Mobilization without authority"),
    hypothesis=(
        "Where the public is less hostile than official conduct, mobilization lowers conduct by more in open regimes "
        "than in closed ones, although organizations have no authority."
    ),
    claim="direct link to the grassroots",
    manipulates=(
        "mobilization (on, off) × openness of the governments (0, .3, .6, .9) × authority of advice (0, .025) × "
        "hostility that the public starts from (.40, .65), at conduct .6"
    ),
    primary=Primary(
        "interaction on mean conduct H: effect of mobilization at openness .9 minus effect at openness 0; authority 0, "
        "public at .40",
        interaction("conduct", (_OPEN, _OPEN_OFF), (_CLOSED, _CLOSED_OFF)),
        Rule(direction=-1, smallest=0.02),
    ),
    refuted_by="an interaction that is surely smaller than .02, or of the other sign",
    built_in="that in a closed regime opinion has no weight",
    not_built_in="how much mobilization there is and whom it moves: hawks mobilize too, calmer conduct calls doves off",
    shown=(
        ("open, mobilized", _OPEN),
        ("open, off", _OPEN_OFF),
        ("closed, mobilized", _CLOSED),
        ("closed, off", _CLOSED_OFF),
    ),
    secondary=(
        Secondary("effect of mobilization at openness .9", difference("conduct", _OPEN, _OPEN_OFF)),
        Secondary("effect of mobilization at openness 0", difference("conduct", _CLOSED, _CLOSED_OFF)),
        Secondary("doves at openness .9", difference("doves", _OPEN, _OPEN_OFF, "share")),
        Secondary("hawks at openness .9", difference("hawks", _OPEN, _OPEN_OFF, "share")),
        *(
            Secondary(
                f"interaction, public at {hostility}, authority {authority:g}",
                interaction("conduct", _wider(0.9, authority, *arms), _wider(0, authority, *arms)),
                "wider",
            )
            for hostility, arms in ((".40", _MILD), (".65", _BITTER))
            for authority in (0, 0.025)
        ),
        *(
            Secondary(
                f"effect of mobilization at openness {openness:g}, public at {hostility}, authority 0",
                difference("conduct", *_wider(openness, 0, *arms)),
                "wider",
            )
            for hostility, arms in ((".40", _MILD), (".65", _BITTER))
            for openness in (0.3, 0.6)
        ),
    ),
    notes=(
        "The public's hostility is set by the anchor of its images: those that only started apart would soon be back.",
        "Conduct .6 is where governments start; from there it takes its course.",
    ),
)
