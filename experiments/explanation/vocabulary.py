"""The words for what a scenario chooses from: levels, sources of money, statuses, issues, mechanisms, units."""

from __future__ import annotations

from sulha.model.actions import ACTIONS

from ..language import language, noted, ptext, text

LEVELS = {
    "top": noted("top, it works with leaders"),
    "middle": noted("middle, it works with the middle rank"),
    "grassroots": noted("grassroots, it works with citizens"),
}
SOURCES = {
    "home_state": noted("its own state"),
    "foreign": noted("foreign donors"),
    "intergovernmental": noted("intergovernmental bodies"),
    "members": noted("its members"),
    "own_income": noted("income of its own"),
}
STATUSES = {
    "none": noted("Consultative status: none"),
    "roster": noted("Consultative status: roster"),
    "special": noted("Consultative status: special"),
    "general": noted("Consultative status: general"),
}
IMAGES = {
    "intent": noted("benign intent"),
    "trust": noted("trust"),
    "humanity": noted("humanity"),
}
MECHANISMS = {
    "images": noted("effects of organizations on images"),
    "influence": noted("influence among citizens"),
    "contact": noted("effects of meetings"),
    "track_two": noted("effects of workshops"),
    "campaigns": noted("effects of the organizations' messages"),
    "mobilization": noted("mobilization of citizens"),
    "opinion": noted("weight of public opinion"),
    "advice": noted("weight of the organizations' advice"),
    "intergovernmental": noted("mediation, monitoring and consultative status"),
    "funding": noted("the rise and fall of organizations by their money"),
    "ict": noted("differences in the spread of ICT"),
    "shocks": noted("attacks"),
    "talks": noted("the official process"),
}
#: What can change during a run and is no parameter, by the last step of its path.
CHOICES = {
    "level": noted("level"),
    "status": noted("consultative status"),
    "ratification": noted("vote of the citizens on an agreement"),
    "ripeness": noted("what makes a side ripe for talks"),
    "quality": noted("quality of every meeting"),
}
UNITS = {
    "1/money": noted("per unit of money"),
    "1/month": noted("a month"),
    "H": noted("on the scale of conduct, H"),
    "H per severity": noted("of conduct per unit of severity"),
    "H/month": noted("of conduct a month"),
    "attacks": noted("attacks"),
    "citizens": noted("citizens"),
    "h": noted("on the scale of hostility, h"),
    "h per severity": noted("of hostility per unit of severity"),
    "money": noted("units of money"),
    "money/month": noted("units of money a month"),
    "months": noted("months"),
    "options": noted("options"),
    "options per workshop": noted("options per workshop"),
    "persons per capacity": noted("persons per unit of capacity"),
    "severity": noted("units of severity"),
    "share": noted("as a share"),
    "share/money": noted("as a share per unit of money"),
    "ties": noted("ties"),
    "workshop-months/money": noted("workshops per unit of money"),
}


def activity(name: str) -> str:
    """What an activity of organizations is called."""
    return ACTIONS[name].label[language()]


def issue(id: str) -> str:
    """What organizations speak for."""
    words = {
        "disarmament": text("disarmament"),
        "human_rights": text("human rights"),
        "justice": text("social and economic justice"),
        "gender": text("gender"),
        # Not the state of the official process.
        "peace": ptext("issue", "peace"),
    }
    return words[id]


def authority(word: str) -> str:
    """How far advice binds: `none`, `advisory` or `binding`."""
    words = {
        "none": ptext("authority", "none"),
        "advisory": ptext("authority", "advisory"),
        "binding": ptext("authority", "binding"),
    }
    return words[word]


def unit(name: str) -> str:
    """A parameter's unit, as it stands after a number; "" for a pure number."""
    return text(UNITS[name]) if name else ""


def listed(parts: list[str]) -> str:
    """Several texts in one line."""
    return text(", ").join(parts)
