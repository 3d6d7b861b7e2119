"""Systems side by side: what is told of each, and by what measures."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from scenegan.data.cache import Cache
from scenegan.evaluation.color_measures import main_color
from scenegan.evaluation.figures import Figure
from scenegan.evaluation.held_out import held_out
from scenegan.evaluation.outcome import Sample
from scenegan.evaluation.specimens import real_specimen, stacked
from scenegan.evaluation.systems.comparison import (
    Field,
    Standing,
    distances_of,
    draw_all,
    main_color_figure,
)
from scenegan.evaluation.systems.comparison_table import (
    COLUMNS,
    curve_of,
    markdown,
    rows_of,
    save_sheet,
)
from scenegan.evaluation.systems.contestants import (
    PersonContestant,
    PublishedContestant,
    caption_of,
    contestant,
)
from scenegan.evaluation.systems.curve import kept_on_the_way, measure_curve
from scenegan.evaluation.systems.training_record import TrainingRecord
from scenegan.evaluation.systems.word_change import (
    measure_word_change,
    outline_kept,
    recolored,
)
from scenegan.graph.model import Color
from scenegan.nn.model_words import ModelWords
from scenegan.nn.systems.saved import GENERATOR, build_generator
from scenegan.nn.weights import ModelConfig, read_config, save_network, write_config
from tests.data.drawings import make_cache
from tests.evaluation.memorising_judges import MemorisingJudges


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Cache:
    return Cache.open(make_cache(tmp_path_factory.mktemp("systems") / "set", 4))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of sg2im that has learned nothing, with the record of a training."""
    folder = tmp_path_factory.mktemp("runs") / "mine"
    words = ModelWords.of_vocabulary()
    options = {
        "n_parts": len(words.parts),
        "n_attributes": len(words.attributes),
        "types": ["fire", "water"],
        "size": 32,
        "noise": 4,
        "width": 8,
        "convolutions": 1,
        "refinement": 4,
    }
    torch.manual_seed(0)
    save_network(folder / "model", GENERATOR, build_generator("sg2im", options))
    network = {"system": "sg2im", **options}
    write_config(folder / "model", ModelConfig("mine", words, {GENERATOR: network}))
    settings = {"text.batch": 10, "gan.batch": 4}
    (folder / "run.json").write_text(json.dumps({"settings": settings}), encoding="utf-8")
    rows = [
        {"phase": "text", "step": 20, "examples_per_second": 100.0},
        {"phase": "stage1", "step": 10, "examples_per_second": 8.0},
        {"phase": "stage1", "step": 10, "true_painted": 0.5},
        {"phase": "stage1", "step": 30, "examples_per_second": 4.0},
    ]
    (folder / "stats.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder


def test_a_record_adds_up_the_time_of_all_phases(run: Path, tmp_path: Path) -> None:
    record = TrainingRecord.of_run(run)
    # 20 batches of 10 at 100/s; 10 of 4 at 8/s; 20 of 4 at 4/s.
    assert record is not None and record.seconds == pytest.approx(2 + 5 + 20)
    assert record.seconds_a_step == pytest.approx(25 / 30) and record.steps == 30
    assert TrainingRecord.of_run(tmp_path) is None


def test_contestants_draw_at_the_side_of_the_judges(run: Path, cache: Cache) -> None:
    held = held_out(cache, split="test")[0]
    ours = contestant(run)
    assert isinstance(ours, PublishedContestant) and ours.asked_with == "graph"
    drawn = ours.draw(held, 0, seed=3)
    assert drawn.rgba.shape == (256, 256, 4) and ours.side == 32
    assert ours.has_parts and set(np.unique(drawn.part_map)) <= {255, *range(10)}
    assert np.array_equal(drawn.rgba, ours.draw(held, 0, seed=3).rgba)
    assert not np.array_equal(drawn.rgba, ours.draw(held, 0, seed=4).rgba)
    person = PersonContestant(64).draw(held, 0, seed=0)
    true = real_specimen(held, 0)
    assert person.rgba.shape == true.rgba.shape and not np.array_equal(person.rgba, true.rgba)
    difference = np.abs(person.rgba[..., 3].astype(int) - true.rgba[..., 3])
    assert difference.mean() < 8, "shrunk and enlarged again, it is the same drawing"


def test_a_system_that_is_asked_for_nothing_draws_many_pictures(
    cache: Cache, tmp_path: Path
) -> None:
    torch.manual_seed(0)
    options = {"size": 16, "noise": 8, "width": 8}
    save_network(tmp_path, GENERATOR, build_generator("gan", options))
    network = {"system": "gan", **options}
    write_config(tmp_path, ModelConfig("mine", ModelWords.of_vocabulary(), {GENERATOR: network}))
    gan, held = contestant(tmp_path), held_out(cache, split="test")[0]
    first, again, second = (gan.draw(held, number, seed=3).rgba for number in (0, 0, 1))
    assert (first == again).all() and (first != second).any()


def test_what_a_system_is_asked(cache: Cache) -> None:
    held = held_out(cache, split="test")[0]
    assert caption_of(held) == held.captions[1]
    creature = held.graph.creature.model_copy(update={"types": ("fire", "flying")})
    typed = held.graph.model_copy(update={"creature": creature})
    asked = caption_of(type(held)(held.id, typed, held.captions, "", held.boxes))
    assert asked == f"fire type. {held.captions[1]}"


def test_the_main_colour_is_compared_with_the_drawings(cache: Cache) -> None:
    held = held_out(cache, split="train")
    real = tuple(real_specimen(h, k) for k, h in enumerate(held))
    same = main_color_figure(Sample(held, real, (), 0))
    assert same is not None and same.value == 0
    swapped = tuple(s.painted(s.rgba[..., [2, 0, 1, 3]]) for s in real)
    other = main_color_figure(Sample(held, swapped, (), 0))
    assert other is not None and other.value > 10
    assert main_color(np.zeros((8, 8, 4), np.uint8)) is None


def test_one_word_is_changed_and_the_rest_looked_at(run: Path, cache: Cache) -> None:
    held = held_out(cache, split="test")[0]
    assert recolored(held) is None, "no colour is named"
    green = (Color(name="dark green", hex="#104010"),)
    parts = (held.graph.parts[0].model_copy(update={"colors": green}), *held.graph.parts[1:])
    graph = held.graph.model_copy(update={"parts": parts})
    named = replace(held, graph=graph, captions=("a bear", "a green bear", "a greenish bear"))
    changed = recolored(named)
    assert changed is not None and changed.captions == ("a bear", "a red bear", "a greenish bear")
    assert changed.graph.parts[0].colors[0].name == "red"
    assert changed.graph.parts[1:] == named.graph.parts[1:]
    ours = contestant(run)
    before = ours.draw(named, 0, 5)
    figures = measure_word_change(ours, [named], [before], seed=0)
    assert 0 <= figures["edit.outline"].value <= 1 and ours.can_be_asked
    assert outline_kept(before, before) == 1
    half = before.rgba.copy()
    half[..., 3], half[:128, :, 3] = 0, 255
    full = half.copy()
    full[..., 3] = 255
    assert outline_kept(before.painted(half), before.painted(full)) == 0.5


def test_weights_kept_on_the_way_give_a_curve(run: Path, cache: Cache, tmp_path: Path) -> None:
    held = held_out(cache, split="train")
    real = tuple(real_specimen(h, k) for k, h in enumerate(held))
    judges = MemorisingJudges(Sample(held, real, real, 0))
    reference = judges.features(stacked(real)).numpy().astype(np.float64)
    field = Field(held, judges, (), reference, seed=2)
    assert kept_on_the_way(run) == {}
    for name in ("model-0.5", "model-0.25", "model-old"):
        shutil.copytree(run / "model", tmp_path / name)
    torch.manual_seed(1)
    options = dict(read_config(run / "model").networks[GENERATOR])
    other = build_generator(options.pop("system"), options)
    save_network(tmp_path / "model-0.25", GENERATOR, other)
    curve = measure_curve(kept_on_the_way(tmp_path), field, lambda *_: None)
    assert list(curve) == [0.25, 0.5]
    last = distances_of(draw_all(contestant(run), field, lambda *_: None)[0], field)
    assert curve[0.5] == last["distance.kid"] and curve[0.25].value != curve[0.5].value
    standing = Standing(contestant(run), last, (), 1.0, curve)
    plain = Standing(PersonContestant(32), {}, (), 1.0)
    heads, row = curve_of([standing, plain])
    assert heads == ["KID after", "25%", "50%", "100%"] and row[2] == row[3]
    assert curve_of([plain]) == [] and list(standing.to_json()["curve"]) == ["0.25", "0.5"]


def test_the_table_and_the_sheet(run: Path, cache: Cache, tmp_path: Path) -> None:
    held = held_out(cache, split="test")
    ours, person = contestant(run), PersonContestant(32)
    standings = [
        Standing(one, figures, (one.draw(held[0], 0, 0),), 12.4)
        for one, figures in ((ours, {"distance.kid": Figure(0.1234)}), (person, {}))
    ]
    first, second = rows_of(standings)
    titles = [column.title for column in COLUMNS]
    assert first[titles.index("KID")] == "0.123" and first[titles.index("ms/picture")] == "12"
    assert first[titles.index("trained")] == "27 s" and first[titles.index("parts")] == "-"
    assert second[titles.index("weights")] == "-" and second[0] == "a person at 32 pixels"
    assert markdown(standings).count("\n") == 4
    told = standings[0].to_json()
    assert told["training"]["steps"] == 30 and told["figures"]["distance.kid"]["value"] == 0.1234
    save_sheet(standings, 1, tmp_path / "sheet.png")
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.height > 2 * 128
