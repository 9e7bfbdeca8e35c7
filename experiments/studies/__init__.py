"""The studies: the hypotheses of the source text and two of the literature, each with the rule that decides it.

A new one is a file that describes it, its sweeps beside it as YAML, and a line here.
"""

from .h01 import H01
from .h02 import H02
from .h03 import H03
from .h04 import H04
from .h05 import H05
from .h06 import H06
from .h07 import H07
from .h08 import H08
from .h09 import H09
from .h10 import H10
from .s01 import S01
from .s02 import S02
from .study import Study

STUDIES: tuple[Study, ...] = (H01, H02, H03, H04, H05, H06, H07, H08, H09, H10, S01, S02)

__all__ = ["STUDIES", "Study"]
