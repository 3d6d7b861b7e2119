"""Whole networks of the published systems, small and at the papers' own widths and sizes."""

from typing import Any

import pytest
import torch

from scenegan.errors import ModelError
from scenegan.nn.graph_tensors import encode_graphs
from scenegan.nn.model_words import ModelWords
from scenegan.nn.systems.graph_to_picture import GraphToPicture
from scenegan.nn.systems.joint_discriminator import JointDiscriminator
from scenegan.nn.systems.painted import Painted, to_signed, to_straight, to_unsigned
from scenegan.nn.systems.saved import build_generator
from scenegan.nn.text_encoder import TextFeatures
from scenegan.training.objectives.box_and_mask import box_loss
from tests.nn.graphs import bird, lizard


def texts(count: int, width: int, length: int = 5) -> TextFeatures:
    generator = torch.Generator().manual_seed(2)
    words = torch.randn(4, length, width, generator=generator)[:count]
    pad = torch.zeros(count, length, dtype=torch.bool)
    pad[0, length - 2 :] = True
    return TextFeatures(words, words.mean(1), pad)


def options_of(system: str, **sizes: Any) -> dict[str, Any]:
    if system == "gan":
        return {k: sizes[k] for k in ("size", "noise", "width")}
    if system in ("gan-int-cls", "stackgan"):
        return {k: sizes[k] for k in ("size", "noise", "width", "text", "code")}
    attention = {"stackgan-pp": "none", "attngan": "words", "controlgan": "words+channels"}
    own = {k: sizes[k] for k in ("noise", "width", "text", "code")}
    size = sizes["size"]
    return {**own, "sizes": [size // 4, size // 2, size], "attention": attention[system]}


def painted(system: str, options: dict[str, Any], count: int) -> tuple[Painted, int]:
    """Paints once with random weights; also returns the number of weights."""
    torch.manual_seed(0)
    generator = build_generator(system, options).eval()
    noise = torch.randn(4, options["noise"], generator=torch.Generator().manual_seed(1))[:count]
    text = None if system == "gan" else texts(count, options["text"])
    with torch.inference_mode():
        result: Painted = generator(noise, text)
    return result, sum(p.numel() for p in generator.parameters())


@pytest.mark.parametrize(
    ("system", "sides"),
    [
        ("gan", [64]),
        ("gan-int-cls", [64]),
        ("stackgan", [16, 64]),
        ("stackgan-pp", [16, 32, 64]),
        ("attngan", [16, 32, 64]),
        ("controlgan", [16, 32, 64]),
    ],
)
def test_generators_paint_each_request_by_itself(system: str, sides: list[int]) -> None:
    options = options_of(system, size=64, noise=6, width=8, text=10, code=4)
    together, _ = painted(system, options, 3)
    assert [p.shape for p in together.pictures] == [(3, 4, s, s) for s in sides]
    assert all(p.abs().max() <= 1 for p in together.pictures)
    alone, _ = painted(system, options, 1)
    torch.testing.assert_close(together.pictures[-1][:1], alone.pictures[-1], atol=1e-4, rtol=1e-4)
    difference = (together.pictures[-1][1] - together.pictures[-1][2]).abs().mean()
    assert difference > 1e-4, "other noise and texts, another picture"
    if system in ("attngan", "controlgan"):
        assert together.attention is not None
        torch.testing.assert_close(together.attention.sum(1), torch.ones(3, 32, 32))
        assert (together.attention[0, 3:] == 0).all()


@pytest.mark.parametrize(
    ("system", "sizes", "millions"),
    [
        # Noise of 100 numbers, 64 pixels, 128 channels before the picture, texts of 1024 numbers.
        ("gan-int-cls", {"size": 64, "noise": 100, "width": 128, "text": 1024, "code": 128}, 15),
        # Codes of 128 numbers; 1024 channels at 4x4 in each first stage; 64 to 256 pixels.
        ("stackgan", {"size": 256, "noise": 100, "width": 64, "text": 1024, "code": 128}, 20),
        ("stackgan-pp", {"size": 256, "noise": 100, "width": 64, "text": 1024, "code": 128}, 20),
        # Words of 256 numbers, codes of 100, 512 channels at 4x4.
        ("attngan", {"size": 256, "noise": 100, "width": 32, "text": 256, "code": 100}, 7),
        ("controlgan", {"size": 256, "noise": 100, "width": 32, "text": 256, "code": 100}, 12),
    ],
)
def test_the_papers_own_widths_and_sizes(system: str, sizes: dict[str, int], millions: int) -> None:
    result, n_weights = painted(system, options_of(system, **sizes), 1)
    assert result.pictures[-1].shape == (1, 4, sizes["size"], sizes["size"])
    assert torch.isfinite(result.pictures[-1]).all()
    assert 0.6 * millions < n_weights / 1e6 < 1.6 * millions


def test_the_first_gan_at_the_size_of_its_paper() -> None:
    result, _ = painted("gan", {"size": 32, "noise": 100, "width": 64}, 2)
    assert result.pictures[0].shape == (2, 4, 32, 32)


def test_sg2im_at_the_size_of_its_paper() -> None:
    words = ModelWords.of_vocabulary()
    graphs = encode_graphs([lizard()], words)
    torch.manual_seed(0)
    generator = GraphToPicture(
        len(words.parts), len(words.attributes), ("fire",), 64, 32, 128, 5, 64
    ).eval()
    assert 15e6 < sum(p.numel() for p in generator.parameters()) < 40e6
    with torch.inference_mode():
        result = generator(graphs, generator.types_table([["fire"]]), torch.zeros(1, 32))
    assert result.picture.shape == (1, 4, 64, 64)


def test_sg2im_reads_the_whole_graph() -> None:
    words = ModelWords.of_vocabulary()
    graphs = encode_graphs([bird(), lizard()], words)
    torch.manual_seed(0)
    generator = GraphToPicture(
        len(words.parts), len(words.attributes), ("fire", "water"), 16, 4, 16, 2, 4
    ).eval()
    noise, none = torch.zeros(2, 4), torch.zeros(2, 2)
    plain = generator(graphs, none, noise)
    assert plain.box.shape == (2, graphs.n_nodes, 4) and plain.mask.shape[2:] == (16, 16)
    assert (plain.shares[0, len(bird().parts) :] == 0).all()
    fire = generator(graphs, generator.types_table([["fire"], ["unheard of"]]), noise)
    assert (fire.box[0] - plain.box[0]).abs().max() > 1e-6
    torch.testing.assert_close(fire.box[1], plain.box[1])
    alone = generator(encode_graphs([bird()], words), none[:1], noise[:1])
    torch.testing.assert_close(alone.picture[0], plain.picture[0], atol=1e-5, rtol=1e-4)
    parts = plain.part_map(graphs.pad)
    assert parts.dtype == torch.uint8 and set(parts[0].unique().tolist()) <= {255, *range(10)}


def test_sg2im_tells_parts_apart_and_learns_their_boxes() -> None:
    words = ModelWords.of_vocabulary()
    graphs = encode_graphs([bird(), lizard()], words)
    torch.manual_seed(0)
    generator = GraphToPicture(len(words.parts), len(words.attributes), ("fire",), 16, 4, 16, 5, 4)
    types, present = torch.zeros(2, 1), ~graphs.pad
    corner = torch.rand(2, graphs.n_nodes, 2) * 0.6
    true = torch.cat([corner, corner + 0.1 + 0.3 * torch.rand(2, graphs.n_nodes, 2)], -1)
    first = generator.boxes_of(graphs, types)
    assert first[present].std(0).min() > 1e-3, "the graph is heard before anything is learned"
    optimizer = torch.optim.Adam(generator.parameters(), lr=3e-3)
    for _ in range(150):
        loss = box_loss(generator.boxes_of(graphs, types), true, graphs.pad)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    guess = (true[present] - true[present].mean(0)).abs().mean()
    assert loss < 0.2 * guess, "twins too get a box of their own"
    painted = generator(graphs, types, torch.zeros(2, 4))
    assert torch.equal(painted.box, generator.boxes_of(graphs, types))


def test_a_discriminator_answers_what_it_is_asked() -> None:
    torch.manual_seed(0)
    pictures, sentence = torch.randn(3, 4, 16, 16), torch.randn(3, 10)
    both = JointDiscriminator(16, 4, text=10, code=6)(pictures, sentence)
    assert both.unconditional is not None and both.unconditional.shape == (3,)
    assert both.conditional is not None and both.conditional.shape == (3,)
    first = JointDiscriminator(16, 4)(pictures)
    assert first.unconditional is not None and first.conditional is None
    shown = JointDiscriminator(16, 4, text=10, code=6, unconditional=False)(pictures, sentence)
    assert shown.unconditional is None and shown.conditional is not None
    paper = JointDiscriminator(64, 64, text=1024, code=128)(
        torch.randn(1, 4, 64, 64), torch.randn(1, 1024)
    )
    assert paper.conditional is not None and paper.features.shape == (1, 512, 4, 4)


@pytest.mark.parametrize("system", ["gan", "gan-int-cls", "stackgan-pp"])
def test_learning_starts_from_noise_that_is_heard_on_nearly_empty_pictures(system: str) -> None:
    options = options_of(system, size=64, noise=64, width=16, text=64, code=32)
    together, _ = painted(system, options, 4)
    pictures = together.pictures[-1]
    assert pictures.mean() < -0.4, "most of a drawing is transparent"
    differing = pictures.std(0).mean() / pictures.std()
    assert differing > 0.3, "noise decides a good part of what is painted"


def test_a_discriminator_tells_pictures_apart_before_it_has_learned() -> None:
    torch.manual_seed(0)
    judge = JointDiscriminator(64, 16, text=10, code=8)
    grey = torch.linspace(-1, 1, 8)[:, None, None, None]
    pictures = torch.full((8, 4, 64, 64), -1.0)
    pictures[:, :, 16:48, 16:48] = grey
    for _ in range(20):  # The estimate of a spectral norm settles from call to call.
        seen = judge.look(pictures)
    shrunk = seen.std(0).mean() / pictures.std(0).mean()
    assert 0.2 < shrunk < 5, "features keep their spread through all layers"
    asked = judge.judge(seen, torch.zeros(8, 10))
    for logits in (asked.unconditional, asked.conditional):
        assert logits is not None
        assert 0.1 < logits.max() - logits.min() < 10


def test_alpha_and_range_of_pictures() -> None:
    shares = torch.rand(2, 4, 5, 5, generator=torch.Generator().manual_seed(0))
    shares[:, :3] *= shares[:, 3:]
    torch.testing.assert_close(to_unsigned(to_signed(shares)), shares)
    straight = to_straight(to_signed(shares))
    torch.testing.assert_close(straight[:, :3] * straight[:, 3:], shares[:, :3], atol=1e-3, rtol=0)
    impossible = torch.ones(1, 4, 1, 1)
    impossible[:, 3] = 0.0
    assert to_unsigned(impossible)[0, 0, 0, 0] == 0.5, "no colour is stronger than its alpha"


def test_unknown_systems_are_refused() -> None:
    with pytest.raises(ModelError, match="no published system 'cyclegan'"):
        build_generator("cyclegan", {})
    with pytest.raises(ModelError, match="cannot be built"):
        build_generator("gan", {"sides": 3})
