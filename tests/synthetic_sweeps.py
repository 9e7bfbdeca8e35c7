"""Folders of sweeps whose runs nobody ran: outcomes are computed by a function, so their answers are known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sulha.experiments.sweeps import folder as folders
from sulha.experiments.sweeps import tables
from sulha.experiments.sweeps.layout import described, manifest_of, points_table
from sulha.experiments.sweeps.plan import Run
from sulha.experiments.sweeps.specification import parse
from sulha.experiments.sweeps.store import Store

#: From a run and the values of its factors to outcomes; None for one that failed, {} for one that is not there yet.
type Answer = Callable[[Run, Mapping[str, Any]], Mapping[str, float | None] | None]

HEAD = "format: 1\nscenario: baseline\n"


def synthetic(place: Path, specification: str, answer: Answer, *, waiting: bool = False) -> Path:
    """A folder for a specification (without its head); `waiting` leaves all runs in the journal."""
    made = described(parse(HEAD + specification))
    manifest = manifest_of(made, (1, 1))
    place.mkdir(parents=True)
    tables.replace(place / "points.parquet", points_table(made))
    folders.write(place, manifest)
    store = Store(place, made.layout, made.plan.size)
    names = [name for name, _ in made.arms]
    entries = []
    for run in made.plan.runs(made.points):
        values = dict(zip(made.specification.factors, run.values, strict=True))
        found = answer(run, values)
        if found == {}:
            continue
        head = {"run": run.position, "point": run.point, "arm": names[run.arm], "replicate": run.replicate, **values}
        if found is None:
            entries.append(({**head, "status": "failed", "error": "why", **dict.fromkeys(made.outcomes)}, b""))
        else:
            entries.append(({**head, "status": "done", "error": None, **found}, b""))
    store.add(entries)
    if waiting:
        store._journal.close()
    else:
        store.close()
    return place
