"""The sentence that says what happened and why, made from an event's code and numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from . import words
from .catalogue import nptext, ntext, speaking, text
from .names import label, plain

if TYPE_CHECKING:
    from sulha.model import Setup
    from sulha.model.record import Event

type Values = dict[str, str]


def sentence(event: Event, setup: Setup, language: str | None = None) -> str:
    """An event in words, in a language or the one spoken now.

    An event of a code unknown here, or with other numbers than its sentence needs, is told by code and numbers.
    """
    if language is not None:
        with speaking(language):
            return sentence(event, setup)
    values: Values = {key: _readable(value) for key, value in event.numbers.items()}
    values["actor"] = label(setup, event.actor) if event.actor else ""
    values["toward"] = label(setup, event.toward) if event.toward else ""
    try:
        return _SENTENCES[event.code](event, values)
    except KeyError:
        return _by_code(event, values)


def _readable(value: float | str) -> str:
    return plain(value, 200) if isinstance(value, str) else f"{value:.2f}"


def _by_code(event: Event, values: Values) -> str:
    told = ", ".join(f"{key} {values[key]}" for key in event.numbers)
    return text(
        "{code} {actor} {toward} ({numbers})",
        code=words.event(event.code), actor=values["actor"], toward=values["toward"], numbers=told,
    )  # fmt: skip


def _months(event: Event) -> int:
    return round(float(event.numbers["months"]))


def _attack(event: Event, values: Values) -> str:
    return text("Attack on {toward}, attributed to the side of {actor}, severity {severity}.", **values)


def _talks_opened(event: Event, values: Values) -> str:
    if float(event.numbers.get("mediation", 0)) > 0:
        return text(
            "Talks opened between {actor} and {toward} with a mediator ({mediation}). Ripeness reached {ripeness} "
            "(pain {pain}, optimism {optimism}).",
            **values,
        )
    return text(
        "Talks opened between {actor} and {toward}. Ripeness reached {ripeness} (pain {pain}, optimism {optimism}).",
        **values,
    )


def _talks_broke_down(event: Event, values: Values) -> str:
    if float(event.numbers.get("attacks", 0)) > 0:
        return nptext(
            "after",
            "Talks between {actor} and {toward} broke down after {n} month, in a month of attacks of severity "
            "{attacks}; trust stood at {trust}.",
            "Talks between {actor} and {toward} broke down after {n} months, in a month of attacks of severity "
            "{attacks}; trust stood at {trust}.",
            _months(event), **values,
        )  # fmt: skip
    return nptext(
        "after",
        "Talks between {actor} and {toward} broke down after {n} month: official hostility was {conduct}, "
        "trust {trust}.",
        "Talks between {actor} and {toward} broke down after {n} months: official hostility was {conduct}, "
        "trust {trust}.",
        _months(event), **values,
    )  # fmt: skip


def _ratification_refused(event: Event, values: Values) -> str:
    shares = {key: f"{float(event.numbers[key]):.0%}" for key in ("yes_first", "yes_second")}
    return text(
        "Agreement not ratified: {yes_first} of {actor} and {yes_second} of {toward} in favor.", **{**values, **shares}
    )


def _agreement_reached(event: Event, values: Values) -> str:
    return nptext(
        "after",
        "Agreement reached between {actor} and {toward} after {n} month of talks. Overlap of win-sets: {overlap}.",
        "Agreement reached between {actor} and {toward} after {n} months of talks. Overlap of win-sets: {overlap}.",
        _months(event), **values,
    )  # fmt: skip


def _peace_held(event: Event, values: Values) -> str:
    return ntext(
        "The agreement between {actor} and {toward} has held for {n} month: peace.",
        "The agreement between {actor} and {toward} has held for {n} months: peace.",
        _months(event), **values,
    )  # fmt: skip


def _relapse(event: Event, values: Values) -> str:
    return nptext(
        "after",
        "Conflict between {actor} and {toward} resumed after {n} month: citizens' hostility was {hostility}, "
        "inclusion {inclusion}, monitoring {monitoring}.",
        "Conflict between {actor} and {toward} resumed after {n} months: citizens' hostility was {hostility}, "
        "inclusion {inclusion}, monitoring {monitoring}.",
        _months(event), **values,
    )  # fmt: skip


def _organization_closed(event: Event, values: Values) -> str:
    return text("{actor} stopped working: reserves stayed below zero, at {reserves}.", **values)


def _intervention(event: Event, values: Values) -> str:
    changes = "; ".join(f"{path} = {plain(str(value), 80)}" for path, value in event.numbers.items() if path != "note")
    if event.numbers.get("note"):
        return text("{note} ({changes}).", note=values["note"], changes=changes)
    return text("Changed: {changes}.", changes=changes)


_SENTENCES: dict[str, Callable[[Event, Values], str]] = {
    "attack": _attack,
    "talks_opened": _talks_opened,
    "talks_broke_down": _talks_broke_down,
    "ratification_refused": _ratification_refused,
    "agreement_reached": _agreement_reached,
    "peace_held": _peace_held,
    "relapse": _relapse,
    "organization_closed": _organization_closed,
    "intervention": _intervention,
}
