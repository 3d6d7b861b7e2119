"""One process on one device, or several that train one model together.

Every process draws the whole batch of a step from the same random numbers and learns from its own
part of it; gradients, and the few means that losses are divided by, are averaged over all
processes. So the number of processes changes a run by no more than rounding.

Lightning Fabric starts the process group where `torchrun` has started several processes. A single
process needs nothing but PyTorch.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import torch
import torch.distributed as dist
from torch import Tensor
from torch.nn import Parameter

from scenegan.training.presets import SettingError, flattened
from scenegan.training.settings import Settings


@dataclass(frozen=True)
class Devices:
    """Where this process trains, and which of how many it is.

    Attributes:
        device: where its tensors are.
        rank: its number; the first one, 0, writes the files.
        world: number of processes.
    """

    device: torch.device
    rank: int = 0
    world: int = 1

    @property
    def writes(self) -> bool:
        """Whether this process writes files and tells the user."""
        return self.rank == 0


def start_devices(name: str | None) -> Devices:
    """Finds the device of this process, and joins the other processes if there are any.

    Args:
        name: cpu, cuda or cuda:N; None takes a GPU if there is one.

    Raises:
        SettingError: if there is no such device, or several processes lack Lightning Fabric.
    """
    device = _device(name)
    if device.type == "cuda":
        torch.set_float32_matmul_precision("high")
        torch.backends.cudnn.benchmark = True
    world = int(os.environ.get("WORLD_SIZE", "1"))
    if world == 1:
        return Devices(device)
    try:
        fabric_module = importlib.import_module("lightning_fabric")
    except ImportError:
        raise SettingError(
            f"{world} processes need Lightning Fabric: `pip install scenegan[train]`, or start "
            "one process without torchrun."
        ) from None
    here = int(os.environ.get("LOCAL_WORLD_SIZE", str(world)))
    fabric = fabric_module.Fabric(
        accelerator=device.type, devices=here, num_nodes=world // here, strategy="ddp"
    )
    fabric.launch()
    return Devices(fabric.device, fabric.global_rank, fabric.world_size)


def check_shares(settings: Settings, world: int) -> None:
    """Makes sure that every batch can be shared evenly.

    Raises:
        SettingError: if a batch is no multiple of the number of processes.
    """
    for key, value in flattened(settings).items():
        if key.endswith(".batch") and value % world:
            raise SettingError(f"{key}={value} has to be a multiple of the {world} processes.")


def own_share(batch: int) -> slice:
    """Returns which examples of a batch this process learns from."""
    if not _together():
        return slice(0, batch)
    share = batch // dist.get_world_size()
    return slice(dist.get_rank() * share, (dist.get_rank() + 1) * share)


def averaged(value: Tensor) -> Tensor:
    """Returns the mean of a tensor without gradients over all processes."""
    if not _together():
        return value
    total = value.detach().clone()
    dist.all_reduce(total)
    return total / dist.get_world_size()


def average_gradients(parameters: Iterable[Parameter]) -> None:
    """Replaces all gradients by their means over the processes, in one message."""
    if not _together():
        return
    gradients = [p.grad for p in parameters if p.grad is not None]
    flat = torch.cat([g.float().flatten() for g in gradients])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    for gradient, mean in zip(
        gradients, torch.split(flat, [g.numel() for g in gradients]), strict=True
    ):
        gradient.copy_(mean.view_as(gradient))


def asked_anywhere(asked: bool, device: torch.device) -> bool:
    """Whether something was asked of any process, so that all of them act in the same step."""
    if not _together():
        return asked
    flag = torch.tensor(float(asked), device=device)
    dist.all_reduce(flag, dist.ReduceOp.MAX)
    return bool(flag.item())


def wait_for_all() -> None:
    """Waits until every process has come here."""
    if _together():
        dist.barrier()


def leave() -> None:
    """Ends the process group, if there is one."""
    if _together():
        dist.destroy_process_group()


def finite(tensors: Sequence[Tensor]) -> bool:
    """Whether all numbers of all tensors are finite, found out in one go."""
    if not tensors:
        return True
    norms = torch.stack([n.float() for n in torch._foreach_norm(list(tensors))])
    return bool(torch.isfinite(norms).all().item())


def _together() -> bool:
    return dist.is_available() and dist.is_initialized() and dist.get_world_size() > 1


def _device(name: str | None) -> torch.device:
    if name is None:
        name = "cuda" if torch.cuda.is_available() else "cpu"
    try:
        device = torch.device(name)
        torch.zeros(1, device=device)
    except (RuntimeError, AssertionError):
        raise SettingError(f"The device '{name}' is not there: try --device cpu.") from None
    return device
