import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenegan.training.presets import (
    PRESETS,
    SettingError,
    checked,
    flattened,
    from_flattened,
    preset,
    with_overrides,
)
from scenegan.training.schedules import one_cycle, warm_and_cool


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_presets_survive_json(name: str) -> None:
    settings = checked(preset(name))
    assert from_flattened(json.loads(json.dumps(flattened(settings)))) == settings


def test_overrides_have_the_type_of_the_setting() -> None:
    settings = with_overrides(
        preset("tiny"),
        [
            "painter.batch=8",
            "painter.rate=1e-3",
            "painter.channel_attention=true",
            "painter.channels=8, 8,8,8,8,4",
            "precision=bf16",
            "phases=shapes,layout",
        ],
    )
    assert settings.painter.batch == 8 and settings.painter.rate == 1e-3
    assert settings.painter.channel_attention is True
    assert settings.painter.channels == (8, 8, 8, 8, 8, 4)
    assert settings.precision == "bf16" and settings.phases == ("shapes", "layout")
    assert settings.layout == preset("tiny").layout


@pytest.mark.parametrize(
    ("override", "told"),
    [
        ("painter.stepz=3", "did you mean 'painter.steps'?"),
        ("painter=3", "There is no setting 'painter'"),
        ("painter.batch=many", "painter.batch=many has no valid value: int"),
        ("painter.channel_attention=perhaps", "true or false"),
        ("painter.batch", "write key=value"),
        ("painter.steps=0", "painter.steps=0 has to be at least 1"),
        ("precision=fp8", "neither fp32 nor bf16"),
        ("phases=shapes,hats", "There is no phase 'hats'"),
        ("system=cyclegan", "cannot be trained"),
        ("painter.channels=1,2", "six numbers"),
        ("layout.heads=7", "multiple of layout.heads"),
    ],
)
def test_mistakes_are_told(override: str, told: str) -> None:
    with pytest.raises(SettingError) as error:
        with_overrides(preset("tiny"), [override])
    assert told in str(error.value)


def test_unknown_preset_is_told() -> None:
    with pytest.raises(SettingError, match="choose one of tiny, cpu, gpu, full"):
        preset("huge")


@given(st.integers(2, 5000), st.floats(0.01, 0.9))
def test_rates_rise_and_fall(steps: int, warm: float) -> None:
    rates = [one_cycle(step, steps, warm) for step in range(steps)]
    top = rates.index(max(rates))
    assert all(0 < rate <= 1 for rate in rates)
    assert rates[: top + 1] == sorted(rates[: top + 1])
    assert rates[top:] == sorted(rates[top:], reverse=True)


def test_cooling_ends_at_a_hundredth() -> None:
    assert warm_and_cool(0, 1000) == 0.01
    assert warm_and_cool(300, 1000) == 1.0
    assert 0.009 < warm_and_cool(999, 1000) < 0.02
