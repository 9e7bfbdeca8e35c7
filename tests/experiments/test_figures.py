"""The figure of a run: drawn from anything that a scenario may say, inside its page, the same every time."""

from __future__ import annotations

import io
import re

import pytest
import worlds
from experiments_ensembles import result, small
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from sulha.experiments import draw_run, run
from sulha.experiments.figures import pictures
from sulha.experiments.figures.lettering import fitted
from sulha.experiments.figures.lines import spread
from sulha.experiments.figures.style import COLORS
from sulha.experiments.figures.timeline import Timeline
from sulha.model import Setup

HOSTILE = {"en": "$\\frac{1}{0}$ 100 % _{x} [bold]</b> \u202e\n" + "x" * 4000, "ar": "الفلسطينيون"}


def texts(figure: Figure) -> list[str]:
    from matplotlib.text import Text

    return [item.get_text() for item in figure.findobj(Text) if item.get_text()]


def drawn(setup: Setup, replicates: int = 2) -> Figure:
    figure = Figure()
    FigureCanvasAgg(figure)
    draw_run(run(setup, replicates=replicates), figure)
    return figure


def outside(figure: Figure) -> list[str]:
    """Texts that reach over the edge of the page."""
    from matplotlib.text import Text

    figure.canvas.draw()
    page = figure.bbox
    boxes = [
        (item.get_text(), item.get_window_extent())
        for item in figure.findobj(Text)
        if item.get_text() and item.get_visible()
    ]
    return [text for text, box in boxes if box.x0 < page.x0 or box.x1 > page.x1 or box.y0 < 0 or box.y1 > page.y1]


@pytest.mark.parametrize("societies", [2, 3, 5])
def test_every_number_of_societies_fits_the_page(societies: int) -> None:
    names = ("north", "south", "west", "isle", "far")[:societies]
    figure = drawn(worlds.setup(time={"months": 6}, societies={name: {"citizens": 20} for name in names}))
    assert figure.get_size_inches()[0] == pytest.approx(7.2)
    assert outside(figure) == []
    said = texts(figure)
    assert ("Share of replicates and pairs" in said) is (societies > 2)
    assert ("without organizations: not drawn" in said) is (societies > 4)
    assert ("median without organizations" in said) is (societies <= 4)


def test_money_has_no_society_s_color() -> None:
    figure = Figure()
    draw_run(result(), figure)
    (panel,) = (ax for ax in figure.axes if "Money" in ax.get_title(loc="left"))
    assert not {line.get_color() for line in panel.lines} & set(COLORS[:2])


def test_hostile_labels_neither_break_it_nor_leave_the_page() -> None:
    setup = small(
        name=HOSTILE,
        societies={"north": {"citizens": 20, "label": HOSTILE}, "south": {"citizens": 20, "label": HOSTILE["ar"]}},
        interventions=[{"month": m, "set": {"constraints.funding": 0.5}, "note": HOSTILE} for m in range(1, 12)],
    )
    figure = drawn(setup)
    assert outside(figure) == []
    assert max(map(len, texts(figure))) < 200
    assert any("$\\frac{1}{0}$" in text for text in texts(figure))


def test_one_replicate_claims_no_band() -> None:
    said = " ".join(texts(drawn(worlds.bare(time={"months": 3}), replicates=1)))
    assert "not a typical one" in said
    assert "5–95" not in said


def test_it_explains_itself() -> None:
    figure = Figure()
    draw_run(result(), figure)
    said = " ".join(texts(figure))
    for needed in ("A small world", "7 replicates", "5–95 % of 7 replicates at fixed parameters", "Seed 3", "sulha ",
                   "model ", "not prediction", "more cooperative ↑", "more hostile ↓", "neutral", "Donors leave",
                   "median without organizations", "scheduled attack"):  # fmt: skip
        assert needed in said


def test_the_files_say_what_they_are_and_repeat() -> None:
    files = pictures(result())
    assert set(files) == {"figure.png", "figure.pdf"}
    assert files == pictures(result())
    picture = Image.open(io.BytesIO(files["figure.png"]))
    assert picture.info["Title"] == "A small world"
    assert "seed 3" in picture.info["Description"]
    assert "model" in picture.info["Software"]
    assert files["figure.pdf"].startswith(b"%PDF")
    assert b"sulha" in files["figure.pdf"]


def test_an_unknown_language_is_not_drawn() -> None:
    with pytest.raises(ValueError, match="'fr' is not one of the languages en, ar"):
        draw_run(result(), Figure(), language="fr")


def test_a_figure_is_drawn_in_arabic() -> None:
    figure = Figure()
    draw_run(result(), figure, language="ar")
    said = texts(figure)
    assert any("عداء المواطنين" in text for text in said)
    assert not [text for text in said if re.search("[A-Za-z]{4}", text) and "sulha" not in text and "world" not in text]


def test_drawing_changes_no_settings() -> None:
    import matplotlib as mpl

    before = dict(mpl.rcParams.items())
    draw_run(result(), Figure())
    assert dict(mpl.rcParams.items()) == before


def test_names_keep_their_distance_and_their_order() -> None:
    assert spread([0.5, 0.5, 0.5], 0.1, 0, 1) == pytest.approx([0.5, 0.6, 0.7])
    assert spread([1.0, 0.98], 0.1, 0, 1) == pytest.approx([1.0, 0.9])
    assert spread([0.3], 0.1, 0, 1) == [0.3]
    assert spread([], 0.1, 0, 1) == []


def test_text_is_cut_to_its_room() -> None:
    assert fitted("short", 2, size=8) == "short"
    cut = fitted("W" * 100, 1, size=8)
    assert cut.endswith("…")
    assert 5 < len(cut) < 20


@pytest.mark.parametrize(
    ("months", "start", "names"),
    [
        (240, None, ["0", "60", "120", "180", "240"]),
        (96, "1992-12", ["1994", "1996", "1998", "2000"]),
        (6, "1990-05", ["1990-05", "1990-06", "1990-07", "1990-08", "1990-09", "1990-10", "1990-11"]),
        (1, None, ["0", "1"]),
    ],
)
def test_ticks_stand_at_round_months(months: int, start: str | None, names: list[str]) -> None:
    assert Timeline(months, start).ticks(7)[1] == names
