"""The built wheel, alone in an empty environment, draws: assets travel in it."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.slow
def test_the_wheel_draws_outside_the_clone(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--quiet"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", tmp_path, ROOT]
    subprocess.run(build, check=True)
    (wheel,) = tmp_path.glob("scenegan-*.whl")
    home = tmp_path / "empty"
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    install = [*pip, "--python", python, "install", "--no-deps", "--no-index", wheel]
    subprocess.run(install, check=True)
    # The libraries are lent by this environment; its link to the clone is not followed there,
    # since .pth files count in site folders only.
    surroundings = {**os.environ, "PYTHONPATH": sysconfig.get_paths()["purelib"]}
    picture = tmp_path / "fish.png"
    command = [home / "bin" / "scenegan", "draw", "a blue fish", "-o", picture]
    done = subprocess.run(command, cwd=tmp_path, env=surroundings, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert picture.stat().st_size > 1000
    where = "import scenegan; print(scenegan.__file__)"
    found = subprocess.run(
        [python, "-c", where], cwd=tmp_path, env=surroundings, capture_output=True, text=True
    )
    assert str(home) in found.stdout
