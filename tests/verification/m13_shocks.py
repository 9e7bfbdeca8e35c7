"""M13 Shocks: terrorism, spoilers, rally."""

from __future__ import annotations

from collections.abc import Iterator

from sulha.model import Setup

from .arms import calm, plain
from .ensemble import Ensembles
from .intervals import contrast, difference, mean, share, share_difference
from .measures import course, outcomes, struck
from .pattern import Chart, Figure, Group, Line, above, below

GROUP = Group("M13", "Shocks")


def attacked(setup: Setup, month: int, severity: float) -> Setup:
    """The same world with an attack on the north."""
    scheduled = [{"month": month, "society": "north", "severity": severity}]
    data = setup.model_dump(exclude_unset=True) | {"shocks": {"terror": {"scheduled": scheduled}}}
    return Setup.model_validate(data)


@GROUP.pattern(
    "spike_and_decay",
    claim="An attack raises fear and hostility at once; both decay within months.",
    design="An attack of mean severity on the north in month 13, beside the same run without; process held in "
    "conflict, other attacks as by default.",
)
def spike_and_decay(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    setup = calm(months=37)
    arms = ensembles.arms(course, {"hit": attacked(setup, 13, 1.0), "spared": setup}, 40)
    rise = arms["hit"]["hostility_north"] - arms["spared"]["hostility_north"]
    fear = arms["hit"]["threat"] - arms["spared"]["threat"]
    yield Figure("fear in the month of the attack", mean(fear[:, 13]), above(0))
    yield Figure("hostility in the month of the attack", mean(rise[:, 13]), above(0), ".04")
    yield Figure("hostility left after 6 months", contrast(lambda a, b: a / b, rise[:, 19], rise[:, 13]), below(0.2))
    yield Figure("hostility left after 24 months", contrast(lambda a, b: a / b, rise[:, 37], rise[:, 13]))
    months = tuple(float(month) for month in range(-1, 13))
    line = Line("change of hostility", months, tuple(mean(rise[:, 13 + int(month)]) for month in months))
    yield Chart("attack", "An attack of mean severity", "months after it", "change of hostility", (line,))


@GROUP.pattern(
    "attacks_and_trust",
    claim="The same attack breaks talks of low trust more often than talks of high trust.",
    design="Runs that start in talks, trust anchored at .2 or .7 on both sides; an attack of severity 3 in month 3, or "
    "none; talks broken down in that month.",
)
def attacks_and_trust(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    setups = {}
    for trust in (0.2, 0.7):
        changes = {"talks.state": "talks", "images.anchor": (0.45, trust, 0.55), "shocks.rate": 0.0}
        setups[f"spared {trust}"] = plain(changes, months=3, citizens=100)
        setups[f"hit {trust}"] = attacked(setups[f"spared {trust}"], 3, 3.0)
    arms = ensembles.arms(outcomes, setups, 1200)
    broken = {name: (found["broken"] == 3) for name, found in arms.items()}
    effects = {}
    for trust, words in ((0.2, "low"), (0.7, "high")):
        hit, spared = broken[f"hit {trust}"], broken[f"spared {trust}"]
        effects[trust] = hit.astype(float) - spared
        yield Figure(f"effect of the attack on talks of {words} trust", share_difference(hit, spared))
    yield Figure("effect at low trust minus at high trust", difference(effects[0.2], effects[0.7]), above(0))
    yield Figure("broken by month 3, high trust, no attack", share(arms["spared 0.7"]["broken"] <= 3))


@GROUP.pattern(
    "local_shift",
    claim="An attack shifts those near it most and polarizes; fear that is the same for all cannot polarize.",
    design="An attack of severity 3 on the north in month 13, hitting a fifth of the citizens, with locality .5 "
    "(default) and 0; change of hostility near and elsewhere, and of polarization, in that month.",
)
def local_shift(ensembles: Ensembles) -> Iterator[Figure | Chart]:
    setups = {f"{loc:g}": calm({"shocks.locality": loc}, months=13) for loc in (0.5, 0.0)}
    arms = ensembles.arms(struck, setups, 60, month=13, severity=3.0)
    local, uniform = arms["0.5"], arms["0"]
    yield Figure("near minus elsewhere", difference(local["inside"], local["outside"]), above(0))
    yield Figure("elsewhere", mean(local["outside"]), above(0))
    yield Figure("change of polarization, local fear", mean(local["polarization"]), above(0))
    yield Figure("change of polarization, uniform fear", mean(uniform["polarization"]), below(0.001))
