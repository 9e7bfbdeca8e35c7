"""A scenario in a few lines: what kind of case it is, when it plays, who is in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ..language import noted, ntext, text
from ..months import period
from .blocks import Block, Item, items
from .evidence import standing
from .values import prose, written
from .vocabulary import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sulha.model import Setup

    from .values import Change

type Kind = Literal["historical", "hypothetical"]
_KINDS: dict[Kind, tuple[str, str]] = {
    "historical": (noted("Historical cases, stylized"), noted("A historical case, stylized")),
    "hypothetical": (noted("Hypothetical worlds"), noted("A hypothetical world")),
}


@dataclass(frozen=True, slots=True)
class Case:
    """A scenario beside others."""

    name: str
    setup: Setup

    @property
    def kind(self) -> Kind:
        """Whether the case stands for something that happened; see `kind`."""
        return kind(self.setup)

    def data(self) -> dict[str, Any]:
        """The case as data for JSON."""
        return {"name": self.name, **headline(self.setup)}


def kind(setup: Setup) -> Kind:
    """Historical: it has a date and sources, something of it is documented, and its societies are not all assumed."""
    documented = any(standing(said) in {"documented", "in_part"} for said in setup.basis.values())
    invented = standing(setup.basis.get("societies", "documented")) == "assumed"
    past = setup.time.start is not None and bool(setup.sources)
    return "historical" if past and documented and not invented else "hypothetical"


def headline(setup: Setup) -> dict[str, Any]:
    """The first facts about a scenario as data for JSON."""
    return {
        "title": prose(setup.name, 200),
        "kind": kind(setup),
        "start": setup.time.start,
        "months": setup.time.months,
        "societies": len(setup.societies),
        "organizations": len(setup.organizations),
        "intergovernmental": len(setup.intergovernmental),
        "about": prose(setup.about),
        "sources": [prose(source) for source in setup.sources],
    }


def counts(setup: Setup) -> str:
    """How long the scenario is and how many are in it, in one line."""
    societies, organizations = len(setup.societies), len(setup.organizations)
    working = ntext("{n} organization", "{n} organizations", organizations)
    return listed(
        [
            period(setup),
            ntext("{n} society", "{n} societies", societies),
            working if organizations else text("no organizations"),
        ]
    )


def opening(setup: Setup, changes: Iterable[Change]) -> Block:
    """The head of an explanation: name, kind, time, what it is about, and what of it was changed."""
    first = text("{kind}: {counts}", kind=text(_KINDS[kind(setup)][1]), counts=counts(setup))
    changed = (
        text("Changed: {path} from {old} to {new}", path=change.path, old=written(change.old), new=written(change.new))
        for change in changes
    )
    return Block(prose(setup.name, 200), items([first, prose(setup.about), *changed]))


def library(cases: Iterable[Case], width: int) -> list[Block]:
    """Scenarios by their kind, each with one line of what it is about, cut at `width` columns."""
    known = list(cases)
    blocks = []
    for key, (title, _) in _KINDS.items():
        of_kind = [case for case in known if case.kind == key]
        if of_kind:
            head = text("{title} ({n})", title=text(title), n=len(of_kind))
            blocks.append(Block(head, tuple(_entry(case, width) for case in of_kind)))
    return blocks


def _entry(case: Case, width: int) -> Item:
    about = prose(case.setup.about, max(width - 6, 20))
    head = text("{name}: {title}", name=case.name, title=prose(case.setup.name, 60))
    return Item(head, items([counts(case.setup), about]))
