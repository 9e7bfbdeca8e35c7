"""H8: sources of funding shape independence, and so what organizations can do."""

from __future__ import annotations

from ..language import noted
from .cells import Cell
from .measures import BestAgainst, difference
from .rule import Rule
from .study import Primary, Secondary, Study

_CORNERS = {"0": Cell("scenario"), "1": Cell("state_10")}
_INTERIOR = {f".{n}": Cell(f"state_{n:02}") for n in (2, 4, 6, 8)}
_ALL = {"0": _CORNERS["0"], **_INTERIOR, "1": _CORNERS["1"]}


def _in(cells: dict[str, Cell], nationalism: float) -> dict[str, Cell]:
    return {name: Cell(cell.arm, {"campaign.nationalism": nationalism}) for name, cell in cells.items()}


H08 = Study(
    id="H8",
    title=noted("An interior share of state money is best"),
    hypothesis="Some money from the home state, and some from elsewhere, lowers conduct by more than all or nothing.",
    claim="sources of funding shape independence",
    manipulates="share of budgets that the home state pays (0, .2, .4, .6, .8, 1) × nationalism of both publics (0, 1)",
    primary=Primary(
        "mean conduct H over months 61-240, best interior share minus the better corner; chosen on half of the pairs, "
        "tested on the other; nationalism 0",
        BestAgainst("conduct", _INTERIOR, _CORNERS),
        Rule(direction=-1, smallest=0.02),
    ),
    refuted_by="conduct that is surely no lower at any interior share than at the better corner: a monotone effect",
    built_in="that state money opens doors and costs credibility",
    not_built_in="that the product of access and credibility, whose maximum lies inside, is what conduct depends on",
    shown=tuple((f"state share {name}", cell) for name, cell in _ALL.items()),
    secondary=(
        Secondary("all minus no state money", difference("conduct", _CORNERS["1"], _CORNERS["0"])),
        *(
            Secondary(f"share {name} minus none", difference("conduct", cell, _CORNERS["0"]))
            for name, cell in _INTERIOR.items()
        ),
        Secondary(
            "credibility, all minus no state money", difference("credibility", _CORNERS["1"], _CORNERS["0"], "κ")
        ),
        *(
            Secondary(
                f"best interior share minus the better corner, nationalism {nationalism:g}",
                BestAgainst("conduct", _in(_INTERIOR, nationalism), _in(_CORNERS, nationalism)),
                "wider",
            )
            for nationalism in (0, 1)
        ),
    ),
    notes=(
        (
            "Every organization has a budget of 1; what the state does not pay comes half from abroad, half from "
            "members, so that a corner is not punished for having a single source alone. With all money from the "
            "state there is one source nevertheless, and its concentration costs independence."
        ),
        (
            "The two international organizations are given homes, one on each side: they could not take state money "
            "otherwise."
        ),
    ),
)
