"""H2: the effect runs through mental images."""

from __future__ import annotations

from ..language import noted
from .cells import Cell
from .measures import ShareLost, difference
from .rule import ShareRule
from .study import Primary, Secondary, Study

_ON, _OFF, _WITHOUT = Cell("scenario"), Cell("images_off"), Cell("without_organizations")

H02 = Study(
    id="H2",
    title=noted("Images are the channel"),
    hypothesis="A good part of what the organizations change in conduct is lost where they cannot change images.",
    claim="change mental images",
    manipulates="organizations (all, none) × their effects on images (on, off); nothing else is frozen",
    primary=Primary(
        "share of the effect on conduct that is lost without effects on images: 1 - ΔH(off) / ΔH(on)",
        ShareLost("conduct", _ON, _OFF, _WITHOUT, smallest=0.02),
        ShareRule(),
    ),
    refuted_by="less than a tenth of the effect is lost; the main channel is what loses half of it or more",
    built_in="that images act on conduct by opinion and on talks by trust",
    not_built_in="how much of the effect takes this way beside advice, pressure and transferred options",
    shown=(("with organizations", _ON), ("without effects on images", _OFF), ("without organizations", _WITHOUT)),
    secondary=(
        Secondary("effect with images on", difference("conduct", _ON, _WITHOUT)),
        Secondary("effect with images off", difference("conduct", _OFF, _WITHOUT)),
        Secondary("what images add", difference("conduct", _ON, _OFF)),
        Secondary("what images add to citizens' hostility", difference("hostility", _ON, _OFF, "h")),
    ),
    notes=(
        (
            "Without organizations the switch changes nothing, as it is about their effects alone, so that cell is "
            "run once."
        ),
        "There is a share only of an effect: it is decided only if ΔH(on) is surely beyond .02.",
        (
            "An interval of the share on both sides of .10 decides nothing, as the rule for all studies has it. Over "
            "the ranges the sign is that of what images add, as a ratio of two small numbers has none."
        ),
    ),
)
