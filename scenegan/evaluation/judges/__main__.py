"""Trains the judges: `python -m scenegan.evaluation.judges --help`."""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

import torch

from scenegan.assets import assets_folder
from scenegan.data.cache import Cache
from scenegan.errors import SceneGANError
from scenegan.evaluation.judges.backbone import Backbone
from scenegan.evaluation.judges.panel import BACKBONE
from scenegan.evaluation.judges.recipe import Recipe
from scenegan.evaluation.judges.training import Course
from scenegan.nn.weights import load_network


def main() -> None:
    """Reads the command line, trains, and writes the judges."""
    parser = argparse.ArgumentParser(
        prog="python -m scenegan.evaluation.judges",
        description="Trains the judges of an evaluation on the real drawings of the train split. "
        "A stopped training goes on where it was.",
    )
    parser.add_argument("--cache", type=Path, default=Path("data/pokescene.cache"))
    parser.add_argument("--work", type=Path, default=Path("runs/judges"), help="what is kept")
    parser.add_argument("--out", type=Path, default=assets_folder() / "evaluators")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    try:
        backbone = Backbone()
        load_network(given.out, BACKBONE, backbone)
        cache = Cache.open(given.cache)
        data = hashlib.sha256(given.cache.read_bytes()).hexdigest()
        course = Course(cache, data, backbone, given.work, Recipe(), _tell)
        course.run().save(given.out)
    except SceneGANError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)


def _tell(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
