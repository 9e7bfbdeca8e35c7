"""H9: ICT strengthens organizations that can communicate, and their opponents as well."""

from __future__ import annotations

from ..language import noted
from .cells import Cell
from .measures import difference, interaction
from .rule import Rule
from .study import Primary, Secondary, Study

_SKILLED, _SKILLED_LOW, _UNSKILLED, _UNSKILLED_LOW = (
    Cell(arm) for arm in ("scenario", "skilled_low", "unskilled", "unskilled_low")
)


def _wider(skill: float, spoilers: float, ict: float) -> Cell:
    return Cell("scenario", {"communication.skill": skill, "communication.ict": ict, "spoilers.budget": spoilers})


H09 = Study(
    id="H9",
    title=noted("ICT helps those who can communicate"),
    hypothesis="More ICT lowers citizens' hostility by more where organizations have skill than where they have not.",
    claim="weak external communication; ICT",
    manipulates="skill that organizations start with (.1, .4, .8) × ICT (.1, .5, .9) × spoilers' budget (0, .25, .75)",
    primary=Primary(
        "interaction on citizens' mean hostility h: effect of ICT .9 minus .1 at skill .8, minus the same at skill .1; "
        "spoilers' budget .25",
        interaction("hostility", (_SKILLED, _SKILLED_LOW), (_UNSKILLED, _UNSKILLED_LOW), "h"),
        Rule(direction=-1, smallest=0.02),
    ),
    refuted_by="an interaction that is surely smaller than .02, or of the other sign",
    built_in="that reach is a function of skill times ICT times money, for organizations as for spoilers",
    not_built_in="whether the images that messages change carry so far; the sign of ICT in each cell",
    shown=(
        ("skill .8, ICT .9", _SKILLED),
        ("skill .8, ICT .1", _SKILLED_LOW),
        ("skill .1, ICT .9", _UNSKILLED),
        ("skill .1, ICT .1", _UNSKILLED_LOW),
    ),
    secondary=(
        Secondary("effect of ICT at skill .8", difference("hostility", _SKILLED, _SKILLED_LOW, "h")),
        Secondary("effect of ICT at skill .1", difference("hostility", _UNSKILLED, _UNSKILLED_LOW, "h")),
        Secondary(
            "the same interaction on conduct",
            interaction("conduct", (_SKILLED, _SKILLED_LOW), (_UNSKILLED, _UNSKILLED_LOW)),
        ),
        Secondary(
            "effect of ICT on polarization at skill .8", difference("polarization", _SKILLED, _SKILLED_LOW, "4 Var h")
        ),
        *(
            Secondary(
                f"effect of ICT at skill {skill:g}, spoilers {spoilers:g}",
                difference("hostility", _wider(skill, spoilers, 0.9), _wider(skill, spoilers, 0.1), "h"),
                "wider",
            )
            for skill in (0.1, 0.4, 0.8)
            for spoilers in (0, 0.25, 0.75)
        ),
    ),
    notes=("Skill fades or grows with training from what it is at the start; the cells differ in where it starts.",),
)
