"""The real model as skills: torch and spaCy are imported when they are first asked for."""

from __future__ import annotations

import sys
from contextlib import nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gui.quick_imports import held_collector
from scenegan.errors import SceneGANError
from scenegan.graph import SceneGraph

if TYPE_CHECKING:
    from gui.inference.server import Painter, Parsed, Skills


def model_skills(model: str | None = None) -> Skills:
    """Returns what wishes are served with; to be called in the process that serves them.

    Args:
        model: folder of weights; by default those that came with the program.
    """
    from gui.inference.server import Skills  # Not in the window, which only names this function.

    if model:
        from scenegan.graph.vocabulary import learn_words_of_model

        learn_words_of_model(Path(model))
    return Skills(partial(_load, model), _read, _read_edit, _warm_up)


def _load(model: str | None) -> Painter:
    with held_collector():
        from scenegan.rendering import Pipeline

        return Pipeline.load(model)


def _read(text: str) -> Parsed:
    with nullcontext() if "spacy" in sys.modules else held_collector():
        from scenegan.language import read

        return read(text)


def _read_edit(command: str, graph: SceneGraph) -> SceneGraph:
    from scenegan.language import read_edit

    return read_edit(command, graph)


def _warm_up() -> None:
    with suppress(SceneGANError):  # A text that cannot be read says so when there is one.
        _read("a small lizard")
