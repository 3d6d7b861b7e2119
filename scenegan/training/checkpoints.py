"""Checkpoints: one safetensors file each, with everything that a phase needs to go on.

The randomness of a step depends on its number alone, so networks, optimisers and the number of
steps done are all there is to keep.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor, nn
from torch.optim import Optimizer

from scenegan.atomic_files import write_atomically
from scenegan.errors import DataError
from scenegan.training.phase import Phase

CHECKPOINT_FORMAT = "scenegan/checkpoint@1"
_KEPT = 2


@dataclass(frozen=True)
class Progress:
    """How far a run has come.

    Attributes:
        phase: position of the present phase among those of the run.
        step: steps of it that are done.
        attempt: how often the phase has been rolled back.
        computed: seconds of computing that the phase has taken.
    """

    phase: int
    step: int
    attempt: int = 0
    computed: float = 0.0


class Checkpoints:
    """The checkpoints in a folder; only the newest few are kept."""

    def __init__(self, folder: Path) -> None:
        """Uses a folder, which is made when the first checkpoint is saved."""
        self._folder = folder

    def files(self) -> list[Path]:
        """Returns the checkpoints, the oldest first."""
        return sorted(self._folder.glob("[0-9]*-[0-9]*.safetensors"))

    def save(self, progress: Progress, phase: Phase | None) -> Path:
        """Writes a checkpoint of a running phase, or of the start of one.

        Raises:
            FileError: if the disk is full or cannot be written to; older checkpoints stay.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{progress.phase}-{progress.step:07d}.safetensors"
        about = {
            "format": CHECKPOINT_FORMAT,
            "progress": json.dumps(asdict(progress)),
        }
        tensors = {} if phase is None else _state(phase)
        write_atomically(path, save(tensors, metadata=about))
        for old in self.files()[:-_KEPT]:
            old.unlink()
        return path

    def newest(self, say: Callable[[str], None]) -> tuple[Path, Progress]:
        """Finds the newest checkpoint that is whole.

        Raises:
            DataError: if there is none.
        """
        for path in reversed(self.files()):
            try:
                return path, _progress(path)
            except (SafetensorError, KeyError, ValueError, OSError) as error:
                say(f"The checkpoint {path} is damaged ({error}): the one before it is used.")
        raise DataError(f"There is no checkpoint in {self._folder}: start without --resume.")

    def last_of(self, phase: int) -> tuple[Path, Progress] | None:
        """Returns the newest whole checkpoint of a phase that has begun; None if there is none."""
        for path in reversed(self.files()):
            with suppress(SafetensorError, KeyError, ValueError, OSError):
                progress = _progress(path)
                if progress.phase == phase and progress.step:
                    return path, progress
        return None


def restore(path: Path, phase: Phase) -> None:
    """Puts networks and optimisers of a phase back to where they were.

    Raises:
        DataError: if the checkpoint belongs to networks of other sizes.
    """
    with safe_open(path, framework="pt") as file:
        tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
    try:
        for name, network in phase.networks().items():
            _restore_network(network, _below(tensors, f"network.{name}."))
        for name, optimizer in phase.optimizers().items():
            _restore_optimizer(optimizer, _below(tensors, f"optimizer.{name}."))
    except (RuntimeError, KeyError, IndexError) as error:
        raise DataError(
            f"The checkpoint {path} does not fit the settings ({str(error).splitlines()[0]}): "
            "resume with the settings that the run was started with."
        ) from error


def _state(phase: Phase) -> dict[str, Tensor]:
    """Everything that changes in a phase, by name."""
    tensors: dict[str, Tensor] = {}
    for name, network in phase.networks().items():
        for key, value in network.state_dict().items():
            tensors[f"network.{name}.{key}"] = value
    for name, optimizer in phase.optimizers().items():
        for index, values in optimizer.state_dict()["state"].items():
            for key, value in values.items():
                tensors[f"optimizer.{name}.{index}.{key}"] = torch.as_tensor(value)
    return {key: value.detach().cpu().contiguous().clone() for key, value in tensors.items()}


def _progress(path: Path) -> Progress:
    with safe_open(path, framework="pt") as file:
        about = file.metadata() or {}
    if about.get("format") != CHECKPOINT_FORMAT:
        raise ValueError(f"its format is {about.get('format')}")
    return Progress(**json.loads(about["progress"]))


def _below(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {k.removeprefix(prefix): v for k, v in tensors.items() if k.startswith(prefix)}


def _restore_network(network: nn.Module, tensors: dict[str, Tensor]) -> None:
    network.load_state_dict(tensors)


def _restore_optimizer(optimizer: Optimizer, tensors: dict[str, Tensor]) -> None:
    parameters = [p for group in optimizer.param_groups for p in group["params"]]
    state: dict[int, dict[str, Tensor]] = {}
    for key, value in tensors.items():
        index, name = key.split(".")
        if value.ndim:
            # Fused optimisers need averages that lie in memory as the weights do.
            value = torch.empty_like(parameters[int(index)]).copy_(value)
        state.setdefault(int(index), {})[name] = value
    groups = optimizer.state_dict()["param_groups"]
    optimizer.load_state_dict({"state": state, "param_groups": groups})
