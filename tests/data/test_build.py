from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scenegan.data.annotations import Drawing, read_annotations
from scenegan.data.build import build_cache, work_folder
from scenegan.data.cache import Cache
from scenegan.errors import DataError, FileError
from tests.data.drawings import DataSet, make_data_set

COMMAND = """
import sys
from pathlib import Path
from scenegan.data.annotations import read_annotations
from scenegan.data.build import build_cache

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    build_cache(read_annotations(folder / "annotations.jsonl"), folder, folder / "out.cache",
                species_facts=False, workers=int(sys.argv[2]))
"""


class Stopped(Exception):
    pass


def build(drawings: tuple[Drawing, ...], data: DataSet, output: Path) -> list[int]:
    """Builds in this process; returns how many drawings were done at each report."""
    seen: list[int] = []
    build_cache(
        drawings,
        data.folder,
        output,
        species_facts=False,
        workers=1,
        progress=lambda done, total: seen.append(done),
    )
    return seen


def wait_for_files(folder: Path, count: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while len(list(folder.glob("*.safetensors"))) < count:
        assert process.poll() is None, "the build ended too early"
        assert time.monotonic() < until, "the build does not get on"
        time.sleep(0.01)


def test_builds_on_two_processes_and_alone_are_equal(data_set: DataSet, built: Path) -> None:
    drawings = read_annotations(data_set.annotations)
    output = data_set.folder / "deep" / "out.cache"
    build_cache(drawings, data_set.folder, output, species_facts=False, workers=2)
    assert output.read_bytes() == built.read_bytes()
    assert [path.name for path in output.parent.iterdir()] == ["out.cache"]


def test_a_stopped_build_goes_on(
    data_set: DataSet, drawings: tuple[Drawing, ...], built: Path
) -> None:
    output = data_set.folder / "out.cache"

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        build_cache(
            drawings, data_set.folder, output, species_facts=False, workers=1, progress=stop
        )
    assert not output.exists()
    assert build(drawings, data_set, output) == [2, 3, 4]
    assert output.read_bytes() == built.read_bytes()
    assert not work_folder(output).exists()


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
def test_a_killed_build_goes_on(tmp_path: Path) -> None:
    data = make_data_set(tmp_path / "many", 30)
    output = data.folder / "out.cache"
    command = [sys.executable, "-c", COMMAND, str(data.folder), "1"]
    with subprocess.Popen(command) as process:
        wait_for_files(work_folder(output), 2, process)
        process.send_signal(signal.SIGKILL)
    drawings = read_annotations(data.annotations)
    kept = len(list(work_folder(output).glob("c*.safetensors")))
    assert 2 <= kept < len(drawings)
    few = drawings[: kept + 1]
    assert build(few, data, output) == [kept, kept + 1]
    assert len(Cache.open(output)) == kept + 1


def test_changed_drawings_annotations_and_damaged_work_are_measured_again(
    data_set: DataSet, drawings: tuple[Drawing, ...]
) -> None:
    output = data_set.folder / "out.cache"
    broken = data_set.folder / "c4.svg"
    svg = broken.read_text(encoding="utf-8")
    broken.write_text("no drawing", encoding="utf-8")
    with pytest.raises(DataError, match=r"1 drawing.*c4\.svg"):
        build(drawings, data_set, output)
    broken.write_text(svg, encoding="utf-8")
    changed = data_set.folder / "c1.svg"
    changed.write_text(changed.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    (work_folder(output) / "c2.safetensors").write_bytes(b"half")
    other = (*drawings[:2], drawings[2].model_copy(update={"kind": "cat"}), drawings[3])
    assert build(other, data_set, output) == [0, 1, 2, 3, 4]
    assert Cache.open(output).drawing("c3").drawing.kind == "cat"


def test_drawings_that_no_polygon_meets_are_told(
    data_set: DataSet, drawings: tuple[Drawing, ...]
) -> None:
    corner = drawings[0].parts[1].model_copy(update={"poly": ((0, 0), (1, 0), (0, 1)), "on": -1})
    lost = drawings[0].model_copy(update={"parts": (corner,)})
    with pytest.raises(DataError, match="None of the polygons of drawing 'c1'"):
        build((lost, *drawings[1:]), data_set, data_set.folder / "out.cache")


def test_a_place_that_cannot_be_written_is_told(
    data_set: DataSet, drawings: tuple[Drawing, ...]
) -> None:
    with pytest.raises(FileError, match="cannot be created"):
        build(drawings, data_set, data_set.folder / "c1.svg" / "out.cache")
