"""The organizations: money, work, survival; for the whole sector and, in their books, one by one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from .metric import Metric, Scope

if TYPE_CHECKING:
    from ..conflict import Conflict


def _sum(name: str, world: Conflict, actor: str, toward: str) -> float:
    return float(sum(getattr(k, name) for k in world.organizations.values() if not k.closed))


def _open(world: Conflict, actor: str, toward: str) -> float:
    return float(sum(not k.closed for k in world.organizations.values()))


def _mean(name: str, world: Conflict, actor: str, toward: str) -> float:
    values = [getattr(k, name) for k in world.organizations.values() if not k.closed]
    return sum(values) / len(values) if values else float("nan")


def _own(name: str, world: Conflict, actor: str, toward: str) -> float:
    return float(getattr(world.organizations[actor], name))


def _own_access(world: Conflict, actor: str, toward: str) -> float:
    access = world.organizations[actor].access
    return sum(access.values()) / len(access)


def _own_open(world: Conflict, actor: str, toward: str) -> float:
    return float(not world.organizations[actor].closed)


_W = (Scope.WORLD,)
_MONEY = (0, float("inf"))

SECTOR_METRICS = (
    Metric("organizations_open", {"en": "Organizations at work", "ar": "المنظمات الباقية"}, "organizations", _MONEY,
           _W, _open, "How many organizations have not closed."),
    Metric("income", {"en": "Money in", "ar": "الإيرادات"}, "money/month", _MONEY, _W, partial(_sum, "income"),
           "Income of all organizations this month."),
    Metric("spent", {"en": "Money out for work", "ar": "المصروفات على الأنشطة"}, "money/month", _MONEY, _W,
           partial(_sum, "spent"), "What all organizations spent on their activities this month."),
    Metric("reserves", {"en": "Reserves", "ar": "الاحتياطي المالي"}, "money", (-float("inf"), float("inf")), _W,
           partial(_sum, "reserves"), "Reserves of all organizations that are open."),
    Metric("credibility", {"en": "Credibility", "ar": "المصداقية"}, "", (0, 1), _W, partial(_mean, "credibility"),
           "Mean credibility of the organizations that are open."),
    Metric("skill", {"en": "Communication skill", "ar": "مهارات التواصل الخارجي"}, "", (0, 1), _W,
           partial(_mean, "skill"), "Mean skill of the organizations that are open."),
)  # fmt: skip

#: One row an organization and month: `organizations.parquet`.
ORGANIZATION_METRICS = (
    Metric("open", {"en": "At work", "ar": "باقية"}, "0/1", (0, 1), (), _own_open, "1 until it closes."),
    Metric("capacity", {"en": "Capacity", "ar": "القدرة المؤسسية"}, "money/month", _MONEY, (),
           partial(_own, "capacity"), "What it plans to spend this month."),
    Metric("income", {"en": "Income", "ar": "الإيرادات"}, "money/month", _MONEY, (), partial(_own, "income"),
           "Money that came in this month."),
    Metric("spent", {"en": "Spent", "ar": "المصروفات"}, "money/month", _MONEY, (), partial(_own, "spent"),
           "Money spent on activities this month."),
    Metric("reserves", {"en": "Reserves", "ar": "الاحتياطي المالي"}, "money", (-float("inf"), float("inf")), (),
           partial(_own, "reserves"), "Money in hand at the end of the month."),
    Metric("independence", {"en": "Independence", "ar": "الاستقلالية"}, "", (0, 1), (), partial(_own, "independence"),
           "Freedom of its line from its funders."),
    Metric("credibility", {"en": "Credibility", "ar": "المصداقية"}, "", (0, 1), (), partial(_own, "credibility"),
           "Whether the public believes it."),
    Metric("skill", {"en": "Communication skill", "ar": "مهارات التواصل الخارجي"}, "", (0, 1), (),
           partial(_own, "skill"), "How well its messages reach people."),
    Metric("concentration", {"en": "Concentration of sources", "ar": "تركّز التمويل"}, "", (0, 1), (),
           partial(_own, "concentration"), "Normalized Herfindahl index of sources of money; 1 for a single source."),
    Metric("reach", {"en": "Reach", "ar": "مدى الوصول"}, "share", (0, 1), (), partial(_own, "reach"),
           "Largest share of an audience that a message of this month reached."),
    Metric("access", {"en": "Access", "ar": "النفاذ"}, "", (0, 1), (), _own_access,
           "Mean access to the governments it works on."),
)  # fmt: skip
