"""Who is in a scenario: societies with their governments, organizations, intergovernmental bodies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sulha.model.parameters import PARAMETERS
from sulha.model.terms import INTERNATIONAL

from ..language import label, ntext, text
from .blocks import Block, Item, items
from .values import compared, image, named, number, prose, unusual
from .vocabulary import LEVELS, SOURCES, STATUSES, activity, issue, listed

if TYPE_CHECKING:
    from sulha.model import Setup
    from sulha.model.setup import Government, IntergovernmentalBody, Organization, Outlook, Society, Stance


def societies(setup: Setup) -> Block:
    """The sides, and what of each is unusual."""
    told = [Item(_headed(setup, id), items(_society(setup, society))) for id, society in setup.societies.items()]
    about = [text("What is not said of a society is the default of the model.")]
    if _alike(setup):
        about.append(text("All of them are alike: whatever differs in a run came by chance or from outside them."))
    return Block(text("The societies"), (*items(about), *told))


def _headed(setup: Setup, id: str) -> str:
    called = prose(setup.societies[id].government.called, 60)
    name = label(setup, id)
    return text("{society}, led by: {government}", society=name, government=called) if called else name


def _alike(setup: Setup) -> bool:
    described = [
        society.model_dump(exclude={"label": True, "government": {"called": True}}, exclude_unset=True)
        for society in setup.societies.values()
    ]
    return all(one == other for one, other in pairwise(described))


def _society(setup: Setup, society: Society) -> Iterator[str]:
    citizens = society.citizens or setup.resolved_parameters().world.citizens
    yield ntext("{count} citizen", "{count} citizens", citizens, count=number(citizens))
    government = society.government
    yield from unusual({"government.openness": government.openness, "reaction.capability": government.capability})
    yield from _stances(setup, government)
    yield from _outlooks(setup, society.outlook, "images.anchor")
    if own := image(government.outlook, _components("images.anchor")):
        yield text("How the government itself sees the others: {image}", image=own)
    yield from unusual(
        {
            "campaign.nationalism": society.nationalism,
            "campaign.media": society.media,
            "communication.ict": society.ict,
            "spoilers.budget": society.spoilers.budget,
            "spoilers.skill": society.spoilers.skill,
        }
    )
    if society.issues:
        yield text("Citizens can be mobilized on: {issues}", issues=listed(list(_issues(society))))


def _issues(society: Society) -> Iterator[str]:
    for id, said in society.issues.items():
        concern = PARAMETERS["mobilization.concern"].default if said.concern is None else said.concern
        yield text(
            "{issue} (weight {weight}, {share} care about it)",
            issue=issue(id), weight=number(said.salience), share=f"{concern:.0%}",
        )  # fmt: skip


def _stances(setup: Setup, government: Government) -> Iterator[str]:
    yield from _stance(government)
    for other, stance in government.toward.items():
        if lines := list(_stance(stance)):
            yield text("Toward {other}: {facts}", other=label(setup, other), facts=text("; ").join(lines))


def _stance(stance: Stance) -> Iterator[str]:
    ids = {f"reaction.{name}": getattr(stance, name) for name in ("fatigue", "reaction", "grievance")}
    yield from unusual(ids)
    if stance.conduct is not None:
        yield text(
            "Official conduct begins at a hostility of {value} (0 friendly, 1 hostile), which is otherwise computed",
            value=number(stance.conduct),
        )


def _outlooks(setup: Setup, outlook: Outlook, anchor: str) -> Iterator[str]:
    default = _components(anchor)
    if own := image(outlook, default):
        yield text("How it sees the others (0.5 is neutral): {image}", image=own)
    yield from unusual({"images.spread": outlook.spread})
    for other, toward in outlook.toward.items():
        if of_one := image(toward, outlook.over(default)):
            yield text("How it sees {other}: {image}", other=label(setup, other), image=of_one)


def _components(id: str) -> tuple[float, ...]:
    default = PARAMETERS[id].default
    return default if isinstance(default, tuple) else (default,)


# -- organizations


def organizations(setup: Setup) -> Block:
    """The organizations: whose they are, on whom they work, with what money, doing what."""
    title = text("The organizations")
    if not setup.organizations:
        return Block(title, items([text("There are none.")]))
    together = sum(sum(organization.funding.values()) for organization in setup.organizations.values())
    money = text(
        "Money is counted in monthly budgets: 1 is what a mid-size organization spends in a month. Together they are "
        "promised {sum} a month, before what holds them back.",
        sum=number(together),
    )
    told = [
        Item(label(setup, id), items(_organization(setup, organization)))
        for id, organization in setup.organizations.items()
    ]
    return Block(title, (Item(money), *told))


def _organization(setup: Setup, organization: Organization) -> Iterator[str]:
    yield prose(organization.about)
    home = organization.home
    whose = text("international") if home == INTERNATIONAL else label(setup, home)
    yield text("Home: {home}. Level: {level}", home=whose, level=text(LEVELS[organization.level]))
    yield text("Works on: {societies}", societies=listed(list(_works_on(setup, organization))))
    yield _money(organization)
    yield _activities(organization)
    skill = organization.skill
    yield text(STATUSES[organization.status])
    if skill is not None:
        yield compared("communication.skill", skill)
    if organization.line == "own":
        yield text("It advises its own view of the other side, not a fixed line")
    elif organization.line is not None:
        yield compared("advice.line", organization.line)
    if organization.issues:
        yield text("Its advocacy is about: {issues}", issues=listed([issue(id) for id in organization.issues]))
    if own := image(organization.outlook, _components("organizations.outlook")):
        yield text("How it sees the societies (0.5 is neutral): {image}", image=own)


def _works_on(setup: Setup, organization: Organization) -> Iterator[str]:
    default = setup.resolved_parameters().value("funding.access")
    for id, work in organization.works_on.items():
        access = default if work.access is None else work.access
        yield text("{society} (access to officials {access})", society=label(setup, id), access=number(access))  # type: ignore[arg-type]


def _money(organization: Organization) -> str:
    total = sum(organization.funding.values())
    if not total:
        return text("Money: none; without any it does nothing")
    parts = [
        text("{amount} from {source}", amount=number(amount), source=text(SOURCES[source]))
        for source, amount in organization.funding.items()
        if amount
    ]
    return text("Money: {sum} a month: {parts}", sum=number(total), parts=listed(parts))


def _activities(organization: Organization) -> str:
    shares = shares_of(organization.strategy)
    if not shares:
        return text("Activities: none; without any it does nothing")
    parts = [
        text("{activity} {share}", activity=activity(name), share=f"{share:.0%}") for name, share in shares.items()
    ]
    return text("Activities, by share of its spending: {parts}", parts=listed(parts))


def shares_of(weights: Mapping[str, float]) -> dict[str, float]:
    """The shares of spending that weights stand for, the largest first; none where all weights are 0."""
    total = sum(weights.values())
    return {name: weight / total for name, weight in sorted(weights.items(), key=lambda w: -w[1]) if weight}


# -- intergovernmental bodies


def bodies(setup: Setup) -> Block:
    """The intergovernmental bodies: whether they mediate and monitor."""
    told = [Item(label(setup, id), items(_body(setup, body))) for id, body in setup.intergovernmental.items()]
    return Block(text("Intergovernmental bodies"), tuple(told))


def _body(setup: Setup, body: IntergovernmentalBody) -> Iterator[str]:
    parameters = setup.resolved_parameters()
    for id in ("intergovernmental.mediation", "intergovernmental.monitoring"):
        value: Any = getattr(body, id.rpartition(".")[2])
        value = parameters.value(id) if value is None else value
        yield text("{name}: {value} (0 none, 1 the most there is)", name=named(id), value=number(value))
    yield from _outlooks(setup, body.outlook, "intergovernmental.outlook")
