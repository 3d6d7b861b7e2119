from collections.abc import Callable

import pytest

from scenegan.language import parse

Says = Callable[[str, str], None]


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("尾巴尖上有一团火焰的蜥蜴", "at the tip of"),
        ("脖子周围有一圈尖刺的狗", "around"),
        ("头顶上方有光环的猫", "above"),
        ("两角之间有一颗宝石的牛", "between"),
    ],
)
def test_places_beyond_attachment(text: str, predicate: str) -> None:
    assert predicate in {r.predicate for r in parse(text).relations}


def test_fur_around_the_neck_is_a_collar(says: Says) -> None:
    says(
        "狮子脖子上有一圈白色的毛",
        "kind lion | part collar 1 | collar color white | collar on neck",
    )
