"""H10: missing coordination and merely advisory authority undermine the efforts."""

from __future__ import annotations

from ..language import noted
from .cells import Cell
from .measures import HazardRatio, difference, interaction
from .rule import Rule
from .study import Primary, Secondary, Study

_HEARD, _HEARD_APART, _UNHEARD, _UNHEARD_APART = (
    Cell(arm) for arm in ("scenario", "heard_apart", "unheard", "unheard_apart")
)


def _wider(coordination: float, authority: float, line: float) -> Cell:
    return Cell(
        "scenario", {"constraints.coordination": coordination, "constraints.authority": authority, "advice.line": line}
    )


H10 = Study(
    id="H10",
    title=noted("Coordination and authority need each other"),
    hypothesis=(
        "Coordination lowers conduct by more where advice has authority than where it has none, when the lines that "
        "organizations advise contradict official conduct."
    ),
    claim="no coordination or institutionalized joint work; advisory role only, nothing binding",
    manipulates=(
        "coordination (0, .5, 1) × authority of advice (0, .025, .1, .3, 1) × line advised (.45 near official "
        "conduct, .10 far from it)"
    ),
    primary=Primary(
        (
            "interaction on mean conduct H: coordination 1 minus 0 at authority .1, minus the same at authority 0; "
            "line .10"
        ),
        interaction("conduct", (_HEARD, _HEARD_APART), (_UNHEARD, _UNHEARD_APART)),
        Rule(direction=-1, smallest=0.02),
    ),
    refuted_by="an interaction that is surely smaller than .02, or of the other sign",
    built_in="that coordination multiplies the weight of advice, which authority scales",
    not_built_in="the size beside all other ways by which coordination works; whether authority makes talks rarer",
    shown=(
        ("authority .1, coordinated", _HEARD),
        ("authority .1, apart", _HEARD_APART),
        ("authority 0, coordinated", _UNHEARD),
        ("authority 0, apart", _UNHEARD_APART),
    ),
    secondary=(
        Secondary("effect of coordination at authority .1", difference("conduct", _HEARD, _HEARD_APART)),
        Secondary("effect of coordination at authority 0", difference("conduct", _UNHEARD, _UNHEARD_APART)),
        *(
            Secondary(
                f"interaction with authority {authority:g}, line {line:g}",
                interaction(
                    "conduct",
                    (_wider(1, authority, line), _wider(0, authority, line)),
                    (_wider(1, 0, line), _wider(0, 0, line)),
                ),
                "wider",
            )
            for line in (0.1, 0.45)
            for authority in (0.025, 0.1, 0.3, 1)
        ),
        *(
            Secondary(
                f"hazard ratio of talks, authority {authority:g} to none, coordination .5, line .1",
                HazardRatio("talks_month", _wider(0.5, authority, 0.1), _wider(0.5, 0, 0.1)),
                "wider",
            )
            for authority in (0.025, 0.1, 0.3, 1)
        ),
    ),
    notes=(
        (
            "Lines do not contradict each other in the model, but official conduct: aligned and contradictory lines "
            "are the two ends of the range of `advice.line`, .45 and .10. The line is also what advice pulls conduct "
            "to, so the two differ in more than contradiction."
        ),
        "Co-optation, where coordination and state money are both high, has no measure of its own and is not examined.",
    ),
)
