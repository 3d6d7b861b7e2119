"""The operators of sg2im: triples, boxes and masks, splats, refinement and crops."""

import torch

from scenegan.nn.box_mask_heads import BoxHead, MaskHead
from scenegan.nn.even_rows import evened
from scenegan.nn.graph_batch import GraphBatch
from scenegan.nn.graph_tensors import encode_graphs
from scenegan.nn.graph_triples import HANGS_ON, IN_PICTURE, TWIN_OF, TripleConvolution, Triples
from scenegan.nn.layout_splat import splat, stretched
from scenegan.nn.model_words import ModelWords
from scenegan.nn.part_crops import CropDiscriminator, cut_out
from scenegan.nn.refinement_network import RefinementNetwork
from tests.nn.graphs import bird, lizard


def two_graphs() -> GraphBatch:
    return encode_graphs([bird(), lizard()], ModelWords.of_vocabulary())


def test_triples_are_the_edges_of_the_graphs() -> None:
    graphs = two_graphs()
    edges, n = Triples.of(graphs), graphs.n_nodes
    found = set(zip(*(x.tolist() for x in edges), strict=True))
    names = [p.part for p in bird().parts]
    wings = [i for i, name in enumerate(names) if name == "wing"]
    assert (wings[0], HANGS_ON, names.index("body")) in found
    assert (wings[0], TWIN_OF, wings[1]) in found
    assert (wings[1], IN_PICTURE, n) in found
    second = n + 1
    assert (second + 11, HANGS_ON, second + 6) in found, "the flame hangs on the tail"
    in_picture = sum(kind == IN_PICTURE for _, kind, _ in found)
    assert in_picture == len(bird().parts) + len(lizard().parts)
    assert len(found) == len(edges.subject)


def test_a_triple_convolution_is_a_mean_over_candidates() -> None:
    torch.manual_seed(0)
    step = TripleConvolution(width=4, hidden=6).double()
    things = torch.randn(4, 4, dtype=torch.float64)
    predicates = torch.randn(2, 4, dtype=torch.float64)
    edges = Triples(torch.tensor([0, 1]), torch.tensor([0, 1]), torch.tensor([1, 2]))
    renewed, on_edges = step(things, predicates, edges)
    first = step.on_edges(torch.cat([things[0], predicates[0], things[1]]))
    second = step.on_edges(torch.cat([things[1], predicates[1], things[2]]))
    torch.testing.assert_close(renewed[0], step.on_things(first[:6]))
    torch.testing.assert_close(renewed[1], step.on_things((first[10:] + second[:6]) / 2))
    torch.testing.assert_close(renewed[2], step.on_things(second[10:]))
    torch.testing.assert_close(renewed[3], step.on_things(torch.zeros(6, dtype=torch.float64)))
    torch.testing.assert_close(on_edges, torch.stack([first[6:10], second[6:10]]))


def test_boxes_and_masks_have_their_form() -> None:
    torch.manual_seed(0)
    things = torch.randn(7, 8)
    box, mask = BoxHead(8, 16)(things), MaskHead(8)(things)
    assert box.shape == (7, 4) and mask.shape == (7, 16, 16)
    assert (box[:, 2:] > box[:, :2]).all()


def test_a_full_mask_fills_its_box() -> None:
    masks = torch.ones(2, 4, 4)
    box = torch.tensor([[0.25, 0.5, 0.75, 1.0], [0.0, 0.0, 0.5, 0.25]])
    shares = stretched(masks, box, side=16)
    assert (shares[0, 9:15, 5:11] == 1).all() and (shares[1, 1:3, 1:7] > 0.99).all()
    outside = torch.ones(16, 16, dtype=torch.bool)
    outside[7:, 3:13] = False
    assert (shares[0][outside] == 0).all()


def test_a_mask_keeps_its_orientation() -> None:
    masks = torch.zeros(1, 4, 4)
    masks[0, 0, 3] = 1.0
    shares = stretched(masks, torch.tensor([[0.0, 0.0, 1.0, 1.0]]), side=32)[0]
    assert shares[:8, 24:].mean() > 0.3 and shares[16:].sum() == 0


def test_a_splat_sums_vectors() -> None:
    generator = torch.Generator().manual_seed(0)
    vectors = torch.randn(2, 3, 5, generator=generator, dtype=torch.float64)
    shares = torch.rand(2, 3, 4, 4, generator=generator, dtype=torch.float64)
    layout = splat(vectors, shares)
    expected = sum(vectors[1, k] * shares[1, k, 2, 3] for k in range(3))
    torch.testing.assert_close(layout[1, :, 2, 3], expected)


def test_a_crop_is_what_lies_in_the_box() -> None:
    rows, columns = torch.meshgrid(torch.arange(32.0), torch.arange(32.0), indexing="ij")
    pictures = torch.stack([rows, columns]).expand(2, -1, -1, -1).clone()
    pictures[1] += 100
    box = torch.tensor([[0.25, 0.5, 0.75, 1.0]])
    crop = cut_out(pictures, box, torch.tensor([1]), side=16)
    torch.testing.assert_close(crop[0], pictures[1, :, 16:, 8:24])
    beyond = cut_out(pictures, box + 1.0, torch.tensor([0]), side=16)
    assert (beyond == 0).all()


def test_crops_of_many_pictures_are_those_of_each() -> None:
    generator = torch.Generator().manual_seed(0)
    pictures = torch.rand(3, 2, 16, 16, generator=generator, dtype=torch.float64)
    corner = torch.rand(7, 2, generator=generator, dtype=torch.float64) * 0.5
    box = torch.cat([corner, corner + 0.7], 1)
    owners = torch.tensor([2, 0, 2, 2, 0, 2, 0])
    mine, copied = pictures.clone().requires_grad_(), pictures.clone().requires_grad_()
    together = cut_out(mine, box, owners, side=8)
    one_by_one = torch.cat(
        [
            cut_out(copied[k : k + 1], b[None], owners[:1] * 0, side=8)
            for k, b in zip(owners, box, strict=True)
        ]
    )
    torch.testing.assert_close(together, one_by_one)
    weights = torch.rand(together.shape, generator=generator, dtype=torch.float64)
    (together * weights).sum().backward()  # type: ignore[no-untyped-call]
    (one_by_one * weights).sum().backward()  # type: ignore[no-untyped-call]
    torch.testing.assert_close(mine.grad, copied.grad)
    assert mine.grad is not None and (mine.grad[1] == 0).all()


def test_batches_come_in_few_sizes_and_change_no_result() -> None:
    torch.manual_seed(0)
    things = torch.randn(7, 8)
    assert {len(evened(torch.ones(k, 2))) for k in range(1, 65)} == {32, 64}
    assert evened(things[:0]).shape == (0, 8) and (evened(things)[7:] == 0).all()
    head, judge = MaskHead(8), CropDiscriminator(n_classes=5, width=4).eval()
    torch.testing.assert_close(head(things)[3:4], head(things[3:4]))
    crops = torch.randn(33, 4, 16, 16)
    opinion, alone = judge(crops), judge(crops[32:])
    assert opinion.drawn.shape == (33,)
    torch.testing.assert_close(opinion.scores[32:], alone.scores)


def test_the_crop_judge_and_the_refinement_network_have_their_shapes() -> None:
    torch.manual_seed(0)
    opinion = CropDiscriminator(n_classes=11, width=8)(torch.randn(3, 4, 16, 16))
    assert opinion.drawn.shape == (3,) and opinion.scores.shape == (3, 11)
    picture = RefinementNetwork(layout=6, size=32, width=4)(torch.randn(2, 6, 32, 32))
    assert picture.shape == (2, 4, 32, 32) and picture.abs().max() <= 1
