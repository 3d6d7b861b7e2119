"""Files of a run on a disk that takes no more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scenegan.training.checkpoints import Checkpoints
from tests.training.test_command import ENVIRONMENT, arguments

LIMITED = """
import resource, sys
from scenegan.training.command import main
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
sys.exit(main({words!r}))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of file sizes")
def test_a_checkpoint_that_finds_no_room_leaves_the_last_one_whole(
    cache: Path, tmp_path: Path
) -> None:
    """Files may not grow beyond what the small first phases need."""
    out = tmp_path / "run"
    words = arguments(cache, out, "--phases", "shapes,looks", "looks.width=96")
    program = LIMITED.format(limit=600_000, words=words)
    ran = subprocess.run(
        [sys.executable, "-c", program], env=ENVIRONMENT, capture_output=True, text=True
    )
    assert ran.returncode == 2, ran.stderr
    assert "Cannot write" in ran.stderr and "go on with --resume" in ran.stderr
    assert "Traceback" not in ran.stderr and ran.stderr.count("\n") == 1
    found = Checkpoints(out / "checkpoints").newest(print)[1]
    assert (found.phase, found.step) == (1, 0)
    assert not list((out / "checkpoints").glob(".*"))
