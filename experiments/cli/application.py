"""What all commands share: the application, exit codes, the ways to leave."""

from __future__ import annotations

import sys
from typing import Annotated, NoReturn

import typer

from ..language import text
from ..terminal import answer, say
from .complaints import Group
from .options import Language

DONE, FAILED, WRONG_INPUT, INTERRUPTED = 0, 1, 2, 130

app = typer.Typer(
    name="sulha",
    cls=Group,
    help=text("Sulha, an agent-based simulation of parallel diplomacy."),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def leave(message: str, code: int) -> NoReturn:
    """End the command with a line on standard error."""
    say(message)
    sys.exit(code)


def leave_told(*, told: bool, code: int = DONE) -> NoReturn:
    """End the command with a code, or with another one where its answer could not be written."""
    if not told:
        leave(text("The answer could not be written to standard output"), FAILED)
    raise typer.Exit(code)


def line(error: BaseException) -> str:
    """An exception in one line."""
    first = (str(error) or type(error).__name__).splitlines()[0]
    return f"{type(error).__name__}: {first[:300]}".rstrip(".")


def _version(*, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        from sulha.model import MODEL_VERSION

        leave_told(told=answer(text("sulha {version} (model {model})", version=version("sulha"), model=MODEL_VERSION)))


@app.callback()
def _sulha(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=lambda wanted: _version(wanted=wanted),
            is_eager=True,
            help=text("Print the version and leave."),
        ),
    ] = False,
    language: Language = None,
) -> None:
    """Sulha, an agent-based simulation of parallel diplomacy."""
