"""The typed, frozen description of a world: what a scenario file says, and all that `Conflict` needs to start.

Every number has its default and its bounds in `parameters.py`. An optional field left at None means "as the
parameters say", so that a change of a parameter reaches everybody who did not ask for something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import chain, islice, permutations
from typing import Annotated, Any, Literal, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from .actions import ACTIONS
from .parameters import PARAMETERS, Parameters, Value, check
from .terms import DEFAULT_ISSUE, INTERNATIONAL, RESERVED, IssueName, Level, Process, Source, Status
from .wording import answered, escaped, joined, said

FORMAT = 1
AUTHORITIES: dict[str, float] = {
    "none": 0.0,
    "advisory": cast(float, PARAMETERS["constraints.authority"].default),
    "binding": 1.0,
}


def _whole(value: Any) -> Any:
    """A number such as 1e3, which YAML reads as a fraction, as the whole number it is."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


#: A whole number, however it is written.
Whole = Annotated[int, BeforeValidator(_whole)]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Share = Annotated[float, Field(ge=0, le=1)]
Money = Annotated[float, Field(ge=0, le=1e6)]
Savings = Annotated[float, Field(ge=-1e6, le=1e6)]
Weight = Annotated[float, Field(ge=0, le=1e6)]
#: Inconsistencies that are told; whoever has more has written something else than a scenario.
_MOST = 500


def _bounded(id: str) -> Any:
    """The field metadata of a number that is a parameter: its bounds and what a schema should say of it."""
    p = PARAMETERS[id]
    low, high = p.bounds
    about = f"{p.about} Default: {p.default} ({id})."
    return Field(ge=low, le=high, description=about, json_schema_extra={"parameter": id})


def _about(text: str) -> Any:
    """The field metadata of a place that is no parameter: what a schema and the documents should say of it."""
    return Field(description=text)


class Part(BaseModel):
    """A part of the description: frozen, without room for unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Text(Part):
    """A text a person reads, in English and, where it is given, in Arabic."""

    en: Annotated[str, Field(min_length=1, max_length=5000, description="The text in English.")]
    ar: Annotated[str, Field(min_length=1, max_length=5000, description="The text in Arabic.")] | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        return {"en": value} if isinstance(value, str) else value

    def in_language(self, language: str) -> str:
        """The text in `ar` where asked for and present, else in English."""
        return self.ar if language == "ar" and self.ar else self.en


class Time(Part):
    """When the run starts and how long it lasts."""

    start: (
        Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$", description="The month of the first step.")] | None
    ) = None
    months: Annotated[Whole, _bounded("world.months")] = int(PARAMETERS["world.months"].default)  # type: ignore[arg-type]


class ImageTriple(Part):
    """An image of somebody: benign intent, trust, humanity, each in [0, 1] with .5 neutral."""

    intent: Annotated[Share | None, _about("How benign the intentions of the other are held to be.")] = None
    trust: Annotated[Share | None, _about("How reliable the other is held to be.")] = None
    humanity: Annotated[Share | None, _about("How far the other is seen as human beings with feelings and needs.")] = (
        None
    )

    def over(self, default: tuple[float, ...]) -> tuple[float, float, float]:
        """This image, with `default` where nothing is said."""
        given = (self.intent, self.trust, self.humanity)
        first, second, third = (d if v is None else v for v, d in zip(given, default, strict=True))
        return first, second, third


class Outlook(ImageTriple):
    """The identity anchor of a society's images, with what differs toward one other society."""

    spread: Annotated[float, _bounded("images.spread")] | None = None
    toward: Annotated[
        dict[str, ImageTriple], _about("By the name of another society: what differs in the image of that one.")
    ] = {}

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

    called: Annotated[Text | None, _about("What people call the government, or the leadership of a movement.")] = None
    openness: Annotated[float, _bounded("government.openness")] | None = None
    capability: Annotated[float, _bounded("reaction.capability")] | None = None
    outlook: Annotated[
        ImageTriple | None,
        _about("The government's own image of the others, to which it returns; its society's if left out."),
    ] = None
    toward: Annotated[
        dict[str, Stance], _about("By the name of another society: what differs in the conduct toward that one.")
    ] = {}


class Spoilers(Part):
    """Those who gain if talks fail, and their messages."""

    budget: Annotated[float, _bounded("spoilers.budget")] | None = None
    skill: Annotated[float, _bounded("spoilers.skill")] | None = None


class Issue(Part):
    """An issue that citizens can be mobilized on."""

    salience: Annotated[Weight, _about("Weight of the issue beside the others of the society.")] = 1.0
    concern: Annotated[float, _bounded("mobilization.concern")] | None = None


class Society(Part):
    """A society in conflict: its citizens, its government, its spoilers."""

    label: Annotated[Text | None, _about("What people call the society.")] = None
    citizens: Annotated[Whole, _bounded("world.citizens")] | None = None
    outlook: Annotated[
        Outlook, _about("The image of the others that identity keeps alive; the society returns to it without news.")
    ] = Outlook()
    government: Annotated[Government, _about("The executive of the society.")] = Government()
    spoilers: Annotated[Spoilers, _about("Those in the society who gain if talks fail.")] = Spoilers()
    ict: Annotated[float, _bounded("communication.ict")] | None = None
    media: Annotated[float, _bounded("campaign.media")] | None = None
    nationalism: Annotated[float, _bounded("campaign.nationalism")] | None = None
    issues: Annotated[
        dict[IssueName, Issue],
        _about(
            "What citizens can be mobilized on. Without any there is one, peace; who names issues names all of them."
        ),
    ] = {}


class Work(Part):
    """What ties an organization to a society it works on."""

    access: Annotated[float, _bounded("funding.access")] | None = None


class Organization(Part):
    """A civil-society organization."""

    label: Annotated[Text | None, _about("What people call the organization.")] = None
    about: Annotated[Text | None, _about("Who it is.")] = None
    home: Annotated[
        str,
        _about("The society it belongs to, by name, or international for one that belongs to none of them."),
    ] = INTERNATIONAL
    works_on: Annotated[
        dict[str, Work],
        Field(min_length=1, description="The societies it addresses, by name; a meeting needs two of them."),
    ]
    level: Annotated[Level, _about("Whom it works with: leaders, the middle rank, or the grassroots.")] = "middle"
    funding: Annotated[
        dict[Source, Money],
        _about("Money a month by source; 1 is the budget of a mid-size organization. Without any it does nothing."),
    ] = {}
    strategy: Annotated[
        dict[str, Weight],
        _about("Activities with weights: the shares of spending in proportion. Without any it does nothing."),
    ] = {}
    skill: Annotated[float, _bounded("communication.skill")] | None = None
    status: Annotated[Status, _about("Consultative status with intergovernmental bodies.")] = "none"
    issues: Annotated[
        tuple[IssueName, ...],
        Field(strict=False, description="What its advocacy is about; all issues of the society if left out."),
    ] = ()
    line: Literal["own"] | Annotated[float, _bounded("advice.line")] | None = None
    outlook: Annotated[
        ImageTriple | None, _about("Its own image of the societies, to which it returns without news.")
    ] = None


class IntergovernmentalBody(Part):
    """An intergovernmental organization: whether it mediates and monitors, and how it sees the sides."""

    label: Annotated[Text | None, _about("What people call the body.")] = None
    mediation: Annotated[float, _bounded("intergovernmental.mediation")] | None = None
    monitoring: Annotated[float, _bounded("intergovernmental.monitoring")] | None = None
    outlook: Annotated[Outlook, _about("How the body sees the societies; it returns to it without news.")] = Outlook()


class Talks(Part):
    """The official process between each pair of societies."""

    state: Annotated[Process, _about("The state of the process at month 0, between each pair.")] = "conflict"
    inclusion: Annotated[float, _bounded("talks.inclusion")] | None = None
    ratification: Annotated[bool, _about("Whether citizens of both societies vote on an agreement.")] = False
    ripeness: Annotated[
        Literal["pain", "pain_and_opportunity"] | None,
        _about("Whether pain alone moves a side to talk, or also an opening (talks.opportunity 0 or 1)."),
    ] = None


class Contact(Part):
    """The conditions under which members of the societies meet."""

    quality: (
        Annotated[
            float,
            Field(
                ge=-1,
                le=1,
                description="Quality of every meeting: 1 the best conditions, below 0 meetings do harm. "
                "If left out, it is computed from the conditions.",
            ),
        ]
        | None
    ) = None


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

    images: Annotated[bool, _about("Off: the organizations have no effect on images.")] = True
    influence: Annotated[bool, _about("Off: citizens do not influence one another, and nobody gives cues.")] = True
    contact: Annotated[bool, _about("Off: meetings have no effect; their money is spent.")] = True
    track_two: Annotated[bool, _about("Off: workshops have no effect; their money is spent.")] = True
    campaigns: Annotated[
        bool, _about("Off: messages of organizations have no effect on images; those of spoilers stay.")
    ] = True
    mobilization: Annotated[bool, _about("Off: no citizen becomes active.")] = True
    opinion: Annotated[bool, _about("Off: public opinion has no weight in policy.")] = True
    advice: Annotated[bool, _about("Off: advice has no weight in policy.")] = True
    intergovernmental: Annotated[
        bool, _about("Off: no mediation, no monitoring, no rights by consultative status.")
    ] = True
    funding: Annotated[bool, _about("Off: capacity stays as at the start, reserves are unlimited, nobody closes.")] = (
        True
    )
    ict: Annotated[bool, _about("Off: the spread of information technology is the same everywhere and fixed.")] = True
    shocks: Annotated[bool, _about("Off: no attacks, scheduled ones included; the spoilers' messages stay.")] = True
    talks: Annotated[bool, _about("Off: the official process stays as at the start.")] = True


class Start(Part):
    """Where month 0 does not begin as the equations say; a number for all, or by name of the actor."""

    image: Annotated[
        ImageTriple | dict[str, ImageTriple] | None, _about("Mean image that citizens begin with; by society.")
    ] = None
    threat: Annotated[Share | dict[str, Share] | None, _about("Threat that citizens feel; by society.")] = None
    pain: Annotated[Share | dict[str, Share] | None, _about("How much the stalemate hurts; by society.")] = None
    pressure: Annotated[
        Weight | dict[str, Weight] | None, _about("Pressure from outside on the government; by society.")
    ] = None
    options: Annotated[
        Weight | None, _about("Stock of options tested in track two, in workshops, for each pair of societies.")
    ] = None
    capacity: Annotated[
        Weight | dict[str, Weight] | None, _about("What an organization can spend a month; by organization.")
    ] = None
    reserves: Annotated[
        Savings | dict[str, Savings] | None,
        _about("Savings, or debt below 0; by organization."),
    ] = None
    credibility: Annotated[
        Share | dict[str, Share] | None, _about("How far an organization is believed; by organization.")
    ] = None


class ScheduledAttack(Part):
    """An attack that happens in a given month, on a society, by a side."""

    month: Annotated[Whole, Field(ge=1, description="The step in which it happens.")]
    society: Annotated[str, _about("The society that suffers it, by name.")]
    severity: Annotated[float, Field(gt=0, le=100, description="How grave it is; 1 is an ordinary attack.")] = 1.0
    by: Annotated[
        str | None, _about("The society it comes from, by name; if left out, one of the others, drawn by chance.")
    ] = None


class Terror(Part):
    """Attacks by chance and by schedule."""

    rate: Annotated[float, _bounded("shocks.rate")] | dict[str, Annotated[float, _bounded("shocks.rate")]] | None = None
    severity: Annotated[float, _bounded("shocks.severity")] | None = None
    during_talks: Annotated[float, _bounded("shocks.during_talks")] | None = None
    during_agreement: Annotated[float, _bounded("shocks.during_agreement")] | None = None
    scheduled: Annotated[
        tuple[ScheduledAttack, ...],
        Field(strict=False, description="Attacks that happen for certain, in given months."),
    ] = ()


class Shocks(Part):
    """What befalls the societies."""

    terror: Annotated[Terror, _about("Attacks on citizens.")] = Terror()


class Intervention(Part):
    """A change of the description that acts from a month on."""

    month: Annotated[Whole, Field(ge=1, description="The first step in which the change acts.")]
    set: Annotated[
        dict[str, Any],
        Field(min_length=1, description="Dotted paths or parameters, with the values they have from this month on."),
    ]
    note: Annotated[Text | None, _about("Why, in words.")] = None


class Expectation(Part):
    """A pattern that an ensemble can be held to.

    `share`: of replicates in which the event named by `metric` has happened by month `by`, between low and high.
    `mean`: of the series named by `metric` over the months `during` (all, if not given), between low and high.
    """

    metric: Annotated[str, _about("An event (with share) or a metric (with mean).")]
    by: Annotated[Whole, Field(ge=1, description="Last month that counts; the last of the run if left out.")] | None = (
        None
    )
    share: (
        Annotated[
            tuple[Share, Share],
            Field(strict=False, description="Share of replicates in which the event has happened, [low, high]."),
        ]
        | None
    ) = None
    mean: (
        Annotated[
            tuple[float, float],
            Field(strict=False, description="Mean of the metric over months and replicates, [low, high]."),
        ]
        | None
    ) = None
    during: (
        Annotated[
            tuple[Whole, Whole],
            Field(strict=False, description="First and last month of a mean; the whole run if left out."),
        ]
        | None
    ) = None
    society: Annotated[str | None, _about("The society whose metric counts, by name; the whole world if left out.")] = (
        None
    )
    note: Annotated[Text | None, _about("What is known of it, in words.")] = None

    @model_validator(mode="after")
    def _one_kind(self) -> Expectation:
        if (self.share is None) == (self.mean is None):
            raise ValueError(said("give either `share: [low, high]` of an event, or `mean: [low, high]` of a series"))
        low, high = self.share or self.mean or (0.0, 0.0)
        if low > high:
            ends = {"low": f"{low:g}", "high": f"{high:g}"}
            raise ValueError(said("the lower end {low} is above the upper end {high}", **ends))
        if self.during is not None and self.during[0] > self.during[1]:
            first, last = self.during
            raise ValueError(said("`during` begins with month {first}, after its end {last}", first=first, last=last))
        if self.share is not None and (self.during is not None or self.society is not None):
            raise ValueError(said("`during` and `society` go with `mean`; an event has `by`"))
        if self.mean is not None and self.by is not None:
            raise ValueError(said("`by` goes with `share`; a mean has `during: [from, to]`"))
        return self


class Setup(Part):
    """A world before it begins."""

    format: Annotated[Literal[1], _about("The version of the format.")]
    name: Annotated[Text, _about("What people call the scenario.")]
    about: Annotated[Text | None, _about("What it is about.")] = None
    sources: Annotated[tuple[str, ...], Field(strict=False, description="What the scenario rests on.")] = ()
    time: Annotated[Time, _about("When the run starts and how long it lasts.")] = Time()
    societies: Annotated[
        dict[Id, Society], Field(min_length=2, max_length=8, description="The sides, two to eight, by name.")
    ]
    organizations: Annotated[dict[Id, Organization], _about("The civil-society organizations, by name.")] = {}
    intergovernmental: Annotated[dict[Id, IntergovernmentalBody], _about("Intergovernmental bodies, by name.")] = {}
    talks: Annotated[Talks, _about("The official process between each pair of societies.")] = Talks()
    contact: Annotated[Contact, _about("The conditions under which members of the societies meet.")] = Contact()
    constraints: Annotated[Constraints, _about("What holds the organizations back.")] = Constraints()
    parameters: Annotated[
        dict[str, Any],
        Field(
            max_length=len(PARAMETERS),
            description="Any parameter by its id, such as influence.weight; what is not listed keeps its default.",
        ),
    ] = {}
    mechanisms: Annotated[Mechanisms, _about("What of the model is at work; false switches it off.")] = Mechanisms()
    start: Annotated[Start, _about("Where month 0 does not begin as the equations say.")] = Start()
    shocks: Annotated[Shocks, _about("What befalls the societies.")] = Shocks()
    interventions: Annotated[
        tuple[Intervention, ...], Field(strict=False, description="Changes during the run, each from a month on.")
    ] = ()
    basis: Annotated[
        dict[str, str],
        _about("By dotted path: what is documented and what is assumed about the value there, and all below it."),
    ] = {}
    expect: Annotated[tuple[Expectation, ...], Field(strict=False, description="Patterns that a run is held to.")] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Setup:
        problems = list(islice(inconsistencies(self), _MOST))
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
        given = getattr(self.constraints, name)
        value = given.get(society) if isinstance(given, dict) else given
        if value is None:
            return cast(float, getattr(parameters.constraints, name))
        return AUTHORITIES[value] if isinstance(value, str) else cast(float, value)

    def resolved_parameters(self) -> Parameters:
        """The parameters of this world: the defaults under the changes of `parameters:` and `constraints:`."""
        changes: dict[str, Value] = {id: _as_value(value) for id, value in self.parameters.items()}
        for name in ("funding", "foreign_money", "communication"):
            given = getattr(self.constraints, name)
            if given is not None:
                changes[f"constraints.{name}"] = given
        if self.talks.inclusion is not None:
            changes["talks.inclusion"] = self.talks.inclusion
        if self.talks.ripeness is not None:
            changes["talks.opportunity"] = float(self.talks.ripeness == "pain_and_opportunity")
        for name in ("severity", "during_talks", "during_agreement"):
            given = getattr(self.shocks.terror, name)
            if given is not None:
                changes[f"shocks.{name}"] = given
        return Parameters().changed(changes)


def _as_value(value: Any) -> Value:
    return tuple(value) if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A part of a description that does not fit the others, with the remedy."""

    path: str
    """Where, with dots."""
    message: str
    """What is wrong."""
    nearest: str | None = None
    """The known name most like the one written, if one is alike."""
    allowed: str = ""
    """What may stand there, in words."""
    by_itself: bool = False
    """Whether there is no such parameter, or the value does not fit its place, whatever stands elsewhere."""

    def __str__(self) -> str:
        return answered(self.message, self.nearest, self.allowed)


class Inconsistent(ValueError):
    """Parts of a description that are each fine and do not fit together; `problems` lists all of it."""

    def __init__(self, problems: list[Inconsistency]) -> None:
        self.problems = problems
        super().__init__(problems)

    def __str__(self) -> str:
        return "; ".join(f"{problem.path}: {problem}" for problem in self.problems)


def inconsistencies(setup: Setup) -> Iterator[Inconsistency]:
    """Everything that pydantic's own validation cannot see."""
    apart = chain(_dates(setup), _names(setup), _organizations(setup), _parameters(setup), _references(setup))
    found = list(islice(apart, _MOST))
    yield from found
    yield from _interventions(setup, found)


def _dates(setup: Setup) -> Iterator[Inconsistency]:
    """Every month of the run has a date of the calendar: years 1 to 9999."""
    if setup.time.start is None:
        return
    year, month = (int(part) for part in setup.time.start.split("-"))
    last = 12 * year + month - 1 + setup.time.months
    if not year:
        yield Inconsistency("time.start", said("there is no year 0"), allowed=said("a month from 0001-01 on"))
    elif last >= 12 * 10_000:
        end = f"{last // 12}-{last % 12 + 1:02}"
        message = said(
            "the run would end in {end}, and dates end in 9999-12; begin earlier or run fewer months", end=end
        )
        yield Inconsistency("time.start", message)


def _names(setup: Setup) -> Iterator[Inconsistency]:
    seen: dict[str, str] = {}
    for kind in ("societies", "organizations", "intergovernmental"):
        for id in getattr(setup, kind):
            path = f"{kind}.{id}"
            if id in RESERVED:
                yield Inconsistency(path, said("the name '{id}' is reserved; choose another id", id=id))
            if id in seen:
                again = said(
                    "the id '{id}' is already used at {place}; ids are unique over all kinds", id=id, place=seen[id]
                )
                yield Inconsistency(path, again)
            seen[id] = path


def _organizations(setup: Setup) -> Iterator[Inconsistency]:
    homes = (INTERNATIONAL, *setup.societies)
    for id, organization in setup.organizations.items():
        path = f"organizations.{id}"
        home = organization.home
        if home not in homes:
            unknown = said("'{home}' is unknown", home=_echo(home))
            yield Inconsistency(f"{path}.home", unknown, allowed=", ".join(homes))
        elif home == INTERNATIONAL and organization.funding.get("home_state"):
            yield Inconsistency(
                f"{path}.funding.home_state",
                said("an international organization has no home state; use foreign or intergovernmental"),
            )
        for activity, weight in organization.strategy.items():
            where = f"{path}.strategy.{activity}"
            if activity not in ACTIONS:
                yield Inconsistency(where, said("unknown activity"), *_remedy(activity, ACTIONS))
            elif weight > 0 and ACTIONS[activity].meets and len(organization.works_on) < 2:
                yield Inconsistency(
                    where, said("a meeting across the line needs at least two societies under works_on")
                )
        yield from _issues(setup, id)


def _issues(setup: Setup, id: str) -> Iterator[Inconsistency]:
    """What an organization wants to speak about and a society it works on does not know, in one sentence."""
    lacking: dict[tuple[str, str], list[str]] = {}
    for society in setup.organizations[id].works_on:
        if society in setup.societies:
            known: tuple[str, ...] = tuple(setup.societies[society].issues) or (DEFAULT_ISSUE,)
            lacks = [issue for issue in dict.fromkeys(setup.organizations[id].issues) if issue not in known]
            if lacks:
                kept = [] if setup.societies[society].issues else [DEFAULT_ISSUE]
                entries = ", ".join(f"{issue}: {{}}" for issue in (*kept, *lacks))
                issues = _and(said("'{name}'", name=issue) for issue in lacks)
                lacking.setdefault((issues, f"issues: {{{entries}}}"), []).append(society)
    if lacking:
        wrong = [
            said("{issues}: no issue of {societies}", issues=issues, societies=_and(societies))
            for (issues, _), societies in lacking.items()
        ]
        remedy = [
            said("`{entry}` under {societies}", entry=entry, societies=_and(societies))
            for (_, entry), societies in lacking.items()
        ]
        message = said(
            "{wrong}; add {remedy}", wrong=joined("{first}; {rest}", wrong), remedy=joined("{first}, {rest}", remedy)
        )
        yield Inconsistency(f"organizations.{id}.issues", message)


def _and(words: Iterable[str]) -> str:
    return joined("{first} and {rest}", words)


def _parameters(setup: Setup) -> Iterator[Inconsistency]:
    for id, path in SAID_IN_SECTIONS.items():
        place: Any = setup
        for step in path.split("."):
            place = getattr(place, step)
        if id in setup.parameters and place is not None:
            yield Inconsistency(f"parameters.{id}", said("{path} says the same thing; keep one of the two", path=path))
    sound = True
    if "world.months" in setup.parameters:
        yield Inconsistency(
            "parameters.world.months",
            said("how long a run is stands under time; say `{entry}`", entry="time: {months: ...}"),
        )
    for id, value in setup.parameters.items():
        try:
            check(id, _as_value(value))
        except (KeyError, ValueError, TypeError) as error:
            sound = False
            yield Inconsistency(f"parameters.{id}", str(error), by_itself=True)
    if sound:
        try:
            setup.resolved_parameters()
        except ValueError as error:
            yield Inconsistency("parameters", str(error))
    for id, society in setup.societies.items():
        if society.issues and not sum(issue.salience for issue in society.issues.values()):
            yield Inconsistency(f"societies.{id}.issues", said("at least one issue needs a salience above 0"))


def _references(setup: Setup) -> Iterator[Inconsistency]:
    months = setup.time.months
    for path, named in _named_societies(setup):
        if named not in setup.societies:
            unknown = said("'{name}' is no society", name=_echo(named))
            yield Inconsistency(path, unknown, allowed=", ".join(setup.societies))
    yield from _toward_themselves(setup)
    for name in ("capacity", "reserves", "credibility"):
        value = getattr(setup.start, name)
        for id in value if isinstance(value, dict) else ():
            if id not in setup.organizations:
                unknown = said("'{name}' is no organization", name=_echo(id))
                yield Inconsistency(f"start.{name}.{id}", unknown, *_remedy(id, setup.organizations))
    for index, attack in enumerate(setup.shocks.terror.scheduled):
        path = f"shocks.terror.scheduled.{index}"
        if attack.by == attack.society:
            yield Inconsistency(f"{path}.by", said("a society cannot be attacked by itself"))
        if attack.month > months:
            yield Inconsistency(f"{path}.month", _after_the_end(attack.month, months))
    for index, expectation in enumerate(setup.expect):
        for month in (*(expectation.during or ()), expectation.by or 0):
            if not 0 <= month <= months:
                outside = said("month {month} is outside the run (0 to {months})", month=month, months=months)
                yield Inconsistency(f"expect.{index}", outside)


def _after_the_end(month: int, months: int) -> str:
    return said("month {month} is after the end of the run ({months})", month=month, months=months)


def _toward_themselves(setup: Setup) -> Iterator[Inconsistency]:
    for id, described in setup.societies.items():
        for part in ("outlook", "government"):
            if id in getattr(described, part).toward:
                others = ", ".join(other for other in setup.societies if other != id)
                itself = said("'{society}' is the society itself; name another", society=id)
                yield Inconsistency(f"societies.{id}.{part}.toward.{id}", itself, allowed=others)


def _named_societies(setup: Setup) -> Iterator[tuple[str, str]]:
    for id, described in setup.societies.items():
        for part in ("outlook", "government"):
            for other in getattr(described, part).toward:
                yield f"societies.{id}.{part}.toward.{other}", other
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


def _interventions(setup: Setup, known: list[Inconsistency]) -> Iterator[Inconsistency]:
    """What is wrong with the interventions alone; `known` is wrong with the description even without them."""
    changing = setup.model_copy(update={"interventions": ()})
    months = setup.time.months
    for index, intervention in sorted(enumerate(setup.interventions), key=lambda pair: pair[1].month):
        path = f"interventions.{index}"
        if intervention.month > months:
            yield Inconsistency(f"{path}.month", _after_the_end(intervention.month, months))
        for key, value in intervention.set.items():
            where = f"{path}.set.{key}"
            try:
                _locate(changing, key)
                if not changeable(key):
                    yield Inconsistency(
                        where, said("'{path}' cannot change during a run: it only sets month 0", path=_echo(key))
                    )
                    continue
                changing = changed(changing, {key: value})
            except UnknownPath as error:
                yield Inconsistency(where, error.message, error.nearest)
            except ValidationError as error:
                inner = error.errors()[0].get("ctx", {}).get("error")
                if isinstance(inner, Inconsistent):
                    yield from (replace(problem, path=where) for problem in inner.problems if problem not in known)
                else:
                    yield Inconsistency(where, said("the value does not fit there"), by_itself=True)


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
    """A dotted path that leads to nothing in the description; `nearest` is the known one most like it, or None."""

    def __init__(self, path: str, message: str, nearest: str | None = None) -> None:
        self.path = path
        self.message = message
        self.nearest = nearest
        super().__init__(path, message, nearest)

    def __str__(self) -> str:
        return answered(self.message, self.nearest)


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
    nowhere = said("'{path}' is no setting", path=_echo(path))
    raise UnknownPath(path, nowhere, _nearest(path, known_paths(setup)))


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


def _echo(word: str) -> str:
    """A word of the description as it is repeated between quotation marks, not too long."""
    return escaped(word if len(word) <= 60 else f"{word[:59]}…")


def _nearest(word: str, known: Iterable[str]) -> str | None:
    if len(word) > 200:  # the search is quadratic, and no name is so long
        return None
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return close[0] if close else None


def _remedy(word: str, known: Iterable[str]) -> tuple[str | None, str]:
    """The name that may have been meant, else all names if they are not too many."""
    names, nearest = sorted(known), _nearest(word, known)
    return nearest, "" if nearest or len(names) > 20 else ", ".join(names)


def directions(societies: Any) -> list[tuple[str, str]]:
    """All ordered pairs of societies, in name order."""
    return list(permutations(sorted(societies), 2))
