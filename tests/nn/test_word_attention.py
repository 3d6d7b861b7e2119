"""Attention to words against its formulas, written out in float64."""

import math
from collections.abc import Iterator

import pytest
import torch

from scenegan.nn.text_encoder import TextFeatures
from scenegan.nn.word_attention import WordAttention
from scenegan.nn.word_channel_attention import WordChannelAttention
from scenegan.nn.word_correlation import WordCorrelation


def example() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Pictures [2, 5, 3, 3], words [2, 4, 6] and their padding."""
    generator = torch.Generator().manual_seed(3)
    x = torch.randn(2, 5, 3, 3, generator=generator, dtype=torch.float64)
    words = torch.randn(2, 4, 6, generator=generator, dtype=torch.float64)
    pad = torch.tensor([[False] * 4, [False, False, True, True]])
    return x, words, pad


@pytest.fixture(autouse=True)
def nothing_is_learned() -> Iterator[None]:
    with torch.no_grad():
        yield


def softmax(values: list[float]) -> list[float]:
    top = max(values)
    shares = [math.exp(v - top) for v in values]
    return [s / sum(shares) for s in shares]


def test_places_gather_words() -> None:
    torch.manual_seed(0)
    attention = WordAttention(5, 6).double()
    x, words, pad = example()
    context, weights = attention(x, words, pad)
    assert context.shape == x.shape and weights.shape == (2, 4, 3, 3)
    u = attention.project.weight
    for b, n_words in ((0, 4), (1, 2)):
        projected = [u @ words[b, i] for i in range(n_words)]
        h = x[b, :, 1, 2]
        shares = softmax([float(h @ e) for e in projected])
        expected = sum(s * e for s, e in zip(shares, projected, strict=True))
        torch.testing.assert_close(context[b, :, 1, 2], expected)
        assert weights[b, :n_words, 1, 2].tolist() == pytest.approx(shares)
    assert (weights[1, 2:] == 0).all()
    torch.testing.assert_close(weights.sum(1), torch.ones(2, 3, 3, dtype=torch.float64))


def test_channels_gather_words() -> None:
    torch.manual_seed(0)
    attention = WordChannelAttention(3, 6).double()
    x, words, pad = example()
    context = attention(x, words, pad)
    f = attention.project.weight
    for b, n_words in ((0, 4), (1, 2)):
        projected = [f @ words[b, i] for i in range(n_words)]
        response = x[b, 3].flatten()
        shares = softmax([float(response @ w) / 3 for w in projected])
        expected = sum(s * w for s, w in zip(shares, projected, strict=True))
        torch.testing.assert_close(context[b, 3].flatten(), expected)


def test_order_of_words_does_not_matter_to_attention() -> None:
    torch.manual_seed(0)
    x, words, pad = example()
    order = [2, 0, 3, 1]
    for attention in (WordAttention(5, 6).double(), WordChannelAttention(3, 6).double()):
        found = attention(x, words, pad)
        again = attention(x, words[:, order], pad[:, order])
        first, second = (y if isinstance(y, torch.Tensor) else y.context for y in (found, again))
        torch.testing.assert_close(first, second)


def test_words_are_correlated_with_what_is_shown() -> None:
    torch.manual_seed(0)
    correlation = WordCorrelation(5, 6).double()
    x, words, pad = example()
    text = TextFeatures(words, words.mean(1), pad)
    logits = correlation(x, text)
    weight, bias = correlation.perceive.weight[:, :, 0, 0], correlation.perceive.bias
    assert bias is not None
    for b, n_words in ((0, 4), (1, 2)):
        places = [weight @ x[b, :, i, j] + bias for i in range(3) for j in range(3)]
        cosines, importances = [], []
        for w in words[b, :n_words]:
            shares = softmax([float(w @ n) / math.sqrt(6) for n in places])
            context = torch.stack([s * n for s, n in zip(shares, places, strict=True)]).sum(0)
            cosines.append(float(context @ w / (context.norm() * w.norm())))
            importances.append(float(correlation.importance(w)))
        expected = sum(g * c for g, c in zip(softmax(importances), cosines, strict=True))
        assert abs(float(logits[b]) - 6 * expected) < 1e-9
