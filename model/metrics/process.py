"""The official process: its state, what makes it ripe, and what reaches the officials."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ..terms import PROCESSES
from .metric import Metric, Scope, of_direction

if TYPE_CHECKING:
    from ..conflict import Conflict


def _of_pair(name: str, world: Conflict, actor: str, toward: str) -> float:
    return float(getattr(world.pair(actor, toward), name))


def _process(world: Conflict, actor: str, toward: str) -> float:
    return float(PROCESSES.index(world.pair(actor, toward).process))


_D = (Scope.DIRECTION,)

PROCESS_METRICS = (
    Metric("process", {"en": "State of the process", "ar": "حالة العملية الرسمية"}, "code", (0, 3), _D, _process,
           "0 conflict, 1 talks, 2 agreement, 3 peace."),
    Metric("pain", {"en": "Pain", "ar": "كلفة الصراع المحسوسة"}, "", (0, 1), _D, partial(of_direction, "pain"),
           "Hurting stalemate as this side feels it."),
    Metric("motivation", {"en": "Motivation to talk", "ar": "الدافع إلى التسوية"}, "", (0, 1), _D,
           partial(of_direction, "motivation"), "Pain, opening and protest."),
    Metric("optimism", {"en": "Optimism about talks", "ar": "التفاؤل بالتسوية"}, "", (0, 1), _D,
           partial(of_direction, "optimism"), "Trust, transfer and mediation."),
    Metric("deciders_trust", {"en": "Trust of the deciders", "ar": "ثقة أصحاب القرار بالآخر"}, "", (0, 1), _D,
           partial(of_direction, "trust"), "Trust of government and citizens, weighted."),
    Metric("win_set", {"en": "Win-set", "ar": "نطاق القبول الداخلي"}, "", (0, 2), _D, partial(of_direction, "win_set"),
           "Room for agreements that this side would accept."),
    Metric("access_transfer", {"en": "Transfer to officials", "ar": "النقل إلى المسؤولين"}, "", (0, 1), _D,
           partial(of_direction, "access_transfer"), "Level, access and coordination of those who convene track two."),
    Metric("transfer", {"en": "Options transferred", "ar": "نقل المخرجات"}, "", (0, 1), _D,
           partial(of_direction, "transfer"), "Tested options that have reached the officials."),
    Metric("options", {"en": "Options tested", "ar": "رصيد الخيارات"}, "workshops", (0, float("inf")), _D,
           partial(_of_pair, "options"), "Stock of options tested in track two."),
    Metric("ripeness", {"en": "Ripeness", "ar": "النضج"}, "", (0, 1), _D, partial(_of_pair, "ripeness"),
           "The less ready side's motivation times optimism."),
    Metric("overlap", {"en": "Overlap of win-sets", "ar": "تقاطع نطاقي القبول"}, "", (-1, 3), _D,
           partial(_of_pair, "overlap"), "Room for an agreement that both sides would accept."),
    Metric("hazard", {"en": "Hazard", "ar": "معدّل المخاطرة"}, "1/month", (0, float("inf")), _D,
           partial(_of_pair, "hazard"), "Summed rate of leaving the present state of the process."),
    Metric("inclusion", {"en": "Inclusion", "ar": "إشراك المجتمع المدني"}, "", (0, 1), _D,
           partial(_of_pair, "inclusion"), "Civil society in the talks, while it is at work."),
    Metric("mediation", {"en": "Mediation", "ar": "الوساطة"}, "", (0, 1), _D, partial(_of_pair, "mediation"),
           "Mediation that counts, by impartiality."),
    Metric("monitoring", {"en": "Monitoring", "ar": "الرصد"}, "", (0, 1), _D, partial(_of_pair, "monitoring"),
           "How closely the pair is watched."),
)  # fmt: skip
