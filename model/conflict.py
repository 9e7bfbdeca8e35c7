"""The world: a `mesa.Model` made from a setup and a seed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import mesa

from . import month
from . import setup as description
from .actions import ACTIONS, Act, Channel, Refusal
from .agents import Government, IntergovernmentalBody, Organization, Population
from .agents.government import holder_of
from .mechanisms import funding, intergovernmental, mobilization, talks
from .mechanisms.shocks import Attack
from .outlook import Outlooks
from .record import Event, Record
from .relations import Direction, Pair
from .setup import ImageTriple, Setup
from .streams import Streams
from .wording import escaped, said


class Conflict(mesa.Model):
    """Societies in conflict, their governments, and the organizations that work on them, month by month.

    Made from a `Setup` and a seed; `replicate` counts runs of the same setup and seed with other random numbers.
    `step()` runs one month, `run_for(months)` several; agents are found by `agents_by_type`, and by name in
    `governments`, `populations`, `organizations` and `bodies`. What happened stands in `record`.

    The same setup, seed and replicate give the same run bit for bit; a pickled world continues, and a deep copy
    branches, without any difference.
    """

    def __init__(self, setup: Setup, seed: int = 0, replicate: int = 0) -> None:
        super().__init__(rng=seed)
        self.setup = setup
        self.streams = Streams(seed, replicate)
        self.month = 0
        self.parameters = setup.resolved_parameters()
        self.societies: tuple[str, ...] = tuple(sorted(setup.societies))
        self._others = {s: tuple(o for o in self.societies if o != s) for s in self.societies}
        self.attacks: list[Attack] = []
        self._acts: dict[tuple[str, str, str], list[Act]] = {}
        self.governments = {s: Government(self, s) for s in self.societies}
        self.populations = {s: Population(self, s, setup.societies[s]) for s in self.societies}
        self.organizations = {
            name: Organization(self, name, setup.organizations[name]) for name in sorted(setup.organizations)
        }
        self.bodies = {name: IntergovernmentalBody(self, name) for name in sorted(setup.intergovernmental)}
        self.outlooks = Outlooks(
            [*(g.holder for g in self.governments.values()), *self.organizations, *self.bodies],
            self.societies,
        )
        self.directions = {key: Direction(*key) for key in description.directions(self.societies)}
        self.pairs = {(s, o): Pair(s, o) for s, o in self.directions if s < o}
        self._configure()
        self._begin()
        self.record = Record(self)
        self.record.month(self)

    # -- time

    def step(self) -> None:
        """One month."""
        self.month += 1
        self._acts.clear()
        for population in self.populations.values():
            for view in population.views.values():
                view.forget_month()
        month.run(self)

    def intervene(self, changes: Mapping[str, Any] | None = None) -> None:
        """Apply the scheduled interventions of this month, or `changes` of dotted paths, from now on.

        Raises `UnknownPath` where a path leads nowhere or sets only month 0, pydantic's `ValidationError` where a
        value does not fit; then nothing has changed.
        """
        if changes is not None:
            for path in changes:
                if not description.changeable(path):
                    raise description.UnknownPath(path, said("'{path}' cannot change during a run", path=escaped(path)))
            self._adopt(changes, note="")
            return
        for intervention in self.setup.interventions:
            if intervention.month == self.month:
                self._adopt(intervention.set, intervention.note.en if intervention.note else "")

    def _adopt(self, changes: Mapping[str, Any], note: str) -> None:
        self.setup = description.changed(self.setup, changes)
        self.parameters = self.setup.resolved_parameters()
        self._configure()
        self.tell("intervention", "", "", note=note, **{path: str(value) for path, value in changes.items()})

    # -- what the rules ask

    def others(self, society: str) -> tuple[str, ...]:
        """The other societies, in name order."""
        return self._others[society]

    def pair(self, society: str, other: str) -> Pair:
        """The official process between two societies, in whatever order they are named."""
        return self.pairs[(society, other) if society < other else (other, society)]

    def on(self, mechanism: str) -> bool:
        """Whether a mechanism is switched on."""
        return bool(getattr(self.setup.mechanisms, mechanism))

    def coordination(self, society: str) -> float:
        """Coordination [0, 1] of organizations and officials in a society."""
        return self._coordination[society]

    def authority(self, society: str) -> float:
        """Authority [0, 1]: the most that advice can weigh in a society's policy in a month."""
        return self._authority[society]

    def capability(self, society: str, other: str) -> float:
        """Relative capability p [0, 1] of a society beside another; the two of a pair sum to 1.

        Where one side's is given, the other has the rest; where neither is, `reaction.capability` is that of the
        side that comes first by name.
        """
        own, theirs = self.governments[society].capability, self.governments[other].capability
        if own is None and theirs is None:
            first = self.parameters.reaction.capability
            return first if society < other else 1 - first
        if own is None or theirs is None:
            return own if own is not None else 1 - (theirs or 0.0)
        return own / (own + theirs) if own + theirs > 0 else 0.5

    # -- acts of the month

    def record_acts(self, acts: list[Act]) -> None:
        """Take over the decisions of the month, by channel and direction."""
        for act in acts:
            self._acts.setdefault((act.channel, act.society, act.other), []).append(act)
        self.record.acts(self.month, acts)

    def acts_toward(self, channel: Channel, society: str, other: str) -> list[Act]:
        """This month's acts of a channel that address `society` about `other`."""
        return [act for act in self._acts.get((channel, society, other), ()) if not act.refused]

    def acts(self, channel: Channel, first: str, second: str, refused_for: Refusal = "") -> list[Act]:
        """This month's acts of a channel between two societies; with `refused_for`, also those refused with it."""
        both = [*self._acts.get((channel, first, second), ()), *self._acts.get((channel, second, first), ())]
        return [act for act in both if not act.refused or act.refused == refused_for]

    def all_acts(self, channel: Channel) -> list[Act]:
        """This month's acts of a channel, wherever."""
        return [act for (name, _, _), acts in self._acts.items() if name == channel for act in acts if not act.refused]

    def affect(self) -> None:
        """Let activities with an effect of their own have it (phase 4)."""
        for acts in self._acts.values():
            for act in acts:
                if not act.refused:
                    ACTIONS[act.activity].affect(self, act)

    def tell(self, code: str, actor: str, toward: str, **numbers: float | str) -> None:
        """Record that something happened, as a code with the numbers that caused it."""
        self.record.events.append(Event(self.month, code, actor, toward, numbers))

    # -- month 0

    def _configure(self) -> None:
        """Hand everybody the settings that may change during a run."""
        setup, parameters = self.setup, self.parameters
        self._coordination = {s: setup.constraint("coordination", s, parameters) for s in self.societies}
        self._authority = {s: setup.constraint("authority", s, parameters) for s in self.societies}
        for name, government in self.governments.items():
            government.configure(self.setup.societies[name])
        for name, population in self.populations.items():
            population.configure(self.setup.societies[name])
        for name, organization in self.organizations.items():
            organization.configure(self.setup.organizations[name])
            funding.plan(self, organization)
        for name, body in self.bodies.items():
            body.configure(self.setup.intergovernmental[name])

    def at_start(self, quantity: str, actor: str, default: float) -> float:
        """A quantity of an actor at month 0: what `start:` says, else the default."""
        said = getattr(self.setup.start, quantity)
        if isinstance(said, dict):
            said = said.get(actor)
        return default if said is None else float(said)

    def image_at_start(self, society: str) -> ImageTriple | None:
        """What `start:` says of a society's mean image at month 0."""
        said = self.setup.start.image
        return said.get(society) if isinstance(said, dict) else said

    def _begin(self) -> None:
        for (society, other), direction in self.directions.items():
            direction.conduct = self.governments[society].initial_conduct(other, self.setup.societies[society])
            direction.proposal = direction.conduct
            direction.pressure = self.at_start("pressure", society, 0.0)
        for pair in self.pairs.values():
            pair.process = self.setup.talks.state
            pair.options = self.at_start("options", "", 0.0)
        self._settle_outlooks()
        for population in self.populations.values():
            population.begin()
            for other, view in population.views.items():
                population.judge(other, view.rows)
        self.outlooks.judge(self.parameters.images.weights)
        for organization in self.organizations.values():
            said = self.setup.organizations[organization.name].skill
            organization.skill = self.parameters.communication.skill if said is None else said
            funding.found(self, organization)
        mobilization.listen(self)
        for (society, other), direction in self.directions.items():
            direction.weight_executive = 1 - direction.weight_opinion
            suffered = self.directions[other, society].conduct
            stronger = self.capability(other, society)
            direction.pain = self.at_start("pain", society, min(1.0, 2 * stronger * suffered))

        intergovernmental.watch(self)
        intergovernmental.mediate(self)
        for pair in self.pairs.values():
            talks.make_ready(self, pair)

    def _settle_outlooks(self) -> None:
        p = self.parameters
        for society, population in self.populations.items():
            said = self.setup.societies[society]
            for other in population.views:
                anchor = said.outlook.anchor(other, p.images.anchor)
                own = said.government.outlook
                self.outlooks.settle(holder_of(society), other, own.over(anchor) if own else anchor)
        for name, organization in self.organizations.items():
            own = self.setup.organizations[name].outlook or ImageTriple()
            for other in self.societies:
                if other != organization.home:
                    self.outlooks.settle(name, other, own.over(p.organizations.outlook))
        for name in self.bodies:
            for society in self.societies:
                outlook = self.setup.intergovernmental[name].outlook
                self.outlooks.settle(name, society, outlook.anchor(society, p.intergovernmental.outlook))
