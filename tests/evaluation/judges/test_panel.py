from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import torch

from scenegan.errors import ModelError
from scenegan.evaluation.judges import Judges
from scenegan.evaluation.judges.record import RECORD_FILE


@pytest.fixture
def pictures(generator: torch.Generator) -> torch.Tensor:
    pictures = torch.rand(3, 4, 256, 256, generator=generator)
    pictures[:, 3] = 1
    pictures[:, 3, :128] = 0
    return pictures


def test_answers_have_the_promised_shapes(judges: Judges, pictures: torch.Tensor) -> None:
    view = judges.look(pictures)
    parts, attributes = len(judges.part_names), len(judges.attribute_names)
    assert judges.segment_scores(view).shape == (3, parts + 1, 128, 128)
    assert judges.attributes(view, torch.ones(3, 256, 256)).shape == (3, attributes)
    assert judges.types(view).shape == (3, len(judges.type_names))
    assert judges.match(view, ["a round bear", "an owl"]).shape == (3, 2)
    assert judges.features(pictures[:1]).shape == (1, 2560)
    assert len(judges.attribute_thresholds) == attributes


def test_background_is_what_is_transparent(judges: Judges, pictures: torch.Tensor) -> None:
    labels = judges.segment(pictures[:1])
    assert labels.dtype == torch.int64
    assert (labels[0, :62] == 0).all() and (labels[0, 66:] > 0).all()


def test_bytes_and_shares_are_the_same_picture(judges: Judges, pictures: torch.Tensor) -> None:
    as_bytes = (pictures[:1] * 255).round().to(torch.uint8)
    assert torch.allclose(judges.types(as_bytes), judges.types(as_bytes.float() / 255), atol=1e-5)


def test_types_share_one_probability(judges: Judges, pictures: torch.Tensor) -> None:
    assert torch.allclose(judges.types(pictures[:1]).sum(), torch.tensor(1.0), atol=1e-5)


def test_many_regions_of_one_picture(judges: Judges, pictures: torch.Tensor) -> None:
    masks = torch.zeros(2, 256, 256, dtype=torch.bool)
    masks[0, :64] = True
    masks[1, 128:, 128:] = True
    together = judges.attributes(pictures[:1], masks, torch.tensor([0, 0]))
    alone = judges.attributes(pictures[:1], masks[1:])
    assert torch.allclose(together[1], alone[0], atol=1e-5)


def test_a_picture_is_judged_alike_in_any_company(judges: Judges, pictures: torch.Tensor) -> None:
    assert torch.allclose(judges.features(pictures)[2], judges.features(pictures[2:])[0], atol=1e-4)
    assert torch.allclose(
        judges.segment_scores(pictures)[2], judges.segment_scores(pictures[2:])[0], atol=1e-4
    )


def test_written_judges_say_the_same(
    judges: Judges, judges_folder: Path, pictures: torch.Tensor
) -> None:
    read = Judges.load(judges_folder)
    assert read.record == judges.record
    one, other = judges.match(pictures, ["a bear"]), read.match(pictures, ["a bear"])
    assert torch.allclose(one, other, atol=2e-2)


def test_missing_judges_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no judges"):
        Judges.load(tmp_path)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("format", "scenegan/judges@9"),
        ("part_names", ["eye"]),
        ("tokens", 5),
        ("scores", None),
        ("attribute_thresholds", [0.5]),
    ],
)
def test_a_damaged_record_is_refused(
    judges_folder: Path, tmp_path: Path, key: str, value: object
) -> None:
    folder = tmp_path / "judges"
    shutil.copytree(judges_folder, folder)
    raw = json.loads((folder / RECORD_FILE).read_text(encoding="utf-8"))
    raw[key] = value
    (folder / RECORD_FILE).write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(ModelError):
        Judges.load(folder)
