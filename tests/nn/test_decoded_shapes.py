import torch

from scenegan.nn.decoded_shapes import DecodedShapes
from scenegan.nn.shape_code import ShapeCode


def _made(count: int) -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(0)
    code = torch.randn(count, 32, generator=generator)
    return code, torch.randint(0, 7, (count,), generator=generator)


@torch.no_grad()
def test_equals_the_network() -> None:
    network = ShapeCode(7).eval()
    code, part = _made(11)
    decoded = DecodedShapes(network).decode(code, part)
    torch.testing.assert_close(decoded, network.decode(code, part))


@torch.no_grad()
def test_a_shape_does_not_depend_on_its_company() -> None:
    network = ShapeCode(7).eval()
    code, part = _made(20)
    together = DecodedShapes(network).decode(code, part)
    for rows in ([3], [19, 3, 7], list(range(20))[::-1]):
        alone = DecodedShapes(network).decode(code[rows], part[rows])
        assert torch.equal(alone, together[rows])


@torch.no_grad()
def test_known_shapes_are_not_decoded_again() -> None:
    network = ShapeCode(7).eval()
    shapes = DecodedShapes(network)
    code, part = _made(5)
    first = shapes.decode(code, part)
    calls: list[int] = []
    network.register_forward_pre_hook(lambda *_: calls.append(1))
    network.decoder.register_forward_pre_hook(lambda *_: calls.append(1))
    assert torch.equal(shapes.decode(code, part), first)
    assert not calls
    shapes.decode(code + 1, part)
    assert calls


@torch.no_grad()
def test_nothing_gives_nothing() -> None:
    code, part = _made(0)
    assert DecodedShapes(ShapeCode(7)).decode(code, part).shape == (0, 32, 32)
