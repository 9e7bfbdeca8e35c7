"""M3 Social influence: citizens listen to neighbors, a little to their government, and staff to their organization.

DeGroot 1974, JASA 69:118-121; Friedkin & Johnsen 1990, J. Math. Sociology 15:193-206; Hegselmann & Krause 2002,
JASSS 5(3):2. Assimilation among those close enough in hostility; no repulsion (Takacs, Flache & Mas 2016, PLoS ONE
11:e0157948). With reversion to an anchor the fixed point is Friedkin-Johnsen. Influence stays inside a society.

Switch `influence` off: no influence and no cues.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .. import kernels

if TYPE_CHECKING:
    from ..agents import Organization, Population
    from ..conflict import Conflict


def susceptibility(weight: float, reversion: float) -> float:
    """Friedkin-Johnsen susceptibility lambda of a citizen: sigma / (sigma + (1 - sigma) r)."""
    return weight / (weight + (1 - weight) * reversion)


def spread(world: Conflict) -> None:
    """Phase 5: private images become the images of next month."""
    if not world.on("influence"):
        return
    p = world.parameters.influence
    for population in world.populations.values():
        employers = _staff(world, population)
        everyone = [persons for _, persons in employers]
        population.employ(np.concatenate(everyone) if everyone else np.empty(0, np.int64))
        for other, view in population.views.items():
            private = [view.next_rows[persons, :3].astype(float) for persons in everyone]
            kernels.influence(
                view.rows, population.network.indptr, population.network.indices, population.prominent,
                p.leader_prominence, p.confidence, p.weight, p.elite_cue,
                world.governments[population.name].image(other), view.next_rows,
            )  # fmt: skip
            if world.on("images"):
                _cue_staff(p.staff_cue, employers, private, other, view.next_rows)


def _staff(world: Conflict, population: Population) -> list[tuple[Organization, NDArray[np.int64]]]:
    """The organizations working with staff in this society, and those persons."""
    p = world.parameters.influence
    per_capacity = {"top": p.staff_top, "middle": p.staff_middle, "grassroots": p.staff_grassroots}
    employers = []
    for organization in world.organizations.values():
        hires_here = organization.works_on if organization.is_international else (organization.home,)
        if organization.working and population.name in hires_here:
            n = max(1, round(per_capacity[organization.level] * organization.capacity))
            persons = organization.staff.get(population.name)
            if persons is None or len(persons) < min(n, population.citizens):
                persons = population.chosen("staff", f"{organization.name}/{population.name}", 2 * n)
                organization.staff[population.name] = persons
            employers.append((organization, persons[:n]))
    return employers


def _cue_staff(
    weight: float,
    employers: list[tuple[Organization, NDArray[np.int64]]],
    private: list[NDArray[np.float64]],
    other: str,
    rows: NDArray[np.float32],
) -> None:
    """Staff take on their organization's image with `weight`, shared among employers where there are several."""
    if not employers or weight == 0:
        return
    jobs: dict[int, int] = {}
    for _, persons in employers:
        for person in persons.tolist():
            jobs[person] = jobs.get(person, 0) + 1
    for (organization, persons), before in zip(employers, private, strict=True):
        if organization.home == other:
            continue
        share = weight / np.array([jobs[person] for person in persons.tolist()])
        cue = organization.image(other) - before
        rows[persons, :3] += (share[:, None] * cue).astype(np.float32)
