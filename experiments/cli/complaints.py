"""What is wrong with a command line itself, in the reader's language: the library of options speaks English only."""

from __future__ import annotations

import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from sulha.scenarios.problems import nearest

from ..language import noted, text
from ..terminal import answer

_GUESS = r"No such option: (?P<name>.+) \(Possible options: (?P<known>.+)\)"
#: The library's own sentences, by what they look like, and ours for them. Names of groups are names of values.
_SENTENCES: tuple[tuple[str, str], ...] = (
    (r"Missing argument '(?P<name>.+)'\.", noted("{name} is missing")),
    (r"Missing option '(?P<name>.+)'\.", noted("the option {name} is missing")),
    (r"Missing command\.", noted("a command is missing")),
    (_GUESS, noted("there is no option {name}; did you mean {known}?")),
    (r"No such option: (?P<name>.+)", noted("there is no option {name}")),
    (r"No such command '(?P<name>.*)'\.", noted("there is no command {name}")),
    (r"Got unexpected extra argument\(s\) \((?P<names>.+)\)", noted("there is too much on the line: {names}")),
    (r"Option '(?P<name>.+)' requires an argument\.", noted("the option {name} needs a value")),
    (r"Option '(?P<name>.+)' does not take a value\.", noted("the option {name} takes no value")),
    (r"Input should be a valid integer.*", noted("this is not a whole number")),
    (r"Input should be a valid number.*", noted("this is not a number")),
)


def complaint(error: TyperException) -> str:
    """Usage, where to find help, and what is wrong."""
    lines = []
    context = getattr(error, "ctx", None)
    if context is not None and getattr(error, "message", None) == context.get_help():
        return str(context.get_help())  # nothing was asked for
    if context is not None:
        lines.append(context.get_usage())
        asking = f"{context.command_path} {context.help_option_names[0]}"
        lines.append(text("Try '{command}' for help.", command=asking) + "\n")
    lines.append(text("Error: {what}", what=_what(error)))
    return "\n".join(lines)


def _what(error: TyperException) -> str:
    message = str(getattr(error, "message", error))
    if isinstance(error, typer.BadParameter) and message:
        hint = error.param.get_error_hint() if error.param is not None else ""
        return text("Invalid value for {option}: {what}", option=hint, what=_said(message))
    return _said(error.format_message())


def _said(message: str) -> str:
    """A sentence of the library's as we say it; one that is unknown here, or ours already, as it is."""
    guess = re.fullmatch(_GUESS, message)
    if guess and not nearest(guess["name"].lstrip("-"), guess["known"].replace("-", "").split(", ")):
        message = message.partition(" (")[0]  # what is hardly alike was hardly meant
    for pattern, template in _SENTENCES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return text(template, **found.groupdict())
    return message


class _Help:
    """The parts of a help that the library says in English only, in the language spoken now."""

    def format_usage(self: Any, ctx: Any, formatter: Any) -> None:
        """Write the line with the names of what a command takes."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=text("Usage: "))

    def get_help_option(self: Any, ctx: Any) -> Any:
        """The option that asks for help, with what it does; it says so where nobody can be told."""
        option = super().get_help_option(ctx)  # type: ignore[misc]  # of the class that this one is mixed into
        if option is not None:
            option.help = text("Show this message and exit.")
            option.callback = _help
        return option


def _help(context: Any, parameter: Any, wanted: bool) -> None:
    from .application import leave_told

    if wanted and not context.resilient_parsing:
        leave_told(told=answer(context.get_help().rstrip("\n")))


class Command(_Help, TyperCommand):
    """A command."""


class Group(_Help, TyperGroup):
    """A group of commands."""
