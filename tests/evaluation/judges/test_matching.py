from __future__ import annotations

import torch

from scenegan.evaluation.judges.labels import mirrored
from scenegan.evaluation.judges.matching import CaptionReader, frequent_tokens, tokens_of


def test_tokens_are_words_and_neighbours() -> None:
    assert tokens_of("A teal, toad-like creature.") == [
        "a",
        "teal",
        "toad",
        "like",
        "creature",
        "a teal",
        "teal toad",
        "toad like",
        "like creature",
    ]


def test_tokens_count_once_a_caption() -> None:
    captions = ["red red red", "a red fox", "a blue fox"]
    assert frequent_tokens(captions, least=2) == ("a", "fox", "red")


def test_captions_become_vectors_of_length_one() -> None:
    reader = CaptionReader(["red", "blue"]).eval()
    with torch.no_grad():
        vectors = reader(["red toad", "blue toad", "", "你好"])
    assert torch.allclose(vectors.norm(dim=1), torch.ones(4), atol=1e-5)
    assert not torch.allclose(vectors[0], vectors[1])


def test_unknown_words_are_read_in_pieces() -> None:
    reader = CaptionReader(["red"]).eval()
    with torch.no_grad():
        one, other, same = reader(["zorbling", "quaxxing", "Zorbling!"])
    assert torch.equal(one, same)
    assert not torch.allclose(one, other)


def test_a_caption_is_read_alike_in_any_company() -> None:
    reader = CaptionReader(["red", "fox"]).eval()
    with torch.no_grad():
        alone = reader(["a red fox"])[0]
        beside = reader(["a blue owl with long ears", "a red fox"])[1]
    assert torch.allclose(alone, beside, atol=1e-6)


def test_a_mirrored_caption_exchanges_sides() -> None:
    assert mirrored("Its left arm, right of a leftover") == "Its right arm, left of a leftover"
