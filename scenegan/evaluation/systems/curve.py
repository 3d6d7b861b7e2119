"""How far a system had come before the end of its training."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from scenegan.evaluation.figures import Figure
from scenegan.evaluation.systems.comparison import Field, Tell, distances_of, draw_all
from scenegan.evaluation.systems.contestants import Contestant, contestant

_KEPT = "model-"
_KID = "distance.kid"


def kept_on_the_way(run: Path) -> dict[float, Contestant]:
    """Reads the weights that a run kept on its way (`keep_at`).

    Args:
        run: folder of a run; other folders hold none.

    Returns:
        What draws with them, by the share of the last phase that was over.

    Raises:
        ModelError: if weights are damaged.
    """
    folders = {}
    for folder in run.glob(f"{_KEPT}*"):
        try:
            folders[float(folder.name.removeprefix(_KEPT))] = folder
        except ValueError:
            continue
    return {share: contestant(folders[share]) for share in sorted(folders)}


def measure_curve(
    kept: Mapping[float, Contestant], field: Field, tell: Tell
) -> dict[float, Figure]:
    """Measures the kernel distance after each share of a training.

    Args:
        kept: what `kept_on_the_way` has read.
        field: what the system itself is measured on.
        tell: shows progress.
    """
    samples = {share: draw_all(one, field, tell)[0] for share, one in kept.items()}
    return {share: distances_of(sample, field)[_KID] for share, sample in samples.items()}
