"""H1: parallel diplomacy lowers the intensity of conflict."""

from __future__ import annotations

from ..language import noted
from .cells import Cell
from .measures import difference, interaction
from .rule import Rule
from .study import Primary, Secondary, Study

_RATES = (0, 0.1, 0.3)
_WITH = {rate: Cell("scenario", {"shocks.rate": rate}) for rate in _RATES}
_WITHOUT = {rate: Cell("without_organizations", {"shocks.rate": rate}) for rate in _RATES}

H01 = Study(
    id="H1",
    title=noted("Parallel diplomacy lowers intensity"),
    hypothesis="Official conduct is less hostile with the organizations than without, at an ordinary rate of attacks.",
    claim="reduce intensity, limit escalation",
    manipulates="organizations (all of the baseline, none) × monthly rate of attacks on each side (0, .1, .3)",
    primary=Primary(
        "mean conduct H over months 61-240, with minus without organizations, at .1 attacks a month",
        difference("conduct", _WITH[0.1], _WITHOUT[0.1]),
        Rule(direction=-1, smallest=0.02),
    ),
    refuted_by="a difference that is surely smaller than .02 of H, or more hostile conduct with organizations",
    built_in="that advice, opinion and pressure pull conduct toward lines below it",
    not_built_in=(
        "how large it is after funding, access and attacks; whether it grows with attacks; whether rarer talks undo it"
    ),
    shown=tuple(
        (f"{who}, {rate:g} attacks", cells[rate])
        for rate in _RATES
        for who, cells in (("with", _WITH), ("without", _WITHOUT))
    ),
    secondary=(
        *(
            Secondary(f"the same at {rate:g} attacks a month", difference("conduct", _WITH[rate], _WITHOUT[rate]))
            for rate in (0, 0.3)
        ),
        Secondary(
            "growth of the effect from 0 to .3 attacks a month",
            interaction("conduct", (_WITH[0.3], _WITHOUT[0.3]), (_WITH[0], _WITHOUT[0])),
        ),
        Secondary("citizens' hostility at .1", difference("hostility", _WITH[0.1], _WITHOUT[0.1], "h")),
        Secondary(
            "share of runs in which talks opened at .1", difference("talks_opened", _WITH[0.1], _WITHOUT[0.1], "share")
        ),
        Secondary(
            "months in agreement or peace at .1", difference("settled_months", _WITH[0.1], _WITHOUT[0.1], "months")
        ),
        Secondary("peak rise of conduct after an attack at .1", difference("peak_rise", _WITH[0.1], _WITHOUT[0.1])),
    ),
)
