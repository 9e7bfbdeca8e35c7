"""What a scenario rests on: what is documented and what assumed, what is expected of it, its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

from ..language import label, plain, text, words
from .blocks import Block, Item, items
from .values import prose
from .vocabulary import listed

if TYPE_CHECKING:
    from sulha.model import Setup
    from sulha.model.setup import Expectation

type Standing = Literal["documented", "in_part", "assumed", "other"]
_BEGINNING = re.compile(r"\s*(documented|assumption)\s*([:;,]\s*|$)", re.IGNORECASE)
#: Paths that a line names before it counts the rest.
_NAMED = 12


def standing(said: str) -> Standing:
    """What a text under `basis` says of its value: it is documented, in part, or assumed; anything else is `other`."""
    beginning = said.lstrip().lower()
    if beginning.startswith("documented"):
        return "in_part" if "assumption" in beginning else "documented"
    return "assumed" if beginning.startswith("assumption") else "other"


def by_standing(basis: Mapping[str, str]) -> dict[Standing, dict[str, str]]:
    """What `basis` says, by how well each entry is founded."""
    groups: dict[Standing, dict[str, str]] = {"documented": {}, "in_part": {}, "assumed": {}, "other": {}}
    for path, said in basis.items():
        groups[standing(said)][path] = said
    return groups


def without_basis(setup: Setup) -> list[str]:
    """Where the scenario gives numbers and no basis for them: as few dotted paths as say it."""
    data = setup.model_dump(mode="json", exclude_unset=True, exclude={"format", "basis"})
    given = list(_numbers(data))
    bare = [path for path in given if not _is_founded(path, setup.basis)]
    founded = {path[:length] for path in set(given) - set(bare) for length in range(1, len(path) + 1)}
    shortest = (
        next(path[:length] for length in range(1, len(path) + 1) if path[:length] not in founded) for path in bare
    )
    return [".".join(path) for path in dict.fromkeys(shortest)]


def _numbers(data: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths of all numbers that describe the world or what is expected of it."""
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _numbers(value, (*path, str(key)))
    elif isinstance(data, int | float) and not isinstance(data, bool):
        yield path


def _is_founded(path: tuple[str, ...], basis: Mapping[str, str]) -> bool:
    prefixes = (".".join(path[:length]) for length in range(1, len(path) + 1))
    return any(prefix in basis or prefix.removeprefix("parameters.") in basis for prefix in prefixes)


def paths(found: list[str]) -> str:
    """Dotted paths in a line, the last of many counted only."""
    shown = [plain(path, 80) for path in found[:_NAMED]]
    if len(found) > _NAMED:
        return text("{paths} and {n} more", paths=listed(shown), n=len(found) - _NAMED)
    return listed(shown)


def basis(setup: Setup) -> Block:
    """What is documented, what assumed, and what neither is said of."""
    groups = by_standing(setup.basis)
    heads: dict[Standing, str] = {
        "documented": text("Documented ({n}):", n=len(groups["documented"])),
        "in_part": text("Documented in part ({n}):", n=len(groups["in_part"])),
        "assumed": text("Assumed ({n}):", n=len(groups["assumed"])),
        "other": text("Said otherwise ({n}):", n=len(groups["other"])),
    }
    told = [Item(head, items(_said(key, groups[key]))) for key, head in heads.items() if groups[key]]
    if bare := without_basis(setup):
        told.append(Item(text("No basis is given for: {paths}", paths=paths(bare))))
    return Block(text("What it rests on, as the file says"), tuple(told))


def _said(key: Standing, group: Mapping[str, str]) -> Iterator[str]:
    for path in sorted(group):
        # Where the whole entry is of one kind the title has said so.
        said = _BEGINNING.sub("", group[path]) if key in {"documented", "assumed"} else group[path]
        shown = plain(path, 80)
        yield text("{path}: {said}", path=shown, said=prose(said)) if said else shown


def expected(expectation: Expectation, setup: Setup) -> str:
    """An expectation in words, without what came of it."""
    if expectation.share is not None:
        low, high = expectation.share
        return text(
            "{event} by month {by} in {low} to {high} of replicates",
            event=words.event(expectation.metric), by=expectation.by or setup.time.months,
            low=f"{low:.0%}", high=f"{high:.0%}",
        )  # fmt: skip
    low, high = expectation.mean or (0.0, 1.0)
    first, last = expectation.during or (0, setup.time.months)
    society = expectation.society
    return text(
        "mean {metric} of {whom} in months {first} to {last}: {low} to {high}",
        metric=words.metric(expectation.metric), whom=label(setup, society) if society else text("all"),
        first=first, last=last, low=f"{round(low, 2) + 0.0:.2f}", high=f"{round(high, 2) + 0.0:.2f}",
    )  # fmt: skip


def expectations(setup: Setup) -> Block:
    """The patterns that runs are held to, with what is known of each."""
    told = tuple(Item(expected(expectation, setup), items([prose(expectation.note)])) for expectation in setup.expect)
    return Block(text("Expected of its runs"), told)


def sources(setup: Setup) -> Block:
    """The literature, in its own language."""
    return Block(text("Sources"), items(prose(source) for source in setup.sources))
