"""S1: inclusion makes agreements last, and makes them slow."""

from __future__ import annotations

from ..language import noted
from .cells import Cell
from .measures import HazardRatio, difference
from .rule import Rule
from .study import Primary, Secondary, Study

_FULL, _HALF, _NONE = (Cell(arm) for arm in ("scenario", "half", "none"))

S01 = Study(
    id="S1",
    title=noted("Inclusion gives more months of peace"),
    hypothesis=(
        "With civil society in the talks there are more months of agreement or peace in twenty years than without, "
        "although agreements take longer."
    ),
    claim="Nilsson: inclusion lowers relapse; Cunningham: more at the table are slower to agree",
    manipulates="inclusion of civil society in official talks (0, .5, 1)",
    primary=Primary(
        "months in agreement or peace of 240, inclusion 1 minus 0",
        difference("settled_months", _FULL, _NONE, "months"),
        Rule(direction=1, smallest=12),
    ),
    refuted_by="a difference that is surely smaller than 12 months, or fewer months with inclusion",
    built_in="that inclusion divides the hazard of relapse and slows agreements",
    not_built_in="the net of both over twenty years",
    shown=(("inclusion 0", _NONE), ("inclusion .5", _HALF), ("inclusion 1", _FULL)),
    secondary=(
        Secondary("inclusion .5 minus 0", difference("settled_months", _HALF, _NONE, "months")),
        Secondary(
            "hazard ratio of agreement in the first talks",
            HazardRatio("agreement_month", _FULL, _NONE, since="talks_month", instead="breakdown_month"),
        ),
        Secondary(
            "hazard ratio of relapse after the first agreement",
            HazardRatio("relapse_month", _FULL, _NONE, since="agreement_month"),
        ),
        Secondary("conduct", difference("conduct", _FULL, _NONE)),
    ),
    notes=(
        "The two claims oppose each other; what is tested is that the first outweighs the second.",
        (
            "No smallest effect is given for months. Twelve of 240 are .05 of them: the smallest probability of "
            "interest, of being at peace in a month drawn at random."
        ),
    ),
)
