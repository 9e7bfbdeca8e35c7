"""What a scenario says beside its actors: talks, constraints, the start, attacks, changes, parameters, switches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sulha.model.parameters import PARAMETERS, Parameter, Value
from sulha.model.setup import AUTHORITIES, ImageTriple
from sulha.scenarios import changed
from sulha.scenarios.validation import NAMED

from ..language import label, ntext, plain, text, words
from ..months import step
from .blocks import Block, Item, items
from .values import compared, image, named, number, parameter_at, prose, value_at, with_unit, written
from .vocabulary import CHOICES, MECHANISMS, SOURCES, activity, authority, listed

if TYPE_CHECKING:
    from sulha.model import Setup
    from sulha.model.parameters import Parameters


def talks(setup: Setup) -> Block:
    """The official process: where it stands, who is part of it, what an agreement needs, when sides are ripe."""
    parameters = setup.resolved_parameters()
    return Block(
        text("Official talks"),
        items(
            [
                text("State at the start: {state}", state=words.state(setup.talks.state)),
                compared("talks.inclusion", parameters.talks.inclusion),
                text("An agreement needs a yes of the citizens on both sides.")
                if setup.talks.ratification
                else text("An agreement needs no vote of the citizens."),
                text("Ripe for talks: when the stalemate hurts, or when trust opens a way out.")
                if parameters.talks.opportunity
                else text("Ripe for talks: when the stalemate hurts."),
            ]
        ),
    )


def constraints(setup: Setup) -> Block:
    """What holds the organizations back."""
    parameters = setup.resolved_parameters()
    lines = [
        _factor("constraints.funding", parameters),
        _factor("constraints.foreign_money", parameters),
        _factor("constraints.communication", parameters),
        *_by_society(setup, "authority", parameters),
        *_by_society(setup, "coordination", parameters),
    ]
    if setup.contact.quality is not None:
        quality = text(
            "Quality of every meeting: {value} (1 the best conditions, below 0 harmful), which is otherwise computed",
            value=number(setup.contact.quality),
        )
        lines.append(quality)
    return Block(text("What holds the organizations back"), items(lines))


def _factor(id: str, parameters: Parameters) -> str:
    value: Any = parameters.value(id)
    if value == 1:
        return text("{name}: as stated, neither cut nor raised", name=named(id))
    return text("{name}: multiplied by {value}", name=named(id), value=number(value))


def _by_society(setup: Setup, name: Any, parameters: Parameters) -> Iterator[str]:
    say = _authority if name == "authority" else _coordination
    by_value: dict[float, list[str]] = {}
    for society in setup.societies:
        by_value.setdefault(setup.constraint(name, society, parameters), []).append(label(setup, society))
    for value, societies in by_value.items():
        yield say(value) if len(by_value) == 1 else text("{said}: {who}", said=say(value), who=listed(societies))


def _authority(value: float) -> str:
    word = next((word for word, known in AUTHORITIES.items() if known == value), None)
    name = named("constraints.authority")
    if word is None:
        return text("{name}: a monthly weight of {value} at most (1 is binding)", name=name, value=number(value))
    return text(
        "{name}: {word}, a monthly weight of {value} at most", name=name, word=authority(word), value=number(value)
    )


def _coordination(value: float) -> str:
    return text("{name}: {value} (0 none, 1 complete)", name=named("constraints.coordination"), value=number(value))


# -- the start


def start(setup: Setup) -> Block:
    """Where month 0 does not begin as the equations say."""
    names = {
        "threat": text("Threat that citizens feel"),
        "pain": text("How much the stalemate hurts"),
        "pressure": text("Pressure from outside on the government"),
        "options": text("Stock of options tested in track two"),
        "capacity": text("What an organization can spend a month"),
        "reserves": text("Savings of an organization"),
        "credibility": text("How far an organization is believed"),
    }
    lines = [*_images(setup)]
    for key, name in names.items():
        value = getattr(setup.start, key)
        if isinstance(value, Mapping):
            said = [text("{who} {value}", who=label(setup, id), value=number(each)) for id, each in value.items()]
            lines.append(text("{name}: {value}", name=name, value=listed(said)))
        elif value is not None:
            lines.append(text("{name}: {value}", name=name, value=number(value)))
    return Block(text("Where the start is given, not computed"), items(lines))


def _images(setup: Setup) -> Iterator[str]:
    said = setup.start.image
    # Nothing is the default here, so that whatever is given is told.
    triples = {"": said} if isinstance(said, ImageTriple) else said or {}
    for id, triple in triples.items():
        told = image(triple, PARAMETERS["images.anchor"].default)  # type: ignore[arg-type]
        if told:
            who = label(setup, id) if id else text("all")
            yield text("What citizens think of the others at first, {who}: {image}", who=who, image=told)


# -- attacks and changes


def shocks(setup: Setup) -> Block:
    """Attacks by chance and by schedule."""
    terror, parameters = setup.shocks.terror, setup.resolved_parameters()
    rates = terror.rate if isinstance(terror.rate, Mapping) else {}
    lines = [] if rates else [compared("shocks.rate", parameters.shocks.rate if terror.rate is None else terror.rate)]  # type: ignore[arg-type]
    if rates:
        said = [
            text("{who} {value}", who=label(setup, id), value=number(rates.get(id, parameters.shocks.rate)))
            for id in setup.societies
        ]
        lines.append(text("{name}: {value}", name=named("shocks.rate"), value=listed(said)))
    for id in ("shocks.severity", "shocks.during_talks", "shocks.during_agreement"):
        value: Any = parameters.value(id)
        if value != PARAMETERS[id].default:
            lines.append(compared(id, value))
    scheduled = items(_scheduled(setup))
    told = [*items(lines), *([Item(text("For certain, in given months:"), scheduled)] if scheduled else [])]
    return Block(text("Attacks on citizens"), tuple(told))


def _scheduled(setup: Setup) -> Iterator[str]:
    """The scheduled attacks; those that are alike in consecutive months in one line."""
    alike: dict[tuple[str, str | None, float], list[int]] = {}
    for attack in setup.shocks.terror.scheduled:
        alike.setdefault((attack.society, attack.by, attack.severity), []).append(attack.month)
    found = [(months, key) for key, all_months in alike.items() for months in _in_a_row(sorted(all_months))]
    for months, (society, by, severity) in sorted(found, key=lambda pair: (pair[0][0], pair[1][0])):
        first, last = (step(setup, month) for month in (months[0], months[-1]))
        when = first if first == last else text("{first} to {last}, each month", first=first, last=last)
        what = ntext("{n} attack", "{n} attacks", len(months))
        whom = text("on {society}", society=label(setup, society))
        by_whom = text("from the side of {society}", society=label(setup, by)) if by else ""
        grave = text("severity {severity} (1 is an ordinary attack)", severity=number(severity))
        facts = [part for part in (what, whom, by_whom, grave) if part]
        yield text("{when}: {facts}", when=when, facts=listed(facts))


def _in_a_row(months: list[int]) -> Iterator[list[int]]:
    """Sorted months, cut where one is missing or stands twice."""
    row: list[int] = []
    for month in months:
        if row and month != row[-1] + 1:
            yield row
            row = []
        row.append(month)
    if row:
        yield row


def interventions(setup: Setup) -> Block:
    """What changes during the run, by date: what was, and what is from then on."""
    now = setup.model_copy(update={"interventions": ()})
    told = []
    for intervention in sorted(setup.interventions, key=lambda change: change.month):
        lines = [_change(now, path, value) for path, value in intervention.set.items()]
        now = changed(now, intervention.set, by="scenario")
        when, note = step(setup, intervention.month), prose(intervention.note)
        head = text("From {month} on: {note}", month=when, note=note) if note else text("From {month} on", month=when)
        told.append(Item(head, items(lines)))
    return Block(text("Changes during the run"), tuple(told))


def _change(setup: Setup, path: str, value: Any) -> str:
    old, new = written(value_at(setup, path)), written(value)
    return text("{name} ({path}): {old} → {new}", name=_called(setup, path), path=plain(path, 120), old=old, new=new)


def _called(setup: Setup, path: str) -> str:
    """A setting by the names that people know, with the actor that it is of."""
    *sections, last = path.split(".")
    parameter = parameter_at(path)
    if sections[2:] == ["funding"]:
        name = text("money from {source}", source=text(SOURCES[last]))
    elif sections[2:] == ["strategy"]:
        name = text("weight of {activity}", activity=activity(last))
    elif sections == ["mechanisms"]:
        name = text(MECHANISMS[last])
    else:
        name = named(parameter.id) if parameter else text(CHOICES[last])
    if sections[:1] and sections[0] in NAMED and len(sections) > 1:
        return text("{actor}, {name}", actor=label(setup, sections[1]), name=name[:1].lower() + name[1:])
    return name


# -- parameters and switches


def unusual_parameters(setup: Setup) -> dict[str, Value]:
    """The parameters that a scenario sets to something else than their default, by id."""
    given = {id: tuple(value) if isinstance(value, list) else value for id, value in setup.parameters.items()}
    return {id: value for id, value in given.items() if value != PARAMETERS[id].default}


def parameters(setup: Setup) -> Block:
    """Parameters of the model that are not as by default."""
    told = (_unusual(PARAMETERS[id], value) for id, value in unusual_parameters(setup).items())
    return Block(text("Parameters that differ from the default"), items(told))


def _unusual(parameter: Parameter, value: Value) -> str:
    old, new = written(parameter.default), with_unit(value, parameter)
    return text("{name} ({id}): {old} → {new}", name=named(parameter.id), id=parameter.id, old=old, new=new)


def switched_off(setup: Setup) -> list[str]:
    """The mechanisms that are off, by name."""
    return [name for name, on in setup.mechanisms.model_dump().items() if not on]


def mechanisms(setup: Setup) -> Block:
    """What of the model is not at work."""
    return Block(text("Switched off"), items(text(MECHANISMS[name]) for name in switched_off(setup)))
