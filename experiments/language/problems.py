"""What is wrong with a scenario, in the language spoken now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .catalogue import spoken

if TYPE_CHECKING:
    from sulha.scenarios import ScenarioError


def report(error: ScenarioError) -> str:
    """The whole report of a scenario error: every problem with its line, what is allowed, what may be meant."""
    return "\n".join(spoken(line) for line in error.lines())
