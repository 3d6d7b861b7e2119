import numpy as np

from scenegan.rendering import Picture, Pipeline


def test_every_place_shares_its_attention_among_the_nodes(
    pipeline: Pipeline, drawn: Picture
) -> None:
    maps = pipeline.attention(drawn.document)
    assert maps.keys() == set(drawn.nodes)
    whole = np.sum(list(maps.values()), axis=0)
    assert whole.shape == (32, 32)
    np.testing.assert_allclose(whole, 1.0, atol=1e-3)
    again = pipeline.draw(drawn.document)
    assert np.array_equal(again.rgba, drawn.rgba)  # Looking changes nothing.
