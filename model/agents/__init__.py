"""The actors: governments, intergovernmental bodies, civil-society organizations, populations.

An agent is a readable handle on its outlooks plus what only it has: a regime, a budget, a network. Citizens are
never Python objects: a `Population` holds them as arrays.
"""

from .government import Government
from .intergovernmental import IntergovernmentalBody
from .organization import Organization
from .population import Population

__all__ = ["Government", "IntergovernmentalBody", "Organization", "Population"]
