"""What can be wrong with a scenario, and the one error that carries all of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from sulha.model.wording import answered, escaped, nsaid, said, visible

#: Longest piece of a value that a report repeats.
SHOWN = 60
#: Problems that a report lists in full; the rest is counted.
LISTED = 50


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, as a code with its details.

    `message` and `allowed` are English; made by `said`, they can be said in another language.
    """

    code: str
    """A short name of the kind of problem: `unknown_key`, `out_of_bounds`, …; see `CODES`."""
    path: str
    """Where in the description, with dots: `societies.israel.government.openness`; empty for the whole file."""
    message: str
    """What is wrong."""
    line: int | None = None
    """Line of the file, counted from 1; None where there is no file, as on the command line."""
    value: Any = None
    """What stands there."""
    allowed: str = ""
    """What may stand there, in words, with bounds and unit."""
    nearest: str | None = None
    """The known name most like the one written, if one is alike."""

    def __str__(self) -> str:
        return answered(self.message, self.nearest, self.allowed)


#: Every code a `Problem` may have, with what it means.
CODES: dict[str, str] = {
    "unknown_scenario": "no shipped scenario has this name",
    "not_found": "there is no such file",
    "unreadable": "the file cannot be read",
    "too_large": "the file is larger than a scenario may be",
    "too_deep": "the file is nested deeper than a scenario may be",
    "encoding": "the file is not UTF-8 text",
    "control_character": "the file contains a character that no text has",
    "syntax": "the file is not YAML",
    "empty": "the file says nothing",
    "not_a_scenario": "the file is something else than a scenario",
    "duplicate_key": "a key stands twice in one section",
    "not_plain": "an anchor, alias, merge key, tag, directive or second document: YAML that scenarios do without",
    "too_long": "a text or number is too long",
    "unknown_key": "no such key belongs here",
    "missing": "a required key is not there",
    "wrong_type": "the value is of another kind than what belongs here",
    "wrong_choice": "the value is none of those to choose from",
    "out_of_bounds": "the number is outside its bounds",
    "wrong_count": "there are too many or too few entries",
    "bad_name": "a name is not made of a-z, 0-9 and _",
    "inconsistent": "parts that are each fine do not fit together",
    "too_many": "there are more problems than are worth putting into words",
    "unknown_path": "a dotted path leads to nothing: of an override, or of what a basis is given for",
    "bad_assignment": "an override is not written path=value",
}


class ScenarioError(ValueError):
    """A scenario, or a change of one, cannot be used; `problems` says everything that is wrong with it.

    `origin` is the file, or what stood on the command line. The text of the error is a report for people.
    """

    def __init__(self, origin: str, problems: Iterable[Problem]) -> None:
        self.origin = origin
        self.problems = tuple(problems)
        super().__init__(origin, self.problems)

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> list[str]:
        """The report, line by line, each of which can be said in another language."""
        lines: list[str] = [
            nsaid("{origin}: {n} problem", "{origin}: {n} problems", len(self.problems), origin=visible(self.origin))
        ]
        for problem in self.problems[:LISTED]:
            lines.append(_where(problem))
            if problem.nearest:
                lines.append(said("      did you mean '{name}'?", name=escaped(problem.nearest)))
            if problem.allowed:
                lines.append(said("      allowed: {allowed}", allowed=problem.allowed))
        more = len(self.problems) - LISTED
        if more > 0:
            lines.append(nsaid("  … and {n} more", "  … and {n} more", more))
        return lines

    def __reduce__(self) -> tuple[type[ScenarioError], tuple[str, tuple[Problem, ...]]]:
        return type(self), (self.origin, self.problems)

    def at(self, code: str) -> tuple[Problem, ...]:
        """The problems of one code."""
        return tuple(problem for problem in self.problems if problem.code == code)


def _where(problem: Problem) -> str:
    """What is wrong, as a line of the report that begins with where."""
    line, path, message = problem.line, shortened(problem.path), problem.message
    if line and path:
        return said("  line {line}, {path}: {message}", line=line, path=path, message=message)
    if line:
        return said("  line {line}: {message}", line=line, message=message)
    return said("  {path}: {message}", path=path, message=message) if path else said("  {message}", message=message)


def quotable(value: Any) -> str:
    """A value as a report repeats it between quotation marks."""
    return escaped(_in_one_line(value))


def shortened(value: Any) -> str:
    """A value as a report repeats it: one line, not too long, as it would be written in YAML, nothing unseen in it."""
    return visible(_in_one_line(value))


def _in_one_line(value: Any, depth: int = 0) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value if isinstance(value, str) else _written(value, depth)
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _written(value: Any, depth: int) -> str:
    if depth > 3 and isinstance(value, dict | list | tuple):
        return "…"
    if isinstance(value, dict):
        return "{" + ", ".join(str(key) for key in list(value)[:8]) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_in_one_line(item, depth + 1) for item in value[:8]) + "]"
    return str(value)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name most like `word`, if one is alike enough to be meant."""
    if len(word) > 200:  # the search is quadratic, and no name is so long
        return None
    close = get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return close[0] if close else None


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems in the order of the file, each once."""
    unique = {(problem.code, problem.path, problem.line, problem.message): problem for problem in problems}
    return sorted(unique.values(), key=lambda problem: problem.line or 0)
