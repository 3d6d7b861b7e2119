from __future__ import annotations

from html.parser import HTMLParser

from scenegan.evaluation.figures import Figure
from scenegan.evaluation.outcome import Case, Sample
from scenegan.evaluation.page.figures import details_table, figures_table
from scenegan.evaluation.page.gallery import Gallery
from scenegan.evaluation.page.sheets import overview, worst_sheets

_EMPTY = {"meta", "br", "img"}


class Balance(HTMLParser):
    """Checks that elements end in the order in which they began."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        if tag not in _EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def checked(text: str) -> Balance:
    parser = Balance()
    parser.feed(text)
    parser.close()
    assert not parser.open
    return parser


def test_table_has_bars_marks_and_changes() -> None:
    figures = {
        "parts.recall": Figure(0.8, 0.75, 0.85, 100),
        "parts.recall_real": Figure(0.9),
        "layout.hidden": Figure(0.02, 0.01, 0.03, 100),
    }
    text = figures_table(figures, {"parts.recall": 0.7, "layout.hidden": 0.01})
    assert checked(text).seen.count("tr") == 3
    assert 'style="width:80.0%"' in text
    assert 'style="left:90.0%" title="real drawings 90.0 %"' in text
    assert '<td class="number better">+10.0 %</td>' in text
    assert '<td class="number worse">+1.0 %</td>' in text
    assert "before" not in figures_table(figures, None)


def test_details_are_escaped() -> None:
    text = details_table("By <word>", {"a & b": {"share": 0.5, "count": 2}})
    checked(text)
    assert "By &lt;word&gt;" in text and "a &amp; b" in text and "share 0.5, count 2" in text


def test_each_picture_is_embedded_once(drawn_sample: Sample) -> None:
    gallery = Gallery()
    shown = overview(drawn_sample, {"drawing": drawn_sample.real}, gallery)
    worst = worst_sheets(
        {"parts.recall": [Case(0, 0, 0.25, "eye, horn"), Case(2, 0, 0.5)]}, drawn_sample, gallery
    )
    checked(shown + worst)
    assert gallery.style.count("data:image/webp;base64,") == 6
    assert shown.count('role="img"') == 6
    assert worst.count("<figure>") == 2
    assert "0.25: eye, horn. bear c1, seed 0" in worst


def test_unknown_pictures_are_left_out(drawn_sample: Sample) -> None:
    worst = worst_sheets({"parts.recall": [Case(0, 99, 0.0)]}, drawn_sample, Gallery())
    assert worst == ""
