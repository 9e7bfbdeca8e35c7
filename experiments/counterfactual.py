"""What a scenario can be without: its organizations or one of them, an activity, a mechanism."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sulha.model import Setup
from sulha.model.actions import ACTIONS
from sulha.model.setup import Mechanisms
from sulha.model.wording import said
from sulha.scenarios import Problem, ScenarioError
from sulha.scenarios.problems import nearest, shortened

from .arms import forget, without_organizations

type Kind = Literal["organizations", "activities", "mechanisms"]
ALL_ORGANIZATIONS = "organizations"
MECHANISMS = tuple(Mechanisms.model_fields)


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that a world is without: the one of a kind that is called `name`, or all organizations ("")."""

    kind: Kind
    name: str = ""

    def __str__(self) -> str:
        """As it is written after `--without`, so that it means nothing else."""
        return f"{self.kind}.{self.name}" if self.name else self.kind

    def is_in(self, setup: Setup) -> bool:
        """Whether a world has it: an organization is there, somebody does an activity, a switch is on."""
        if self.kind == "organizations":
            return self.name in setup.organizations if self.name else bool(setup.organizations)
        if self.kind == "activities":
            return any(o.strategy.get(self.name) for o in setup.organizations.values())
        return bool(getattr(setup.mechanisms, self.name))

    def owns(self, path: str) -> bool:
        """Whether a dotted path is about it, and means nothing without it."""
        steps = path.split(".")
        if self.kind == "activities":
            return steps[0] == "organizations" and steps[2:] == ["strategy", self.name]
        return steps[0] == self.kind and (not self.name or steps[1:2] == [self.name])

    def taken_from(self, setup: Setup) -> Setup:
        """The same world without it; all else, random numbers included, stays."""
        if self.kind == "organizations":
            return without_organizations(setup, [self.name] if self.name else None)
        return _without_activity(setup, self.name) if self.kind == "activities" else _without_effect(setup, self.name)


def missing(setup: Setup, word: str) -> Missing:
    """What a word after `--without` means in a scenario.

    `organizations` is all of them; else a word is the name of an organization, an activity or a mechanism, with its
    kind before it (`mechanisms.track_two`) where it could be several: without a kind an activity comes before a
    mechanism of the same name. Raises `ScenarioError` for a word that means nothing here, or two things.
    """
    if word == ALL_ORGANIZATIONS:
        return Missing("organizations")
    kinds: dict[Kind, Iterable[str]] = {
        "organizations": setup.organizations, "activities": ACTIONS, "mechanisms": MECHANISMS,
    }  # fmt: skip
    known = {kind: {f"{kind}.{name}": name for name in names} for kind, names in kinds.items()}
    found = [
        Missing(kind, name) for kind, names in known.items() for full, name in names.items() if word in (full, name)
    ]
    if len(found) > 1 and found[0].kind == "organizations":
        allowed = said("{first} or {second}", first=str(found[0]), second=str(found[1]))
        message = said("'{word}' is the name of an organization and of something else", word=shortened(word))
        raise ScenarioError("--without", [Problem("inconsistent", "", message, None, word, allowed)])
    if found:
        return found[0]
    words = [ALL_ORGANIZATIONS, *(name for names in kinds.values() for name in names)]
    full = [full for names in known.values() for full in names]
    message = said("'{word}' is nothing that this scenario could be without", word=shortened(word))
    allowed = said(
        "organizations for all of them; one organization ({organizations}); an activity ({activities}); a mechanism, "
        "which is switched off ({mechanisms}); mechanisms.track_two where a name could be both",
        organizations=", ".join(setup.organizations) or "-",
        activities=", ".join(ACTIONS),
        mechanisms=", ".join(MECHANISMS),
    )
    alike = nearest(word, full if "." in word else words)
    raise ScenarioError("--without", [Problem("wrong_choice", "", message, None, word, allowed, alike)])


def _without_activity(setup: Setup, activity: str) -> Setup:
    """The world in which no organization does something; its money goes to what else the organization does.

    Strategies are weights of shares of spending: the others keep their proportions. Who did nothing else saves.
    """
    data = setup.model_dump(exclude_unset=True)
    for organization in data.get("organizations", {}).values():
        organization.get("strategy", {}).pop(activity, None)
    forget(data, (f"organizations.{name}.strategy.{activity}" for name in setup.organizations))
    return Setup.model_validate(data)


def _without_effect(setup: Setup, mechanism: str) -> Setup:
    """The world with a mechanism switched off from the start and for good."""
    data = setup.model_dump(exclude_unset=True)
    forget(data, (f"mechanisms.{mechanism}",))
    data["mechanisms"] = {**data.get("mechanisms", {}), mechanism: False}
    return Setup.model_validate(data)
