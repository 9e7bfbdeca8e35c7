"""The figure of a run: drawn from anything that a scenario may say, inside its page, the same every time."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
import worlds
from experiments_ensembles import result, small
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from sulha.experiments import compare, draw_comparison, draw_run, run
from sulha.experiments.figures import pictures
from sulha.experiments.figures.lettering import fitted, largest
from sulha.experiments.figures.lines import spread
from sulha.experiments.figures.style import COLORS
from sulha.experiments.figures.timeline import Timeline
from sulha.experiments.language import speaking
from sulha.model import Setup

HOSTILE = {"en": "$\\frac{1}{0}$ 100 % _{x} [bold]</b> \u202e\n" + "x" * 4000, "ar": "الفلسطينيون"}


def texts(figure: Figure) -> list[str]:
    from matplotlib.text import Text

    return [item.get_text() for item in figure.findobj(Text) if item.get_text()]


def drawn(setup: Setup, replicates: int = 2, language: str = "en") -> Figure:
    figure = Figure()
    FigureCanvasAgg(figure)
    draw_run(run(setup, replicates=replicates), figure, language=language)
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


def several(societies: int) -> Setup:
    names = ("north", "south", "west", "isle", "far")[:societies]
    return worlds.setup(time={"months": 6}, societies={name: {"citizens": 20} for name in names})


@pytest.mark.parametrize("societies", [2, 3, 5])
def test_every_number_of_societies_fits_the_page(societies: int) -> None:
    figure = drawn(several(societies))
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
    of_the_file = "A small world|north|south|Donors leave"
    assert not [text for text in said if re.search("[A-Za-z]{4}", re.sub(of_the_file, "", text))]


def place(figure: Figure, said: str) -> Any:
    """Where on the page the text lies that holds what is said."""
    from matplotlib.text import Text

    (box,) = (item.get_window_extent() for item in figure.findobj(Text) if said in item.get_text())
    return box


@pytest.mark.parametrize("societies", [2, 3, 5])
def test_an_arabic_page_begins_at_the_right_and_its_time_at_the_left(societies: int) -> None:
    figure = drawn(several(societies), language="ar")
    assert outside(figure) == []
    ax, keys = figure.axes[0], {item.get_text(): item.get_window_extent() for item in figure.legends[0].get_texts()}
    assert place(figure, "للمكرَّر الواحد").x1 == pytest.approx(0.985 * figure.bbox.x1, abs=3)
    assert place(figure, "عداء المواطنين").x1 == pytest.approx(ax.bbox.x1, abs=3)
    # The key is read from the right, each of its columns downward.
    assert keys["north"].y0 > keys["south"].y0 or keys["north"].x0 > keys["south"].x1
    assert ax.get_xlim() == (0, 6)
    assert not ax.get_ylabel()


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


def test_arabic_months_have_two_names_each_in_a_line() -> None:
    timeline = Timeline(6, "1990-05")
    assert timeline.lines == 1
    with speaking("ar"):
        assert timeline.lines == 2
        assert timeline.ticks(7)[1][0].startswith("أيار\nمايو")
        assert Timeline(96, "1992-12").lines == 1
    for language in ("en", "ar"):
        setup = worlds.bare(time={"months": 6, "start": "1990-08"})
        assert outside(drawn(setup, language=language)) == []


def test_numbers_side_by_side_have_one_size() -> None:
    texts = ["0.085 (from 0.052 to 0.133)", "-5.75 (from -47.00 to 15.75)"]
    assert largest(texts, 9, sizes=(6, 5)) == 6
    assert largest(texts, 0.1, sizes=(6, 5)) == 5


def test_the_files_say_what_they_are_in_the_language_of_the_figure() -> None:
    picture = Image.open(io.BytesIO(pictures(result(), "ar")["figure.png"]))
    assert "للاستكشاف والمقارنة، لا للتنبّؤ" in picture.info["Description"]


# -- the figure of a comparison


def compared(replicates: int = 7, language: str = "en", **how: Any) -> Figure:
    figure = Figure()
    FigureCanvasAgg(figure)
    draw_comparison(compare(small(), replicates=replicates, seed=3, **how), figure, language=language)
    return figure


def test_a_comparison_explains_itself() -> None:
    figure = compared(without="organizations")
    said = " ".join(texts(figure))
    for needed in ("A small world", "7 pairs of replicates", "Every difference is A minus B: with minus without.",
                   "A: A small world, with organizations", "B: A small world, without organizations",
                   "95 % for one month", "95 % for all months at once", "Seed 3", "sulha ", "model ", "not prediction",
                   "A more cooperative ↑", "A less hostile ↓", "Conduct (Goldstein)", "A minus B (0–1)", "apart from",
                   "months of the outcomes"):  # fmt: skip
        assert needed in said
    assert outside(figure) == []


def test_a_comparison_marks_until_when_the_arms_are_identical() -> None:
    assert "identical until 1993-08" in " ".join(texts(compared(against_changes={"interventions": []})))


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("replicates", [1, 6])
def test_a_comparison_fits_the_page(replicates: int, language: str) -> None:
    hostile = small(name=HOSTILE, time={"months": 18})
    figure = compared(replicates, language, against=hostile, without=["track_two", "organizations", "images"])
    assert outside(figure) == []
    assert figure.get_size_inches()[0] == pytest.approx(7.2)


def test_one_pair_claims_no_band() -> None:
    said = " ".join(texts(compared(1, without="organizations")))
    assert "not a typical one" in said
    assert "95 % for" not in said
    assert "5–95" not in said


def test_the_files_of_a_comparison_say_what_they_are_and_repeat() -> None:
    one = compare(small(), without="organizations", replicates=6, seed=3)
    files = pictures(one)
    assert files == pictures(one)
    assert Image.open(io.BytesIO(files["figure.png"])).info["Title"] == "A small world"
