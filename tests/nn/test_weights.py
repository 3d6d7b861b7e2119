import json
import shutil
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import nn

from scenegan.assets import asset
from scenegan.errors import ModelError
from scenegan.nn.model_words import ModelWords
from scenegan.nn.weights import (
    CONFIG_FILE,
    ModelConfig,
    load_network,
    read_config,
    save_network,
    weights_folder,
    write_config,
)


@pytest.fixture
def config() -> ModelConfig:
    return ModelConfig("small", ModelWords.of_vocabulary(), {"layout": {"width": 32}})


def test_config_returns(tmp_path: Path, config: ModelConfig) -> None:
    write_config(tmp_path, config)
    assert read_config(tmp_path) == config
    with pytest.raises(ModelError, match="no network 'painter'"):
        config.options("painter")


def test_weights_return_as_float32(tmp_path: Path) -> None:
    network, other = nn.Linear(4, 3), nn.Linear(4, 3)
    path = save_network(tmp_path, "layout", network)
    load_network(tmp_path, "layout", other)
    assert other.weight.dtype == torch.float32
    assert torch.equal(other.weight, network.weight.half().float())
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_missing_weights(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"layout\.safetensors are missing.*--model"):
        load_network(tmp_path, "layout", nn.Linear(2, 2))
    with pytest.raises(ModelError, match=r"no model\.json in"):
        read_config(tmp_path)


def test_damaged_weights(tmp_path: Path) -> None:
    path = save_network(tmp_path, "layout", nn.Linear(64, 64))
    content = path.read_bytes()
    for broken in (content[: len(content) // 2], b"", b"\x80\x04pickle" * 40):
        path.write_bytes(broken)
        with pytest.raises(ModelError, match=r"layout\.safetensors are damaged"):
            load_network(tmp_path, "layout", nn.Linear(64, 64))


def test_weights_that_are_not_numbers(tmp_path: Path) -> None:
    network = nn.Linear(2, 2)
    nn.init.constant_(network.bias, float("nan"))
    save_network(tmp_path, "layout", network)
    with pytest.raises(ModelError, match="not finite at 'bias'"):
        load_network(tmp_path, "layout", nn.Linear(2, 2))


def test_foreign_weights(tmp_path: Path) -> None:
    save_file({"weight": torch.zeros(2, 2)}, tmp_path / "layout.safetensors")
    with pytest.raises(ModelError, match="does not hold weights of the network 'layout'"):
        load_network(tmp_path, "layout", nn.Linear(2, 2))
    save_network(tmp_path, "shape", nn.Linear(2, 2))
    shutil.copy(tmp_path / "shape.safetensors", tmp_path / "layout.safetensors")
    with pytest.raises(ModelError, match="does not hold"):
        load_network(tmp_path, "layout", nn.Linear(2, 2))


def test_weights_of_another_size(tmp_path: Path) -> None:
    save_network(tmp_path, "layout", nn.Linear(3, 2))
    with pytest.raises(ModelError, match="does not fit the network .*'weight'"):
        load_network(tmp_path, "layout", nn.Linear(2, 2))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "no valid JSON"),
        ("[]", "format None"),
        ('{"format": "scenegan/model@2"}', "another program or version"),
        ('{"format": "scenegan/model@1", "name": "x"}', "damaged"),
    ],
)
def test_bad_config(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / CONFIG_FILE).write_text(content)
    with pytest.raises(ModelError, match=message):
        read_config(tmp_path)


def test_released_weights_are_small_and_half_precision() -> None:
    config = read_config(asset("weights"))
    assert set(config.words.parts) == set(ModelWords.of_vocabulary().parts)
    assert set(config.words.attributes) == set(ModelWords.of_vocabulary().attributes)
    for name in ("layout", "shape", "norm"):
        path = asset("weights", f"{name}.safetensors")
        assert path.stat().st_size <= 16 * 2**20
        length = int.from_bytes(path.read_bytes()[:8], "little")
        header = json.loads(path.read_bytes()[8 : 8 + length])
        header.pop("__metadata__")
        assert {entry["dtype"] for entry in header.values()} == {"F16"}


def test_the_weights_of_a_run_are_found_in_its_folder(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    assert weights_folder(tmp_path) == tmp_path, "no weights are there yet"
    write_config(tmp_path / "model", ModelConfig("mine", ModelWords.of_vocabulary()))
    assert weights_folder(tmp_path) == tmp_path / "model" == weights_folder(tmp_path / "model")
