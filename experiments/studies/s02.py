"""S2: trust built before talks protects them against spoilers."""

from __future__ import annotations

from ..language import noted
from .cells import Cell
from .measures import HazardRatio
from .rule import Rule
from .study import Primary, Secondary, Study

_LOW, _LOW_CALM, _HIGH, _HIGH_CALM = (Cell(arm) for arm in ("scenario", "distrust_calm", "trust", "trust_calm"))


def _ratio(one: Cell, other: Cell, than: tuple[Cell, Cell] | None = None) -> HazardRatio:
    return HazardRatio("breakdown_month", one, other, than, instead="agreement_month")


S02 = Study(
    id="S2",
    title=noted("Trust protects talks against attacks"),
    hypothesis="Attacks raise the hazard that talks break down by more where trust is low than where it is high.",
    claim="Kydd and Walter: spoilers' violence works through mistrust",
    manipulates="anchor of trust in both societies (.3, .5) × attacks scheduled during talks (none, one a month)",
    primary=Primary(
        "ratio of hazard ratios of the breakdown of talks, attacked to not attacked, trust .3 to trust .5",
        _ratio(_LOW, _LOW_CALM, (_HIGH, _HIGH_CALM)),
        Rule(direction=1, smallest=1.25, ratio=True),
    ),
    refuted_by="a ratio surely between .8 and 1.25, or below .8",
    built_in="the sign: an attack's effect on talks is multiplied by mistrust",
    not_built_in="the size, after what attacks do to conduct and to trust itself",
    shown=(
        ("trust .3, attacks", _LOW),
        ("trust .3, none", _LOW_CALM),
        ("trust .5, attacks", _HIGH),
        ("trust .5, none", _HIGH_CALM),
    ),
    secondary=(
        Secondary("hazard ratio of breakdown, attacked to not, trust .3", _ratio(_LOW, _LOW_CALM)),
        Secondary("hazard ratio of breakdown, attacked to not, trust .5", _ratio(_HIGH, _HIGH_CALM)),
        Secondary("hazard ratio of breakdown, trust .3 to .5, not attacked", _ratio(_LOW_CALM, _HIGH_CALM)),
    ),
    notes=(
        "Runs begin in talks and last 24 months: a tenth of the others, so there are ten times as many pairs.",
        (
            "The attacks come in every month, of severity 1, on one side. After a single one hazards would not be "
            "proportional, and their ratio would depend on how long one watches."
        ),
    ),
)
