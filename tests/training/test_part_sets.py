from pathlib import Path

import numpy as np
import torch

from scenegan.completion.library import library
from scenegan.completion.part_sets import kind_meaning, kind_prior, log_odds, read_part_sets
from scenegan.training.part_sets import Creatures, table_of, train_member


def test_training_lowers_the_loss_and_numpy_agrees_with_torch(tmp_path: Path) -> None:
    known = library()
    member, losses = train_member(Creatures(known), seed=1, steps=40)
    assert np.mean(losses[-5:]) < np.mean(losses[:5])
    path = tmp_path / "table.safetensors"
    path.write_bytes(table_of([member]))
    given = np.zeros(len(known.words))
    given[known.column["wing"]] = 1.0
    meaning, prior = kind_meaning("dragon"), kind_prior("dragon", known)
    with torch.no_grad():
        inputs = (torch.tensor(v).float() for v in (given, meaning, log_odds(prior)))
        expected = torch.sigmoid(member(*inputs)).numpy()
    found = read_part_sets(path).probabilities(given, meaning, prior)
    others = given == 0
    assert np.abs(found - expected)[others].max() < 2e-3  # the table is in half precision


def test_what_is_hidden_is_never_more_than_is_there() -> None:
    known, _, _, parts = Creatures(library()).batch(torch.Generator().manual_seed(3))
    assert ((known == 1) <= (parts == 1)).all()
    assert (known.sum(1) >= 1).all() and (known.sum(1) <= 6).all()
