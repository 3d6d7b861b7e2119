from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from scenegan.data.cache import Cache
from scenegan.errors import DataError
from scenegan.evaluation.judges import Judges
from scenegan.evaluation.judges.bank import make_copy, read_copy
from scenegan.evaluation.judges.creature_types import summary_of
from scenegan.evaluation.judges.lessons import Lessons, regions_of
from scenegan.evaluation.judges.training import Course


def test_a_copy_without_changes_shows_the_drawing(course: Course, species_cache: Cache) -> None:
    drawings = species_cache.of_split("train")[:2]
    copy = make_copy(drawings, 0, course.backbone, seed=1)
    assert copy.true_colors and not copy.flipped.any()
    covered = torch.from_numpy(drawings[0].picture())[..., 3].float() / 255
    assert abs(float(covered.mean()) - float(copy.view.pixels[0, 3].mean())) < 1e-3
    assert set(copy.index_maps[0].unique().tolist()) == set(
        torch.from_numpy(drawings[0].index_map()).unique().tolist()
    )


def test_copies_are_repeatable_and_differ(course: Course, species_cache: Cache) -> None:
    drawings = species_cache.of_split("train")[:2]
    one, same, other = (make_copy(drawings, n, course.backbone, seed=1) for n in (2, 2, 4))
    assert torch.equal(one.view.pixels, same.view.pixels)
    assert torch.equal(one.index_maps, same.index_maps)
    assert not torch.equal(one.view.pixels, other.view.pixels)


def test_judges_of_types_and_captions_never_see_false_colours(
    course: Course, judges: Judges, generator: torch.Generator
) -> None:
    folder = next(course.work.glob("copies-*"))
    lessons = Lessons([read_copy(folder, n) for n in range(2)], course.labels)
    plain = summary_of(lessons.copies[0].view.in_full())
    for _ in range(6):
        summary, labels, flips = lessons.summaries(3, generator)
        assert len(labels) == len(flips) == 3
        assert all(bool((plain - row).abs().amax(1).min() < 1e-4) for row in summary)
    assert {lessons.batch(3, generator)[0].true_colors for _ in range(20)} == {True, False}


def test_regions_are_the_parts_that_can_be_seen(course: Course) -> None:
    index_maps = torch.full((1, 128, 128), 255, dtype=torch.uint8)
    index_maps[0, :10, :10] = 1
    index_maps[0, 20, 20] = 0
    owners, masks, truth = regions_of(index_maps, course.labels[:1])
    assert owners.tolist() == [0]
    assert float(masks.sum()) == 100
    assert torch.equal(truth[0], course.labels[0].attributes[1])


def test_a_training_tells_what_it_reached(judges: Judges) -> None:
    assert judges.part_names == ("belly", "ear", "eye", "head", "leg", "tail", "torso")
    assert judges.attribute_names == ("large", "long", "pointed", "round", "short")
    for split in ("val", "test"):
        found = judges.record.scores[split]
        assert {"parts.recall", "attributes.f1", "attributes.f1_blind"} < set(found)
        assert all(0 <= value <= 1 for value in found.values())
    assert judges.record.recipe["segmenter"]["steps"] == 2


def test_a_second_run_goes_on_where_the_first_ended(
    course: Course, judges: Judges, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_more(*args: object) -> None:
        raise AssertionError("nothing is left to learn")

    monkeypatch.setattr("scenegan.evaluation.judges.training.fit", no_more)
    again = course.run()
    for name, network in judges.networks().items():
        for key, value in network.state_dict().items():
            same = again.networks()[name].state_dict()[key]
            assert torch.allclose(value, same, atol=1e-2), (name, key)


def test_each_round_is_kept(course: Course, judges: Judges) -> None:
    kept = {folder.name.split("-")[0]: 0 for folder in course.work.glob("*-*-*")}
    for folder in course.work.glob("*-*-*"):
        kept[folder.name.split("-")[0]] += 1
    assert kept == {"segmenter": 1, "attributes": 1, "types": 2, "matcher": 1}


def test_drawings_without_types_are_refused(
    generated_cache: Cache, course: Course, tmp_path: Path
) -> None:
    with pytest.raises(DataError, match="no types"):
        Course(generated_cache, "x", course.backbone, tmp_path, course.recipe, print)


def test_a_missing_split_is_named(species_cache: Cache, course: Course, tmp_path: Path) -> None:
    train = [replace(d) for d in species_cache.of_split("train")]
    with pytest.raises(DataError, match="'val'"):
        Course(Cache(train, {}), "x", course.backbone, tmp_path, course.recipe, print)
