"""The words for what the model names by a code: states, events, refusals, judgements."""

from __future__ import annotations

from .catalogue import language, noted, text

_STATES = {
    "conflict": noted("conflict"),
    "talks": noted("talks"),
    "agreement": noted("agreement"),
    "peace": noted("peace"),
}
_EVENTS = {
    "attack": noted("attack"),
    "talks_opened": noted("talks opened"),
    "talks_broke_down": noted("talks broke down"),
    "ratification_refused": noted("ratification refused"),
    "agreement_reached": noted("agreement reached"),
    "peace_held": noted("peace held"),
    "relapse": noted("relapse"),
    "organization_closed": noted("organization closed"),
    "intervention": noted("intervention"),
}
_REFUSALS = {
    "funding": noted("no money"),
    "access": noted("no access"),
    "authority": noted("no authority"),
    "communication": noted("no skill"),
}
_JUDGEMENTS = {"shown": noted("shown"), "not_shown": noted("NOT shown"), "undecided": noted("undecided")}


def state(code: str) -> str:
    """A state of the official process."""
    return text(_STATES[code])


def event(code: str) -> str:
    """What an event is called; one that is unknown here by its code."""
    return text(_EVENTS[code]) if code in _EVENTS else code.replace("_", " ")


def refusal(code: str) -> str:
    """Why an act was refused."""
    return text(_REFUSALS[code])


def judgement(code: str) -> str:
    """How an expectation is judged."""
    return text(_JUDGEMENTS[code])


def metric(name: str) -> str:
    """What a metric is called, in the middle of a sentence."""
    from sulha.model.metrics import METRICS, ORGANIZATION_METRICS  # noqa: PLC0415 (asking for help is quick)

    label = next((m.label for m in (*METRICS, *ORGANIZATION_METRICS) if m.name == name), {})
    said = label.get(language(), name.replace("_", " "))
    return said[:1].lower() + said[1:]
