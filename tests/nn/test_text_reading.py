import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from scenegan.nn.caption_words import LONGEST, NOTHING, UNKNOWN, CaptionWords, split
from scenegan.nn.conditioning_augmentation import ConditioningAugmentation
from scenegan.nn.region_encoder import RegionEncoder
from scenegan.nn.text_encoder import TextEncoder


def test_words_get_numbers() -> None:
    captions = ["A red, red fish.", "a RED bird", "the red cat", "a fish"]
    words = CaptionWords.of_captions(captions, always=("fire",), least=2)
    assert words.words == ("a", "fire", "fish", "red") and len(words) == 6
    sentences = words.encode(["Red fish!", "a dog", ""])
    assert sentences.words.tolist() == [[5, 4], [2, UNKNOWN], [UNKNOWN, NOTHING]]
    assert sentences.length.tolist() == [2, 2, 1]
    assert sentences.pad.tolist() == [[False, False], [False, False], [False, True]]


@given(st.lists(st.text(max_size=300), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_any_caption_can_be_read(captions: list[str]) -> None:
    sentences = CaptionWords(("a", "fish")).encode(captions)
    assert sentences.length.min() >= 1 and sentences.words.shape[1] <= LONGEST
    for caption, length in zip(captions, sentences.length.tolist(), strict=True):
        assert length == max(1, min(LONGEST, len(split(caption))))


def test_a_sentence_is_read_alike_beside_longer_ones() -> None:
    torch.manual_seed(0)
    words = CaptionWords(("blue", "bird", "red", "fish"))
    encoder = TextEncoder(len(words), width=12).eval()
    alone = encoder(words.encode(["red fish"]))
    beside = encoder(words.encode(["blue bird red fish blue", "red fish"]))
    torch.testing.assert_close(beside.sentence[1:], alone.sentence)
    torch.testing.assert_close(beside.words[1, :2], alone.words[0])
    assert (beside.words[1, 2:] == 0).all() and beside.words.shape == (2, 5, 12)
    swapped = encoder(words.encode(["fish red"])).sentence
    assert (swapped - alone.sentence).abs().max() > 1e-3


def test_regions_stand_where_they_are_seen() -> None:
    torch.manual_seed(0)
    encoder = RegionEncoder(32, width=8, channels=4)
    pictures = torch.full((1, 4, 32, 32), -1.0)
    changed = pictures.clone()
    changed[..., :4, :4] = 1.0
    before, after = encoder(pictures), encoder(changed)
    assert before.regions.shape == (1, 8, 8, 8) and before.whole.shape == (1, 8)
    difference = (after.regions - before.regions).abs().amax((0, 1))
    assert difference[0, 0] > 2 * difference[-1, -1]


def test_codes_have_the_mean_and_spread_that_the_text_gives() -> None:
    torch.manual_seed(0)
    augment = ConditioningAugmentation(text=6, code=3)
    text = torch.randn(1, 6)
    noise = torch.randn(20000, 3, generator=torch.Generator().manual_seed(1))
    drawn = augment(text.expand(len(noise), -1), noise)
    torch.testing.assert_close(drawn.code.mean(0), drawn.mean[0], atol=0.03, rtol=0)
    spread = (drawn.log_variance[0] / 2).exp()
    torch.testing.assert_close(drawn.code.std(0), spread, atol=0.03, rtol=0)
    still = augment(text)
    assert torch.equal(still.code, still.mean)
