"""Going on from weights that know fewer words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from scenegan.errors import ModelError
from scenegan.nn.layout import LayoutFlow
from scenegan.nn.layout_critic import LayoutCritic
from scenegan.nn.model_words import ModelWords
from scenegan.nn.shape_code import ShapeCode
from scenegan.nn.token_norm import TokenNorm
from scenegan.nn.weights import ModelConfig, read_config, save_network, write_config
from scenegan.training.batches import Drawings
from scenegan.training.cache_reader import OwnWords
from scenegan.training.context import TrainingContext
from scenegan.training.devices import Devices
from scenegan.training.initial_weights import adopt_weights, load_initial
from scenegan.training.presets import preset
from scenegan.training.run_folder import sized_like, words_of

LIKE = {"propeller": "tail", "rotor": ""}


@pytest.fixture
def initial(tmp_path: Path, words: ModelWords) -> Path:
    """Small networks of a model of the vocabulary."""
    folder = tmp_path / "initial"
    n_parts, n_attributes = len(words.parts), len(words.attributes)
    torch.manual_seed(0)
    norm = TokenNorm(n_parts)
    norm.mean += torch.arange(len(norm.mean))[:, None] / 10000
    save_network(folder, "norm", norm)
    save_network(folder, "layout", LayoutFlow(n_parts, n_attributes, 16, 1, 2))
    save_network(folder, "shape", ShapeCode(n_parts, 4))
    save_network(folder, "critic", LayoutCritic(n_parts))
    known = {"attributes": torch.ones(3, n_attributes, dtype=torch.uint8)}
    for library in ("looks", "shapes"):
        save_file(known, folder / f"{library}.safetensors")
    networks = {"layout": {"width": 16, "depth": 1, "heads": 2}, "shape": {"channels": 4}}
    write_config(folder, ModelConfig("small", words, networks))
    return folder


@pytest.fixture
def grown(initial: Path, words: ModelWords, drawings: Drawings, tmp_path: Path) -> TrainingContext:
    more = words_of(initial, OwnWords(LIKE, ("riveted",)))
    assert more.parts == (*words.parts, "propeller", "rotor")
    return TrainingContext(
        settings=preset("tiny"),
        devices=Devices(torch.device("cpu")),
        words=more,
        train=drawings,
        held_out=drawings,
        model=tmp_path / "model",
        initial=initial,
        say=print,
        likenesses=LIKE,
    )


def test_a_new_part_begins_as_what_it_is_like(
    grown: TrainingContext, initial: Path, words: ModelWords
) -> None:
    n, tail = len(words.parts), words.part_index["tail"]
    flow = LayoutFlow(n + 2, len(words.attributes) + 1, 16, 1, 2)
    load_initial(grown, "layout", flow)
    old = load_file(initial / "layout.safetensors")["part_embedding.weight"].float()
    new = flow.part_embedding.weight
    assert torch.equal(new[:n], old[:n]) and torch.equal(new[n], old[tail])
    assert torch.equal(new[n + 2], old[n]), "the row of padding stays the last"
    assert (flow.attribute_projection.weight[:, -1] == 0).all()


def test_units_of_a_new_part_are_those_of_what_it_is_like(
    grown: TrainingContext, initial: Path, words: ModelWords
) -> None:
    n, tail, torso = len(words.parts), words.part_index["tail"], words.part_index["torso"]
    norm = TokenNorm(n + 2)
    load_initial(grown, "norm", norm)
    old = load_file(initial / "norm.safetensors")["mean"].float()
    assert torch.equal(norm.mean[n * (n + 4) + torso], old[tail * (n + 2) + torso])
    assert torch.equal(norm.mean[tail * (n + 4) + n + 3], old[tail * (n + 2) + n + 1]), "roots"


def test_weights_that_are_not_trained_grow_too(
    grown: TrainingContext, initial: Path, words: ModelWords
) -> None:
    grown.model.mkdir()
    adopt_weights(initial, grown.model, grown.words, LIKE, trained=("layout", "norm"))
    assert sorted(f.stem for f in grown.model.iterdir()) == [
        "critic",
        "looks",
        "shape",
        "shapes",
    ]
    shape = load_file(grown.model / "shape.safetensors")["part_embedding.weight"]
    assert len(shape) == len(words.parts) + 3
    for library in ("looks", "shapes"):
        known = load_file(grown.model / f"{library}.safetensors")["attributes"]
        assert known.shape == (3, len(words.attributes) + 1) and (known[:, -1] == 0).all()


def test_networks_of_another_size_are_refused(grown: TrainingContext, initial: Path) -> None:
    with pytest.raises(ModelError, match="'shape'.*do not fit the settings"):
        load_initial(grown, "shape", ShapeCode(len(grown.words.parts), 8))
    same = replace(grown, words=read_config(initial).words)
    load_initial(same, "shape", ShapeCode(len(same.words.parts), 4))


def test_settings_take_the_sizes_of_the_weights(initial: Path) -> None:
    sized = sized_like(preset("gpu"), read_config(initial))
    assert (sized.layout.width, sized.layout.depth, sized.layout.heads) == (16, 1, 2)
    assert sized.shapes.channels == 4 and sized.painter == preset("gpu").painter


def test_a_critic_knows_new_parts_as_what_they_are_like(grown: TrainingContext) -> None:
    assert grown.initial is not None
    grown.model.mkdir()
    adopt_weights(grown.initial, grown.model, grown.words, LIKE, trained=("layout", "norm"))
    critic = LayoutCritic.load(grown.model, len(grown.words.parts))
    assert critic is not None
    for name in ("part_word.3.weight", "pixel_word.1.bias"):
        rows = critic.get_parameter(name)
        assert torch.equal(rows[-2], rows[grown.words.part_index["tail"]])
        assert not torch.equal(rows[-2], rows[0])
