"""The closed vocabularies of the model: words that files, records and code share."""

from __future__ import annotations

from typing import Literal

IMAGES = ("intent", "trust", "humanity")
SOURCES = ("home_state", "foreign", "intergovernmental", "members", "own_income")
LEVELS = ("top", "middle", "grassroots")
STATUSES = ("none", "roster", "special", "general")
PROCESSES = ("conflict", "talks", "agreement", "peace")
DEFAULT_ISSUE = "peace"
ISSUES = ("disarmament", "human_rights", "justice", "gender", DEFAULT_ISSUE)
INTERNATIONAL = "international"
WORLD = "world"
#: What a run can report to have happened: the codes of its events.
EVENTS = (
    "attack",
    "talks_opened",
    "talks_broke_down",
    "ratification_refused",
    "agreement_reached",
    "peace_held",
    "relapse",
    "organization_closed",
    "intervention",
)
#: Names that the record uses for rows that are not of one actor.
AGGREGATES = (WORLD, "governments", "organizations", "populations", "intergovernmental")
RESERVED = (INTERNATIONAL, *AGGREGATES)

Source = Literal["home_state", "foreign", "intergovernmental", "members", "own_income"]
Level = Literal["top", "middle", "grassroots"]
Status = Literal["none", "roster", "special", "general"]
Process = Literal["conflict", "talks", "agreement", "peace"]
IssueName = Literal["disarmament", "human_rights", "justice", "gender", "peace"]
