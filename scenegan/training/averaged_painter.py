"""A painter between two: `python -m scenegan.training.averaged_painter FIRST SECOND OUT`.

A painter that has been trained on and the one that it started from are good at different things:
the one at pixels, the other at what a network of features sees. The mean of their weights is good
at both (Wortsman et al. 2022, "Model soups").
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch

from scenegan.errors import ModelError
from scenegan.nn.cascade import Painter
from scenegan.nn.weights import save_network


@torch.no_grad()
def averaged(first: Painter, second: Painter, share: float) -> Painter:
    """Brings a painter nearer to another one, and returns it.

    Args:
        first: the painter that is changed.
        second: one of the same build.
        share: how far it goes, 0..1; 1 is all the way.

    Raises:
        ModelError: if the two are built differently.
    """
    theirs = second.state_dict()
    mine = first.state_dict()
    if {k: v.shape for k, v in mine.items()} != {k: v.shape for k, v in theirs.items()}:
        raise ModelError(
            "The two painters are built differently: name a model and one that was trained on "
            "from it (--init), without other painter.channels or painter.width."
        )
    for name, weight in mine.items():
        if weight.is_floating_point():
            weight.lerp_(theirs[name], share)
    return first


def main(arguments: list[str] | None = None) -> None:
    """Reads two models, and writes the second one with a painter between them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("first", type=Path, help="folder of a model")
    parser.add_argument("second", type=Path, help="folder of one that was trained on from it")
    parser.add_argument("out", type=Path, help="folder of the new model")
    parser.add_argument("--share", type=float, default=0.5, help="way to the second, 0 to 1")
    asked = parser.parse_args(arguments)
    painter = averaged(Painter.read(asked.first), Painter.read(asked.second), asked.share)
    shutil.copytree(asked.second, asked.out)
    print(save_network(asked.out, "painter", painter))


if __name__ == "__main__":
    main()
