"""M2 Action and reaction of governments; the policy mean.

Richardson 1960, *Arms and Insecurity*; Osgood 1962, *An Alternative to War or Surrender*; Goldstein & Freeman 1990,
*Three-Way Street*: behavior is routine plus reciprocity. The executive's proposal follows its own routine (fatigue a),
the other side's conduct (reaction k), grievance g and attacks; policy is a weighted mean of that proposal, opinion,
advice and external pressure, whose weights sum to 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..terms import PROCESSES

if TYPE_CHECKING:
    from ..conflict import Conflict


class Weights(NamedTuple):
    """Monthly weights of policy, summing to 1."""

    executive: float
    opinion: float
    advice: float
    pressure: float


class LongRun(NamedTuple):
    """The long-run level of conduct and the long-run weights that make it (sum 1, for k < a)."""

    level: float
    executive: float
    opinion: float
    advice: float
    pressure: float


def proposal(
    conduct: float, others: float, fatigue: float, reaction: float, push: float, attacks: float = 0.0
) -> float:
    """The executive's proposal P [0, 1]: (1 - a) H_s + k H_o + grievance push + answer to attacks, clipped."""
    return max(0.0, min(1.0, (1 - fatigue) * conduct + reaction * others + push + attacks))


def policy(weights: Weights, executive: float, opinion: float, advice: float, pressure: float) -> float:
    """The convex mean of what pulls on policy, each a target in H [0, 1]."""
    return (
        weights.executive * executive
        + weights.opinion * opinion
        + weights.advice * advice
        + weights.pressure * pressure
    )


def long_run(
    weights: Weights, fatigue: float, reaction: float, grievance: float,
    opinion: float, advice: float, pressure: float,
) -> LongRun:  # fmt: skip
    """The equilibrium of two equal sides with constant weights and targets, and what each target counts in it.

    A monthly weight is amplified by 1/(1 - theta Lambda), Lambda = 1 - a + k: report these, never monthly weights.
    Valid for |theta Lambda| < 1; raises ValueError outside.
    """
    own_gain = 1 - fatigue + reaction
    rest = 1 - weights.executive * own_gain
    if abs(weights.executive * own_gain) >= 1:
        raise ValueError("no equilibrium: the executive's weight times its own gain is 1 or more")
    level = weights.executive * grievance + weights.opinion * opinion
    level += weights.advice * advice + weights.pressure * pressure
    return LongRun(
        level / rest, weights.executive * (1 - own_gain) / rest, weights.opinion / rest,
        weights.advice / rest, weights.pressure / rest,
    )  # fmt: skip


def state_factor(world: Conflict, society: str, other: str) -> float:
    """How much of the grievance pushes in the present state of the process."""
    p, process = world.parameters.reaction, world.pair(society, other).process
    return p.state_factors[PROCESSES.index(process)]


def decide(world: Conflict) -> None:
    """Phase 7: every government's conduct toward every other, all from the same snapshot."""
    p = world.parameters.reaction
    before = {key: direction.conduct for key, direction in world.directions.items()}
    for (society, other), direction in world.directions.items():
        government = world.governments[society]
        push = government.grievance[other] * state_factor(world, society, other)
        direction.proposal = proposal(
            before[society, other], before[other, society], government.fatigue[other], government.reaction[other],
            push, p.attack_response * direction.attack,
        )  # fmt: skip
        direction.weight_executive = 1 - direction.weight_opinion - direction.weight_advice - direction.weight_pressure
        weights = Weights(
            direction.weight_executive, direction.weight_opinion, direction.weight_advice, direction.weight_pressure
        )  # fmt: skip
        opinion = world.populations[society].views[other].opinion
        mean = policy(weights, direction.proposal, opinion, direction.line, p.pressure_line)
        noise = p.noise * world.streams.normal("conduct", f"{society}>{other}", world.month)[0]
        direction.conduct = max(0.0, min(1.0, mean + float(noise)))
