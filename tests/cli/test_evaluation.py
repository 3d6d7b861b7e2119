from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli_runner import Done
from tests.data.drawings import make_cache
from tests.evaluation.test_page import checked

Run = Callable[..., Done]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_cache(tmp_path_factory.mktemp("evaluated") / "set", 4)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measures very little."""
    from scenegan.evaluation import context

    few = context.Extent(seeds=2, judged=1, edits=1, looks=1, timed=1)
    monkeypatch.setattr(context, "QUICK", few)


@pytest.mark.usefixtures("small")
def test_layouts_are_measured_and_taken_up_again(
    scenegan: Run, cache: Path, tmp_path: Path
) -> None:
    out, page = tmp_path / "figures.json", tmp_path / "page.html"
    asked = ["evaluate", "layout", "--quick", "--cache", cache, "--work", tmp_path / "work"]
    first = scenegan(*asked, "-o", out)
    assert first.code == 0, first.err
    found = json.loads(out.read_text(encoding="utf-8"))
    assert found["format"] == "scenegan/evaluation@1"
    assert found["run"]["graphs"] == 1 and found["run"]["pictures_a_graph"] == 2
    assert 0 <= found["layout.hidden"] <= 1 and found["layout.hidden_real"] == 0
    assert 0 <= found["relations.accuracy"] <= 1
    assert not [key for key in found if key.startswith(("colour.", "speed.", "parser."))]
    drawings = sorted((tmp_path / "work").rglob("*.npz"))
    assert len(drawings) == 2
    drawings[0].unlink()
    (tmp_path / "work").joinpath("other").mkdir()
    again = scenegan(*asked, "-o", tmp_path / "b.json", "--html", page, "--against", out)
    assert again.code == 0, again.err
    second = json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))
    for key in ("layout.hidden", "layout.diversity", "relations.accuracy"):
        assert second[key] == found[key]
    text = page.read_text(encoding="utf-8")
    checked(text)
    assert text.count("<html") == 1 and "http" not in text.split("</style>")[1]
    assert 'id="worst"' in text and "before" in text


def test_a_cache_that_is_not_there_is_told(scenegan: Run, tmp_path: Path) -> None:
    nowhere = tmp_path / "none.cache"
    done = scenegan("evaluate", "layout", "--cache", nowhere, "--work", tmp_path)
    assert done.code == 2
    assert "There is no cache" in done.err and "Traceback" not in done.err


def test_a_folder_that_is_not_there_is_told_at_once(scenegan: Run, tmp_path: Path) -> None:
    done = scenegan("evaluate", "-o", tmp_path / "none" / "x.json", "--work", tmp_path)
    assert done.code == 2
    assert "there is no folder" in done.err


def test_an_earlier_file_that_is_none_is_told(scenegan: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text("[]", encoding="utf-8")
    done = scenegan("evaluate", "--against", other)
    assert done.code == 2
    assert "no evaluation of SceneGAN" in done.err


def test_a_stop_says_how_to_go_on(
    scenegan: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("scenegan.evaluation.run.evaluate", stopped)
    done = scenegan("evaluate", "-o", tmp_path / "x.json", "--work", tmp_path / "work")
    assert done.code == 130
    assert "Run the same command again to go on" in done.err
