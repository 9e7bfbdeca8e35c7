"""H4: popular, cultural and track-two diplomacy complement each other."""

from __future__ import annotations

from ..language import noted
from .cells import Cell
from .measures import BestAgainst, difference
from .rule import Rule
from .study import Primary, Secondary, Study

_MIX = Cell("scenario")
_PURE = {name: Cell(name) for name in ("people_to_people", "cultural_exchange", "track_two")}
_PAIRS = {name: Cell(name) for name in ("popular_and_cultural", "popular_and_track_two", "cultural_and_track_two")}

H04 = Study(
    id="H4",
    title=noted("Three activities complement each other"),
    hypothesis=(
        "At one budget a mix of people's diplomacy, cultural exchange and track two lowers conduct by more than the "
        "best of the three alone."
    ),
    claim="popular, cultural, track-two",
    manipulates="strategies of all organizations at fixed budgets: each activity alone, each pair, all three",
    primary=Primary(
        "mean conduct H over months 61-240, mix minus the best pure strategy, split by halves of pairs",
        BestAgainst("conduct", {"mix": _MIX}, _PURE),
        Rule(direction=-1, smallest=0.02),
    ),
    refuted_by="the mix is surely no better than the best pure strategy by .02, or worse",
    built_in="that messages have diminishing returns",
    not_built_in="whether spreading a budget over three ways beats putting it all into the best one",
    shown=(("mix", _MIX), *((name.replace("_", " "), cell) for name, cell in (_PURE | _PAIRS).items())),
    secondary=(
        *(
            Secondary(f"mix minus {name.replace('_', ' ')}", difference("conduct", _MIX, cell))
            for name, cell in _PURE.items()
        ),
        Secondary("best pair minus best pure strategy", BestAgainst("conduct", _PAIRS, _PURE)),
        Secondary("mix minus best pure, citizens' hostility", BestAgainst("hostility", {"mix": _MIX}, _PURE, "h")),
    ),
    notes=(
        "Popular diplomacy is people-to-people contact.",
        "All organizations do nothing but these three: no advice, no advocacy, no messages but those of exchange.",
    ),
)
