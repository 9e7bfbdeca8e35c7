"""The citizens of a society: arrays on a network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from .. import kernels
from ..network import Network, two_blocs
from ..outlook import Rates
from ..setup import Issue, Society
from ..terms import DEFAULT_ISSUE

if TYPE_CHECKING:
    from ..conflict import Conflict

Rows = NDArray[np.float32]


class View:
    """The citizens' outlook on one other society.

    `rows` (citizens, 4) float32: intent, trust, humanity, hostility at the end of the last month; `next_rows` the
    same being made; `anchors` (citizens, 3) their identity anchors; `threat` (citizens,) fear; `active` (citizens,)
    the activity byte; `last_contact` (citizens,) the month of the last meeting.
    """

    NEVER = -30_000

    def __init__(self, anchors: Rows, threat: float) -> None:
        n = len(anchors)
        self.anchors = anchors
        self.rows = np.empty((n, 4), np.float32)
        self.rows[:, :3] = anchors
        self.next_rows = np.empty_like(self.rows)
        self.threat = np.full(n, threat, np.float32)
        self.active = np.zeros(n, np.uint8)
        self.next_active = np.zeros(n, np.uint8)
        self.last_contact = np.full(n, self.NEVER, np.int16)
        self.rates = Rates()
        self.conduct_up = np.zeros(3)
        self.contact = Rates()
        self.workshop = Rates()
        self.extended = Rates()
        self.in_contact: NDArray[np.int64] = np.empty(0, np.int64)
        self.in_workshop: NDArray[np.int64] = np.empty(0, np.int64)
        self.sums = np.zeros(len(kernels.SUMS))
        self.counts = np.zeros(256, np.int64)
        self.means: dict[str, float] = {}
        self.opinion = 0.0  # as heard [0, 1]: hostility averaged with activists counting for more (M7)
        self.hawks = 0.0  # share of citizens active as hawks
        self.doves: list[float] = []  # share of citizens active as doves, by issue

    @property
    def citizens(self) -> int:
        """How many they are."""
        return len(self.rows)

    def mean(self, name: str) -> float:
        """The citizens' mean of an entry of `kernels.SUMS`."""
        return self.means[name]

    @property
    def polarization(self) -> float:
        """4 Var(h): 0 where all agree, 1 where half feel no and half feel full hostility."""
        mean = self.means["hostility"]
        return max(0.0, 4 * (self.means["squares"] - mean * mean))

    def take_stock(self, issues: int) -> None:
        """Renew what is asked of the citizens as a whole: means, opinion as heard, who is active."""
        n = self.citizens
        self.means = dict(zip(kernels.SUMS, (self.sums / n).tolist(), strict=True))
        self.opinion = self.means["voiced"] / self.means["voices"]
        self.hawks = float(self.counts[kernels.HAWK]) / n
        self.doves = (_ISSUE_BITS[:issues] @ self.counts / n).tolist()

    def part_keeps(self, which: str) -> NDArray[np.float64]:
        """The keeps of the four combinations of taking part: none, contact, workshop, both (4, 3)."""
        contact, workshop = getattr(self.contact, which), getattr(self.workshop, which)
        return np.array([np.ones(3), contact, workshop, contact * workshop])

    def forget_month(self) -> None:
        """Begin a month: no rates, nobody meeting anybody."""
        self.rates, self.contact, self.workshop, self.extended = Rates(), Rates(), Rates(), Rates()
        self.conduct_up = np.zeros(3)
        self.in_contact = self.in_workshop = np.empty(0, np.int64)


#: Which activity bytes (issues, 256) mean "dove on this issue".
_ISSUE_BITS = (np.arange(256) >> np.arange(7)[:, None] & 1) * (np.arange(256) < kernels.HAWK)


class Population(mesa.Agent):
    """All citizens of a society, their network, and how they see each other society (`views`)."""

    model: Conflict

    def __init__(self, model: Conflict, society: str, said: Society) -> None:
        super().__init__(model)
        self.name = society
        p, streams = model.parameters, model.streams
        self.citizens = p.world.citizens if said.citizens is None else said.citizens
        issues: Mapping[Any, Issue] = said.issues or {DEFAULT_ISSUE: Issue()}
        self.issues: tuple[str, ...] = tuple(sorted(issues))
        total = sum(issue.salience for issue in issues.values())
        self.salience = [issues[name].salience / total for name in self.issues]
        self.activity = _activity(self.salience)
        self.views = {
            other: View(self._anchors(said, other), model.at_start("threat", society, 0.0))
            for other in model.others(society)
        }
        self.thresholds = self._thresholds()
        self.concerned = self._concerned(issues)
        self.network = self._network()
        self.leaders = self._leaders()
        self.prominence = np.ones(self.citizens, np.float32)
        self.workshop_rounding = float(streams.uniform("workshop rounding", society, 0)[0])
        self.ict = self.media = self.nationalism = 0.0
        self.spoiler_budget = self.spoiler_skill = 0.0

    def configure(self, said: Society) -> None:
        """Read what may change during a run from the setup, with the parameters as defaults."""
        p = self.model.parameters
        self.ict = self._spread_of_ict(said)
        self.media = p.campaign.media if said.media is None else said.media
        self.nationalism = p.campaign.nationalism if said.nationalism is None else said.nationalism
        self.spoiler_budget = p.spoilers.budget if said.spoilers.budget is None else said.spoilers.budget
        self.spoiler_skill = p.spoilers.skill if said.spoilers.skill is None else said.spoilers.skill

    def begin(self) -> None:
        """Month 0: images at their anchors unless the setup says otherwise, hostility from them."""
        for other, view in self.views.items():
            image = self.model.image_at_start(self.name)
            if image is not None:
                mean = view.anchors.mean(axis=0, dtype=float)
                moved = view.anchors + (np.array(image.over(tuple(mean))) - mean)
                view.rows[:, :3] = np.clip(moved, 0, 1)
            self.judge(other, view.rows)

    def judge(self, other: str, rows: Rows) -> None:
        """Renew hostility and the sums of the month from images in `rows` (phase 6)."""
        view, p = self.views[other], self.model.parameters
        kernels.hostility(
            rows, np.asarray(p.images.weights), view.threat, view.active, self.activity, p.opinion.volume,
            view.sums, view.counts,
        )  # fmt: skip
        view.take_stock(len(self.issues))

    def move_images(self) -> None:
        """Every citizen's private image after the month, to `next_rows` (phase 4)."""
        p, month = self.model.parameters, self.model.month
        for view in self.views.values():
            taking_part = np.zeros(self.citizens, np.uint8)
            taking_part[view.in_contact] |= kernels.CONTACT
            taking_part[view.in_workshop] |= kernels.WORKSHOP
            known = np.empty(0, np.float32)
            if view.extended.keep_up.min() < 1 or view.extended.keep_down.min() < 1:
                recent = (view.last_contact > month - p.contact.memory).view(np.uint8)
                if recent.any():
                    known = np.empty(self.citizens, np.float32)
                    kernels.share_of_neighbors(recent, self.network.indptr, self.network.indices, known)
            kernels.private_images(
                view.rows, view.anchors, p.images.reversion, p.images.discount, view.conduct_up,
                view.rates.keep_up, view.rates.keep_down, taking_part, view.part_keeps("keep_up"),
                view.part_keeps("keep_down"), known, 1 - view.extended.keep_up, 1 - view.extended.keep_down,
                view.next_rows,
            )  # fmt: skip

    def turn_month(self) -> None:
        """Hostility of the new images and fear; next month's rows and activity become the present (phase 6)."""
        for other, view in self.views.items():
            view.active, view.next_active = view.next_active, view.active
            self.judge(other, view.next_rows)
            view.rows, view.next_rows = view.next_rows, view.rows

    def employ(self, staff: NDArray[np.int64]) -> None:
        """Make leaders and this month's working staff prominent."""
        prominent = self.model.parameters.influence.leader_prominence
        self.prominence.fill(1.0)
        self.prominence[self.leaders] = prominent
        self.prominence[staff] = prominent

    def chosen(self, process: str, name: str, n: int) -> NDArray[np.int64]:
        """The first `n` citizens of a fixed, keyed order, so that a larger number contains the smaller."""
        scores = np.empty(self.citizens)
        kernels.draw_scores(self.model.streams.key(process, name), 0, scores)
        return smallest(scores, n)

    def _anchors(self, said: Society, other: str) -> Rows:
        """Identity anchors (citizens, 3): a disposition of the person and what differs by component."""
        p, streams, n = self.model.parameters.images, self.model.streams, self.citizens
        spread = p.spread if said.outlook.spread is None else said.outlook.spread
        shared = np.sqrt(p.spread_correlation)
        apart = np.sqrt(1 - p.spread_correlation)
        mean = said.outlook.anchor(other, p.anchor)
        anchors = np.empty((n, 3), np.float32)
        draws = np.empty(n)
        kernels.draw_scores(streams.key("disposition", self.name), 0, draws)
        person = ndtri(draws)
        for component in range(3):
            kernels.draw_scores(streams.key("anchor", f"{self.name}>{other}"), component, draws)
            anchors[:, component] = np.clip(
                mean[component] + spread * (shared * person + apart * ndtri(draws)), 0.01, 0.99
            )
        return anchors

    def _thresholds(self) -> NDArray[np.float32]:
        p = self.model.parameters.mobilization
        draws = np.empty(self.citizens)
        kernels.draw_scores(self.model.streams.key("threshold", self.name), 0, draws)
        return (p.threshold_mean + p.threshold_sd * ndtri(draws)).astype(np.float32)

    def _concerned(self, issues: Mapping[Any, Issue]) -> NDArray[np.uint8]:
        default = self.model.parameters.mobilization.concern
        concerned = np.zeros(self.citizens, np.uint8)
        draws = np.empty(self.citizens)
        for bit, name in enumerate(self.issues):
            said = issues[name].concern
            kernels.draw_scores(self.model.streams.key("concern", f"{self.name}/{name}"), 0, draws)
            usual = 1.0 if name == DEFAULT_ISSUE else default
            concerned |= (draws < (usual if said is None else said)).astype(np.uint8) << bit
        return concerned

    def _spread_of_ict(self, said: Society) -> float:
        p = self.model.parameters.communication
        if not self.model.on("ict"):
            return p.ict_reference
        return p.ict if said.ict is None else said.ict

    def _network(self) -> Network:
        p = self.model.parameters
        ict = self._spread_of_ict(self.model.setup.societies[self.name])
        weights = np.asarray(p.images.weights, np.float32)
        bitter = np.zeros(self.citizens, np.float32)
        for view in self.views.values():
            bitter -= view.anchors @ weights
        return two_blocs(
            self.model.streams.key("network", self.name), bitter, p.influence.degree * (1 + ict),
            p.influence.homophily, p.influence.rewiring,
        )  # fmt: skip

    def _leaders(self) -> NDArray[np.int64]:
        share = self.model.parameters.influence.leaders
        return self.chosen("leaders", self.name, max(1, round(share * self.citizens)))


def smallest(scores: NDArray[np.float64], n: int) -> NDArray[np.int64]:
    """The places of the n smallest scores, smallest first."""
    n = min(n, len(scores))
    if n == 0:
        return np.empty(0, np.int64)
    first = np.argpartition(scores, n - 1)[:n] if n < len(scores) else np.arange(len(scores))
    return first[np.argsort(scores[first], kind="stable")]


def _activity(salience: list[float]) -> NDArray[np.float64]:
    """The weight of each activity byte (256,): the salience of its issues for doves, 1 for hawks."""
    bytes_ = np.arange(256)
    weight = sum(share * (bytes_ >> bit & 1) for bit, share in enumerate(salience))
    return np.where(bytes_ >= kernels.HAWK, 1.0, weight)
