"""Completion: people name three parts, a creature has fifteen."""

from __future__ import annotations

import hashlib
from collections import Counter

import numpy as np

from scenegan.completion.adoption import FIGURE_TOTAL, USUAL_TOTAL, Adoption, Sprout, select
from scenegan.completion.attachment import attach_all, replaced, with_root
from scenegan.completion.figures import figure_of, figures
from scenegan.completion.library import Library, Template, library
from scenegan.completion.patterns import with_marks
from scenegan.completion.retrieval import Choice, choose
from scenegan.completion.second_color import parts_of_second_color
from scenegan.completion.typed_parts import typed_parts
from scenegan.completion.typical import Wishes, typical, with_expected
from scenegan.graph.edits import new_id
from scenegan.graph.model import MAX_PARTS, Part, SceneGraph
from scenegan.graph.typical_bodies import Body, typical_body
from scenegan.graph.vocabulary import POSES


def complete(graph: SceneGraph, seed: int = 0) -> SceneGraph:
    """Fills in what a description left unsaid: parts, their attributes, and where they hang.

    The missing parts are those of a drawn creature that fits what is said; other seeds take
    other creatures. Named parts stay as they are, in their number too; what is denied is not
    added. View, pose and mood are filled in where they are unsaid. In the result everything
    hangs on one torso or body (or on a head, where both are denied). A graph that carries
    suggestions already only gets its loose parts attached; see `without_suggestions`.

    Args:
        graph: any valid graph. One without any word becomes some creature or other.
        seed: chooses among the creatures that fit; the same seed gives the same result.

    Returns:
        The completed graph; its new parts have `origin="completed"`. Completing it again with
        the same seed changes nothing.
    """
    while not _is_completed(graph):
        done = _complete_once(graph, seed, library())
        if done == graph:
            break
        graph = done
    return graph


def _is_completed(graph: SceneGraph) -> bool:
    """Whether a graph carries suggestions already and hangs together."""
    return sum(p.on is None for p in graph.parts) == 1 and any(
        p.origin == "completed" for p in graph.parts
    )


def without_suggestions(graph: SceneGraph) -> SceneGraph:
    """Takes away all suggested parts, so that another seed can suggest others.

    What was said or edited stays, and hangs nowhere if it hung on a suggestion.
    """
    kept = {p.id for p in graph.parts if p.origin != "completed"}
    parts = tuple(
        p if p.on is None or p.on in kept else p.model_copy(update={"on": None})
        for p in graph.parts
        if p.id in kept
    )
    relations = tuple(r for r in graph.relations if {r.subject, *r.objects} <= kept)
    return replaced(graph, parts=parts, relations=relations)


def _complete_once(graph: SceneGraph, seed: int, known: Library) -> SceneGraph:
    choice = choose(graph, known, _generator(graph, seed))
    template, body = _model(graph, seed, choice, known)
    suggested = any(p.origin == "completed" for p in graph.parts)
    graph = _with_creature_fields(graph, template)
    graph, root = with_root(graph, template)
    if root is None:
        return graph
    adoption = Adoption(graph, root, known)
    adoption.lay(template)
    if not suggested:
        graph, ids = _grown(graph, adoption, choice, body)
    else:
        ids = {}
    hung = {
        node: target.id if isinstance(target, Part) else ids[target]
        for node, target in adoption.hung.items()
        if isinstance(target, Part) or target in ids
    }
    graph = attach_all(graph, root.id, hung, choice, known, trusted=not template.drawing)
    return graph if suggested else with_marks(graph)


def _model(graph: SceneGraph, seed: int, choice: Choice, known: Library) -> tuple[Template, Body]:
    """The creature to complete a graph after, and the parts that people expect of it."""
    said = {p.part for p in graph.parts}
    figure = figure_of(graph.creature, _generator(graph, seed))
    if figure is None:
        usual = {**typical_body(graph.creature.kind), **typed_parts(graph.creature.types)}
        body = {**usual, **parts_of_second_color(graph, usual)}
        return typical(choice.templates[0], choice.opinion, known, Wishes(said, body)), body
    shown = Counter(p.part for p in figure.parts)
    more = {**typed_parts(graph.creature.types), **parts_of_second_color(graph, shown)}
    return with_expected(figure, choice.opinion, known, Wishes(said, more)), {**shown, **more}


def _generator(graph: SceneGraph, seed: int) -> np.random.Generator:
    """Seeds by what is said too, so that one seed is not the same taste for all creatures."""
    digest = hashlib.sha256((graph.creature.kind or "").encode()).digest()
    return np.random.default_rng([abs(seed), int.from_bytes(digest[:4], "big")])


def _with_creature_fields(graph: SceneGraph, template: Template) -> SceneGraph:
    said = graph.creature
    found = {
        "view": template.view,
        "mood": template.mood,
        "pose": template.pose if template.pose in POSES else None,
    }
    unsaid = {name: word for name, word in found.items() if getattr(said, name) is None}
    return replaced(graph, creature=said.model_copy(update=unsaid))


def _grown(
    graph: SceneGraph, adoption: Adoption, choice: Choice, body: Body
) -> tuple[SceneGraph, dict[Sprout, str]]:
    """Turns the sprouts that fit into parts; returns their ids too."""
    ids: dict[Sprout, str] = {}
    parts: list[Part] = []
    numbers: dict[str, int] = {}
    expected = {word: 1.0 for word, number in body.items() if number}
    shares = {**choice.opinion.shares, **expected}
    total = FIGURE_TOTAL if figures(graph.creature.kind) else USUAL_TOTAL
    # A foot on each leg takes no room from ears and nose.
    total += max(0, len(graph.of("foot")) - 2)
    for sprout in select(adoption.sprouts, len(graph.parts), shares, MAX_PARTS, total):
        stem, first = new_id(graph, sprout.part).rsplit("-", 1)
        number = numbers.setdefault(stem, int(first))
        numbers[stem] += 1
        ids[sprout] = f"{stem}-{number}"
        parts.append(
            Part(
                id=ids[sprout],
                part=sprout.part,
                attrs=sprout.attrs,
                on=sprout.on.id if isinstance(sprout.on, Part) else ids[sprout.on],
                origin="completed",
                group=sprout.group,
            )
        )
    return replaced(graph, parts=(*graph.parts, *parts)), ids
