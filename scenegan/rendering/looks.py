"""Looks of the parts of a planned creature: pupils, highlights and shade, chosen and stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor

from scenegan.completion.expression import with_expression
from scenegan.graph import Document, NodeLayout, SceneGraph
from scenegan.graph.color_values import lab_to_hex
from scenegan.nn.graph_tensors import encode_graphs
from scenegan.nn.last_result import LastResult
from scenegan.nn.look_code import LOOK_CODE_DIMS, LookCode
from scenegan.nn.look_library import LookLibrary
from scenegan.nn.model_words import ModelWords
from scenegan.nn.weights import read_config
from scenegan.rendering.layout_records import layout_tensors
from scenegan.rendering.seeds import derived_seed

_DIGITS = 3
_SEEDS = 2**63


class LookChooser:
    """Chooses looks from those of drawn parts, and decodes them for the painter."""

    def __init__(self, words: ModelWords, code: LookCode, library: LookLibrary) -> None:
        """Puts a chooser together; `load` is the usual way."""
        self._words = words
        self._code = code
        self._library = library
        self._layers: LastResult[Tensor] = LastResult()

    @classmethod
    def load(cls, folder: Path) -> LookChooser | None:
        """Reads looks beside the weights; None if the model was trained without them.

        Raises:
            ModelError: if files are damaged or made for something else.
        """
        config = read_config(folder)
        if "look" not in config.networks:
            return None
        return cls(config.words, LookCode.load(folder), LookLibrary.load(folder))

    @torch.inference_mode()
    def choose(
        self, graph: SceneGraph, places: Mapping[str, NodeLayout], nodes: Collection[str]
    ) -> dict[str, NodeLayout]:
        """Gives some parts of a laid-out creature a look; all others keep theirs.

        Args:
            graph: the creature.
            places: the place of every part.
            nodes: ids of the parts that get a new look.

        Returns:
            All places. A part whose named colour came alone may have got a second one.
        """
        found = dict(places)
        if not nodes:
            return found
        batch = encode_graphs([with_expression(graph)], self._words)
        named = torch.tensor([[bool(graph.colors_of(p)) for p in graph.parts]])
        layout = layout_tensors([places[p.id] for p in graph.parts])
        draws = [derived_seed(places[p.id].seed, "look") / _SEEDS for p in graph.parts]
        looks = self._library.choose(
            replace(batch, colored=named), layout.box, layout.colors, torch.tensor([draws])
        )
        for i, part in enumerate(graph.parts):
            if part.id in nodes:
                looked = bool(looks.looked[0, i])
                code = [round(v, _DIGITS) for v in looks.code[0, i].tolist()] if looked else []
                colors = places[part.id].colors
                if not torch.equal(looks.colors[0, i], layout.colors[0, i]):
                    colors = (colors[0], lab_to_hex(looks.colors[0, i, 3:].numpy()))
                changes = {"look": tuple(code), "colors": colors}
                found[part.id] = places[part.id].model_copy(update=changes)
        return found

    @torch.inference_mode()
    def layers(self, document: Document, part: Tensor) -> Tensor:
        """Decodes what is painted inside the parts [1, N] of a planned document.

        A look that another model stored is replaced by one that this model would have chosen.

        Returns:
            [1, N, 10, 24, 24] logits of paints and lines.
        """
        places = dict(document.layout)
        foreign = [p.id for p in document.graph.parts if self._is_foreign(places[p.id].look)]
        if foreign:
            places = self.choose(document.graph, places, foreign)
        stored = [places[p.id].look for p in document.graph.parts]
        plain = (0.0,) * LOOK_CODE_DIMS
        code = torch.tensor([[look if self._fits(look) else plain for look in stored]])
        looked = torch.tensor([[self._fits(look) for look in stored]])
        given = (code, looked, part)
        return self._layers.of(given, lambda: self._code.layers(code, looked, part))

    @staticmethod
    def _fits(look: tuple[float, ...]) -> bool:
        """Whether a stored look is one of this model."""
        return len(look) == LOOK_CODE_DIMS

    def _is_foreign(self, look: tuple[float, ...]) -> bool:
        return bool(look) and not self._fits(look)
