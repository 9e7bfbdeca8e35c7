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
    from ..agents import Population
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
        staff, employer = _staff(world, population)
        population.employ(staff)
        cued = p.staff_cue > 0 and len(staff) > 0
        if cued:
            # Somebody who works for several organizations divides attention among them.
            weight = (p.staff_cue / np.bincount(staff)[staff])[:, None]
        for other, view in population.views.items():
            private = view.next_rows[staff, :3].astype(float)
            kernels.influence(
                view.rows, population.network.indptr, population.network.indices, population.prominence,
                p.confidence, p.weight, p.elite_cue,
                world.outlooks.earlier_image_of(world.governments[population.name].holder, other), view.next_rows,
            )  # fmt: skip
            if cued:
                own = world.outlooks.earlier[employer, world.outlooks.column[other]]
                np.add.at(view.next_rows[:, :3], staff, (weight * (own - private)).astype(np.float32))


def _staff(world: Conflict, population: Population) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The working staff in this society, and each one's employer as a row of the outlooks; organizations by name."""
    p = world.parameters.influence
    staff, employer = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for organization in world.organizations.values() if world.on("images") else ():
        if organization.working and population.name in organization.employs_in:
            n = max(1, round(organization.by_level(p, "staff") * organization.capacity))
            persons = organization.staff.get(population.name)
            if persons is None or len(persons) < min(n, population.citizens):
                persons = population.chosen("staff", f"{organization.name}/{population.name}", 2 * n)
                organization.staff[population.name] = persons
            staff.append(persons[:n])
            employer.append(np.full(len(staff[-1]), world.outlooks.row[organization.holder]))
    return np.concatenate(staff), np.concatenate(employer)
