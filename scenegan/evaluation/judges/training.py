"""Trains all judges from a cache of drawings, step by step, each kept in a work folder."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import torch
from torch import nn

from scenegan.data.annotations import Split
from scenegan.data.cache import Cache
from scenegan.errors import DataError
from scenegan.evaluation.judges.attributes import AttributeJudge
from scenegan.evaluation.judges.backbone import Backbone
from scenegan.evaluation.judges.bank import Copy, fill_bank, make_copy, read_copy
from scenegan.evaluation.judges.creature_types import TypeJudge
from scenegan.evaluation.judges.fitting import Plan, fit
from scenegan.evaluation.judges.labels import Labels, Names, labels_of, names_of
from scenegan.evaluation.judges.lessons import (
    Lessons,
    Loss,
    attribute_answers,
    attribute_loss,
    attribute_score,
    match_loss,
    match_score,
    part_loss,
    part_score,
    type_loss,
    type_score,
)
from scenegan.evaluation.judges.matching import Matcher, frequent_tokens
from scenegan.evaluation.judges.panel import ATTRIBUTES, MATCHER, SEGMENTER, TYPES, Judges
from scenegan.evaluation.judges.recipe import Recipe
from scenegan.evaluation.judges.record import JudgesRecord
from scenegan.evaluation.judges.scores import best_threshold, micro_f1
from scenegan.evaluation.judges.segmenter import Segmenter
from scenegan.evaluation.judges.view import View, view_of
from scenegan.nn.weights import load_network, save_network
from scenegan.training.randomness import number_of

Tell = Callable[[str], None]


class Course:
    """One training of all judges.

    The val split says when to stop and from which probability on an attribute counts; the test
    split is looked at once, at the end.
    """

    def __init__(
        self, cache: Cache, data: str, backbone: Backbone, work: Path, recipe: Recipe, tell: Tell
    ) -> None:
        """Prepares a training.

        Args:
            cache: the drawings.
            data: SHA-256 of the cache's file.
            backbone: the frozen network.
            work: folder that keeps what is done, for going on after a stop.
            recipe: all settings.
            tell: shows progress.

        Raises:
            DataError: if the cache lacks a split, or what the judges are to learn.
        """
        for split in ("train", "val", "test"):
            if not cache.of_split(split):
                raise DataError(f"The cache has no drawings of the split '{split}' to judge.")
        self.cache, self.data = cache, data
        self.backbone, self.work, self.recipe, self.tell = backbone, work, recipe, tell
        self.names: Names = names_of(self.cache.of_split("train"))
        self.labels = labels_of(self.cache.of_split("train"), self.names)
        if not self.names.attributes or not self.names.types:
            raise DataError(
                "The cache has too few attributes or no types of creatures to learn from: "
                "judges are trained on the cache that `scenegan data build` makes of PokéScene."
            )
        self.tokens = frequent_tokens([c for label in self.labels for c in label.captions])

    def run(self) -> Judges:
        """Trains all judges that are not trained yet, and scores them.

        Raises:
            FileError: if the work folder cannot be written to.
        """
        train = self.cache.of_split("train")
        copies = self.recipe.copies
        bank = self.work / f"copies-{number_of(self.recipe.seed, self.data):016x}"
        fill_bank(
            bank,
            train,
            copies,
            self.backbone,
            self.recipe.seed,
            lambda number: self.tell(f"copy {number + 1} of {copies}"),
        )
        lessons = Lessons([read_copy(bank, number) for number in range(copies)], self.labels)
        seen, known = self._seen("val")
        plans = self.recipe

        segmenter = Segmenter(self.names.parts)
        loss = part_loss(segmenter, lessons, plans.segmenter.batch)

        def parts() -> float:
            found = part_score(segmenter, seen, known)
            return found["recall"] + found["miou"]

        self._learn(SEGMENTER, segmenter, plans.segmenter, loss, parts)
        attributes = AttributeJudge(self.names.attributes)
        loss = attribute_loss(attributes, lessons, plans.attributes.batch)
        self._learn(
            ATTRIBUTES,
            attributes,
            plans.attributes,
            loss,
            lambda: attribute_score(attributes, seen, known),
        )
        types = TypeJudge(self.names.types)
        loss = type_loss(types, lessons, plans.types.batch)
        self._learn(TYPES, types, plans.types, loss, lambda: type_score(types, seen, known))
        matcher = Matcher(self.tokens)
        loss = match_loss(matcher, lessons, plans.matcher.batch)
        self._learn(
            MATCHER, matcher, plans.matcher, loss, lambda: match_score(matcher, seen, known)
        )
        return self._judged(segmenter, attributes, types, matcher)

    def _learn(
        self,
        name: str,
        network: nn.Module,
        plan: Plan,
        loss: Loss,
        score: Callable[[], float],
    ) -> None:
        """Trains a judge round by round, or reads its rounds from the work folder."""
        recipe = self.recipe
        one_round = replace(plan, rounds=1)
        number = number_of(name, one_round, recipe.copies, recipe.seed, self.data)
        for round_number in range(plan.rounds):
            folder = self.work / f"{name}-{number:016x}-{round_number + 1}"
            if not folder.exists():
                seed = recipe.seed + round_number
                fit(network, one_round, loss, score, seed, self._told(name))
                save_network(folder, name, network)
            load_network(folder, name, network)
        network.eval()

    def _told(self, name: str) -> Callable[[int, float, float], None]:
        return lambda step, loss, score: self.tell(
            f"{name}: step {step}, loss {loss:.3f}, val {score:.3f}"
        )

    def _seen(self, split: Split) -> tuple[Copy, list[Labels]]:
        drawings = self.cache.of_split(split)
        return make_copy(drawings, 0, self.backbone, 0), labels_of(drawings, self.names)

    @torch.no_grad()
    def _judged(
        self,
        segmenter: Segmenter,
        attributes: AttributeJudge,
        types: TypeJudge,
        matcher: Matcher,
    ) -> Judges:
        """Puts judges together with their scores."""
        threshold, scores = 0.5, {}
        for split in ("val", "test"):
            seen, known = self._seen(split)
            found = {f"parts.{k}": v for k, v in part_score(segmenter, seen, known).items()}
            answers, truth = attribute_answers(attributes, seen, known)
            if split == "val":
                threshold = best_threshold(answers, truth)
            found["attributes.f1"] = micro_f1(answers, truth, threshold)
            blind, truth = attribute_answers(attributes, self._blind(seen), known)
            found["attributes.f1_blind"] = micro_f1(blind, truth, threshold)
            found["types.accuracy"] = type_score(types, seen, known)
            found["retrieval.r_precision"] = match_score(matcher, seen, known)
            scores[split] = {key: round(value, 4) for key, value in found.items()}
            self.tell(f"{split}: {scores[split]}")
        judges = Judges(self._record(threshold, scores))
        judges.backbone.load_state_dict(self.backbone.state_dict())
        judges.segmenter.load_state_dict(segmenter.state_dict())
        judges.attribute_judge.load_state_dict(attributes.state_dict())
        judges.type_judge.load_state_dict(types.state_dict())
        judges.matcher.load_state_dict(matcher.state_dict())
        return judges

    def _blind(self, seen: Copy) -> Copy:
        """The same regions, but nothing to see there."""
        empty = view_of(self.backbone, torch.zeros(1, 4, 256, 256)).tensors()
        count = len(seen.view)
        view = View(
            **{name: value.expand(count, *value.shape[1:]) for name, value in empty.items()}
        )
        return replace(seen, view=view)

    def _record(self, threshold: float, scores: dict[str, dict[str, float]]) -> JudgesRecord:
        date = datetime.date.today().isoformat()
        return JudgesRecord(
            version=f"judges-{date}",
            date=date,
            data=self.data,
            recipe=asdict(self.recipe),
            part_names=self.names.parts,
            attribute_names=self.names.attributes,
            attribute_thresholds=(threshold,) * len(self.names.attributes),
            type_names=self.names.types,
            tokens=self.tokens,
            scores=scores,
        )
