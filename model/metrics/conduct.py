"""Official conduct, what moves it, and how many citizens are active."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ..mechanisms.images import goldstein
from ..mechanisms.reaction import Weights, long_run, state_factor
from ..terms import ISSUES
from .metric import Metric, Scope, of_direction

if TYPE_CHECKING:
    from ..conflict import Conflict


def _conduct(world: Conflict, actor: str, toward: str) -> float:
    """A direction's conduct, else the mean over a society's or the world's directions."""
    if toward:
        return world.directions[actor, toward].conduct
    conducts = [d.conduct for (society, _), d in world.directions.items() if actor in (society, "world")]
    return sum(conducts) / len(conducts)


def _goldstein(world: Conflict, actor: str, toward: str) -> float:
    return goldstein(_conduct(world, actor, toward))


def _opinion(world: Conflict, actor: str, toward: str) -> float:
    return world.populations[actor].views[toward].opinion


def _long_run_weight(name: str, world: Conflict, actor: str, toward: str) -> float:
    """The weight of a channel in the conduct that this month's weights would lead to; none in a race (k >= a)."""
    direction, government = world.directions[actor, toward], world.governments[actor]
    fatigue, reaction = government.fatigue[toward], government.reaction[toward]
    if reaction >= fatigue:
        return float("nan")
    weights = Weights(
        direction.weight_executive, direction.weight_opinion, direction.weight_advice, direction.weight_pressure
    )
    push = government.grievance[toward] * state_factor(world, actor, toward)
    return float(getattr(long_run(weights, fatigue, reaction, push, 0, 0, 0), name))


def _coherence(world: Conflict, actor: str, toward: str) -> float:
    direction = world.directions[actor, toward]
    return direction.coherence if direction.advice_mass > 0 else float("nan")


def _doves(world: Conflict, actor: str, toward: str) -> float:
    # Only now: the names of metrics are known without the compiled kernels behind this mechanism.
    from ..mechanisms.mobilization import mobilized  # noqa: PLC0415

    return mobilized(world, actor, toward)[0]


def _hawks(world: Conflict, actor: str, toward: str) -> float:
    return world.populations[actor].views[toward].hawks


def _doves_on(issue: str, world: Conflict, actor: str, toward: str) -> float:
    population = world.populations[actor]
    if issue not in population.issues:
        return float("nan")
    return population.views[toward].doves[population.issues.index(issue)]


def _attack(world: Conflict, actor: str, toward: str) -> float:
    """Severity suffered: by a direction, a society, or all."""
    if toward:
        return world.directions[actor, toward].attack
    return sum(d.attack for (society, _), d in world.directions.items() if actor in (society, "world"))


_D = (Scope.DIRECTION,)
_WIDE = (Scope.WORLD, Scope.SOCIETY, Scope.DIRECTION)
_ISSUE_LABELS = {
    "disarmament": ("disarmament", "نزع السلاح"),
    "human_rights": ("human rights", "حقوق الإنسان"),
    "justice": ("justice", "العدالة"),
    "gender": ("gender", "إدماج النوع الاجتماعي"),
    "peace": ("peace", "السلام"),
}

CONDUCT_METRICS = (
    Metric("conduct", {"en": "Official conduct", "ar": "السلوك الرسمي"}, "H", (0, 1), _WIDE, _conduct,
           "Hostility of official conduct H; .4536 is neutral."),
    Metric("goldstein", {"en": "Goldstein score", "ar": "درجة غولدشتاين"}, "Goldstein", (-10, 8.3), _WIDE, _goldstein,
           "Conduct on the Goldstein scale: 8.3 - 18.3 H."),
    Metric("signal", {"en": "Signal perceived", "ar": "الإشارة"}, "", (-1, 1), _D, partial(of_direction, "signal"),
           "What a society perceives of the other's conduct."),
    Metric("proposal", {"en": "Executive's proposal", "ar": "مقترح السلطة التنفيذية"}, "H", (0, 1), _D,
           partial(of_direction, "proposal"), "Conduct the executive would choose alone."),
    Metric("opinion", {"en": "Opinion as heard", "ar": "الرأي العام كما يُسمع"}, "H", (0, 1), _D, _opinion,
           "Mean hostility with activists counting for more."),
    Metric("weight_opinion", {"en": "Weight of opinion", "ar": "وزن الرأي العام"}, "1/month", (0, 1), _D,
           partial(of_direction, "weight_opinion"), "Monthly weight of opinion in policy."),
    Metric("weight_advice", {"en": "Weight of advice", "ar": "وزن المشورة"}, "1/month", (0, 1), _D,
           partial(of_direction, "weight_advice"), "Monthly weight of the organizations' advice in policy."),
    Metric("weight_pressure", {"en": "Weight of external pressure", "ar": "وزن الضغط الخارجي"}, "1/month", (0, 1), _D,
           partial(of_direction, "weight_pressure"), "Monthly weight of the boomerang in policy."),
    Metric("long_run_executive", {
               "en": "Long-run weight of the executive", "ar": "وزن السلطة التنفيذية في المدى البعيد",
           }, "", (0, 1), _D, partial(_long_run_weight, "executive"),
           "What routine, reaction and grievance count in the conduct these weights lead to."),
    Metric("long_run_opinion", {"en": "Long-run weight of opinion", "ar": "وزن الرأي العام في المدى البعيد"}, "",
           (0, 1), _D, partial(_long_run_weight, "opinion"),
           "What opinion counts in the conduct these weights lead to."),
    Metric("long_run_advice", {"en": "Long-run weight of advice", "ar": "وزن المشورة في المدى البعيد"}, "", (0, 1), _D,
           partial(_long_run_weight, "advice"), "What advice counts in the conduct these weights lead to."),
    Metric("long_run_pressure", {"en": "Long-run weight of pressure", "ar": "وزن الضغط الخارجي في المدى البعيد"}, "",
           (0, 1), _D, partial(_long_run_weight, "pressure"),
           "What pressure counts in the conduct these weights lead to."),
    Metric("pressure", {"en": "External pressure", "ar": "الضغط الخارجي"}, "", (0, float("inf")), _D,
           partial(of_direction, "pressure"), "Stock of the boomerang's pressure E."),
    Metric("advice_mass", {"en": "Mass of advice", "ar": "كتلة المشورة"}, "", (0, float("inf")), _D,
           partial(of_direction, "advice_mass"), "Advice by effort, credibility, skill, access and voice."),
    Metric("coherence", {"en": "Coherence of advice", "ar": "اتساق الإشارات"}, "", (0, 1), _D,
           _coherence, "How far advice and official conduct speak with one voice."),
    Metric("doves", {"en": "Active for peace", "ar": "المؤيدون للسلام المشاركون"}, "share", (0, 1), _D, _doves,
           "Share of citizens active against hostile conduct, weighted by the issues' salience."),
    Metric("hawks", {"en": "Active hardliners", "ar": "المتشددون المشاركون"}, "share", (0, 1), _D, _hawks,
           "Share of citizens active against conciliatory conduct."),
    *(
        Metric(f"doves_{issue}", {"en": f"Active on {_ISSUE_LABELS[issue][0]}",
               "ar": f"المشاركون: {_ISSUE_LABELS[issue][1]}"}, "share", (0, 1), _D, partial(_doves_on, issue),
               f"Share of citizens active on {_ISSUE_LABELS[issue][0]}.")
        for issue in ISSUES
    ),
    Metric("attack", {"en": "Severity of attacks", "ar": "شدّة الهجمات"}, "", (0, float("inf")), _WIDE, _attack,
           "Summed severity of the attacks suffered this month; 1 is an average attack."),
    Metric("spoiler_reach", {"en": "Spoilers' reach", "ar": "مدى وصول المعرقلين"}, "share", (0, 1), _D,
           partial(of_direction, "spoiler_reach"), "Share of the public that spoilers' messages reach."),
)  # fmt: skip
