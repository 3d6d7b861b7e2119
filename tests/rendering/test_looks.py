"""What is painted inside parts, as documents store it."""

import numpy as np

from scenegan.graph import Document
from scenegan.rendering import Picture, Pipeline


def with_looks_cut_to(document: Document, length: int) -> Document:
    places = {
        node: place.model_copy(update={"look": place.look[:length]})
        for node, place in document.layout.items()
    }
    return document.model_copy(update={"layout": places})


def test_looks_of_an_earlier_model_are_chosen_again(pipeline: Pipeline, drawn: Picture) -> None:
    """Eyes without pupils would be what is left of documents from before the look code grew."""
    assert any(place.look for place in drawn.document.layout.values())
    foreign = pipeline.draw(with_looks_cut_to(drawn.document, 32)).rgba.astype(int)
    plain = pipeline.draw(with_looks_cut_to(drawn.document, 0)).rgba.astype(int)
    shown = drawn.rgba.astype(int)
    assert np.abs(plain - shown).mean() > 0.5
    assert np.abs(foreign - shown).mean() < np.abs(plain - shown).mean() / 4


def test_plain_parts_stay_plain(pipeline: Pipeline, drawn: Picture) -> None:
    plain = with_looks_cut_to(drawn.document, 0)
    assert np.array_equal(pipeline.draw(plain).rgba, pipeline.draw(plain).rgba)
    assert not np.array_equal(pipeline.draw(plain).rgba, drawn.rgba)
