"""Twenty drawings with a word of their own: checked, built, trained on, drawn from."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from scenegan.data.cache import Cache
from scenegan.graph import Creature, Part, SceneGraph
from scenegan.language import read
from scenegan.nn.weights import read_config
from scenegan.rendering import Pipeline
from scenegan.training.command import main
from tests.cli_runner import Done
from tests.data.drawings import make_data_set
from tests.own_words import forget
from tests.training.conftest import SMALL

pytestmark = pytest.mark.usefixtures("own_words_forgotten")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Twenty creatures whose tails are riveted propellers."""
    data = make_data_set(tmp_path / "own", 20)
    text = data.annotations.read_text(encoding="utf-8")
    text = text.replace('"tail"', '"propeller"').replace('"long"', '"riveted"')
    data.annotations.write_text(text, encoding="utf-8")
    words = {"parts": {"propeller": {"like": "tail"}}, "attributes": ["riveted"]}
    (data.folder / "vocabulary.json").write_text(json.dumps(words), encoding="utf-8")
    return data.folder


def test_own_drawings_train_and_draw(
    own: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    scenegan: Callable[..., Done],
) -> None:
    assert read("a bear with a propeller").graph.parts == ()  # read before the word is known
    out = tmp_path / "run"
    steps = [f"{phase}.steps=1" for phase in ("shapes", "looks", "layout", "painter")]
    words = ["--preset", "tiny", "--data", str(own), "--out", str(out), *SMALL, *steps]
    assert main([*words, "drawings=4"]) == 0
    assert "4 drawings to learn from, 1 held out" in capsys.readouterr().out
    assert len(Cache.open(out / "drawings.cache")) == 20
    assert read_config(out / "model").words.parts[-1] == "propeller"
    pipeline = Pipeline.load(out / "model")
    torso = Part(id="torso-1", part="torso")
    propeller = Part(id="propeller-1", part="propeller", attrs=("riveted",), on="torso-1")
    graph = SceneGraph(creature=Creature(kind="bear"), parts=(torso, propeller))
    picture = pipeline.draw(graph, seed=1)
    assert np.asarray(picture.rgba).shape == (256, 256, 4)
    assert picture.masks["propeller-1"].shape == (256, 256)
    assert {"torso-1", "propeller-1"} <= picture.document.layout.keys()
    forget(monkeypatch)
    lines = tmp_path / "lines.txt"
    lines.write_text("a bear with a riveted propeller\n", encoding="utf-8")
    model, drawn = out / "model", tmp_path / "drawn"
    done = scenegan("render", lines, "-o", drawn, "--model", model, "--workers", 1)
    assert done.code == 0, done.err
    record = json.loads((drawn / "manifest.jsonl").read_text(encoding="utf-8"))
    assert "propeller" in {p["part"] for p in record["graph"]["parts"]}
