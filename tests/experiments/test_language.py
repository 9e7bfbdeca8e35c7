"""Texts in two languages: the catalogue is complete, its plurals are right, values keep their direction."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest

from sulha.experiments.explanation import vocabulary
from sulha.experiments.explanation.values import prose
from sulha.experiments.language import chosen, isolated, language, ntext, speaking, spoken, text, words
from sulha.model.setup import Text
from sulha.model.terms import ISSUES
from sulha.model.wording import nsaid, said

ROOT = Path(__file__).resolve().parents[2]
CHECKOUT = (ROOT / "experiments" / "language").is_dir()
ISOLATES = "\u2066\u2067\u2068\u2069"
ARABIC = "[\u0621-\u064a]"
VALUE = r"\{[a-z_!]*\}"


def plainly(sentence: str) -> str:
    return sentence.translate(dict.fromkeys(map(ord, ISOLATES)))


@pytest.mark.parametrize(
    ("words", "environment", "expected"),
    [
        ([], {}, "en"),
        ([], {"LANG": "ar_SY.UTF-8"}, "ar"),
        ([], {"LANG": "ar"}, "ar"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LANG": "ar_EG.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "en_US.UTF-8", "LC_MESSAGES": "ar_IQ"}, "ar"),
        (["run", "oslo", "--lang", "ar"], {}, "ar"),
        (["run", "oslo", "--lang=en"], {"LANG": "ar_SY"}, "en"),
        (["--lang", "ar", "run", "--lang", "en"], {}, "en"),
        (["run", "--", "--lang", "ar"], {}, "en"),
        (["run", "--lang"], {}, "en"),
        (["run", "--lang", "fr"], {"LC_ALL": "ar"}, "ar"),
    ],
)
def test_the_language_is_the_one_asked_for_or_the_locale_s(
    words: list[str], environment: dict[str, str], expected: str
) -> None:
    assert chosen(words, environment) == expected


def test_a_language_is_spoken_inside_and_no_longer() -> None:
    assert language() == "en"
    with speaking("ar"):
        assert language() == "ar"
        with speaking("en"):
            assert text("Draw no figure.") == "Draw no figure."
        assert text("Draw no figure.") != "Draw no figure."
    assert language() == "en"


def test_what_is_installed_is_spoken_in_every_thread() -> None:
    code = (
        "import threading; from sulha.experiments.language import install, language\n"
        "install('ar'); heard = []\n"
        "thread = threading.Thread(target=lambda: heard.append(language())); thread.start(); thread.join()\n"
        "print(heard[0], language())"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["ar", "ar"]


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="'fr' is not one of the languages en, ar"), speaking("fr"):
        pass


@pytest.mark.parametrize("n", [0, 1, 2, 3, 10, 11, 24, 99, 100, 101, 102, 103, 111, 200, 240, 1000])
def test_arabic_has_six_plurals(n: int) -> None:
    # zero, one, two, 3 to 10, 11 to 99, and the rest, by the last two digits
    forms = {0: "zero", 1: "one", 2: "two"}
    expected = forms.get(n, "few" if 3 <= n % 100 <= 10 else "many" if n % 100 >= 11 else "other")
    written = {
        "zero": "0 شهر", "one": "شهر واحد", "two": "شهران",
        "few": f"{n} أشهر", "many": f"{n} شهرًا", "other": f"{n} شهر",
    }[expected]  # fmt: skip
    with speaking("ar"):
        assert plainly(ntext("{n} month", "{n} months", n)) == written


def test_values_keep_their_own_direction_in_arabic_only() -> None:
    with speaking("ar"):
        assert "\u2068results/oslo-1\u2069" in text("Results: {folder}", folder="results/oslo-1")
    assert text("Results: {folder}", folder="results/oslo-1") == "Results: results/oslo-1"


def test_numbers_below_zero_have_a_minus_in_arabic() -> None:
    with speaking("ar"):
        assert text("Results: {folder}", folder="-0.05").endswith("\u2068\u22120.05\u2069")
        assert isolated("-12%") == "\u2068\u221212%\u2069"
        assert isolated("--set") == "\u2068--set\u2069"
        assert isolated("2003-04") == "\u20682003-04\u2069"
    assert isolated("-0.05") == "-0.05"


def test_a_percent_sign_stays_with_its_number_in_arabic() -> None:
    said = Text(en="64.9% said yes.", ar="قال نعم 64.9% من الناس.")
    assert prose(said) == "64.9% said yes."
    with speaking("ar"):
        assert prose(said) == "قال نعم \u206864.9%\u2069 من الناس."


@pytest.mark.parametrize("issue", ISSUES)
def test_an_issue_is_definite_in_arabic(issue: str) -> None:
    with speaking("ar"):
        assert "ال" in vocabulary.issue(issue)
        assert vocabulary.issue(issue) != words.state("peace")


def test_what_the_model_says_is_said_in_the_language_spoken() -> None:
    message = nsaid("{n} month", "{n} months", 3)
    assert message == "3 months"
    with speaking("ar"):
        assert plainly(spoken(message)) == "3 أشهر"
        assert spoken("no template") == "no template"
        nested = said("Results: {folder}", folder=message)
        assert "أشهر" in spoken(nested)
    assert spoken(nested) == "Results: 3 months"


# -- the catalogue as a whole: in a checkout, since it is compared with the code

checkout = pytest.mark.skipif(not CHECKOUT, reason="needs a checkout")


@checkout
def test_nothing_is_missing_from_the_catalogue() -> None:
    from sulha.experiments.language import extraction

    assert extraction.missing(extraction.updated("ar")) == []


@checkout
def test_titles_of_studies_are_in_the_catalogue() -> None:
    from sulha.experiments.language import extraction
    from sulha.experiments.studies import STUDIES

    marked = {str(message.id) for message in extraction.template()}
    assert [study.id for study in STUDIES if study.title not in marked] == [], "mark them with `noted`"


@checkout
def test_the_catalogue_is_up_to_date_and_compiled() -> None:
    from sulha.experiments.language import extraction

    path = extraction.catalogue_path("ar")
    assert path.read_bytes() == extraction.as_po(extraction.updated("ar")), "run `make messages`"
    assert path.with_suffix(".mo").read_bytes() == extraction.as_mo(extraction.read("ar")), "run `make messages`"


def several(texts: object) -> tuple[str, ...]:
    """The forms of a text, or the only one that it has."""
    return tuple(map(str, texts)) if isinstance(texts, tuple | list) else (str(texts),)


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@checkout
def test_translations_have_the_values_of_their_texts() -> None:
    from sulha.experiments.language import extraction

    for message in extraction.read("ar"):
        if not message.id:
            continue
        texts, forms = several(message.id), several(message.string)
        allowed = set().union(*(names(text) for text in texts))
        for place, form in enumerate(forms):
            # The forms for one and two say the number in words.
            needed = allowed - {"n"} if len(forms) > 1 and place < 3 else allowed
            assert needed <= names(form) <= allowed, (texts, form)


@checkout
def test_translations_are_arabic_and_written_as_the_terms_ask() -> None:
    from sulha.experiments.language import extraction

    for message in extraction.read("ar"):
        for form in several(message.string) if message.id else ():
            bare, key = (re.sub(VALUE, "", side) for side in (form, str(message.id)))
            assert re.search(ARABIC, bare) or not re.search("[A-Za-z]{3}", key), form
            assert "ـ" not in bare, f"kashida: {form}"
            assert not re.search("[\ufb50-\ufdff\ufe70-\ufeff]", bare), f"presentation forms: {form}"
            assert not re.search(r" [،؛؟:.](\s|$)", re.sub(VALUE, "0", form)), f"space before: {form}"
            if names(form) and not re.search(ARABIC, bare):
                assert form.startswith("\u200f"), f"only values: without U+200F it begins at the left: {form}"
            assert form.count("\u2066") == form.count("\u2069"), f"isolates left open: {form}"
            outside = re.sub("\u2066[^\u2069]*\u2069", "", bare)
            assert not re.search("[A-Za-z%−]", outside), f"Latin letters or signs outside U+2066 … U+2069: {form}"
            assert not re.search("[\u0621-\u064a],|;[^ ]*[\u0621-\u064a]", bare), f"Latin punctuation: {form}"
            for trap in ("تم ", "الوكلاء", "المخرّبون", "فترة الثقة", "الحشد الشعبي", "من قبل "):
                assert trap not in bare, f"{trap}: {form}"


@checkout
def test_templates_hold_plain_names_only() -> None:
    from sulha.experiments.language import extraction

    for message in extraction.template():
        # The library of the command line has templates of its own.
        if not message.id or "typer" in dict(message.locations):
            continue
        for text_ in several(message.id):
            for _, name, spec, conversion in Formatter().parse(text_):
                assert name is None or name.isidentifier(), text_
                assert not spec, text_
                assert conversion is None, text_


def is_sentence(argument: ast.expr) -> bool:
    if isinstance(argument, ast.Constant):
        return bool(re.search(r"[a-z] [a-z]", str(argument.value)))
    return isinstance(argument, ast.JoinedStr)


@checkout
def test_whatever_is_printed_comes_from_the_catalogue() -> None:
    """No sentence of English is given to a function that prints or raises what the command line prints."""
    speakers = {"say", "answer", "leave", "StorageError", "FolderExistsError", "BadParameter"}
    found = []
    for path in sorted((ROOT / "experiments").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in speakers:
                said_plainly = any(is_sentence(argument) for argument in node.args[:1])
                found += [f"{path.name}:{node.lineno}"] if said_plainly else []
    assert found == []
