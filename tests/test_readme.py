"""What the README shows works as it stands there."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli_runner import Done

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_tour_runs(
    scenegan: Callable[..., Done], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tour = next(block for block in _blocks("sh") if "scenegan edit" in block)
    commands = [shlex.split(line, comments=True) for line in tour.splitlines()]
    ours = [command[1:] for command in commands if command[:1] == ["scenegan"]]
    assert len(ours) >= 7
    monkeypatch.chdir(tmp_path)
    for arguments in ours:
        done = scenegan(*arguments)
        assert done.code == 0, (arguments, done.err)


def test_the_python_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (example,) = _blocks("python")
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "README.md", "exec"), {})
    assert (tmp_path / "lizard.png").is_file()
    assert (tmp_path / "teal.png").is_file()


@pytest.mark.parametrize("target", re.findall(r"\]\((docs/[^)]+)\)|`(docs/[\w./-]+)`", README))
def test_links_lead_somewhere(target: tuple[str, str]) -> None:
    assert (ROOT / "".join(target)).exists()
