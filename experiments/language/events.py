"""The sentence that says what happened and why, made from an event's code and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .catalogue import text
from .names import label, plain

if TYPE_CHECKING:
    from sulha.model import Setup
    from sulha.model.record import Event


def sentence(event: Event, setup: Setup, language: str = "en") -> str:
    """An event in words. An event of a code unknown here is told by its code and numbers."""
    names = {
        "actor": label(setup, event.actor, language) if event.actor else "",
        "toward": label(setup, event.toward, language) if event.toward else "",
    }
    numbers = {key: _readable(value) for key, value in event.numbers.items()}
    try:
        return text(f"event.{_variant(event)}", language, **{**numbers, **names, **_own(event, language)})
    except KeyError:
        told = ", ".join(f"{key} {value}" for key, value in numbers.items())
        return text("event.other", language, code=event.code, numbers=told, **names)


def _readable(value: float | str) -> str:
    return plain(value, 200) if isinstance(value, str) else f"{value:.2f}"


def _variant(event: Event) -> str:
    """Which of an event's templates fits its numbers."""
    numbers = event.numbers
    if event.code == "talks_broke_down" and float(numbers.get("attacks", 0)) > 0:
        return "talks_broke_down_attack"
    if event.code == "talks_opened" and float(numbers.get("mediation", 0)) > 0:
        return "talks_opened_mediated"
    if event.code == "intervention" and numbers.get("note"):
        return "intervention_note"
    return event.code


def _own(event: Event, language: str) -> dict[str, str]:
    """What single events say in a form of their own."""
    if event.code == "intervention":
        changes = {key: value for key, value in event.numbers.items() if key != "note"}
        return {"changes": "; ".join(f"{path} = {plain(str(value), 80)}" for path, value in changes.items())}
    if event.code == "ratification_refused":
        return {key: f"{float(event.numbers[key]):.0%}" for key in ("yes_first", "yes_second")}
    if "months" in event.numbers:
        n = round(float(event.numbers["months"]))
        return {"months": text("event.months_one" if n == 1 else "event.months_many", language, n=n)}
    return {}
