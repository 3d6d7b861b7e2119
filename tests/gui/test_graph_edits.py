import pytest

from scenegan.rendering import Pipeline
from tests.gui.forty_edits import SERIES, run


@pytest.mark.slow
def test_what_was_asked_changes_and_the_rest_stays() -> None:
    pipeline = Pipeline.load()
    text, wanted = SERIES[0]
    outcomes = run(pipeline, text, wanted[:3])  # Remove, recolour, resize.
    assert [o.label for o in outcomes if not o.done] == []
    assert all(o.kept for o in outcomes)
    assert max(o.leak for o in outcomes) < 0.03
