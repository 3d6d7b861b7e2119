import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from scenegan.nn.graph_tensors import encode_graphs
from scenegan.nn.layout_tokens import (
    TOKEN_DIMS,
    TOKEN_FIELDS,
    FieldMask,
    Layout,
    field_flags,
    pack,
    unpack,
)
from scenegan.nn.model_words import ModelWords
from scenegan.nn.token_norm import TokenNorm
from tests.nn.graphs import hand_written


def random_layout(b: int, n: int, seed: int) -> Layout:
    g = torch.Generator().manual_seed(seed)
    corner = torch.rand(b, n, 2, generator=g) * 0.7
    size = 0.02 + torch.rand(b, n, 2, generator=g) * 0.25
    return Layout(
        torch.cat([corner, corner + size], -1),
        torch.randn(b, n, generator=g),
        torch.randn(b, n, 32, generator=g),
        torch.rand(b, n, 6, generator=g) * 80 - 20,
    )


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 3), st.integers(0, 9))
def test_tokens_hold_a_layout(seed: int, b: int, n: int) -> None:
    layout = random_layout(b, n, seed)
    tokens = pack(layout)
    assert tokens.shape == (b, n, TOKEN_DIMS)
    again = unpack(tokens)
    for name in ("box", "depth", "shape", "colors"):
        torch.testing.assert_close(
            getattr(again, name), getattr(layout, name), atol=2e-5, rtol=1e-5
        )


def test_mask_covers_its_fields() -> None:
    none = torch.zeros(2, 3, dtype=torch.bool)
    box = none.clone()
    box[0, 1] = True
    mask = FieldMask(box, none, none, ~none)
    tokens = mask.tokens()
    assert tokens[0, 1, TOKEN_FIELDS["box"]].all() and not tokens[0, 0, TOKEN_FIELDS["box"]].any()
    assert tokens[..., 37:].all() and not tokens[..., 4:37].any()
    assert field_flags(tokens)[0, 1].tolist() == [True, False, False, True, True]
    a, b = random_layout(2, 3, 1), random_layout(2, 3, 2)
    chosen = mask.choose(a, b)
    assert torch.equal(chosen.box[0, 1], a.box[0, 1]) and torch.equal(chosen.box[1], b.box[1])
    assert torch.equal(chosen.colors, a.colors) and torch.equal(chosen.shape, b.shape)


def test_selecting_and_repeating() -> None:
    layout = random_layout(3, 4, 0)
    assert torch.equal(layout[-1].box, layout.box[2:])
    assert torch.equal(layout.repeat(2)[[0, 1]].shape, layout.shape[[0, 0]])


def test_norm_standardises_and_returns() -> None:
    words = ModelWords.of_vocabulary()
    batch = encode_graphs(hand_written() * 4, words)
    tokens = pack(random_layout(len(batch), batch.n_nodes, 5))
    norm = TokenNorm(len(words.parts))
    norm.fit(tokens, batch)
    standard = norm.encode(tokens, batch)
    torch.testing.assert_close(norm.decode(standard, batch), tokens, atol=1e-4, rtol=1e-4)
    present = standard[~batch.pad]
    assert present.mean(0).abs().max() < 0.2
    assert 0.6 < present.std(0).mean() < 1.2
    assert torch.isfinite(norm.std).all() and norm.std.min() > 0


def test_norm_tells_parts_and_parents_apart() -> None:
    words = ModelWords.of_vocabulary()
    batch = encode_graphs(hand_written(), words)
    rows = batch.places()
    seen: dict[int, tuple[int, int]] = {}
    for b in range(len(batch)):
        for k in (~batch.pad[b]).nonzero()[:, 0].tolist():
            p = int(batch.parent[b, k])
            key = (int(batch.part[b, k]), int(batch.part[b, p]) if p >= 0 else -1)
            assert seen.setdefault(int(rows[b, k]), key) == key
