from pathlib import Path

import pytest

from scenegan.language import ParsedText, read

GOLD = Path(__file__).parent.parent / "gold"


@pytest.fixture(scope="session")
def gold_folder() -> Path:
    return GOLD


@pytest.fixture(scope="session")
def lizard() -> ParsedText:
    return read(
        "A small orange lizard with a cream belly, two short horns, big blue eyes"
        " and a flame at the tip of its long tail."
    )
