import json
from html.parser import HTMLParser
from pathlib import Path

from scenegan.training.run_page import read_phases, run_page, write_run_page


class Page(HTMLParser):
    """Collects the pictures, curves and flip books of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: dict[str, list[dict[str, str | None]]] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.setdefault(tag, []).append(dict(attrs))


def make_run(folder: Path) -> Path:
    rows = [
        {"phase": "text", "step": 2, "match": 3.0, "time": 1.0},
        {"phase": "gan", "step": 2, "judge<": 1.5, "time": 2.0},
        {"phase": "gan", "step": 4, "judge<": 1.25, "event": "rolled back"},
        {"phase": "gan", "step": 4, "event": "rolled back"},
    ]
    (folder / "samples").mkdir(parents=True)
    lines = [json.dumps(row) for row in rows] + ['{"phase": "gan", "st']
    (folder / "stats.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "run.json").write_text('{"settings": {"system": "gan"}}', encoding="utf-8")
    for name in ("gan-0000004", "gan-0000002", "text-0000002"):
        (folder / "samples" / f"{name}.png").write_bytes(b"")
    return folder


def test_a_page_shows_curves_and_samples(tmp_path: Path) -> None:
    run = make_run(tmp_path / "a <run>")
    phases = read_phases(run)
    assert list(phases) == ["text", "gan"]
    assert phases["gan"].curves["judge<"] == [(2, 1.5), (4, 1.25)]
    path = write_run_page(run)
    text = path.read_text(encoding="utf-8")
    page = Page(text)
    assert "a &lt;run&gt;: gan" in text and "judge&lt;" in text
    assert [i["src"] for i in page.found["img"]] == [
        "samples/text-0000002.png",
        "samples/gan-0000004.png",
    ]
    assert all((run / str(i["src"])).exists() for i in page.found["img"])
    books = [f["data-samples"] for f in page.found["figure"] if "data-samples" in f]
    assert [s["step"] for s in json.loads(str(books[1]))] == [2, 4]
    assert len(page.found["polyline"]) == 2
    assert page.found["polyline"][1]["points"] == "130.0,4.0 260.0,92.0"


def test_an_empty_run_has_a_page(tmp_path: Path) -> None:
    assert "<h1>" in run_page(tmp_path)
