"""Links between the documents lead somewhere: to a file of the checkout, and to a heading in it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from documentation.pages import headings, links, pages

ROOT = Path(__file__).parents[2]
if not (ROOT / "docs").is_dir():
    pytest.skip("the documents lie in the checkout only", allow_module_level=True)
PAGES = pages(ROOT)


@cache
def anchors(path: Path) -> set[str]:
    return headings(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path: Path) -> None:
    lost = []
    for link in links(path.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        place, _, anchor = link.partition("#")
        target = (path.parent / place).resolve() if place else path
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link)
    assert lost == []


def test_a_heading_is_linked_as_the_forges_write_it() -> None:
    text = "# M1 Mental images (`images.py`)\n\n## Why?\n\n## Why?\n\n[there](#why-1) and ![picture](figures/a.png)\n"
    assert headings(text) == {"m1-mental-images-imagespy", "why", "why-1"}
    assert links(text) == ["#why-1", "figures/a.png"]
