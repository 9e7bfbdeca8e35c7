"""What organizations can do: the registry of activities.

A new activity is a file beside these, a line here and a short test; it then has a key in `strategy:`, a price, a
place in the record and in the documentation.
"""

from .act import REFUSALS, Act, Channel, Refusal
from .activity import Activity
from .advocacy import Advocacy
from .consultation import Consultation
from .cultural_exchange import CulturalExchange
from .people_to_people import PeopleToPeople
from .public_diplomacy import PublicDiplomacy
from .track_two import TrackTwo
from .training import Training

ACTIVITIES: tuple[Activity, ...] = (
    TrackTwo(),
    PeopleToPeople(),
    PublicDiplomacy(),
    CulturalExchange(),
    Advocacy(),
    Consultation(),
    Training(),
)
ACTIONS: dict[str, Activity] = {activity.name: activity for activity in ACTIVITIES}

__all__ = ["ACTIONS", "ACTIVITIES", "REFUSALS", "Act", "Activity", "Channel", "Refusal"]
