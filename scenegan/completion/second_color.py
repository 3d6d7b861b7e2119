"""Where a creature of two colours shows the second one."""

from __future__ import annotations

from scenegan.graph.model import SceneGraph

_SHOWS_IT = "belly"


def parts_of_second_color(graph: SceneGraph) -> dict[str, int]:
    """Returns the parts that are expected because a creature has two colours, with their numbers.

    Trunk, head and limbs take the first colour that is said of a creature; without a part that
    takes the second, a black and white penguin is black. Most penguins, pandas and birds of two
    colours wear the second on the belly.
    """
    colors = graph.creature.colors
    if len(colors) < 2:
        return {}
    shown = {color.hex for part in graph.parts for color in part.colors}
    return {} if colors[1].hex in shown else {_SHOWS_IT: 1}
