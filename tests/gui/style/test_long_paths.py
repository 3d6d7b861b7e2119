import pytest

from gui.style.long_paths import with_short_paths

LONG = "/home/anna/Documents/my creatures/of 2026/november/all of them"


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        (f"{LONG}/lizard.png cannot be read.", "/home/…/lizard.png cannot be read."),
        (
            f"Read “{LONG}/a b.json”. Choose /other/place and/or none.",
            "Read “/home/…/a b.json”. Choose /other/place and/or none.",
        ),
        (f"Written to {LONG}/x.png and/or elsewhere", "Written to /home/…/x.png and/or elsewhere"),
        (
            r"C:\Users\Anna Maria\Documents\SceneGAN pictures\of all\a.png is missing: x/y",
            r"C:\Users\…\a.png is missing: x/y",
        ),
        ("The file /a/b/c.png is missing.", "The file /a/b/c.png is missing."),
        ("Say and/or, 3/4, or “tail teal”.", "Say and/or, 3/4, or “tail teal”."),
    ],
)
def test_only_the_middle_of_long_paths_goes(sentence: str, shown: str) -> None:
    assert with_short_paths(sentence) == shown
    assert with_short_paths(shown) == shown
