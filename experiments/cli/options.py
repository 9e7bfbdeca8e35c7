"""Options that several commands have, each described and checked once."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from ..language import LANGUAGES, text


def whole(low: int, high: int) -> Any:
    """An option's check: the number, where one is given, lies between two others."""

    def check(value: int | None) -> int | None:
        if value is not None and not low <= value <= high:
            raise typer.BadParameter(
                text(
                    "{value} is not allowed; give a whole number from {low} to {high}", value=value, low=low, high=high
                )
            )
        return value

    return check


def named(value: str | None) -> str | None:
    """An option's check: a folder is named."""
    if value is not None and not value.strip():
        raise typer.BadParameter(text("the name is empty; give the name of a new folder, such as results/mine"))
    return value


def _language(value: str | None) -> str | None:
    if value not in (None, *LANGUAGES):
        raise typer.BadParameter(text("{value} is not spoken here; give en (English) or ar (Arabic)", value=value))
    return value


Scenario = Annotated[
    str, typer.Argument(metavar="SCENARIO", help=text("A shipped scenario's name, or a path to a file."))
]
Replicates = Annotated[
    int, typer.Option(callback=whole(1, 100_000), help=text("How often each arm runs, 1 to 100000."))
]
Seed = Annotated[
    int,
    typer.Option(callback=whole(0, 2**63 - 1), help=text("The seed of all random numbers, 0 to 2**63 - 1.")),
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help=text("Change a setting of the scenario; may be repeated.")),
]
Out = Annotated[
    str | None,
    typer.Option(
        metavar="PATH", callback=named, help=text("A new folder for the results. [default: results/NAME-1, -2, ...]")
    ),
]
Json = Annotated[bool, typer.Option("--json", help=text("Print the verdict as one JSON object."))]
NoFigure = Annotated[bool, typer.Option("--no-figure", help=text("Draw no figure."))]
Debug = Annotated[bool, typer.Option("--debug", help=text("Show the traceback if something fails."))]
#: It is heeded before anything else (see `language.chosen`); here it is described and checked.
Language = Annotated[
    str | None,
    typer.Option(
        "--lang", metavar="LANGUAGE", callback=_language,
        help=text("The language of messages and figures, en or ar. [default: that of the locale]"),
    ),
]  # fmt: skip
