"""Loading a scenario by the name of a shipped one or from a file."""

from __future__ import annotations

from errno import EACCES, EINVAL, EISDIR
from functools import cache
from importlib.resources import files
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from sulha.model.setup import Setup
from sulha.model.wording import said

from .problems import Problem, ScenarioError, nearest, quotable, shortened
from .reading import MAX_BYTES, decoded, read
from .validation import is_like_a_scenario, not_a_scenario, validated

SUFFIXES = (".yaml", ".yml")
#: What errors call a text that comes from nowhere in particular.
_TEXT = said("scenario")


@cache
def names() -> tuple[str, ...]:
    """The shipped scenarios, in alphabetical order."""
    entries = files(__package__).iterdir()
    return tuple(sorted(entry.name.removesuffix(".yaml") for entry in entries if entry.name.endswith(".yaml")))


def load(scenario: str | Path) -> Setup:
    """The world that a scenario describes: a shipped name (`"oslo"`) or the path of a YAML file.

    A text without a path separator and without .yaml or .yml is always a shipped name.

    Raises:
        ScenarioError: there is no such scenario, or something is wrong with it; the error lists every problem.
    """
    if isinstance(scenario, str) and is_name(scenario):
        return parse(source(scenario), said("scenario {name}", name=scenario))
    return parse(content(Path(scenario)), str(scenario))


def is_name(scenario: str) -> bool:
    """Whether a text names a shipped scenario and not a file."""
    return not ("/" in scenario or "\\" in scenario or scenario.lower().endswith(SUFFIXES))


def source(name: str) -> str:
    """The YAML text of a shipped scenario.

    Raises:
        ScenarioError: there is no scenario of this name; the error says which there are.
    """
    if name not in names():
        message = said("no scenario is called '{name}'", name=quotable(name))
        if _is_file(name):
            file = f"./{shortened(name)}"
            message = said(
                "no scenario is called '{name}'; to load the file write {file}", name=quotable(name), file=file
            )
        allowed = said("{names}, or the path of a file that ends with .yaml", names=", ".join(names()))
        problem = Problem("unknown_scenario", "", message, None, name, allowed, nearest(name, names()))
        raise ScenarioError(said("scenario {name}", name=shortened(name)), [problem])
    return files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")


def parse(text: str, origin: str = _TEXT) -> Setup:
    """The world that the YAML text of a scenario describes; `origin` is what errors call it.

    Raises:
        ScenarioError: something is wrong with it; the error lists every problem.
    """
    document = read(text, origin)
    if document.data is not None and not is_like_a_scenario(document.data):
        raise ScenarioError(origin, [not_a_scenario(document.data)])
    return validated(document.data, origin, lines=document.line, found=tuple(document.problems))


def content(path: Path) -> str:
    """The text of a file, of at most `MAX_BYTES`. Raises ScenarioError for what cannot be read, or is no plain file."""
    origin = str(path)
    try:
        mode = path.stat().st_mode
        if S_ISDIR(mode):
            raise IsADirectoryError(EISDIR, said("this is a folder; give the path of a YAML file in it"))
        if not S_ISREG(mode):  # reading a pipe, a socket or a device may never end
            raise OSError(EINVAL, said("this is a pipe, a socket or a device; give the path of a YAML file"))
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        message = said("there is no such file; check the path and the folder you are in")
        raise ScenarioError(origin, [Problem("not_found", "", message)]) from None
    except (OSError, ValueError) as error:
        message = said("the file cannot be read: {reason}", reason=_reason(error))
        raise ScenarioError(origin, [Problem("unreadable", "", message)]) from None
    return decoded(raw, origin)


def _reason(error: OSError | ValueError) -> str:
    """Why a file cannot be read, in the words of the system where there are none of our own."""
    if not isinstance(error, OSError):
        return said("this is not a path")
    return said("Permission denied") if error.errno == EACCES else error.strerror or said("this is not a path")


def _is_file(name: str) -> bool:
    try:
        return bool(name) and Path(name).is_file()
    except (OSError, ValueError):  # a text that cannot be a path at all
        return False
