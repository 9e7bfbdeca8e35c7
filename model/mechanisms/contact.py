"""M4 Contact and extended contact: members of the societies meet, and others know somebody who did.

Allport 1954, *The Nature of Prejudice*; Pettigrew & Tropp 2006, J. Pers. Soc. Psych. 90:751-783; Wright et al. 1997,
J. Pers. Soc. Psych. 73:73-90. Against easy hopes: Paluck, Green & Green 2019, Behav. Public Policy 3:129-158; Scacco &
Warren 2018, APSR 112:654-677; Mousa 2020, Science 369:866-870. Those less hostile come first; what carries over to
the group at large is `generalization`; bad contact harms.

Switch `contact` off: meetings have no effect (their money is spent).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .. import kernels
from ..agents.population import smallest
from ..outlook import Rates

if TYPE_CHECKING:
    from ..conflict import Conflict


def quality(world: Conflict, society: str, other: str) -> float:
    """Quality of contact Q [-1, 1]: the mean of Allport's conditions and coordination, unless the setup sets it."""
    said = world.setup.contact.quality
    if said is not None:
        return said
    p = world.parameters.contact
    coordination = (world.coordination(society) + world.coordination(other)) / 2
    return (p.equal_status + p.common_goal + p.cooperation + coordination) / 4


def apply(rates: Rates, rate: float, of_quality: float, negativity: float, loading: tuple[float, ...]) -> None:
    """A meeting of a quality in [-1, 1]: good ones raise the image, bad ones lower it `negativity` times as much."""
    if of_quality >= 0:
        rates.up(rate * of_quality, loading)
    else:
        rates.down(rate * negativity * -of_quality, loading)


def meet(world: Conflict) -> None:
    """Phase 4: citizens of two societies meet in the programs that were held."""
    if not (world.on("contact") and world.on("images")):
        return
    p, negativity = world.parameters.contact, world.parameters.images.negativity
    for first, second in world.pairs:
        share = sum(act.size for act in world.acts("contact", first, second))
        of_quality = quality(world, first, second)
        for society, other in ((first, second), (second, first)):
            population = world.populations[society]
            view = population.views[other]
            if share > 0:
                chance = world.streams.uniform("contact rounding", f"{society}>{other}", world.month)[0]
                n = int(min(1.0, share) * view.citizens + chance)
                scores = np.empty(view.citizens)
                key = world.streams.key("contact", f"{society}>{other}")
                kernels.meeting_scores(key, world.month, view.rows, p.selection, scores)
                view.in_contact = smallest(scores, n)
                view.last_contact[view.in_contact] = world.month
            direct = p.strength * p.generalization
            apply(view.contact, direct, of_quality, negativity, p.loading)
            apply(view.extended, p.extended_ratio * direct / p.memory, of_quality, negativity, p.loading)
