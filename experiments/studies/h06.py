"""H6: consultative status strengthens organizations, most where access at home is low."""

from __future__ import annotations

from ..language import noted
from .cells import Cell
from .measures import difference, interaction
from .rule import Rule
from .study import Primary, Secondary, Study

_GENERAL_LOW, _NONE_LOW, _GENERAL_HIGH, _NONE_HIGH = (
    Cell(arm) for arm in ("scenario", "none_low", "general_high", "none_high")
)


def _wider(status: str, access: float) -> Cell:
    return Cell("scenario", {"organizations.*.status": status, "funding.access": access})


H06 = Study(
    id="H6",
    title=noted("Consultative status substitutes for access"),
    hypothesis=(
        "General consultative status lowers conduct by more where organizations have little access to governments "
        "than where they have much."
    ),
    claim="INGOs … consultative status",
    manipulates="status of all organizations (none, roster, special, general) × access to governments (.1, .8)",
    primary=Primary(
        "interaction on mean conduct H: general minus no status at access .1, minus the same at access .8",
        interaction("conduct", (_GENERAL_LOW, _NONE_LOW), (_GENERAL_HIGH, _NONE_HIGH)),
        Rule(direction=-1, smallest=0.02),
    ),
    refuted_by="status that does the same at low and high access, or more at high access",
    built_in="that pressure from outside grows as access falls, and that voice multiplies advice as access does",
    not_built_in="which of the two outweighs the other",
    shown=(
        ("general, access .1", _GENERAL_LOW),
        ("none, access .1", _NONE_LOW),
        ("general, access .8", _GENERAL_HIGH),
        ("none, access .8", _NONE_HIGH),
    ),
    secondary=(
        Secondary("general minus no status at access .1", difference("conduct", _GENERAL_LOW, _NONE_LOW)),
        Secondary("general minus no status at access .8", difference("conduct", _GENERAL_HIGH, _NONE_HIGH)),
        Secondary(
            "long-run weight of advice at access .1", difference("long_run_advice", _GENERAL_LOW, _NONE_LOW, "weight")
        ),
        Secondary(
            "long-run weight of advice at access .8", difference("long_run_advice", _GENERAL_HIGH, _NONE_HIGH, "weight")
        ),
        Secondary("pressure from outside at access .1", difference("pressure", _GENERAL_LOW, _NONE_LOW, "E")),
        *(
            Secondary(
                f"{status} minus no status at access {access:g}",
                difference("conduct", _wider(status, access), _wider("none", access)),
                "wider",
            )
            for access in (0.1, 0.8)
            for status in ("roster", "special")
        ),
    ),
)
