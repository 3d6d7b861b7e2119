"""Two processes that train together, against one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from scenegan.training.command import main
from scenegan.training.devices import averaged, check_shares, own_share
from scenegan.training.presets import SettingError, preset, with_overrides
from tests.training.test_command import ENVIRONMENT, arguments

THREE_STEPS = (
    "shapes.steps=3",
    "looks.steps=3",
    "layout.steps=3",
    "layout.dropout=0",
    "painter.steps=3",
    "painter.adversarial_from=0",
    "save_every=3",
)


def test_two_processes_learn_what_one_learns(cache: Path, tmp_path: Path) -> None:
    pytest.importorskip("lightning_fabric")
    one, two = tmp_path / "one", tmp_path / "two"
    launcher = ("-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2")
    words = ("--device", "cpu", "--threads", "1", *arguments(cache, two, *THREE_STEPS))
    ran = subprocess.run(
        [sys.executable, *launcher, "-m", "scenegan.training.command", *words],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "2 processes on cpu" in ran.stdout and ran.stdout.count("Done:") == 1
    assert main(arguments(cache, one, *THREE_STEPS)) == 0
    last = Path("checkpoints") / "3-0000003.safetensors"
    mine, theirs = load_file(one / last), load_file(two / last)
    assert mine.keys() == theirs.keys()
    for key, value in mine.items():
        if key.startswith("network."):
            torch.testing.assert_close(theirs[key], value, atol=2e-5, rtol=1e-4, msg=key)


def test_alone_nothing_is_shared() -> None:
    assert own_share(6) == slice(0, 6)
    assert averaged(torch.tensor(3.0)) == 3


def test_a_batch_has_to_be_shared_evenly() -> None:
    settings = with_overrides(preset("tiny"), ["painter.batch=3"])
    with pytest.raises(SettingError, match="painter.batch=3 has to be a multiple of the 2"):
        check_shares(settings, 2)
    check_shares(settings, 1)


def test_several_processes_without_fabric_are_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("WORLD_SIZE", "2")
    monkeypatch.setitem(sys.modules, "lightning_fabric", None)
    words = ["--device", "cpu", "--data", str(tmp_path), "--out", str(tmp_path / "run")]
    assert main(words) == 2
    assert "2 processes need Lightning Fabric" in capsys.readouterr().err
