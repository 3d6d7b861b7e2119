"""Pictures that came from another process share again what equals what is there already."""

from __future__ import annotations

from dataclasses import replace

from gui.inference.wishes import PaintWish, TrialWish
from scenegan.rendering.picture import Picture


def share_places(picture: Picture, wish: PaintWish | TrialWish) -> Picture:
    """Lets a picture hold the very places and graph that it was painted from, where they are equal.

    The steps of a document keep the places of all parts; without this, each step would have its
    own copy of all that no edit ever changed.
    """
    document, known = picture.document, wish.base.layout
    layout = {
        node: known[node] if known.get(node) == place else place
        for node, place in document.layout.items()
    }
    graph = wish.graph if wish.graph == document.graph else document.graph
    shared = document.model_copy(update={"layout": layout, "graph": graph})
    return replace(picture, document=shared)
