"""The typed, frozen description of a world: what a scenario file says, and all that `Conflict` needs to start.

Every number has its default and its bounds in `parameters.py`. An optional field left at None means "as the
parameters say", so that a change of a parameter reaches everybody who did not ask for something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from itertools import permutations
from typing import Annotated, Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from .actions import ACTIONS
from .parameters import PARAMETERS, Parameters, Value, check
from .terms import DEFAULT_ISSUE, INTERNATIONAL, RESERVED, IssueName, Level, Process, Source, Status

FORMAT = 1
AUTHORITIES: dict[str, float] = {
    "none": 0.0,
    "advisory": cast(float, PARAMETERS["constraints.authority"].default),
    "binding": 1.0,
}

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Share = Annotated[float, Field(ge=0, le=1)]
Money = Annotated[float, Field(ge=0, le=1e6)]
Weight = Annotated[float, Field(ge=0, le=1e6)]


def _bounded(id: str) -> Any:
    """The field metadata of a number that is a parameter: its bounds and what a schema should say of it."""
    p = PARAMETERS[id]
    low, high = p.bounds
    about = f"{p.about} Default: {p.default} ({id})."
    return Field(ge=low, le=high, description=about, json_schema_extra={"parameter": id})


class Part(BaseModel):
    """A part of the description: frozen, without room for unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Text(Part):
    """A text a person reads, in English and, where it is given, in Arabic."""

    en: Annotated[str, Field(min_length=1, max_length=5000)]
    ar: Annotated[str, Field(min_length=1, max_length=5000)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        return {"en": value} if isinstance(value, str) else value

    def in_language(self, language: str) -> str:
        """The text in `ar` where asked for and present, else in English."""
        return self.ar if language == "ar" and self.ar else self.en


class Time(Part):
    """When the run starts and how long it lasts."""

    start: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")] | None = None
    months: Annotated[int, _bounded("world.months")] = int(PARAMETERS["world.months"].default)  # type: ignore[arg-type]


class ImageTriple(Part):
    """An image of somebody: benign intent, trust, humanity, each in [0, 1] with .5 neutral."""

    intent: Share | None = None
    trust: Share | None = None
    humanity: Share | None = None

    def over(self, default: tuple[float, ...]) -> tuple[float, float, float]:
        """This image, with `default` where nothing is said."""
        said = (self.intent, self.trust, self.humanity)
        first, second, third = (d if v is None else v for v, d in zip(said, default, strict=True))
        return first, second, third


class Outlook(ImageTriple):
    """The identity anchor of a society's images, with what differs toward one other society."""

    spread: Annotated[float, _bounded("images.spread")] | None = None
    toward: dict[str, ImageTriple] = {}

    def anchor(self, other: str, default: tuple[float, ...]) -> tuple[float, float, float]:
        """The anchor of the image of `other`."""
        return self.toward.get(other, ImageTriple()).over(self.over(default))


class Stance(Part):
    """How a government acts toward another side."""

    fatigue: Annotated[float, _bounded("reaction.fatigue")] | None = None
    reaction: Annotated[float, _bounded("reaction.reaction")] | None = None
    grievance: Annotated[float, _bounded("reaction.grievance")] | None = None
    conduct: Annotated[Share, Field(description="Hostility of official conduct at month 0.")] | None = None


class Government(Stance):
    """The executive of a society, or the leadership of a movement (`called`)."""

    called: Text | None = None
    openness: Annotated[float, _bounded("government.openness")] | None = None
    capability: Annotated[float, _bounded("reaction.capability")] | None = None
    outlook: ImageTriple | None = None
    toward: dict[str, Stance] = {}


class Spoilers(Part):
    """Those who gain if talks fail, and their messages."""

    budget: Annotated[float, _bounded("spoilers.budget")] | None = None
    skill: Annotated[float, _bounded("spoilers.skill")] | None = None


class Issue(Part):
    """An issue that citizens can be mobilized on."""

    salience: Weight = 1.0
    concern: Annotated[float, _bounded("mobilization.concern")] | None = None


class Society(Part):
    """A society in conflict: its citizens, its government, its spoilers."""

    label: Text | None = None
    citizens: Annotated[int, _bounded("world.citizens")] | None = None
    outlook: Outlook = Outlook()
    government: Government = Government()
    spoilers: Spoilers = Spoilers()
    ict: Annotated[float, _bounded("communication.ict")] | None = None
    media: Annotated[float, _bounded("campaign.media")] | None = None
    nationalism: Annotated[float, _bounded("campaign.nationalism")] | None = None
    issues: dict[IssueName, Issue] = {}


class Work(Part):
    """What ties an organization to a society it works on."""

    access: Annotated[float, _bounded("funding.access")] | None = None


class Organization(Part):
    """A civil-society organization."""

    label: Text | None = None
    about: Text | None = None
    home: str = INTERNATIONAL
    works_on: Annotated[dict[str, Work], Field(min_length=1)]
    level: Level = "middle"
    funding: dict[Source, Money] = {}
    strategy: dict[str, Weight] = {}
    skill: Annotated[float, _bounded("communication.skill")] | None = None
    status: Status = "none"
    issues: Annotated[tuple[IssueName, ...], Field(strict=False)] = ()
    line: Literal["own"] | Annotated[float, _bounded("advice.line")] | None = None
    outlook: ImageTriple | None = None


class IntergovernmentalBody(Part):
    """An intergovernmental organization: whether it mediates and monitors, and how it sees the sides."""

    label: Text | None = None
    mediation: Annotated[float, _bounded("intergovernmental.mediation")] | None = None
    monitoring: Annotated[float, _bounded("intergovernmental.monitoring")] | None = None
    outlook: Outlook = Outlook()


class Talks(Part):
    """The official process between each pair of societies."""

    state: Process = "conflict"
    inclusion: Annotated[float, _bounded("talks.inclusion")] | None = None
    ratification: bool = False
    ripeness: Literal["pain", "pain_and_opportunity"] | None = None


class Contact(Part):
    """The conditions under which members of the societies meet."""

    quality: Annotated[float, Field(ge=-1, le=1)] | None = None


class Constraints(Part):
    """The levers that hold the organizations back, for the whole world or, where given by name, a society."""

    funding: Annotated[float, _bounded("constraints.funding")] | None = None
    foreign_money: Annotated[float, _bounded("constraints.foreign_money")] | None = None
    communication: Annotated[float, _bounded("constraints.communication")] | None = None
    authority: (
        Literal["none", "advisory", "binding"]
        | Annotated[float, _bounded("constraints.authority")]
        | dict[str, Literal["none", "advisory", "binding"] | Annotated[float, _bounded("constraints.authority")]]
        | None
    ) = None
    coordination: (
        Annotated[float, _bounded("constraints.coordination")]
        | dict[str, Annotated[float, _bounded("constraints.coordination")]]
        | None
    ) = None


class Mechanisms(Part):
    """Switches; what each means when off stands in the mechanism's file."""

    images: bool = True
    influence: bool = True
    contact: bool = True
    track_two: bool = True
    campaigns: bool = True
    mobilization: bool = True
    opinion: bool = True
    advice: bool = True
    intergovernmental: bool = True
    funding: bool = True
    ict: bool = True
    shocks: bool = True
    talks: bool = True


class Start(Part):
    """Where month 0 does not begin as the equations say; a number for all, or by name of the actor."""

    image: ImageTriple | dict[str, ImageTriple] | None = None
    threat: Share | dict[str, Share] | None = None
    pain: Share | dict[str, Share] | None = None
    pressure: Weight | dict[str, Weight] | None = None
    options: Weight | None = None
    capacity: Weight | dict[str, Weight] | None = None
    reserves: Annotated[float, Field(ge=-1e6, le=1e6)] | dict[str, float] | None = None
    credibility: Share | dict[str, Share] | None = None


class ScheduledAttack(Part):
    """An attack that happens in a given month, on a society, by a side."""

    month: Annotated[int, Field(ge=1)]
    society: str
    severity: Annotated[float, Field(gt=0, le=100)] = 1.0
    by: str | None = None


class Terror(Part):
    """Attacks by chance and by schedule."""

    rate: Annotated[float, _bounded("shocks.rate")] | dict[str, Annotated[float, _bounded("shocks.rate")]] | None = None
    severity: Annotated[float, _bounded("shocks.severity")] | None = None
    during_talks: Annotated[float, _bounded("shocks.during_talks")] | None = None
    during_agreement: Annotated[float, _bounded("shocks.during_agreement")] | None = None
    scheduled: Annotated[tuple[ScheduledAttack, ...], Field(strict=False)] = ()


class Shocks(Part):
    """What befalls the societies."""

    terror: Terror = Terror()


class Intervention(Part):
    """A change of the description that acts from a month on."""

    month: Annotated[int, Field(ge=1)]
    set: Annotated[dict[str, Any], Field(min_length=1)]
    note: Text | None = None


class Expectation(Part):
    """A pattern that an ensemble can be held to.

    `share`: of replicates in which the event named by `metric` has happened by month `by`, between low and high.
    `mean`: of the series named by `metric` over the months `during` (all, if not given), between low and high.
    """

    metric: str
    by: Annotated[int, Field(ge=1)] | None = None
    share: Annotated[tuple[Share, Share], Field(strict=False)] | None = None
    mean: Annotated[tuple[float, float], Field(strict=False)] | None = None
    during: Annotated[tuple[int, int], Field(strict=False)] | None = None
    society: str | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Expectation:
        if (self.share is None) == (self.mean is None):
            raise ValueError("give either `share: [low, high]` of an event, or `mean: [low, high]` of a series")
        low, high = self.share or self.mean or (0.0, 0.0)
        if low > high:
            raise ValueError(f"the lower end {low:g} is above the upper end {high:g}")
        if self.share is not None and (self.during is not None or self.society is not None):
            raise ValueError("`during` and `society` go with `mean`; an event has `by`")
        if self.mean is not None and self.by is not None:
            raise ValueError("`by` goes with `share`; a mean has `during: [from, to]`")
        return self


class Setup(Part):
    """A world before it begins."""

    format: Literal[1]
    name: Text
    about: Text | None = None
    sources: Annotated[tuple[str, ...], Field(strict=False)] = ()
    time: Time = Time()
    societies: Annotated[dict[Id, Society], Field(min_length=2, max_length=8)]
    organizations: dict[Id, Organization] = {}
    intergovernmental: dict[Id, IntergovernmentalBody] = {}
    talks: Talks = Talks()
    contact: Contact = Contact()
    constraints: Constraints = Constraints()
    parameters: Annotated[dict[str, Any], Field(max_length=len(PARAMETERS))] = {}
    mechanisms: Mechanisms = Mechanisms()
    start: Start = Start()
    shocks: Shocks = Shocks()
    interventions: Annotated[tuple[Intervention, ...], Field(strict=False)] = ()
    basis: dict[str, str] = {}
    expect: Annotated[tuple[Expectation, ...], Field(strict=False)] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Setup:
        problems = list(inconsistencies(self))
        if problems:
            raise Inconsistent(problems)
        return self

    def label(self, actor: str, language: str = "en") -> str:
        """What a person calls an actor: its label, else its id with spaces."""
        for kind in (self.societies, self.organizations, self.intergovernmental):
            label = getattr(kind.get(actor), "label", None)
            if label is not None:
                return str(label.in_language(language))
        return actor.replace("_", " ")

    def constraint(self, name: Literal["authority", "coordination"], society: str, parameters: Parameters) -> float:
        """A constraint [0, 1] as it holds in a society: given by name, for all, in a word, or by the parameters."""
        said = getattr(self.constraints, name)
        value = said.get(society) if isinstance(said, dict) else said
        if value is None:
            return cast(float, getattr(parameters.constraints, name))
        return AUTHORITIES[value] if isinstance(value, str) else cast(float, value)

    def resolved_parameters(self) -> Parameters:
        """The parameters of this world: the defaults under the changes of `parameters:` and `constraints:`."""
        changes: dict[str, Value] = {id: _as_value(value) for id, value in self.parameters.items()}
        for name in ("funding", "foreign_money", "communication"):
            said = getattr(self.constraints, name)
            if said is not None:
                changes[f"constraints.{name}"] = said
        if self.talks.inclusion is not None:
            changes["talks.inclusion"] = self.talks.inclusion
        if self.talks.ripeness is not None:
            changes["talks.opportunity"] = float(self.talks.ripeness == "pain_and_opportunity")
        for name in ("severity", "during_talks", "during_agreement"):
            said = getattr(self.shocks.terror, name)
            if said is not None:
                changes[f"shocks.{name}"] = said
        return Parameters().changed(changes)


def _as_value(value: Any) -> Value:
    return tuple(value) if isinstance(value, list) else value


class Inconsistent(ValueError):
    """Parts of a description that are each fine and do not fit together: a list of (path, message)."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{path}: {message}" for path, message in problems))


def inconsistencies(setup: Setup) -> Iterator[tuple[str, str]]:
    """Everything that pydantic's own validation cannot see, as (path, message with the remedy)."""
    found = [*_names(setup), *_organizations(setup), *_parameters(setup), *_references(setup)]
    yield from found
    yield from _interventions(setup, found)


def _names(setup: Setup) -> Iterator[tuple[str, str]]:
    seen: dict[str, str] = {}
    for kind in ("societies", "organizations", "intergovernmental"):
        for id in getattr(setup, kind):
            path = f"{kind}.{id}"
            if id in RESERVED:
                yield path, f"the name {id!r} is reserved; choose another id"
            if id in seen:
                yield path, f"the id {id!r} is already used at {seen[id]}; ids are unique over all kinds"
            seen[id] = path


def _organizations(setup: Setup) -> Iterator[tuple[str, str]]:
    homes = (INTERNATIONAL, *setup.societies)
    for id, organization in setup.organizations.items():
        path = f"organizations.{id}"
        if organization.home not in homes:
            yield f"{path}.home", f"{organization.home!r} is unknown; allowed: {', '.join(homes)}"
        elif organization.home == INTERNATIONAL and organization.funding.get("home_state"):
            yield (
                f"{path}.funding.home_state",
                "an international organization has no home state; use foreign or intergovernmental",
            )
        for activity, weight in organization.strategy.items():
            if activity not in ACTIONS:
                yield f"{path}.strategy.{activity}", f"unknown activity{_hint(activity, ACTIONS)}"
            elif weight > 0 and ACTIONS[activity].meets and len(organization.works_on) < 2:
                yield (
                    f"{path}.strategy.{activity}",
                    "a meeting across the line needs at least two societies under works_on",
                )
        for society in organization.works_on:
            if society in setup.societies:
                issues = tuple(setup.societies[society].issues) or (DEFAULT_ISSUE,)
                for issue in organization.issues:
                    if issue not in issues:
                        yield (
                            f"{path}.issues",
                            f"{issue!r} is no issue of {society}; its issues: {', '.join(issues)}",
                        )


def _parameters(setup: Setup) -> Iterator[tuple[str, str]]:
    for id, path in SAID_IN_SECTIONS.items():
        place: Any = setup
        for step in path.split("."):
            place = getattr(place, step)
        if id in setup.parameters and place is not None:
            yield f"parameters.{id}", f"{path} says the same thing; keep one of the two"
    sound = True
    if "world.months" in setup.parameters:
        yield "parameters.world.months", "how long a run is stands under time; say `time: {months: ...}`"
    for id, value in setup.parameters.items():
        try:
            check(id, _as_value(value))
        except (KeyError, ValueError, TypeError) as error:
            sound = False
            yield f"parameters.{id}", str(error.args[0] if error.args else error)
    if sound:
        try:
            setup.resolved_parameters()
        except ValueError as error:
            yield "parameters", str(error)
    for id, society in setup.societies.items():
        if society.issues and not sum(issue.salience for issue in society.issues.values()):
            yield f"societies.{id}.issues", "at least one issue needs a salience above 0"


def _references(setup: Setup) -> Iterator[tuple[str, str]]:
    for path, named in _named_societies(setup):
        if named not in setup.societies:
            yield path, f"{named!r} is no society; allowed: {', '.join(setup.societies)}"
    for name in ("capacity", "reserves", "credibility"):
        value = getattr(setup.start, name)
        for id in value if isinstance(value, dict) else ():
            if id not in setup.organizations:
                yield f"start.{name}.{id}", f"{id!r} is no organization"
    for index, attack in enumerate(setup.shocks.terror.scheduled):
        path = f"shocks.terror.scheduled.{index}"
        if attack.by == attack.society:
            yield f"{path}.by", "a society cannot be attacked by itself"
        if attack.month > setup.time.months:
            yield f"{path}.month", f"month {attack.month} is after the end of the run ({setup.time.months})"
    for index, expectation in enumerate(setup.expect):
        for month in (*(expectation.during or ()), expectation.by or 0):
            if not 0 <= month <= setup.time.months:
                yield f"expect.{index}", f"month {month} is outside the run (0 to {setup.time.months})"


def _named_societies(setup: Setup) -> Iterator[tuple[str, str]]:
    for id, described in setup.societies.items():
        for part in ("outlook", "government"):
            for other in getattr(described, part).toward:
                path = f"societies.{id}.{part}.toward.{other}"
                yield path, other if other != id else f"{id} itself"
    for id, organization in setup.organizations.items():
        for society in organization.works_on:
            yield f"organizations.{id}.works_on.{society}", society
    for id, body in setup.intergovernmental.items():
        for other in body.outlook.toward:
            yield f"intergovernmental.{id}.outlook.toward.{other}", other
    for name in ("authority", "coordination"):
        value = getattr(setup.constraints, name)
        for named in value if isinstance(value, dict) else ():
            yield f"constraints.{name}.{named}", named
    for name in ("image", "threat", "pain", "pressure"):
        value = getattr(setup.start, name)
        for named in value if isinstance(value, dict) else ():
            yield f"start.{name}.{named}", named
    terror = setup.shocks.terror
    for society in terror.rate if isinstance(terror.rate, dict) else ():
        yield f"shocks.terror.rate.{society}", society
    for index, attack in enumerate(terror.scheduled):
        yield f"shocks.terror.scheduled.{index}.society", attack.society
        if attack.by is not None:
            yield f"shocks.terror.scheduled.{index}.by", attack.by
    for index, expectation in enumerate(setup.expect):
        if expectation.society is not None:
            yield f"expect.{index}.society", expectation.society


def _interventions(setup: Setup, known: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """What is wrong with the interventions alone; `known` is wrong with the description even without them."""
    changing = setup.model_copy(update={"interventions": ()})
    for index, intervention in sorted(enumerate(setup.interventions), key=lambda pair: pair[1].month):
        path = f"interventions.{index}"
        if intervention.month > setup.time.months:
            yield (
                f"{path}.month",
                f"month {intervention.month} is after the end of the run ({setup.time.months})",
            )
        for key, value in intervention.set.items():
            try:
                _locate(changing, key)
                if not changeable(key):
                    raise UnknownPath(key, f"{key!r} cannot change during a run: it only sets month 0")
                changing = changed(changing, {key: value})
            except UnknownPath as error:
                yield f"{path}.set.{key}", str(error)
            except ValidationError as error:
                inner = error.errors()[0].get("ctx", {}).get("error")
                if isinstance(inner, Inconsistent):
                    own = (problem for problem in inner.problems if problem not in known)
                    texts = [MISFIT if place == f"parameters.{key}" else text for place, text in own]
                else:
                    texts = [MISFIT]
                yield from ((f"{path}.set.{key}", text) for text in texts)


#: What is said of an intervention's value that its place in the description does not take.
MISFIT = "the value does not fit there"

#: What an intervention may set: whatever the rules of a month read, never what only month 0 is made from.
_CHANGEABLE = re.compile(
    r"^(constraints\..+|mechanisms\..+|contact\.quality|talks\.(inclusion|ratification|ripeness)"
    r"|societies\.[^.]+\.(ict|media|nationalism|spoilers\..+)"
    r"|societies\.[^.]+\.government\.(toward\.[^.]+\.)?(openness|capability|fatigue|reaction|grievance)"
    r"|organizations\.[^.]+\.(funding\..+|strategy\..+|status|level|line|works_on\.[^.]+\.access)"
    r"|intergovernmental\.[^.]+\.(mediation|monitoring)"
    r"|shocks\.terror\.(rate(\..+)?|severity|during_talks|during_agreement))$"
)


def changeable(path: str) -> bool:
    """Whether an intervention may set this path during a run."""
    id = path.removeprefix("parameters.")
    if id in PARAMETERS:
        return not PARAMETERS[id].fixed
    return _CHANGEABLE.match(path) is not None


class UnknownPath(KeyError):
    """A dotted path that leads to nothing in the description."""

    def __init__(self, path: str, message: str) -> None:
        self.path = path
        self.message = message
        super().__init__(message)

    def __str__(self) -> str:
        return self.message


def changed(setup: Setup, changes: Mapping[str, Any]) -> Setup:
    """A copy of the setup with dotted paths set to values, validated as a whole.

    A path names a place of the description (`constraints.funding`, `societies.a.government.openness`) or a
    parameter by its id (`influence.weight`), which then stands under `parameters`.

    Raises `UnknownPath` for a path that leads nowhere, pydantic's `ValidationError` for a value that does not fit.
    """
    return Setup.model_validate(with_changes(setup, changes))


def with_changes(setup: Setup, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The plain data of the setup with dotted paths set to values, not yet validated.

    Raises `UnknownPath` for a path that leads nowhere.
    """
    data = setup.model_dump(exclude_unset=True)
    for path, value in changes.items():
        _set(data, setup, path, value)
        _forget(data, SAID_IN_SECTIONS.get(path.removeprefix("parameters."), ""))
    return data


#: Parameters that a scenario may also give in a section of its own, which then counts.
SAID_IN_SECTIONS = {
    "talks.opportunity": "talks.ripeness",
    "shocks.rate": "shocks.terror.rate",
    "shocks.severity": "shocks.terror.severity",
    "shocks.during_talks": "shocks.terror.during_talks",
    "shocks.during_agreement": "shocks.terror.during_agreement",
}


def _forget(data: dict[str, Any], path: str) -> None:
    """Take out what a section says, so that a parameter set by its id is not silently without effect."""
    *sections, last = path.split(".")
    for section in sections:
        data = data.get(section, {})
    data.pop(last, None)


def _set(data: dict[str, Any], setup: Setup, path: str, value: Any) -> None:
    steps = _locate(setup, path)
    for step in steps[:-1]:
        if not isinstance(data.get(step), dict):
            data[step] = {}
        data = data[step]
    data[steps[-1]] = value


def _locate(setup: Setup, path: str) -> list[str]:
    """The steps from the top of the description to a path; parameters by id come under `parameters`."""
    id = path.removeprefix("parameters.")
    steps = path.split(".")
    if id == "world.months":
        return ["time", "months"]
    if steps[0] == "parameters" and id in PARAMETERS:
        return ["parameters", id]
    place: Any = setup
    for depth, step in enumerate(steps):
        if isinstance(place, Part):
            fields = type(place).model_fields
            if step not in fields:
                break
            place, annotation = getattr(place, step), str(fields[step].annotation)
            if place is None and depth + 1 < len(steps) and "dict[" not in annotation:
                place = _empty(fields[step].annotation)
        elif isinstance(place, Mapping):
            if step in place:
                place = place[step]
            elif depth == 0 or steps[depth - 1] not in _OPEN_KEYS:
                break
            else:
                return steps
        elif place is None or isinstance(place, int | float | str):
            # A number for all that becomes a number by name, such as constraints.coordination.israel.
            if depth + 1 == len(steps) and steps[depth - 1] in _OPEN_KEYS:
                return steps
            break
        else:
            break
    else:
        return steps
    if id in PARAMETERS:
        return ["parameters", id]
    raise UnknownPath(path, f"{path!r} is no setting{_hint(path, known_paths(setup))}")


#: Sections whose keys a change may add, because the set of keys is closed and validated elsewhere.
_OPEN_KEYS = frozenset(("parameters", "funding", "strategy", "authority", "coordination", "rate", "toward", "basis"))


def _empty(annotation: Any) -> Any:
    """An empty part of the kind an optional field would hold, so that a path can lead into it."""
    for kind in getattr(annotation, "__args__", ()):
        if isinstance(kind, type) and issubclass(kind, Part):
            return kind.model_construct()
    return None


def known_paths(setup: Setup) -> list[str]:
    """Every dotted path of a description that can be set, and every parameter."""
    paths: list[str] = []

    def walk(place: Any, prefix: str) -> None:
        if isinstance(place, Part):
            items = [(name, getattr(place, name)) for name in type(place).model_fields]
        elif isinstance(place, Mapping):
            items = list(place.items())
        else:
            paths.append(prefix)
            return
        for name, value in items:
            walk(value, f"{prefix}.{name}" if prefix else str(name))

    walk(setup, "")
    return [*paths, *PARAMETERS]


def _hint(word: str, known: Any) -> str:
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    if close:
        return f"; did you mean {close[0]!r}?"
    names = sorted(known)
    return f"; allowed: {', '.join(names)}" if len(names) <= 20 else ""


def directions(societies: Any) -> list[tuple[str, str]]:
    """All ordered pairs of societies, in name order."""
    return list(permutations(sorted(societies), 2))
