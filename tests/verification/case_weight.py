"""How much it says that an expectation of a shipped case is shown: whether it could well have been missed.

What follows from an expectation alone is computed. What follows from the settings of a case is marked by hand, with
the reason, and so are the few counts that the table does not hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sulha.experiments.expectations import judge_interval
from sulha.experiments.statistics import wilson

if TYPE_CHECKING:
    from sulha.experiments.expectations import Judgement
    from sulha.model.setup import Expectation

#: Metrics and events of what organizations themselves do: without organizations nothing of it happens.
OWN_WORK = frozenset(
    {"long_run_advice", "options", "organization_closed", "organizations_open", "pressure", "spent", "transfer"}
)
#: In how many runs an event could come at all, by case and place in its list: from the notes of the same runs. Only an
#: agreement relapses; a vote was held in no more runs than had an agreement (28) or a refusal (4).
RUNS_AT_RISK = {
    ("inter_tajik", 2): 54,
    ("liberia", 2): 37,
    ("mozambique", 2): 60,
    ("northern_ireland", 1): 28 + 4,
    ("northern_ireland", 2): 28,
    ("oslo", 2): 19,
}
_BUDGETS = "Settings in, settings out: before the change the budgets are far above the fixed costs and are spent."
_FEAR = "Settings in, settings out: the attacks are scheduled, and fear fades at a rate of its own."
#: Expectations that the settings of their case or another expectation decide almost alone, and how.
DECIDED = {
    ("cyprus", 1): "It repeats the expectation above it: a plan that is refused is no agreement.",
    ("dartmouth", 2): "Settings in, settings out: level, access and coordination set transfer almost alone.",
    ("agenda_2030", 0): _BUDGETS,
    ("foreign_agent_law", 0): _BUDGETS,
    ("funding_cliff", 0): _BUDGETS,
    ("funding_cliff", 3): _BUDGETS,
    ("terror_wave", 0): _FEAR,
    ("terror_wave", 1): _FEAR,
}
IDLE = "The range begins at 0, so that organizations that do nothing would meet it."
RARE = "It takes an agreement or a vote, and these came in too few runs for more than half of all to have it."


def says_little(case: str, place: int, expectation: Expectation, replicates: int) -> str | None:
    """Why an expectation could hardly have been missed; None where it could well."""
    low, _ = expectation.share or expectation.mean or (0.0, 1.0)
    if expectation.metric in OWN_WORK and low == 0:
        return IDLE
    if "not_shown" not in within_reach(case, place, expectation, replicates):
        return RARE
    return DECIDED.get((case, place))


def within_reach(case: str, place: int, expectation: Expectation, replicates: int) -> set[Judgement]:
    """The judgements that could have been, given in how many runs the event could come."""
    if expectation.share is None:
        return {"shown", "not_shown", "undecided"}
    most = RUNS_AT_RISK.get((case, place), replicates)
    return {judge_interval(wilson(count, replicates), expectation.share) for count in range(most + 1)}
