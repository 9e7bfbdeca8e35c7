"""Every number of the model, once.

A number inside an equation is a field of one of the groups below: its default, symbol, unit, hard bounds,
plausible range, names in both languages and source stand together, and nowhere else. Validation, units, the
controls of the dashboard, the ranges of sweeps and the table of the documentation are generated from them.

A new parameter is one field, `name: float = parameter(...)`, in the group of its mechanism; a new group is a
class and a line in `Parameters`. The id that scenarios use is the group and the name with a dot between.

Ranges: `bounds` are what the equations can bear, and a value outside is refused; where theory knows no upper
limit the bound is merely generous. `sweep` is what is plausible, and what experiments vary. For a parameter
with several components both hold for each. A source that begins with "assumption" says that no measurement
fixes the value: such a parameter must be varied before a conclusion is drawn from it.
"""

# ruff: noqa: RUF009 (`parameter` and `group` return dataclass fields, which is what a default may be)

import dataclasses
import difflib
import keyword
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from types import MappingProxyType
from typing import Literal, cast

from .terms import IMAGES, PROCESSES, STATUSES
from .wording import escaped, nsaid, said

type Value = float | int | tuple[float, ...]
type Scope = Literal["world", "society", "organization"]
type Images3 = tuple[float, float, float]
type Four = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Text:
    """A text in both languages."""

    en: str
    ar: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """The specification of one parameter, from which everything else about it is generated."""

    id: str
    """Group and name, as in scenarios: `images.reversion`."""
    symbol: str
    """The sign in the equations; empty where the equations write the value out."""
    default: Value
    unit: str
    """`1/month`, `share`, `money/month`, …; empty for a pure number."""
    bounds: tuple[float, float]
    """Hard limits, both allowed; a value outside is refused."""
    sweep: tuple[float, float] | None
    """Plausible range inside the bounds; None for units and conventions, which are not varied."""
    label: Text
    about: str
    """What it does, in one sentence."""
    source: str
    """A citation, or a text that begins with "assumption"."""
    scope: Scope
    """Whose scenario entry may override the value: nobody's (`world`), a society's or an organization's."""
    fixed: bool
    """Read only outside the run of months (when the world is built): an intervention cannot change it."""
    mechanism: str
    """`M1` to `M13`, `start` or `money`."""
    components: tuple[str, ...]
    """Names of the components where the value is a tuple; empty for a single number."""

    @property
    def is_assumption(self) -> bool:
        """Whether no measurement fixes the value."""
        return self.source.startswith("assumption")

    @property
    def is_integer(self) -> bool:
        """Whether only whole numbers are allowed."""
        return isinstance(self.default, int)

    @property
    def allowed(self) -> str:
        """What `check` accepts, in words."""
        if not self.components:
            return within(said("a whole number") if self.is_integer else said("a number"), *self.bounds)
        low, high = (in_digits(limit) for limit in self.bounds)
        names = ", ".join(self.components)
        return nsaid(
            "{n} number ({names}) from {low} to {high}",
            "{n} numbers ({names}), each from {low} to {high}",
            len(self.components),
            names=names,
            low=low,
            high=high,
        )


def within(noun: str, low: float, high: float) -> str:
    """What has bounds, in words: "a number from 0 to 1"."""
    return said("{noun} from {low} to {high}", noun=noun, low=in_digits(low), high=in_digits(high))


def in_unit(allowed: str, unit: str) -> str:
    """What is allowed, with its unit where it has one."""
    return said("{allowed} [{unit}]", allowed=allowed, unit=unit) if unit else allowed


def in_digits(limit: float) -> str:
    """A bound as people write it, without exponent."""
    return f"{limit:g}" if abs(limit) < 1e5 else f"{limit:.0f}"


class UnknownParameter(KeyError):  # noqa: N818 (read as what is wrong)
    """There is no parameter of this id; `nearest` is the known id most like it, or None."""

    def __init__(self, key: str, nearest: str | None) -> None:
        id = escaped(key)
        super().__init__(
            said("unknown parameter '{id}': did you mean '{nearest}'?", id=id, nearest=nearest)
            if nearest
            else said("unknown parameter '{id}': an id is a group, a dot and a name", id=id)
        )
        self.id = key
        self.nearest = nearest

    def __str__(self) -> str:  # a KeyError would quote the sentence
        return str(self.args[0])

    def __reduce__(self) -> tuple[type["UnknownParameter"], tuple[str, str | None]]:
        return type(self), (self.id, self.nearest)


class ParameterOutOfBounds(ValueError):  # noqa: N818 (read as what is wrong)
    """The value of a parameter is refused; `allowed` says in words what is accepted."""

    def __init__(self, key: str, value: object, allowed: str) -> None:
        super().__init__(
            said("{id} cannot be {value}: allowed is {allowed}", id=key, value=repr(value), allowed=allowed)
        )
        self.id = key
        self.value = value
        self.allowed = allowed

    def __reduce__(self) -> tuple[type["ParameterOutOfBounds"], tuple[str, object, str]]:
        return type(self), (self.id, self.value, self.allowed)


def parameter[T](
    default: T,
    *,
    bounds: tuple[float, float],
    sweep: tuple[float, float] | None,
    label: tuple[str, str],
    about: str,
    source: str,
    symbol: str = "",
    unit: str = "",
    scope: Scope = "world",
    fixed: bool = False,
    mechanism: str = "",
    components: tuple[str, ...] = (),
) -> T:
    """Declare a parameter as a field of its group; `mechanism` only where it differs from the group's."""
    specification = Parameter(
        id="",
        symbol=symbol,
        default=cast(Value, default),
        unit=unit,
        bounds=(float(bounds[0]), float(bounds[1])),
        sweep=None if sweep is None else (float(sweep[0]), float(sweep[1])),
        label=Text(*label),
        about=about,
        source=source,
        scope=scope,
        fixed=fixed,
        mechanism=mechanism,
        components=components,
    )
    return dataclasses.field(default=default, metadata={"parameter": specification})


def group[T](kind: type[T], mechanism: str) -> T:
    """Declare a group of parameters as a field of `Parameters`."""
    return dataclasses.field(default_factory=kind, metadata={"group": kind, "mechanism": mechanism})


@dataclass(frozen=True, slots=True)
class Images:
    """M1, mental images: what is seen of the other side moves its image, the bad more than the good.

    Without news the image returns to an anchor in identity (Boulding 1959; Jervis 1976; Kelman).
    """

    reversion: float = parameter(
        0.05,
        symbol="r",
        unit="1/month",
        bounds=(0, 1),
        sweep=(0.02, 0.15),
        label=("Reversion to the anchor", "العودة إلى المرجع"),
        about="Share of the distance to its anchor that an image loses each month (.05 is a half-life of 13.5 months).",
        source="assumption about the value; order of time scales: Malhotra & Liyanage 2005, Journal of "
        "Conflict Resolution 49:908–924; Schroeder & Risen 2016, Group Processes & Intergroup Relations "
        "19:72–93",
    )
    learning: float = parameter(
        0.05,
        symbol="α",
        unit="1/month",
        bounds=(0, 1),
        sweep=(0.02, 0.10),
        label=("Learning from conduct", "التعلّم من السلوك الرسمي"),
        about="How fast the perceived conduct of the other government moves the image of its society.",
        source="assumption",
    )
    negativity: float = parameter(
        2.0,
        symbol="ν",
        bounds=(0, 10),
        sweep=(1, 4),
        label=("Negativity ratio", "نسبة التحيّز السلبي"),
        about="How many times more a hostile act lowers an image than an equally friendly one raises it.",
        source="assumption; proxy: loss aversion of 2.25 (Tversky & Kahneman 1992, Journal of Risk and Uncertainty)",
    )
    discount: float = parameter(
        0.5,
        symbol="c",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Confirmation bias", "التحيّز التأكيدي"),
        about="How strongly the hostile discount friendly conduct: the good signal counts 1 − c·h.",
        source="assumption; idea: Jervis 1976, Perception and Misperception in International Politics",
    )
    loading_conduct: Images3 = parameter(
        (1.0, 0.7, 0.3),
        symbol="ℓᴱ",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Images moved by conduct", "نصيب كل صورة من أثر السلوك الرسمي"),
        about="How strongly official conduct moves each of the three images.",
        source="assumption",
        components=IMAGES,
    )
    weights: Images3 = parameter(
        (1 / 3, 1 / 3, 1 / 3),
        symbol="w",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Weights of the three images", "أوزان الصور الثلاث"),
        about="Weight of each image in hostility, the complement of their weighted mean; they sum to 1.",
        source="assumption: indifference among the three",
        components=IMAGES,
    )
    anchor: Images3 = parameter(
        (0.45, 0.40, 0.55),
        symbol="m̄",
        bounds=(0, 1),
        sweep=(0.2, 0.7),
        label=("Identity anchor", "المرجع الهُويّاتي"),
        about="Image of the other side rooted in identity, to which a society returns without news.",
        source="assumption: set for each case by its scenario",
        scope="society",
        fixed=True,
        components=IMAGES,
    )
    noise: float = parameter(
        0.10,
        symbol="sd_e",
        bounds=(0, 2),
        sweep=(0, 0.3),
        label=("Misperception of signals", "الخطأ في قراءة الإشارات"),
        about="Standard deviation of the monthly error with which a side reads the other's conduct; "
        "monitoring cures it.",
        source="assumption",
    )
    failed_talks: float = parameter(
        0.10,
        bounds=(0, 1),
        sweep=(0, 0.3),
        label=("Blow of failed talks to images", "أثر انهيار المفاوضات في الصور"),
        about="Share of benign intent (after a failed agreement also of trust) lost in the month after the failure.",
        source="assumption about the value; direction: Yakter & Harsgor 2022, British Journal of Political Science",
    )
    spread: float = parameter(
        0.20,
        symbol="sd",
        bounds=(0, 1),
        sweep=(0.05, 0.30),
        label=("Spread of anchors among citizens", "تشتّت المراجع بين المواطنين"),
        about="Standard deviation of the citizens' anchors around the anchor of their society.",
        source="assumption",
        scope="society",
        fixed=True,
        mechanism="start",
    )
    spread_correlation: float = parameter(
        0.7,
        symbol="cor_m",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Correlation of a citizen's three anchors", "ارتباط المراجع الثلاثة لدى المواطن"),
        about="How far a citizen who deviates from the society in one image deviates alike in the others.",
        source="assumption",
        fixed=True,
        mechanism="start",
    )


@dataclass(frozen=True, slots=True)
class Reaction:
    """M2, action and reaction: a government repeats itself, answers the other side and nurses a grievance.

    Opinion, advice and outside pressure pull its conduct toward them (Richardson 1960; Goldstein &
    Freeman 1990).
    """

    fatigue: float = parameter(
        0.35,
        symbol="a",
        unit="1/month",
        bounds=(0, 1),
        sweep=(0.30, 0.60),
        label=("Fatigue", "الإنهاك"),
        about="Share of its own hostile conduct that a government gives up each month because it costs.",
        source="assumption; qualitative: Goldstein & Freeman 1990, Three-Way Street",
        scope="society",
    )
    reaction: float = parameter(
        0.27,
        symbol="k",
        unit="1/month",
        bounds=(0, 1),
        sweep=(0, 0.40),
        label=("Reaction to the other side", "ردّ الفعل على الطرف الآخر"),
        about="Share of the other side's hostile conduct that a government answers in kind the next month.",
        source="assumption; qualitative: Goldstein & Freeman 1990, Three-Way Street",
        scope="society",
    )
    grievance: float = parameter(
        0.05,
        symbol="g",
        unit="H/month",
        bounds=(0, 1),
        sweep=(0.02, 0.08),
        label=("Grievance", "المظلمة"),
        about="Hostility that enters conduct every month whatever the other side does; g/(a − k) is the "
        "level without civil society.",
        source="assumption: with the other defaults it sets that level at .625, about −3.1 on the Goldstein scale",
        scope="society",
    )
    state_factors: Four = parameter(
        (1.0, 0.9, 0.5, 0.3),
        symbol="fac_S",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Grievance by state of talks", "المظلمة بحسب حالة العملية الرسمية"),
        about="Share of the grievance that still acts in conflict, talks, agreement and peace; it never rises.",
        source="assumption",
        components=PROCESSES,
    )
    noise: float = parameter(
        0.03,
        symbol="sd_H",
        unit="H",
        bounds=(0, 1),
        sweep=(0.01, 0.06),
        label=("Noise of official conduct", "تقلّب السلوك الرسمي"),
        about="Standard deviation of the monthly accidents of official conduct.",
        source="assumption",
    )
    attack_response: float = parameter(
        0.03,
        symbol="τ",
        unit="H per severity",
        bounds=(0, 1),
        sweep=(0, 0.1),
        label=("Reaction to attacks", "ردّ الفعل على الهجمات"),
        about="Hostility added to a government's proposal by an attack of mean severity on its society.",
        source="assumption",
    )
    pressure_weight: float = parameter(
        0.05,
        symbol="V_max",
        bounds=(0, 1),
        sweep=(0, 0.2),
        label=("Vulnerability to external pressure", "قابلية التأثر بالضغط الخارجي"),
        about="Largest monthly weight that external pressure can have in conduct.",
        source="assumption",
    )
    pressure_half: float = parameter(
        1.0,
        symbol="E_½",
        bounds=(0.001, 1000),
        sweep=(0.3, 3),
        label=("Half-saturation of external pressure", "نصف إشباع الضغط الخارجي"),
        about="Stock of external pressure at which half of its largest weight is reached.",
        source="assumption",
    )
    pressure_line: float = parameter(
        0.25,
        symbol="q_E",
        unit="H",
        bounds=(0, 1),
        sweep=(0.1, 0.45),
        label=("Line of external pressure", "الخط الذي يدعو إليه الضغط الخارجي"),
        about="Hostility of conduct that external pressure asks for.",
        source="assumption",
    )
    capability: float = parameter(
        0.5,
        symbol="p",
        unit="share",
        bounds=(0, 1),
        sweep=(0.1, 0.9),
        label=("Relative capability", "القوة النسبية للطرف"),
        about="Share of the capability of both that the side first by name has: it decides how much conduct hurts.",
        source="assumption: set for each case by its scenario",
        scope="society",
    )
    third_party: float = parameter(
        0.0,
        symbol="w₃",
        bounds=(0, 1),
        sweep=(0, 0.5),
        label=("Weight of conduct toward third parties", "وزن سلوك الطرف الآخر تجاه أطراف ثالثة"),
        about="How much the other side's conduct toward third societies enters the signal read from it.",
        source="assumption",
    )


@dataclass(frozen=True, slots=True)
class Influence:
    """M3, social influence: citizens move toward the neighbors who are close enough to be heard.

    They stay attached to their anchors, so disagreement persists (Friedkin & Johnsen 1990; Hegselmann &
    Krause 2002).
    """

    weight: float = parameter(
        0.05,
        symbol="σ",
        unit="1/month",
        bounds=(0, 1),
        sweep=(0, 0.5),
        label=("Weight of neighbors", "وزن المحيط الاجتماعي"),
        about="Share of a citizen's image that the neighbors' images replace each month.",
        source="assumption; .20 already makes a society nearly of one mind",
    )
    confidence: float = parameter(
        0.3,
        symbol="ε_c",
        unit="h",
        bounds=(0, 1),
        sweep=(0.15, 1),
        label=("Limit of closeness", "حدّ التقارب"),
        about="Largest difference in hostility at which a neighbor is still heard; 1 hears everyone.",
        source="assumption",
    )
    elite_cue: float = parameter(
        0.0,
        symbol="σ_g",
        unit="1/month",
        bounds=(0, 1),
        sweep=(0, 0.1),
        label=("Weight of the government's cue", "وزن موقف الحكومة لدى المواطنين"),
        about="Share of every citizen's image that the government's own image replaces each month.",
        source="assumption; .03 is a hostile frame set by an elite",
    )
    staff_cue: float = parameter(
        0.05,
        symbol="σ_k",
        unit="1/month",
        bounds=(0, 1),
        sweep=(0, 0.2),
        label=("Weight of the organization's cue", "وزن موقف المنظمة لدى العاملين فيها"),
        about="Share of a working staff member's image that the organization's image replaces each month.",
        source="assumption: about the reversion, so staff settle about half-way to their organization",
    )
    degree: float = parameter(
        8.0,
        symbol="deg₀",
        unit="ties",
        bounds=(0, 10_000),
        sweep=(4, 20),
        label=("Mean number of ties", "متوسط عدد الصلات"),
        about="Mean number of a citizen's ties without ICT; with ICT of .5 it is half as much again.",
        source="assumption",
        fixed=True,
    )
    homophily: float = parameter(
        0.8,
        unit="share",
        bounds=(0, 1),
        sweep=(0.5, 0.95),
        label=("Homophily", "الميل إلى الشبيه"),
        about="Share of ties that stay inside the more or the less hostile half of a society.",
        source="assumption",
        fixed=True,
    )
    rewiring: float = parameter(
        0.1,
        unit="share",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Share of rewired ties", "نسبة الصلات المعاد ربطها عشوائيًّا"),
        about="Probability that a tie inside a half of the society leads to a random member of it, not to a near one.",
        source="assumption",
        fixed=True,
    )
    leaders: float = parameter(
        0.01,
        unit="share",
        bounds=(0, 1),
        sweep=(0.002, 0.05),
        label=("Share of opinion leaders", "نسبة قادة الرأي"),
        about="Share of citizens who lead opinion and from whom track two draws its participants.",
        source="assumption",
        fixed=True,
    )
    leader_prominence: float = parameter(
        3.0,
        symbol="ρ",
        bounds=(0, 100),
        sweep=(1, 5),
        label=("Weight of opinion leaders", "وزن قادة الرأي"),
        about="How many times more a leader or a working staff member is heard than another neighbor.",
        source="assumption",
    )
    staff_top: float = parameter(
        2.0,
        unit="persons per capacity",
        bounds=(0, 1000),
        sweep=(1, 20),
        label=("Staff, top level", "العاملون: القمّة"),
        about="Staff in the society per unit of capacity of an organization that works at the top level.",
        source="assumption",
    )
    staff_middle: float = parameter(
        4.0,
        unit="persons per capacity",
        bounds=(0, 1000),
        sweep=(1, 20),
        label=("Staff, middle level", "العاملون: الوسط"),
        about="Staff in the society per unit of capacity of an organization that works at the middle level.",
        source="assumption",
    )
    staff_grassroots: float = parameter(
        8.0,
        unit="persons per capacity",
        bounds=(0, 1000),
        sweep=(1, 20),
        label=("Staff, grassroots level", "العاملون: القاعدة"),
        about="Staff in the society per unit of capacity of an organization that works at the grassroots.",
        source="assumption",
    )


@dataclass(frozen=True, slots=True)
class Contact:
    """M4, contact: meeting the other side, or knowing someone who did, improves the image of the group.

    It does so as far as the meeting was good and generalizes (Allport 1954; Pettigrew & Tropp 2006).
    """

    strength: float = parameter(
        0.15,
        symbol="η",
        bounds=(0, 1),
        sweep=(0, 0.30),
        label=("Strength of direct contact", "قوة اللقاء المباشر"),
        about="Rate at which a month of perfect, fully generalized contact raises the image of the other side.",
        source="Pettigrew & Tropp 2006, Journal of Personality and Social Psychology 90:751–783 (an upper, "
        "correlational bound): sized so that one good program raises humanity by a quarter of a standard "
        "deviation",
    )
    generalization: float = parameter(
        0.5,
        symbol="γ",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Generalization to the group", "التعميم على الجماعة"),
        about="Share of the change toward the persons met that extends to their whole society.",
        source="assumption: midway between about 0 (Mousa 2020, Science 369:866–870; Scacco & Warren 2018, "
        "American Political Science Review 112:654–677) and about 1 (meta-analyses of contact)",
    )
    extended_ratio: float = parameter(
        0.3,
        symbol="η_x/η",
        bounds=(0, 1),
        sweep=(0, 0.8),
        label=("Relative strength of extended contact", "القوة النسبية للّقاء بالواسطة"),
        about="Effect of knowing someone who was in contact, relative to contact itself.",
        source="assumption; upper, correlational bound .17/.21: Zhou et al. 2019, Personality and Social "
        "Psychology Review 23:132–160; Pettigrew & Tropp 2006, Journal of Personality and Social Psychology "
        "90:751–783",
    )
    memory: int = parameter(
        12,
        symbol="L",
        unit="months",
        bounds=(1, 120),
        sweep=(3, 24),
        label=("Memory of a neighbor's contact", "مدة تذكّر لقاء الأقران"),
        about="Months for which neighbors know of a contact, over which its extended effect is spread.",
        source="assumption",
    )
    selection: float = parameter(
        3.0,
        symbol="ψ",
        bounds=(0, 50),
        sweep=(0, 6),
        label=("Self-selection", "الانتقاء الذاتي"),
        about="How much likelier the less hostile are to take part in contact; 0 draws everyone alike.",
        source="assumption",
    )
    equal_status: float = parameter(
        0.7,
        bounds=(-1, 1),
        sweep=(-1, 1),
        label=("Equal status in contact", "تكافؤ المكانة في اللقاء"),
        about="How equal the two sides are when they meet, one of the conditions of the quality of contact.",
        source="assumption",
    )
    common_goal: float = parameter(
        0.7,
        bounds=(-1, 1),
        sweep=(-1, 1),
        label=("Common goal in contact", "الهدف المشترك في اللقاء"),
        about="How far the two sides pursue one goal when they meet, one of the conditions of the quality of contact.",
        source="assumption",
    )
    cooperation: float = parameter(
        0.7,
        bounds=(-1, 1),
        sweep=(-1, 1),
        label=("Cooperation in contact", "التعاون في اللقاء"),
        about="How far the two sides cooperate when they meet, one of the conditions of the quality of contact.",
        source="assumption",
    )
    loading: Images3 = parameter(
        (0.3, 0.3, 1.0),
        symbol="ℓꟲ",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Images moved by contact", "نصيب كل صورة من أثر اللقاء"),
        about="How strongly contact and workshops move each of the three images.",
        source="assumption about the values; direction (empathy rises, trust hardly): Malhotra & Liyanage "
        "2005, Journal of Conflict Resolution 49:908–924",
        components=IMAGES,
    )


@dataclass(frozen=True, slots=True)
class TrackTwo:
    """M5, track two: workshops of persons near power change those persons and test options.

    The options matter as far as they reach officials (Kelman 1972; Fisher 1997; Çuhadar & Paffenholz 2020).
    """

    strength: float = parameter(
        0.25,
        symbol="η_T",
        bounds=(0, 1),
        sweep=(0.1, 0.4),
        label=("Strength of workshops", "قوة ورش حلّ المشكلات"),
        about="Rate at which a month of perfect workshops raises a participant's image of the other side.",
        source="assumption: a stronger dose than contact",
    )
    decay: float = parameter(
        0.03,
        symbol="δ_K",
        unit="1/month",
        bounds=(0, 1),
        sweep=(0.015, 0.06),
        label=("Decay of options", "تقادم الخيارات"),
        about="Share of the stock of tested options that is outdated each month.",
        source="assumption",
    )
    yield_: float = parameter(
        0.1,
        symbol="y_K",
        unit="options per workshop",
        bounds=(0, 10),
        sweep=(0.05, 0.15),
        label=("Options per workshop", "الخيارات لكل ورشة"),
        about="Tested options that a month of workshops adds when what it says is coherent with official conduct.",
        source="assumption",
    )
    half: float = parameter(
        1.0,
        symbol="K_½",
        unit="options",
        bounds=(0.001, 1000),
        sweep=(0.5, 1.5),
        label=("Half-saturation of options", "نصف إشباع الخيارات"),
        about="Stock of options at which half of the transfer that access permits is reached.",
        source="assumption",
    )
    uncoordinated: float = parameter(
        0.3,
        symbol="c₀",
        unit="share",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Transfer without coordination", "النقل من دون تنسيق"),
        about="Share of the transfer to officials that remains when organizations and officials do not coordinate.",
        source="assumption",
    )
    level_top: float = parameter(
        1.0,
        symbol="lev",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Leverage of participants, top level", "قوة تأثير المشاركين: القمّة"),
        about="How far officials listen to participants of the top level; no lower level is heard more.",
        source="assumption about the value; order: Lederach 1997, Building Peace",
    )
    level_middle: float = parameter(
        0.6,
        symbol="lev",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Leverage of participants, middle level", "قوة تأثير المشاركين: الوسط"),
        about="How far officials listen to participants of the middle level.",
        source="assumption about the value; order: Lederach 1997, Building Peace",
    )
    level_grassroots: float = parameter(
        0.15,
        symbol="lev",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Leverage of participants, grassroots level", "قوة تأثير المشاركين: القاعدة"),
        about="How far officials listen to participants from the grassroots.",
        source="assumption about the value; order: Lederach 1997, Building Peace",
    )


@dataclass(frozen=True, slots=True)
class Campaign:
    """M6, public and cultural diplomacy: messages build an exposure that fades and saturates.

    A source without credibility back-fires (Nye 2008; Goldsmith & Horiuchi 2009; Goldsmith, Horiuchi & Matush
    2021).
    """

    strength: float = parameter(
        0.02,
        symbol="μ",
        unit="1/month",
        bounds=(0, 1),
        sweep=(0.005, 0.05),
        label=("Strength of campaigns", "قوة الحملات"),
        about="Largest monthly rate at which messages move an image.",
        source="Goldsmith, Horiuchi & Matush 2021, American Political Science Review 115:1342–1357: 2.3 "
        "points of approval, about .046 of a standard deviation, is .01 of an image",
    )
    decay_public: float = parameter(
        0.5,
        symbol="δ_B",
        unit="1/month",
        bounds=(0, 1),
        sweep=(0.3, 0.9),
        label=("Decay of exposure, public diplomacy", "تلاشي التعرّض: الدبلوماسية العامة"),
        about="Share of the exposure to public messages that fades each month.",
        source="Goldsmith, Horiuchi & Matush 2021, American Political Science Review 115:1342–1357: effects "
        "last 20 days to a month",
    )
    decay_cultural: float = parameter(
        0.05,
        symbol="δ_B",
        unit="1/month",
        bounds=(0, 1),
        sweep=(0.02, 0.15),
        label=("Decay of exposure, cultural diplomacy", "تلاشي التعرّض: الدبلوماسية الثقافية"),
        about="Share of the exposure to cultural messages that fades each month.",
        source="assumption: slow",
    )
    loading_public: Images3 = parameter(
        (0.5, 0.3, 1.0),
        symbol="ℓᴹ",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Images moved by public diplomacy", "نصيب كل صورة من أثر الدبلوماسية العامة"),
        about="How strongly public messages, and those of spoilers, move each of the three images.",
        source="assumption",
        components=IMAGES,
    )
    loading_cultural: Images3 = parameter(
        (0.2, 0.2, 1.0),
        symbol="ℓᴹ",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Images moved by cultural diplomacy", "نصيب كل صورة من أثر الدبلوماسية الثقافية"),
        about="How strongly cultural messages move each of the three images.",
        source="assumption",
        components=IMAGES,
    )
    backlash_below: float = parameter(
        0.4,
        symbol="κ₀",
        bounds=(0, 0.99),
        sweep=(0.1, 0.6),
        label=("Back-fire threshold", "عتبة الأثر العكسي"),
        about="Credibility below which the messages of an organization worsen the image they mean to improve.",
        source="assumption about the value; sign reversal: Goldsmith & Horiuchi 2009, Journal of Politics 71:863–875",
    )
    half: float = parameter(
        1.0,
        symbol="B_½",
        bounds=(0.001, 1000),
        sweep=(0.5, 2),
        label=("Half-saturation of exposure", "نصف إشباع التعرّض"),
        about="Exposure to all organizations together at which half of the largest effect is reached.",
        source="assumption",
    )
    nationalism: float = parameter(
        0.5,
        symbol="Nat",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Nationalist climate", "المناخ القومي"),
        about="How much a society discounts the credibility of organizations from the other side and of foreign money.",
        source="assumption",
        scope="society",
    )
    media: float = parameter(
        1.0,
        symbol="media",
        bounds=(0, 10),
        sweep=(0.5, 2),
        label=("Media amplification", "التضخيم الإعلامي"),
        about="How much the media of a society amplify messages and attacks.",
        source="assumption about the value; idea: Wolfsfeld 2004, Media and the Path to Peace",
        scope="society",
    )


@dataclass(frozen=True, slots=True)
class Spoilers:
    """M6 and M13, spoilers: those who lose by peace speak against it in every society (Stedman 1997)."""

    budget: float = parameter(
        0.25,
        symbol="b_sp",
        unit="money/month",
        bounds=(0, 1000),
        sweep=(0, 1),
        label=("Spoilers' budget", "ميزانية المعرقلين"),
        about="Money that the spoilers of a society spend each month on hostile messages.",
        source="assumption",
        scope="society",
    )
    skill: float = parameter(
        0.4,
        symbol="s_sp",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Spoilers' communication skill", "مهارات التواصل لدى المعرقلين"),
        about="How well the spoilers of a society turn their money into reach.",
        source="assumption",
        scope="society",
    )


@dataclass(frozen=True, slots=True)
class Mobilization:
    """M7, mobilization: citizens at odds with their government join when enough neighbors have.

    Organizations shut out at home press from abroad: the boomerang (Granovetter 1978; Keck & Sikkink 1998).
    """

    threshold_mean: float = parameter(
        0.55,
        symbol="ϑ",
        unit="share",
        bounds=(0, 1),
        sweep=(0.1, 0.6),
        label=("Participation threshold, mean", "عتبة المشاركة: المتوسط"),
        about="Mean share of active neighbors that a citizen wants to see before joining.",
        source="assumption",
        fixed=True,
    )
    threshold_sd: float = parameter(
        0.35,
        symbol="sd_ϑ",
        unit="share",
        bounds=(0, 2),
        sweep=(0.05, 0.5),
        label=("Participation threshold, spread", "عتبة المشاركة: التشتّت"),
        about="Standard deviation of the citizens' participation thresholds.",
        source="assumption",
        fixed=True,
    )
    margin: float = parameter(
        0.1,
        symbol="m_a",
        unit="h",
        bounds=(0, 1),
        sweep=(0, 0.3),
        label=("Gap that mobilizes", "الفجوة الدافعة إلى المشاركة"),
        about="How far a citizen's hostility must lie from the government's conduct before the citizen may join.",
        source="assumption",
    )
    stimulus: float = parameter(
        0.5,
        symbol="υ⁺",
        bounds=(0, 10),
        sweep=(0, 1),
        label=("Stimulus from advocacy", "أثر المناصرة في المشاركة"),
        about="How many active neighbors, as a share, the credible reach of advocacy stands for.",
        source="assumption",
    )
    stimulus_hawks: float = parameter(
        0.5,
        symbol="υ⁻",
        bounds=(0, 10),
        sweep=(0, 1),
        label=("Stimulus from spoilers", "أثر رسائل المعرقلين في المشاركة"),
        about="How many active neighbors, as a share, the reach of the spoilers stands for among hawks.",
        source="assumption",
    )
    concern: float = parameter(
        0.3,
        symbol="π_j",
        unit="share",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Concern with an issue", "نسبة المهتمين بالقضية"),
        about="Probability that a citizen cares about a named issue, and so can be mobilized for it.",
        source="assumption",
        scope="society",
        fixed=True,
    )
    pressure_decay: float = parameter(
        0.1,
        symbol="δ_E",
        unit="1/month",
        bounds=(0, 1),
        sweep=(0.03, 0.3),
        label=("Decay of external pressure", "تلاشي الضغط الخارجي"),
        about="Share of the external pressure on a government that fades each month.",
        source="assumption",
    )
    pressure_gain: float = parameter(
        1.0,
        symbol="ξ_E",
        bounds=(0, 1000),
        sweep=(0.3, 5),
        label=("Strength of the boomerang", "قوة نمط البوميرانغ"),
        about="External pressure raised each month by an organization fully heard abroad and shut out at home.",
        source="assumption",
    )


@dataclass(frozen=True, slots=True)
class Opinion:
    """M7, from opinion to policy: governments follow opinion, and more when citizens are active.

    They do so as far as the regime is open (Page & Shapiro 1983; Burstein 2003). Both responses together are
    at most 1.
    """

    base: float = parameter(
        0.08,
        symbol="b₀",
        unit="1/month",
        bounds=(0, 1),
        sweep=(0.02, 0.15),
        label=("Base responsiveness", "الاستجابة الأساسية للرأي العام"),
        about="Monthly weight of opinion in the conduct of a fully open regime when nobody is mobilized.",
        source="Page & Shapiro 1983, American Political Science Review 77:175–190 (loosely): 63 % of a gap "
        "between opinion and policy is closed in a year",
    )
    salience: float = parameter(
        0.15,
        symbol="b₁",
        unit="1/month",
        bounds=(0, 1),
        sweep=(0, 0.3),
        label=("Responsiveness to mobilization", "الاستجابة للتعبئة المدنية"),
        about="Monthly weight that opinion gains in a fully open regime if everyone is mobilized.",
        source="assumption",
    )
    volume: float = parameter(
        4.0,
        symbol="v",
        bounds=(0, 1000),
        sweep=(0, 9),
        label=("Extra voice of activists", "ثقل صوت المشاركين"),
        about="How much louder an active citizen is heard, beyond the one voice of everyone.",
        source="assumption",
    )


@dataclass(frozen=True, slots=True)
class Government:
    """M7, the regime: how open government is to what its citizens think (Tomz, Weeks & Yarhi-Milo 2020)."""

    openness: float = parameter(
        0.5,
        symbol="D",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Openness of regime", "انفتاح النظام السياسي"),
        about="How far the regime lets opinion reach its conduct: 0 closed, 1 open.",
        source="assumption: the middle of the scale; for a case see Varieties of Democracy (V-Dem)",
        scope="society",
    )


@dataclass(frozen=True, slots=True)
class Intergovernmental:
    """M8, intergovernmental organizations: status gives a voice, and a body mediates and monitors.

    It mediates as far as it is impartial, and may leave too early (Willetts 2000; Fortna 2004; Beardsley
    2008).
    """

    rights: Four = parameter(
        (0.0, 0.1, 0.3, 0.6),
        symbol="rights",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Voice by consultative status", "الصوت الدولي بحسب المركز الاستشاري"),
        about="How far an organization is heard without status, on the roster, with special and with general status.",
        source="assumption about the values; graded rights: ECOSOC Resolution 1996/31",
        components=STATUSES,
    )
    grass_top: float = parameter(
        0.2,
        symbol="grass",
        unit="share",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Members close to citizens, top level", "صلة الأعضاء بالمواطنين: القمّة"),
        about="Share of an organization's members who are in contact with citizens, at the top level.",
        source="assumption",
    )
    grass_middle: float = parameter(
        0.5,
        symbol="grass",
        unit="share",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Members close to citizens, middle level", "صلة الأعضاء بالمواطنين: الوسط"),
        about="Share of an organization's members who are in contact with citizens, at the middle level.",
        source="assumption",
    )
    grass_grassroots: float = parameter(
        0.8,
        symbol="grass",
        unit="share",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Members close to citizens, grassroots level", "صلة الأعضاء بالمواطنين: القاعدة"),
        about="Share of an organization's members who are in contact with citizens, at the grassroots.",
        source="assumption",
    )
    mediation_ratio: float = parameter(
        2.0,
        symbol="R_M",
        bounds=(0.01, 100),
        sweep=(1, 3),
        label=("Effect of mediation on opening talks", "أثر الوساطة في انطلاق المفاوضات"),
        about="How many times likelier talks open with full, impartial mediation.",
        source="assumption",
    )
    monitoring_ratio: float = parameter(
        0.5,
        symbol="HR_M",
        bounds=(0.01, 10),
        sweep=(0.4, 0.8),
        label=("Effect of monitoring on relapse", "أثر الرصد في تجدّد الصراع"),
        about="What full monitoring leaves of the hazard of relapse.",
        source="assumption about the value; direction: Fortna 2004, International Studies Quarterly "
        "48:269–292; Collier, Hoeffler & Söderbom 2008, Journal of Peace Research 45:461–478 "
        "(.73 for each doubling of peacekeeping expenditure)",
    )
    withdrawal_ratio: float = parameter(
        1.3,
        symbol="R_W",
        bounds=(0.01, 100),
        sweep=(1, 2),
        label=("Effect of withdrawn mediation on relapse", "أثر سحب الوساطة في تجدّد الصراع"),
        about="How many times likelier a mediated agreement relapses once the mediator has left.",
        source="assumption about the value; sign: Beardsley 2008, American Journal of Political Science 52:723–740",
    )
    outlook: Images3 = parameter(
        (0.6, 0.6, 0.8),
        symbol="m̄",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Identity anchor of the body", "المرجع الهُويّاتي للمنظمة الحكومية الدولية"),
        about="Image of each society to which the body returns without news; unequal ones make it partial.",
        source="assumption",
        fixed=True,
        components=IMAGES,
    )
    mediation: float = parameter(
        0.0,
        symbol="Med",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Mediation", "الوساطة"),
        about="How fully a body mediates, unless its scenario says otherwise.",
        source="assumption: set for each case by its scenario",
    )
    monitoring: float = parameter(
        0.0,
        symbol="Mon",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Monitoring", "الرصد"),
        about="How fully a body monitors conduct and agreement, unless its scenario says otherwise.",
        source="assumption: set for each case by its scenario",
    )


@dataclass(frozen=True, slots=True)
class Talks:
    """M9, official talks: they open when both sides hurt and see a way out.

    They agree when the win-sets at home overlap, and the agreement holds as far as society is included
    (Zartman 2000; Pruitt 2015; Putnam 1988; Nilsson 2012).
    """

    start_rate: float = parameter(
        0.008,
        symbol="λ₀",
        unit="1/month",
        bounds=(0, 10),
        sweep=(0.004, 0.03),
        label=("Base rate of opening talks", "المعدّل الأساسي لانطلاق المفاوضات"),
        about="Monthly hazard that talks open at the midpoint of ripeness; .004 suits a protracted conflict.",
        source="assumption",
    )
    ripeness_slope: float = parameter(
        8.0,
        symbol="b_Z",
        bounds=(0, 100),
        sweep=(2, 15),
        label=("Effect of ripeness", "أثر النضج"),
        about="How steeply ripeness raises the hazard of opening talks (at 8, a tenth more ripeness is ×2.2).",
        source="assumption",
    )
    ripeness_pivot: float = parameter(
        0.20,
        symbol="Z₀",
        bounds=(0, 1),
        sweep=(0.1, 0.4),
        label=("Midpoint of ripeness", "نقطة ارتكاز النضج"),
        about="Ripeness at which talks open at their base rate.",
        source="assumption",
    )
    optimism_base: float = parameter(
        0.2,
        symbol="o₀",
        bounds=(0, 1),
        sweep=(0.1, 0.3),
        label=("Optimism, base", "التفاؤل: الأساس"),
        about="Optimism that an agreement is possible without trust, transfer and mediation.",
        source="assumption",
    )
    optimism_trust: float = parameter(
        0.4,
        symbol="o_T",
        bounds=(0, 1),
        sweep=(0.2, 0.6),
        label=("Optimism, from trust", "التفاؤل: من الثقة"),
        about="Optimism that full trust of citizens and deciders adds.",
        source="assumption",
    )
    optimism_transfer: float = parameter(
        0.3,
        symbol="o_X",
        bounds=(0, 1),
        sweep=(0.15, 0.45),
        label=("Optimism, from transfer", "التفاؤل: من نقل المخرجات"),
        about="Optimism that the full transfer of tested options to officials adds.",
        source="assumption",
    )
    optimism_mediation: float = parameter(
        0.1,
        symbol="o_M",
        bounds=(0, 1),
        sweep=(0.05, 0.15),
        label=("Optimism, from mediation", "التفاؤل: من الوساطة"),
        about="Optimism that full, impartial mediation adds.",
        source="assumption",
    )
    opportunity: float = parameter(
        0.0,
        symbol="meo",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Weight of the enticing opportunity", "وزن الفرصة المُغرية"),
        about="How far a friendlier and trusted other side motivates talks beside pain: 0 pain alone, 1 both.",
        source="assumption; idea: Zartman 2000, in Stern & Druckman (eds), National Research Council; "
        "theory disagrees, so run both 0 and 1",
    )
    opportunity_trust: float = parameter(
        0.5,
        symbol="T_ref",
        bounds=(0.01, 1),
        sweep=(0.3, 0.8),
        label=("Trust that opens the opportunity", "الثقة بالآخر اللازمة للفرصة المُغرية"),
        about="Trust at which the enticing opportunity counts in full.",
        source="assumption",
    )
    protest: float = parameter(
        0.6,
        symbol="prt",
        bounds=(0, 10),
        sweep=(0, 1),
        label=("Weight of protest in motivation", "وزن الاحتجاج في الدافع إلى التسوية"),
        about="How far active doves motivate their government to talk.",
        source="assumption about the value; direction: Nilsson & Svensson 2023, Journal of Peace Research 60(1)",
    )
    deciders_weight: float = parameter(
        0.5,
        symbol="w_g",
        unit="share",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Weight of the deciders in trust", "وزن أصحاب القرار في الثقة بالآخر"),
        about="Share of the government's own trust, beside the citizens', in the trust that counts for talks.",
        source="assumption",
    )
    pain_speed: float = parameter(
        1 / 12,
        symbol="δ_Π",
        unit="1/month",
        bounds=(0, 1),
        sweep=(1 / 24, 1 / 3),
        label=("Speed at which cost is felt", "سرعة الإحساس بالكلفة"),
        about="Share of the gap between the cost of the conflict and the cost felt that closes each month.",
        source="assumption",
    )
    agreement_rate: float = parameter(
        0.05,
        symbol="λ₁",
        unit="1/month",
        bounds=(0, 10),
        sweep=(0.02, 0.10),
        label=("Base rate of agreement", "المعدّل الأساسي للاتفاق"),
        about="Monthly hazard of an agreement in talks whose win-sets just touch, without inclusion.",
        source="durations of the talks in five of the historical cases, geometric mean 13.5 months",
    )
    breakdown_rate: float = parameter(
        0.031,
        symbol="λ₂",
        unit="1/month",
        bounds=(0, 10),
        sweep=(0.01, 0.06),
        label=("Base rate of breakdown", "المعدّل الأساسي لانهيار المفاوضات"),
        about="Monthly hazard that talks break down at the midpoint of conduct and without attacks.",
        source="assumption: with the base rate of agreement, 62 % of talks at neutral overlap end in agreement",
    )
    breakdown_slope: float = parameter(
        3.0,
        symbol="b_T",
        bounds=(0, 100),
        sweep=(0, 6),
        label=("Effect of conduct on breakdown", "أثر السلوك الرسمي في انهيار المفاوضات"),
        about="How steeply hostile conduct raises the hazard of breakdown.",
        source="assumption",
    )
    breakdown_pivot: float = parameter(
        0.6,
        symbol="H_T",
        unit="H",
        bounds=(0, 1),
        sweep=(0.4, 0.8),
        label=("Midpoint of conduct for breakdown", "نقطة ارتكاز السلوك الرسمي في الانهيار"),
        about="Mean conduct of the two sides at which talks break down at their base rate.",
        source="assumption",
    )
    attack_slope: float = parameter(
        0.5,
        symbol="b_y",
        bounds=(0, 5),
        sweep=(0, 1.5),
        label=("Effect of attacks on talks", "أثر الهجمات في المفاوضات"),
        about="How much attacks raise the hazard of breakdown, the more the less trust there is.",
        source="assumption",
    )
    win_base: float = parameter(
        0.35,
        symbol="win₀",
        bounds=(0, 1),
        sweep=(0.175, 0.525),
        label=("Win-set, base", "نطاق القبول: الأساس"),
        about="Width of the terms a side can accept at home with wholly hostile opinion and no transfer.",
        source="assumption",
    )
    win_opinion: float = parameter(
        0.4,
        symbol="win_h",
        bounds=(0, 1),
        sweep=(0.2, 0.6),
        label=("Win-set, from opinion", "نطاق القبول: من الرأي العام"),
        about="How much friendly opinion widens the terms a side can accept.",
        source="assumption",
    )
    win_transfer: float = parameter(
        0.2,
        symbol="win_X",
        bounds=(0, 1),
        sweep=(0.1, 0.3),
        label=("Win-set, from transfer", "نطاق القبول: من نقل المخرجات"),
        about="How much the transfer of tested options widens the terms a side can accept.",
        source="assumption",
    )
    overlap_scale: float = parameter(
        0.1,
        symbol="scale_O",
        bounds=(0.01, 10),
        sweep=(0.05, 0.15),
        label=("Softness of the overlap", "تدرّج التقاطع"),
        about="How gradually the overlap of the win-sets raises the hazard of an agreement.",
        source="assumption",
    )
    inclusion: float = parameter(
        0.3,
        symbol="Incl",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Inclusion of civil society", "إشراك المجتمع المدني"),
        about="How far civil society has a place in talks and agreement, while it is active.",
        source="assumption: set for each case by its scenario",
    )
    inclusion_delay: float = parameter(
        0.2,
        symbol="b_v",
        bounds=(0, 10),
        sweep=(0, 0.7),
        label=("Slowing by inclusion", "إبطاء الإشراك للاتفاق"),
        about="How much inclusion slows the way to an agreement, since more must consent.",
        source="assumption about the value; direction: Cunningham 2006, American Journal of Political "
        "Science 50:875–892",
    )
    inclusion_memory: int = parameter(
        12,
        unit="months",
        bounds=(1, 120),
        sweep=(1, 24),
        label=("Months that inclusion outlasts activity", "مدة بقاء الإشراك بلا نشاط"),
        about="Months for which inclusion still counts after organizations last spent on talks or policy.",
        source="assumption",
    )
    relapse_rate: float = parameter(
        0.00436,
        symbol="λ₃",
        unit="1/month",
        bounds=(0, 10),
        sweep=(0.003, 0.007),
        label=("Base rate of relapse", "المعدّل الأساسي لتجدّد الصراع"),
        about="Monthly hazard that conflict resumes after an agreement, at the midpoint of hostility.",
        source="Suhrke & Samset 2007, International Peacekeeping 14:195–203 (23 % in 5 years: .00436); "
        "Collier, Hoeffler & Söderbom 2008, Journal of Peace Research 45:461–478 (about 40 % in 10 years: "
        ".00426)",
    )
    inclusion_ratio: float = parameter(
        0.6,
        symbol="HR_CS",
        bounds=(0.01, 10),
        sweep=(0.36, 1),
        label=("Effect of inclusion on relapse", "أثر الإشراك في تجدّد الصراع"),
        about="What full inclusion itself leaves of the hazard of relapse; 1 means that it causes nothing.",
        source="assumption about the direct part; in all .36, observed: Nilsson 2012, International "
        "Interactions 38:243–266; the rest runs through opinion and is not counted twice",
    )
    relapse_slope: float = parameter(
        1.0,
        symbol="b_R",
        bounds=(0, 100),
        sweep=(0, 3),
        label=("Effect of hostility on relapse", "أثر العداء في تجدّد الصراع"),
        about="How steeply hostile citizens raise the hazard of relapse.",
        source="assumption",
    )
    relapse_pivot: float = parameter(
        0.55,
        symbol="h_rel",
        unit="h",
        bounds=(0, 1),
        sweep=(0.4, 0.7),
        label=("Midpoint of hostility for relapse", "نقطة ارتكاز العداء في تجدّد الصراع"),
        about="Mean hostility of citizens at which an agreement relapses at its base rate.",
        source="assumption",
    )
    peace_after: int = parameter(
        60,
        unit="months",
        bounds=(1, 1200),
        sweep=(24, 120),
        label=("Months from agreement to peace", "الأشهر من الاتفاق إلى السلام"),
        about="Months for which an agreement must hold before it is called peace.",
        source="assumption: a convention",
    )
    yes_at: float = parameter(
        0.5,
        bounds=(0, 1),
        sweep=(0.4, 0.6),
        label=("Acceptance that makes a yes", "عتبة التصويت بنعم"),
        about="Width of a citizen's own win-set from which the citizen votes for the agreement.",
        source="assumption",
    )
    majority: float = parameter(
        0.5,
        unit="share",
        bounds=(0, 1),
        sweep=(0.5, 0.67),
        label=("Majority that ratifies", "الأغلبية اللازمة للتصديق"),
        about="Share of yes that must be exceeded in both societies for the agreement to be ratified.",
        source="assumption: set for each case by its scenario",
    )


@dataclass(frozen=True, slots=True)
class Funding:
    """M10, funding: organizations live on uncertain income, and who pays shapes what they can do.

    Sources decide how independent, credible and near to power they are (Pfeffer & Salancik 1978; Edwards &
    Hulme 1996; Hung & Hager 2019).
    """

    volatility: float = parameter(
        0.3,
        symbol="sd_F",
        bounds=(0, 5),
        sweep=(0.1, 0.6),
        label=("Volatility of funding", "تقلّب التمويل"),
        about="Standard deviation of each source's income relative to its mean.",
        source="assumption",
    )
    correlation: float = parameter(
        0.2,
        symbol="ϱ",
        bounds=(0, 1),
        sweep=(0, 0.8),
        label=("Correlation between sources", "ارتباط المصادر"),
        about="How far the sources of an organization rise and fall together.",
        source="assumption",
    )
    persistence: float = parameter(
        0.9,
        symbol="ar",
        bounds=(0, 0.999),
        sweep=(0, 0.97),
        label=("Persistence of funding shocks", "استمرار تقلّبات التمويل"),
        about="Share of a good or bad month of funding that carries over to the next.",
        source="assumption",
    )
    fixed_cost: float = parameter(
        0.2,
        symbol="c_fix",
        unit="money/month",
        bounds=(0, 1000),
        sweep=(0.05, 0.5),
        label=("Fixed cost", "الكلفة الثابتة"),
        about="Rent, registration and the like, which every organization pays whatever it does.",
        source="assumption",
    )
    source_cost: float = parameter(
        0.02,
        symbol="c_src",
        unit="share",
        bounds=(0, 1),
        sweep=(0, 0.05),
        label=("Cost of each extra source", "كلفة كل مصدر إضافي"),
        about="Share of income that reporting to each source beyond the first costs.",
        source="assumption: small, so that diversification helps a little on balance, as in Hung & Hager "
        "2019, Nonprofit and Voluntary Sector Quarterly 48:5–27",
    )
    capacity_cost: float = parameter(
        1.0,
        symbol="c_C",
        bounds=(0.001, 1000),
        sweep=None,
        label=("Cost of a unit of capacity", "كلفة وحدة القدرة المؤسسية"),
        about="Money that a unit of capacity costs each month, which defines the unit of capacity.",
        source="assumption: a unit; one unit of money is a month of a typical national organization",
    )
    growth: float = parameter(
        0.1,
        symbol="grow",
        unit="1/month",
        bounds=(0, 1),
        sweep=(0.03, 0.3),
        label=("Speed of growth", "سرعة النمو"),
        about="Share of the gap between the capacity it can afford and the one it has that an organization closes.",
        source="assumption",
    )
    smoothing: float = parameter(
        12.0,
        symbol="L_F",
        unit="months",
        bounds=(1, 1200),
        sweep=(3, 24),
        label=("Months over which income is averaged", "أشهر حساب متوسط الدخل"),
        about="Months of past income by which an organization judges what it can afford.",
        source="assumption",
    )
    correction: float = parameter(
        24.0,
        symbol="L_R",
        unit="months",
        bounds=(1, 1200),
        sweep=(6, 48),
        label=("Months to correct reserves", "أشهر تصحيح الاحتياطي المالي"),
        about="Months over which an organization plans to bring its reserves back to their target.",
        source="assumption",
    )
    reserve_target: float = parameter(
        6.0,
        symbol="R*",
        unit="months",
        bounds=(0, 1200),
        sweep=(1, 18),
        label=("Target of reserves", "الاحتياطي المالي المستهدف"),
        about="Months of mean income that an organization wants in reserve.",
        source="assumption",
    )
    grace: int = parameter(
        3,
        unit="months",
        bounds=(1, 1200),
        sweep=(1, 12),
        label=("Months in debt before closure", "أشهر العجز قبل توقّف المنظمة"),
        about="Months for which reserves may stay below zero before the organization closes.",
        source="assumption",
    )
    cost_state: float = parameter(
        0.5,
        symbol="dep_S",
        bounds=(0, 1),
        sweep=(0, 0.8),
        label=("Loss of independence to the state", "نقص الاستقلالية: للحكومة"),
        about="Independence lost if all money comes from the home state.",
        source="assumption",
    )
    cost_foreign: float = parameter(
        0.3,
        symbol="dep_X",
        bounds=(0, 1),
        sweep=(0, 0.8),
        label=("Loss of independence to foreign donors", "نقص الاستقلالية: للمانح الأجنبي"),
        about="Independence lost if all money is foreign and the climate wholly nationalist.",
        source="assumption",
    )
    cost_concentration: float = parameter(
        0.2,
        symbol="dep_H",
        bounds=(0, 1),
        sweep=(0, 0.8),
        label=("Loss of independence to concentration", "نقص الاستقلالية: للتركّز"),
        about="Independence lost if all money comes from one source, whichever it is.",
        source="assumption",
    )
    trust_gain: float = parameter(
        0.03,
        symbol="gain",
        unit="1/month",
        bounds=(0, 1),
        sweep=(0.02, 0.10),
        label=("Rise of credibility", "ارتفاع المصداقية"),
        about="Speed at which credibility rises to the independence that justifies it.",
        source="assumption about the value; sign of the asymmetry: Slovic 1993, Risk Analysis 13:675–682",
    )
    trust_loss: float = parameter(
        0.10,
        symbol="loss",
        unit="1/month",
        bounds=(0, 1),
        sweep=(0.03, 0.15),
        label=("Fall of credibility", "انخفاض المصداقية"),
        about="Speed at which credibility falls to an independence that no longer justifies it.",
        source="assumption about the value; sign of the asymmetry: Slovic 1993, Risk Analysis 13:675–682",
    )
    access: float = parameter(
        0.3,
        symbol="acc₀",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Base access", "النفاذ الأساسي"),
        about="Access of an organization to the decision makers of a society, without money from its state.",
        source="assumption",
        scope="organization",
    )
    access_state: float = parameter(
        0.8,
        symbol="ψ_S",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Access bought by state money", "النفاذ الذي يتيحه التمويل الحكومي"),
        about="Share of the missing access at home that an organization gains if all its money is the state's.",
        source="assumption",
    )


@dataclass(frozen=True, slots=True)
class Constraints:
    """M10 to M12, the constraints on civil society that experiments vary.

    Money, skill and the place that official diplomacy gives it (Arnstein 1969; Böhmelt 2010).
    """

    funding: float = parameter(
        1.0,
        bounds=(0, 10),
        sweep=(0.25, 2),
        label=("Funding", "التمويل"),
        about="Multiplies every amount of money that organizations receive.",
        source="assumption: the scenario's own amounts",
        mechanism="M10",
    )
    foreign_money: float = parameter(
        1.0,
        bounds=(0, 10),
        sweep=(0.25, 2),
        label=("Foreign funding", "التمويل الأجنبي"),
        about="Multiplies every amount that organizations receive from foreign donors.",
        source="assumption: the scenario's own amounts",
        mechanism="M10",
    )
    communication: float = parameter(
        1.0,
        bounds=(0, 10),
        sweep=(0.25, 2),
        label=("External communication skill", "مهارات التواصل الخارجي"),
        about="Multiplies the communication skill of every organization.",
        source="assumption: the scenario's own skills",
        mechanism="M12",
    )
    authority: float = parameter(
        0.025,
        symbol="Auth",
        unit="1/month",
        bounds=(0, 1),
        sweep=(0, 0.10),
        label=("Authority over policy", "السلطة على القرار"),
        about="Largest monthly weight of advice in conduct: 0 none, .025 advisory, 1 binding.",
        source="assumption: an analogy with the weight of advice in laboratories (Bonaccio & Dalal 2006, "
        "Organizational Behavior and Human Decision Processes 101:127–151); advisory keeps the long-run "
        "weight at .3 or less",
    )
    coordination: float = parameter(
        0.5,
        symbol="Coord",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Coordination with official diplomacy", "التنسيق مع الدبلوماسية الرسمية"),
        about="How far organizations and officials work together.",
        source="assumption: set for each case by its scenario",
    )


@dataclass(frozen=True, slots=True)
class Advice:
    """M11, advice: what organizations say to officials weighs by effort, credibility, skill and access.

    It weighs less when duplicated or contradictory (Bonaccio & Dalal 2006; Nan & Strimling 2006).
    """

    line: float = parameter(
        0.25,
        symbol="q",
        unit="h",
        bounds=(0, 1),
        sweep=(0.1, 0.45),
        label=("The organizations' line", "الخط الذي تدعو إليه المنظمات"),
        about="Hostility of conduct that organizations advise, unless they advise their own view.",
        source="assumption",
    )
    half: float = parameter(
        0.25,
        symbol="Ω_½",
        bounds=(0.001, 1000),
        sweep=(0.1, 3),
        label=("Half-saturation of advice", "نصف إشباع المشورة"),
        about="Mass of advice at which half of its largest weight is reached.",
        source="assumption",
    )
    duplication: float = parameter(
        0.4,
        symbol="dup",
        unit="share",
        bounds=(0, 1),
        sweep=(0, 0.8),
        label=("Duplication", "ازدواجية الجهود"),
        about="Share of the advice of many uncoordinated organizations that repeats the same.",
        source="assumption",
    )
    incoherence: float = parameter(
        1.0,
        symbol="ς",
        bounds=(0, 10),
        sweep=(0, 1.5),
        label=("Cost of contradiction", "كلفة تناقض الإشارات"),
        about="How much organizations lose in effect by contradicting official conduct without coordination.",
        source="assumption",
    )


@dataclass(frozen=True, slots=True)
class Organizations:
    """M11, the organizations' own view: each has an image of the other side, as every actor has."""

    outlook: Images3 = parameter(
        (0.75, 0.75, 0.75),
        symbol="m̄",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Identity anchor of an organization", "المرجع الهُويّاتي للمنظمة"),
        about="Image of the other side to which an organization returns without news.",
        source="assumption",
        scope="organization",
        fixed=True,
        components=IMAGES,
    )


@dataclass(frozen=True, slots=True)
class Communication:
    """M12, communication and ICT: skill and the media turn money into reach.

    They do so for spoilers too, so the sign of ICT is open (Castells 2008; Asimovic et al. 2021).
    """

    skill: float = parameter(
        0.4,
        symbol="s₀",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Initial communication skill", "مهارات التواصل عند البداية"),
        about="Skill in external communication with which an organization starts.",
        source="assumption",
        scope="organization",
        fixed=True,
    )
    ict: float = parameter(
        0.5,
        symbol="ICT",
        unit="share",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Spread of ICT", "انتشار تكنولوجيا المعلومات والاتصالات"),
        about="Share of a society that ICT reaches.",
        source="assumption: a middle value; for a case see International Telecommunication Union, share of "
        "internet users",
        scope="society",
    )
    ict_reference: float = parameter(
        0.5,
        symbol="ICT",
        unit="share",
        bounds=(0, 1),
        sweep=(0, 1),
        label=(
            "Spread of ICT when its mechanism is off",
            "انتشار تكنولوجيا المعلومات والاتصالات عند تعطيل آليتها",
        ),
        about="Spread of ICT held everywhere when its mechanism is switched off.",
        source="assumption: the default spread of ICT",
    )
    learning: float = parameter(
        0.1,
        symbol="learn",
        unit="1/month",
        bounds=(0, 1),
        sweep=(0.03, 0.3),
        label=("Gain from training", "كسب التدريب"),
        about="Share of the missing skill that a month of full training gives.",
        source="assumption: training at a tenth of spending holds skill at .4",
    )
    forgetting: float = parameter(
        0.015,
        symbol="δ_s",
        unit="1/month",
        bounds=(0, 1),
        sweep=(0, 0.04),
        label=("Loss of skill", "نسيان المهارة"),
        about="Share of skill that is lost each month without training (.015 is a half-life of 46 months).",
        source="assumption",
    )
    half: float = parameter(
        1.0,
        symbol="N_½",
        unit="money",
        bounds=(0.001, 1000),
        sweep=(0.5, 2),
        label=("Budget for half reach", "ميزانية نصف الوصول"),
        about="Money with which a message, at full skill and full ICT, reaches 63 % of a society.",
        source="assumption",
    )
    reach_min: float = parameter(
        0.005,
        unit="share",
        bounds=(0, 1),
        sweep=(0, 0.05),
        label=("Least reach of a message", "أدنى مدى وصول للرسالة"),
        about="Share of a society below which a message is not sent, since it would not be heard.",
        source="assumption",
    )


@dataclass(frozen=True, slots=True)
class Shocks:
    """M13, shocks: attacks raise fear that fades, and break talks that have little trust.

    Some are timed to talks to spoil them (Stedman 1997; Kydd & Walter 2002; Godefroidt 2023).
    """

    rate: float = parameter(
        0.1,
        symbol="rate_y",
        unit="1/month",
        bounds=(0, 20),
        sweep=(0, 0.5),
        label=("Attacks per month", "الهجمات في الشهر"),
        about="Mean number of attacks that a society suffers each month in open conflict.",
        source="assumption: set for each case by its scenario",
        scope="society",
    )
    severity: float = parameter(
        1.0,
        bounds=(0, 10),
        sweep=(0.5, 2),
        label=("Mean severity of an attack", "متوسط شدّة الهجوم"),
        about="Severity of an attack on average, in units of a typical attack.",
        source="assumption: the unit of severity",
    )
    during_talks: float = parameter(
        0.5,
        symbol="in_T",
        bounds=(-1, 20),
        sweep=(0, 2),
        label=("More attacks during talks", "زيادة الهجمات في أثناء المفاوضات"),
        about="By how much, relative to open conflict, attacks become more frequent during talks.",
        source="assumption about the value; sign: Stedman 1997, International Security 22(2):5–53; Kydd & "
        "Walter 2002, International Organization 56:263–296",
    )
    during_agreement: float = parameter(
        0.0,
        symbol="in_A",
        bounds=(-1, 20),
        sweep=(0, 2),
        label=("More attacks under an agreement", "زيادة الهجمات بعد الاتفاق"),
        about="By how much, relative to open conflict, attacks become more frequent after an agreement.",
        source="assumption about the value; sign: Stedman 1997, International Security 22(2):5–53; Kydd & "
        "Walter 2002, International Organization 56:263–296",
    )
    severity_sd: float = parameter(
        0.5,
        bounds=(0, 3),
        sweep=(0, 1),
        label=("Spread of severity", "تشتّت شدّة الهجمات"),
        about="Standard deviation of the logarithm of the severity of attacks.",
        source="assumption",
    )
    max_attacks: int = parameter(
        4,
        unit="attacks",
        bounds=(1, 32),
        sweep=(1, 8),
        label=("Most attacks in a month", "أقصى عدد للهجمات في الشهر"),
        about="Largest number of attacks that a society can suffer in one month.",
        source="assumption",
    )
    threat_gain: float = parameter(
        0.04,
        symbol="ζ",
        unit="h per severity",
        bounds=(0, 1),
        sweep=(0.02, 0.10),
        label=("Fear per attack", "الخوف لكل هجوم"),
        about="Rise of hostility through fear that an attack of mean severity causes on average.",
        source="Godefroidt 2023, American Journal of Political Science 67:22–38: a Fisher z of about .1 is "
        ".2 of a standard deviation",
    )
    threat_decay: float = parameter(
        0.5,
        symbol="δ_z",
        unit="1/month",
        bounds=(0, 1),
        sweep=(0.17, 0.9),
        label=("Fading of fear", "تلاشي الخوف"),
        about="Share of the fear left by attacks that fades each month.",
        source="Bove, Efthyvoulou & Pickard 2023, British Journal of Political Science: small attacks fade "
        "within a month; large ones last 120 days or more (.17)",
    )
    threat_cap: float = parameter(
        0.5,
        symbol="cap",
        unit="h",
        bounds=(0, 1),
        sweep=(0.2, 1),
        label=("Ceiling of fear", "الحدّ الأعلى للخوف"),
        about="Largest rise of hostility that fear can cause.",
        source="assumption",
    )
    share_hit: float = parameter(
        0.2,
        symbol="hit",
        unit="share",
        bounds=(0.001, 1),
        sweep=(0.05, 1),
        label=("Share of citizens near an attack", "نسبة المواطنين القريبين من الهجوم"),
        about="Share of a society that lives where an attack happens.",
        source="assumption; locality: Berrebi & Klor 2008, American Political Science Review 102:279–301",
    )
    locality: float = parameter(
        0.5,
        symbol="loc",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Locality of fear", "تركّز الخوف في موضع الهجوم"),
        about="How far fear stays where the attack happened: 0 everywhere alike, 1 only there.",
        source="assumption; locality: Berrebi & Klor 2008, American Political Science Review 102:279–301",
    )
    large: float = parameter(
        2.0,
        symbol="y*",
        unit="severity",
        bounds=(0, 1000),
        sweep=(1, 5),
        label=("Severity of a large attack", "شدّة الهجوم الكبير"),
        about="Severity of a month above which attacks change images and not only fear (5 % of attacks at 2).",
        source="assumption",
    )
    large_cost: float = parameter(
        0.05,
        bounds=(0, 1),
        sweep=(0, 0.2),
        label=("Blow of a large attack to intent", "أثر الهجوم الكبير في حُسن النية"),
        about="Share of the other side's benign intent, as seen by citizens and government, that a large attack takes.",
        source="assumption",
    )


@dataclass(frozen=True, slots=True)
class Start:
    """The start: conduct begins where action and reaction alone would settle.

    Outcomes are read after the drift of the first years.
    """

    conduct_cap: float = parameter(
        0.9,
        unit="H",
        bounds=(0, 1),
        sweep=(0.7, 1),
        label=("Highest conduct at the start", "أقصى عداء للسلوك الرسمي عند البداية"),
        about="Largest hostility of conduct with which a run starts, unless its scenario says otherwise.",
        source="assumption",
        fixed=True,
    )
    conduct_race: float = parameter(
        0.8,
        unit="H",
        bounds=(0, 1),
        sweep=(0.6, 1),
        label=("Conduct at the start of a race", "السلوك الرسمي عند بداية سباق لا يستقر"),
        about="Hostility of conduct with which a run starts where reaction exceeds fatigue, so nothing settles.",
        source="assumption",
        fixed=True,
    )
    skip: int = parameter(
        60,
        unit="months",
        bounds=(0, 12_000),
        sweep=None,
        label=("Months left out of outcomes", "الأشهر المستبعدة من النتائج"),
        about="First months that outcomes leave out, while conduct drifts from where it was started.",
        source="assumption: a convention of the outcomes",
        fixed=True,
    )


@dataclass(frozen=True, slots=True)
class Prices:
    """Money: what a unit, the month of a typical national organization, buys of each activity."""

    workshops: float = parameter(
        1.0,
        unit="workshop-months/money",
        bounds=(0, 1000),
        sweep=(0.3, 3),
        label=("Workshops per unit of money", "ورش حلّ المشكلات لكل وحدة ميزانية"),
        about="Months of workshops that a unit of money pays.",
        source="assumption",
    )
    seats: float = parameter(
        0.004,
        unit="share",
        bounds=(0, 1),
        sweep=(0.001, 0.012),
        label=("Seats of a workshop", "مقاعد الورشة"),
        about="Participants of a workshop from each side, as a share of its citizens; at least one person.",
        source="assumption",
    )
    contact: float = parameter(
        0.002,
        unit="share/money",
        bounds=(0, 1),
        sweep=(0.0002, 0.02),
        label=("Citizens in contact per unit of money", "نسبة المشاركين في اللقاء لكل وحدة ميزانية"),
        about="Share of each society that a unit of money brings into contact for a month.",
        source="assumption",
    )
    message: float = parameter(
        1.0,
        unit="1/money",
        bounds=(0, 1000),
        sweep=(0.3, 3),
        label=("Message per unit of money", "حجم الرسالة لكل وحدة ميزانية"),
        about="Size of the message that a unit of money pays, shared among the societies it addresses.",
        source="assumption",
    )
    exchange_share: float = parameter(
        0.5,
        unit="share",
        bounds=(0, 1),
        sweep=(0, 1),
        label=("Share of exchanges for contact", "نصيب اللقاء من التبادل الثقافي"),
        about="Share of the money for cultural exchange that pays contact; the rest pays the cultural message.",
        source="assumption",
    )
    training: float = parameter(
        1.0,
        unit="1/money",
        bounds=(0, 1000),
        sweep=(0.3, 3),
        label=("Training per unit of money", "التدريب لكل وحدة ميزانية"),
        about="Training that a unit of money pays, up to full training.",
        source="assumption",
    )


@dataclass(frozen=True, slots=True)
class World:
    """The size of the world: how many citizens a society has and how long a run is."""

    citizens: int = parameter(
        1000,
        symbol="N",
        unit="citizens",
        bounds=(20, 10_000_000),
        sweep=(200, 5000),
        label=("Citizens of a society", "عدد المواطنين"),
        about="Number of citizens who stand for a society.",
        source="assumption: large enough that results hardly depend on it",
        scope="society",
        fixed=True,
    )
    months: int = parameter(
        240,
        unit="months",
        bounds=(1, 12_000),
        sweep=None,
        label=("Months of a run", "عدد أشهر التشغيل"),
        about="Number of months that a run lasts.",
        source="assumption: a convention",
        fixed=True,
    )


@dataclass(frozen=True, slots=True)
class Parameters:
    """All parameters of a world. Build other values with `changed`, which refuses impossible ones."""

    images: Images = group(Images, "M1")
    reaction: Reaction = group(Reaction, "M2")
    influence: Influence = group(Influence, "M3")
    contact: Contact = group(Contact, "M4")
    track_two: TrackTwo = group(TrackTwo, "M5")
    campaign: Campaign = group(Campaign, "M6")
    spoilers: Spoilers = group(Spoilers, "M6")
    mobilization: Mobilization = group(Mobilization, "M7")
    opinion: Opinion = group(Opinion, "M7")
    government: Government = group(Government, "M7")
    intergovernmental: Intergovernmental = group(Intergovernmental, "M8")
    talks: Talks = group(Talks, "M9")
    funding: Funding = group(Funding, "M10")
    constraints: Constraints = group(Constraints, "M11")
    advice: Advice = group(Advice, "M11")
    organizations: Organizations = group(Organizations, "M11")
    communication: Communication = group(Communication, "M12")
    shocks: Shocks = group(Shocks, "M13")
    start: Start = group(Start, "start")
    prices: Prices = group(Prices, "money")
    world: World = group(World, "start")

    def value(self, key: str) -> Value:
        """The value of the parameter `key`.

        Raises:
            UnknownParameter: there is no such parameter.
        """
        group_name, name = _attributes(key)
        return cast(Value, getattr(getattr(self, group_name), name))

    def changed(self, changes: Mapping[str, Value]) -> "Parameters":
        """A copy with these values, by id; either all changes are made or none.

        Raises:
            UnknownParameter: there is no such parameter.
            ParameterOutOfBounds: a value is impossible, by itself or together with the others.
        """
        by_group: dict[str, dict[str, Value]] = {}
        for key, value in changes.items():
            group_name, name = _attributes(key)
            by_group.setdefault(group_name, {})[name] = check(key, value)
        groups = {name: dataclasses.replace(getattr(self, name), **new) for name, new in by_group.items()}
        copy = dataclasses.replace(self, **groups)
        _check_together(copy)
        return copy


def check(key: str, value: object) -> Value:
    """The value as the model wants it (float, int or tuple of floats), if the parameter `key` may have it.

    Raises:
        UnknownParameter: there is no such parameter.
        ParameterOutOfBounds: the value is not a finite number within the bounds, not whole where only whole
            numbers are allowed, or has not as many components as the parameter.
    """
    specification = _specification(key)
    if not specification.components:
        return _checked_number(specification, value, value)
    if not isinstance(value, Sequence) or len(value) != len(specification.components):
        raise ParameterOutOfBounds(key, value, specification.allowed)
    return tuple(_checked_number(specification, component, value) for component in value)


def _checked_number(specification: Parameter, number: object, value: object) -> float | int:
    """`number` as float or int; an error names the whole `value` that it belongs to."""
    low, high = specification.bounds
    refused = ParameterOutOfBounds(specification.id, value, specification.allowed)
    if isinstance(number, bool) or not isinstance(number, Real):
        raise refused
    if not low <= cast(float, number) <= high:  # true of NaN and infinities too: bounds are finite
        raise refused
    if not specification.is_integer:
        return float(number)
    if number != int(cast(float, number)):
        raise refused
    return int(cast(float, number))


def _check_together(parameters: Parameters) -> None:
    """Refuse values that are possible one by one and impossible together."""
    images, influence, opinion = parameters.images, parameters.influence, parameters.opinion
    levels = parameters.track_two
    rights, factors = parameters.intergovernmental.rights, parameters.reaction.state_factors
    tolerance = 1e-9
    if abs(sum(images.weights) - 1) > tolerance:
        raise ParameterOutOfBounds("images.weights", images.weights, said("three numbers that sum to 1"))
    if influence.weight + influence.elite_cue + influence.staff_cue > 1 + tolerance:
        allowed = said("a number that with influence.elite_cue and influence.staff_cue sums to 1 or less")
        raise ParameterOutOfBounds("influence.weight", influence.weight, allowed)
    if opinion.base + opinion.salience > 1 + tolerance:
        allowed = said("a number that with opinion.salience sums to 1 or less")
        raise ParameterOutOfBounds("opinion.base", opinion.base, allowed)
    if list(rights) != sorted(rights):
        allowed = said("four numbers of which none is smaller than the one before it")
        raise ParameterOutOfBounds("intergovernmental.rights", rights, allowed)
    if list(factors) != sorted(factors, reverse=True):
        allowed = said("four numbers of which none is larger than the one before it")
        raise ParameterOutOfBounds("reaction.state_factors", factors, allowed)
    if not levels.level_top >= levels.level_middle >= levels.level_grassroots:
        allowed = said("a number from track_two.level_grassroots to track_two.level_top")
        raise ParameterOutOfBounds("track_two.level_middle", levels.level_middle, allowed)


def _specification(key: str) -> Parameter:
    try:
        return PARAMETERS[key]
    except KeyError:
        nearest = difflib.get_close_matches(key, PARAMETERS, n=1, cutoff=0.5)
        raise UnknownParameter(key, nearest[0] if nearest else None) from None


def _attributes(key: str) -> tuple[str, str]:
    """Names of the group and of the field in it; a field cannot have a keyword of Python for its name."""
    group_name, name = _specification(key).id.split(".")
    return group_name, f"{name}_" if keyword.iskeyword(name) else name


def _specifications() -> Mapping[str, Parameter]:
    found: dict[str, Parameter] = {}
    for owner in dataclasses.fields(Parameters):
        for field in dataclasses.fields(owner.metadata["group"]):
            written: Parameter = field.metadata["parameter"]
            key = f"{owner.name}.{field.name.removesuffix('_')}"
            mechanism = written.mechanism or owner.metadata["mechanism"]
            found[key] = dataclasses.replace(written, id=key, mechanism=mechanism)
    return MappingProxyType(found)


PARAMETERS: Mapping[str, Parameter] = _specifications()
"""Every specification by id, in the order of declaration; it cannot be changed."""
