"""H7: limited funding limits organizations."""

from __future__ import annotations

from ..language import noted
from .cells import Cell, still_open
from .measures import Contrast, difference
from .rule import Rule
from .study import Primary, Secondary, Study

_LEVELS = {"×.25": "quarter", "×.5": "half", "×1": "scenario", "×2": "double"}
_FULL, _HALF, _QUARTER, _DOUBLE = (Cell(arm) for arm in ("scenario", "half", "quarter", "double"))
_ALIVE = still_open(120)


def _at(arm: str, volatility: float) -> Cell:
    return Cell(arm, {"funding.volatility": volatility})


H07 = Study(
    id="H7",
    title=noted("Limited funding limits survival"),
    hypothesis="At half of their funds clearly fewer organizations live through ten years.",
    claim="limited funding limits role, sustainability and growth",
    manipulates="funds of all organizations (× .25, .5, 1, 2) × volatility of grants (.1, .3, .6)",
    primary=Primary(
        "share of the organizations that are open after month 120, full funds minus half; volatility .3",
        difference(_ALIVE, _FULL, _HALF, "share"),
        Rule(direction=1, smallest=0.05),
    ),
    refuted_by="a difference that is surely smaller than .05",
    built_in="that fixed costs weigh more in a smaller budget",
    not_built_in="where the threshold lies; whether doubling funds does more for conduct than doubling access",
    shown=tuple((name, Cell(arm)) for name, arm in _LEVELS.items()),
    secondary=(
        Secondary("double minus full funds", difference(_ALIVE, _DOUBLE, _FULL, "share")),
        Secondary("half minus a quarter of the funds", difference(_ALIVE, _HALF, _QUARTER, "share")),
        Secondary(
            "curvature: full minus half, less half minus a quarter",
            Contrast(_ALIVE, ((1, _FULL), (-2, _HALF), (1, _QUARTER)), "share"),
        ),
        Secondary("conduct, full minus half", difference("conduct", _FULL, _HALF)),
        Secondary("conduct, double funds minus double access", difference("conduct", _DOUBLE, Cell("double_access"))),
        *(
            Secondary(
                f"full minus half at volatility {volatility:g}",
                difference(_ALIVE, _at("scenario", volatility), _at("half", volatility), "share"),
                "wider",
            )
            for volatility in (0.1, 0.6)
        ),
    ),
    notes=(
        (
            "The smallest share of interest is that of probabilities, .05; the twelve organizations have budgets of "
            ".8 to 1.4."
        ),
        "Over the ranges runs end with month 120, as nothing later is read off.",
    ),
)
