"""Starting a run from the weights of another model, which may know fewer words.

Words that are new stand behind the old ones. A new part begins as the part that it is said to be
like, so that a few drawings are enough to teach it; a new attribute begins without effect.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save
from torch import Tensor, nn

from scenegan.atomic_files import atomic_path, write_atomically
from scenegan.errors import ModelError
from scenegan.nn.look_library import LIBRARY_FILE
from scenegan.nn.model_words import ModelWords
from scenegan.nn.shape_library import SHAPE_LIBRARY_FILE
from scenegan.nn.weights import read_config, read_tensors, save_tensors
from scenegan.training.context import TrainingContext

_LIBRARIES = {Path(name).stem for name in (LIBRARY_FILE, SHAPE_LIBRARY_FILE)}


def load_initial(
    context: TrainingContext, name: str, network: nn.Module, without: Collection[str] = ()
) -> None:
    """Fills a network with the initial weights of a run.

    Args:
        context: of the run.
        name: of the network.
        network: takes the weights.
        without: weights that the network has no use for.

    Raises:
        ModelError: if they are missing, damaged, or belong to a network of other sizes.
    """
    folder = context.initial
    assert folder is not None
    grow = _growth(read_config(folder).words, context.words, context.likenesses)
    weights = read_tensors(folder, name)
    found = {key: grow(key, tensor) for key, tensor in weights.items() if key not in without}
    own = network.state_dict()
    wrong = sorted(own.keys() ^ found.keys()) or [k for k in own if own[k].shape != found[k].shape]
    if wrong:
        raise ModelError(
            f"The weights '{name}' in {folder} do not fit the settings (first at '{wrong[0]}'): "
            "train networks of the same sizes."
        )
    network.load_state_dict(found)


def has_initial(context: TrainingContext, name: str) -> bool:
    """Whether there are initial weights, and among them those of a network."""
    folder = context.initial
    return folder is not None and (folder / f"{name}.safetensors").is_file()


def begin_as(context: TrainingContext, name: str, network: nn.Module) -> None:
    """As `load_initial`, where the initial weights have such a network; else it begins anew."""
    if has_initial(context, name):
        load_initial(context, name, network)
    else:
        context.say(f"{context.initial} holds no weights '{name}': these begin anew.")


def adopt_weights(
    initial: Path,
    model: Path,
    words: ModelWords,
    likenesses: Mapping[str, str],
    trained: Collection[str],
) -> None:
    """Copies the weights that a run does not train, so that its model is whole.

    Args:
        initial: folder of the initial weights.
        model: folder of the run's weights.
        words: words of the run's model.
        likenesses: for new parts, the known ones that they are most like.
        trained: names of the networks that the run trains.
    """
    old = read_config(initial).words
    grow = _growth(old, words, likenesses)
    for source in sorted(initial.glob("*.safetensors")):
        if source.stem in trained:
            continue
        if old == words:
            with atomic_path(model / source.name) as temporary:
                shutil.copyfile(source, temporary)
        elif source.stem in _LIBRARIES:
            table = load_file(source)
            more = len(words.attributes) - len(old.attributes)
            table["attributes"] = F.pad(table["attributes"], (0, more))
            write_atomically(model / source.name, save(table))
        else:
            found = read_tensors(initial, source.stem)
            save_tensors(model, source.stem, {k: grow(k, v) for k, v in found.items()})


def _growth(
    old: ModelWords, new: ModelWords, likenesses: Mapping[str, str]
) -> Callable[[str, Tensor], Tensor]:
    """Returns a function that brings a named tensor of the old model to the words of the new."""
    n_old = len(old.parts)
    known = [word if word in old.part_index else likenesses.get(word, "") for word in new.parts]
    rows = torch.tensor([*(old.part_index.get(word, 0) for word in known), n_old])
    parents = torch.cat([rows, torch.tensor([n_old + 1])])
    more_attributes = len(new.attributes) - len(old.attributes)

    def grown(key: str, tensor: Tensor) -> Tensor:
        if old == new:
            return tensor
        if key.endswith("_embedding.weight") and len(tensor) == n_old + 1:
            return tensor[rows]
        if key.split(".")[0].endswith("_word") and len(tensor) == n_old:  # a row for each answer
            return tensor[rows[:-1]]
        if key in ("mean", "std"):  # a row for each pair of a part and what it hangs on
            pairs = tensor.view(n_old + 1, n_old + 2, *tensor.shape[1:])
            return pairs[rows][:, parents].flatten(0, 1)
        if key.endswith("attribute_projection.weight"):
            return F.pad(tensor, (0, more_attributes))
        return tensor

    return grown
