"""H3: track two paves the way for official talks."""

from __future__ import annotations

from ..language import noted
from .cells import Cell
from .measures import HazardRatio, difference
from .rule import Rule
from .study import Primary, Secondary, Study

_LEVELS = (0.1, 0.5, 1)
_WITH = {access: Cell("scenario", {"funding.access": access}) for access in _LEVELS}
_WITHOUT = {access: Cell("without_track_two", {"funding.access": access}) for access in _LEVELS}

H03 = Study(
    id="H3",
    title=noted("Track two opens official talks"),
    hypothesis="Where organizations have some access, the first official talks open sooner with track two.",
    claim="pave the way",
    manipulates="effects of track two (on, off) × access of organizations to both governments (.1, .5, 1)",
    primary=Primary(
        "hazard ratio of the first opening of talks, with to without track two, at access .5",
        HazardRatio("talks_month", _WITH[0.5], _WITHOUT[0.5]),
        Rule(direction=1, smallest=1.25, ratio=True),
    ),
    refuted_by="a ratio surely between .8 and 1.25, or below .8, as calmer conduct makes a conflict less ripe",
    built_in="that transferred options raise optimism",
    not_built_in=(
        "whether that outweighs the pain that calmer conduct takes away; whether dialogue without access does anything"
    ),
    shown=tuple(
        (f"{who}, access {access:g}", cells[access])
        for access in _LEVELS
        for who, cells in (("with", _WITH), ("without", _WITHOUT))
    ),
    secondary=(
        *(
            Secondary(f"the same at access {access:g}", HazardRatio("talks_month", _WITH[access], _WITHOUT[access]))
            for access in (0.1, 1)
        ),
        *(
            Secondary(f"conduct at access {access:g}", difference("conduct", _WITH[access], _WITHOUT[access]))
            for access in _LEVELS
        ),
        Secondary(
            "months in agreement or peace at access .5",
            difference("settled_months", _WITH[0.5], _WITHOUT[0.5], "months"),
        ),
    ),
    notes=(
        (
            "Track two is switched off as a mechanism: workshops are held and paid for and have no effect. Taken out "
            "of the strategies, its money would go to advice and contact, and the comparison would be with those."
        ),
        "The interval is a jackknife's over pairs, as those of a bootstrap hold the true hazard ratio too rarely.",
    ),
)
