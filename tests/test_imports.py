"""What an import costs, and what it must not bring along."""

import subprocess
import sys

import pytest


def _modules_after(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("statement", "foreign"),
    [
        ("import scenegan", {"torch", "spacy", "pydantic", "numpy", "PySide6"}),
        ("import scenegan.graph", {"torch", "spacy", "PySide6"}),
        ("import scenegan.completion", {"torch", "PySide6"}),
        ("import scenegan.rendering.picture_files", {"torch", "spacy", "PySide6"}),
        ("import scenegan.cli.app", {"torch", "spacy", "PySide6"}),
        ("import scenegan.rendering.pipeline", {"torch_geometric", "spacy", "PySide6"}),
    ],
)
def test_nothing_heavy_comes_along(statement: str, foreign: set[str]) -> None:
    assert not _modules_after(statement) & foreign


def test_public_names_are_found() -> None:
    import scenegan

    assert {"parse", "describe", "complete", "Pipeline"} <= set(dir(scenegan))
    with pytest.raises(AttributeError, match="no attribute 'paint'"):
        scenegan.paint  # noqa: B018
