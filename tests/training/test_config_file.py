from __future__ import annotations

import json
from pathlib import Path

import pytest

from scenegan.errors import FileError
from scenegan.training.config_file import read_run_config, run_config_text
from scenegan.training.presets import PRESETS, SettingError, preset, with_overrides

YAML = """
preset: gpu
data: drawings/of mine
seed: 7
painter:
  rate: 3e-4
  channels: [8, 8, 8, 8, 8, 4]
  channel_attention: true
phases: [shapes, looks]
"""


def test_yaml_and_json_say_the_same(tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    path = tmp_path / "run.yaml"
    path.write_text(YAML, encoding="utf-8")
    config = read_run_config(path)
    assert config.options == {"preset": "gpu", "data": "drawings/of mine"}
    settings = with_overrides(preset("gpu"), config.overrides)
    assert settings.painter.rate == 3e-4 and settings.painter.channels[-1] == 4
    assert settings.painter.channel_attention and settings.phases == ("shapes", "looks")
    plain = tmp_path / "run.json"
    plain.write_text(
        json.dumps(
            {
                "preset": "gpu",
                "data": "drawings/of mine",
                "seed": 7,
                "painter.rate": 3e-4,
                "painter": {"channels": [8, 8, 8, 8, 8, 4], "channel_attention": True},
                "phases": ["shapes", "looks"],
            }
        ),
        encoding="utf-8",
    )
    same = read_run_config(plain)
    assert same.options == config.options
    assert with_overrides(preset("gpu"), same.overrides) == settings


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_what_a_run_writes_can_be_read_again(name: str, tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    path = tmp_path / "config.yaml"
    path.write_text(run_config_text({"data": "a b.cache", "init": ""}, preset(name)))
    config = read_run_config(path)
    assert config.options == {"data": "a b.cache"}
    assert with_overrides(preset("tiny"), config.overrides) == preset(name)


def test_mistakes_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "run.json"
    with pytest.raises(FileError, match="cannot be read"):
        read_run_config(path)
    path.write_text("{", encoding="utf-8")
    with pytest.raises(SettingError, match="no valid JSON"):
        read_run_config(path)
    yaml = tmp_path / "run.yaml"
    yaml.write_text("- a\n- b\n", encoding="utf-8")
    with pytest.raises(SettingError, match="is no configuration|needs PyYAML"):
        read_run_config(yaml)
    monkeypatch.setitem(__import__("sys").modules, "yaml", None)
    with pytest.raises(SettingError, match="needs PyYAML.*write it as JSON"):
        read_run_config(yaml)
