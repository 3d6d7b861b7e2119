"""What a comparison says of parts and of the creature: `角像弯弯的钩子`."""

from __future__ import annotations

from collections.abc import Sequence

from scenegan.graph.vocabulary import vocabulary
from scenegan.language.chinese.describing import Describer
from scenegan.language.chinese.units import Unit
from scenegan.language.mentions import Mention


def compare(
    describer: Describer, unit: Unit, targets: Sequence[Mention], mods: Sequence[Unit] = ()
) -> None:
    """Applies a comparison to parts, or to the creature where there are none.

    Colours and shapes of what a part is compared with are its own, too; a size is not.

    Args:
        describer: what applies it.
        unit: the noun compared with.
        targets: the parts that are compared.
        mods: words that describe the noun.
    """
    for mention in targets:
        describer.compare(unit, mention)
        for mod in mods:
            if mod.colors or _is_shape(mod):
                describer.part(mod, mention)
    if not targets:
        describer.compare(unit, None)


def _is_shape(unit: Unit) -> bool:
    groups = vocabulary().attributes
    attrs = unit.meaning.attrs
    return bool(attrs) and all(groups.get(attr) == "shape" for attr in attrs)
