"""Sentences to start from; keys of the catalogue of the editor's texts, as all of them."""

from __future__ import annotations

EXAMPLES = (
    "a small orange lizard with a cream belly, big blue eyes and a flame at the tip of its tail",
    "a green turtle with a brown shell and a leaf on its head",
    "a round white owl with gold eyes and short wings",
    "a purple butterfly with four spotted wings and long antennae",
    "a light blue fish with violet fins and big eyes",
    "a dark blue fox with pale cheeks, pointed ears and a bushy tail",
    "a large red dragon with three horns, spread wings and a long tail",
    "a pink rabbit with long ears and a fluffy white tail",
    "a yellow electric mouse with red cheeks and a jagged tail",
)
