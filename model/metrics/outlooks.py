"""Images and hostility, of every row that holds a view and as means of levels, societies and the world."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..terms import IMAGES
from .metric import Metric, Scope

if TYPE_CHECKING:
    from ..conflict import Conflict


def _holders(world: Conflict, level: str) -> list[tuple[str, str]]:
    """Who holds a view at a level, and on whom."""
    if level == "governments":
        return [(world.governments[s].holder, o) for s, o in world.directions]
    if level == "intergovernmental":
        return [(body, s) for body in world.bodies for s in world.societies]
    return [(k.name, o) for k in world.organizations.values() if not k.closed for o in world.societies if o != k.home]


def _of_holder(world: Conflict, name: str, holder: str, other: str) -> float:
    outlooks = world.outlooks
    place = outlooks.row[holder], outlooks.column[other]
    if name == "hostility":
        return float(outlooks.hostility[place])
    return float(outlooks.image[(*place, IMAGES.index(name))])


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else float("nan")


class _Outlook:
    """Measures one of the three images or hostility, whoever holds it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, world: Conflict, actor: str, toward: str) -> float:
        populations = world.populations
        if actor in populations and toward:
            return populations[actor].views[toward].mean(self.name)
        if actor in populations:
            return _mean([view.mean(self.name) for view in populations[actor].views.values()])
        if toward:
            return _of_holder(world, self.name, actor, toward)
        if actor in ("governments", "organizations", "intergovernmental"):
            return _mean([_of_holder(world, self.name, *row) for row in _holders(world, actor)])
        return _mean([populations[s].views[o].mean(self.name) for s, o in world.directions])


def _polarization(world: Conflict, actor: str, toward: str) -> float:
    directions = [(s, o) for s, o in world.directions if actor in (s, "world") and toward in (o, "")]
    return _mean([world.populations[s].views[o].polarization for s, o in directions])


def _hostile(world: Conflict, actor: str, toward: str) -> float:
    return world.populations[actor].views[toward].mean("hostile")


def _threat(world: Conflict, actor: str, toward: str) -> float:
    return world.populations[actor].views[toward].mean("threat")


def _distance(world: Conflict, actor: str, toward: str) -> float:
    """How far the two sides' mean images of one another are apart, over the components."""
    own, theirs = world.populations[actor].views[toward], world.populations[toward].views[actor]
    return _mean([abs(own.mean(name) - theirs.mean(name)) for name in IMAGES])


_EVERYBODY = (Scope.WORLD, Scope.LEVEL, Scope.SOCIETY, Scope.DIRECTION, Scope.HOLDER)

OUTLOOK_METRICS = (
    Metric("hostility", {"en": "Hostility", "ar": "العداء"}, "", (0, 1), _EVERYBODY, _Outlook("hostility"),
           "Hostility h as an attitude: mean of citizens, or of an institution."),
    Metric("intent", {"en": "Benign intent", "ar": "حُسن النية"}, "", (0, 1), _EVERYBODY, _Outlook("intent"),
           "Image of the other side's intent."),
    Metric("trust", {"en": "Trust", "ar": "الثقة بالآخر"}, "", (0, 1), _EVERYBODY, _Outlook("trust"),
           "Image of the other side's reliability."),
    Metric("humanity", {"en": "Humanity", "ar": "الاعتراف بالإنسانية"}, "", (0, 1), _EVERYBODY, _Outlook("humanity"),
           "Image of the other side as human as one's own."),
    Metric("polarization", {"en": "Polarization", "ar": "الاستقطاب"}, "", (0, 1),
           (Scope.WORLD, Scope.SOCIETY, Scope.DIRECTION), _polarization, "4 Var(h) within a society."),
    Metric("hostile_share", {"en": "Hostile citizens", "ar": "المواطنون المعادون"}, "share", (0, 1),
           (Scope.DIRECTION,), _hostile, "Share of citizens with hostility above 1/2."),
    Metric("threat", {"en": "Threat felt", "ar": "الشعور بالتهديد"}, "", (0, 1), (Scope.DIRECTION,), _threat,
           "Mean fear z after attacks."),
    Metric("image_distance", {"en": "Distance of images", "ar": "تباعد الصورتين"}, "", (0, 1), (Scope.DIRECTION,),
           _distance, "Mean absolute difference between the two sides' images of one another."),
)  # fmt: skip
