"""All steps together, on three generated drawings, with judges that have learnt nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from scenegan.assets import asset
from scenegan.data.cache import Cache
from scenegan.evaluation import context as contexts
from scenegan.evaluation.context import Context, Extent
from scenegan.evaluation.judges import Judges
from scenegan.evaluation.judges.record import JudgesRecord
from scenegan.evaluation.model_card import BEGIN, END
from scenegan.evaluation.report import figures_of, read_report, report
from scenegan.evaluation.run import Evaluation, evaluate

EXTENT = Extent(seeds=2, judged=2, edits=5, looks=1)


@pytest.fixture(scope="module")
def judges() -> Judges:
    torch.manual_seed(0)
    record = JudgesRecord(
        version="untrained",
        date="2026-01-01",
        data="",
        recipe={},
        part_names=("torso", "head", "eye"),
        attribute_names=("long", "round"),
        attribute_thresholds=(0.5, 0.5),
        type_names=("fire", "water"),
        tokens=("bear", "round"),
    )
    return Judges(record)


@pytest.fixture(scope="module")
def evaluation(
    generated_cache: Cache, judges: Judges, tmp_path_factory: pytest.TempPathFactory
) -> Evaluation:
    work = tmp_path_factory.mktemp("work")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(contexts, "load_judges", lambda: judges)
        context = Context(
            model=asset("weights"),
            cache=generated_cache,
            extent=EXTENT,
            seed=0,
            work=work,
            tell=lambda what, done, total: None,
            split="train",
        )
        return evaluate(context, ["layout", "pictures"])


def test_every_figure_of_layouts_and_pictures_is_there(evaluation: Evaluation) -> None:
    assert not evaluation.left_out
    expected = {
        "layout.hidden",
        "layout.box_recall_03_first",
        "relations.accuracy",
        "parts.recall",
        "parts.recall_real",
        "parts.miou",
        "colour.de_median",
        "attributes.f1_real",
        *(f"distance.{m}" for m in ("kid", "frechet", "precision", "recall")),
        *(f"distance.frechet{s}" for s in ("_real", "_flat", "_true_maps")),
        "retrieval.r_precision",
        "edit.leak",
        "edit.seam",
        "novelty.picture",
        "novelty.layout_real",
        "looks.diversity",
    }
    assert expected <= set(evaluation.figures)


def test_a_report_can_be_read_again(evaluation: Evaluation, tmp_path: Path) -> None:
    found = report(evaluation)
    path = tmp_path / "evaluation.json"
    path.write_text(json.dumps(found, allow_nan=False), encoding="utf-8")
    back = read_report(path)
    assert back["run"]["judges"] == "untrained"
    assert set(figures_of(back)) == set(evaluation.figures)
    assert back["parts.recall"] == pytest.approx(evaluation.figures["parts.recall"].value, 1e-5)
    assert {c["graph"] for cases in back["worst"].values() for c in cases} <= {"c1", "c2", "c3"}


def test_a_card_gets_its_sheets(evaluation: Evaluation, tmp_path: Path) -> None:
    from scenegan.evaluation.card_sheets import write_card

    card = tmp_path / "card.md"
    card.write_text(f"{BEGIN}\n{END}\n", encoding="utf-8")
    write_card(evaluation, report(evaluation), card)
    text = card.read_text(encoding="utf-8")
    assert "pictures/samples.webp" in text and "pictures/failures.webp" in text
    assert (tmp_path / "pictures" / "samples.webp").stat().st_size > 1000
    assert "| bear c1 |" in text
