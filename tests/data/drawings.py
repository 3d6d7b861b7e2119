"""Makes vector drawings of creatures from ellipses, with annotations in the form of PokéScene.

Everything about them is known exactly: places, colours and what hides what.
"""

from __future__ import annotations

import colorsys
import hashlib
import json
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

OUTLINE = "#121014"
STROKE = 4.0
FILL = 0.92


@dataclass(frozen=True)
class Ellipse:
    """One part; coordinates are those of the SVG."""

    part: str
    x: float
    y: float
    rx: float
    ry: float
    color: str
    on: int
    attrs: tuple[str, ...] = ()


@dataclass(frozen=True)
class DataSet:
    """A folder with `annotations.jsonl`, `drawings.sha256` and `ID.svg` files."""

    folder: Path
    creatures: dict[str, list[Ellipse]]

    @property
    def annotations(self) -> Path:
        return self.folder / "annotations.jsonl"

    @property
    def digests(self) -> Path:
        return self.folder / "drawings.sha256"


def creature(rng: np.random.Generator) -> list[Ellipse]:
    """Returns the parts of a creature that sits upright, back to front."""
    body, limb, light = (_color(rng, lightness) for lightness in (0.8, 0.65, 0.95))
    wide, tall = rng.uniform(45, 70), rng.uniform(50, 75)
    head = rng.uniform(38, 55)
    neck = 150 - tall - head * 0.6
    return [
        Ellipse("tail", 150 + wide + 22, 180, rng.uniform(30, 45), 16, limb, 1, ("long",)),
        Ellipse("torso", 150, 150, wide, tall, body, -1, ("round",)),
        Ellipse("belly", 150, 165, wide * 0.6, tall * 0.6, light, 1),
        Ellipse("leg", 150 - wide * 0.6, 150 + tall, 20, 26, limb, 1, ("short",)),
        Ellipse("leg", 150 + wide * 0.6, 150 + tall, 20, 26, limb, 1, ("short",)),
        Ellipse("ear", 150 - head * 0.7, neck - head, 14, 30, limb, 7, ("pointed",)),
        Ellipse("ear", 150 + head * 0.7, neck - head, 14, 30, limb, 7, ("pointed",)),
        Ellipse("head", 150, neck, head * 1.1, head, body, 1, ("large", "round")),
        Ellipse("eye", 150 - head * 0.4, neck, 9, 12, OUTLINE, 7),
        Ellipse("eye", 150 + head * 0.4, neck, 9, 12, OUTLINE, 7),
    ]


def svg_of(parts: list[Ellipse]) -> str:
    """Draws a creature; every part has a dark outline."""
    shapes = "\n".join(
        f'<ellipse cx="{p.x:.2f}" cy="{p.y:.2f}" rx="{p.rx:.2f}" ry="{p.ry:.2f}" '
        f'fill="{p.color}" stroke="{OUTLINE}" stroke-width="{STROKE}"/>'
        for p in parts
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="380" height="380" '
        f'viewBox="0 -90 380 380">\n{shapes}\n</svg>\n'
    )


def in_square(parts: list[Ellipse]) -> list[tuple[float, float, float, float]]:
    """Returns centre and radii (outline included) of each part in 0..1 of the square."""
    edge = STROKE / 2
    left, right = min(p.x - p.rx for p in parts) - edge, max(p.x + p.rx for p in parts) + edge
    top, bottom = min(p.y - p.ry for p in parts) - edge, max(p.y + p.ry for p in parts) + edge
    side = max(right - left, bottom - top) / FILL
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    return [
        (
            (p.x - middle_x) / side + 0.5,
            (p.y - middle_y) / side + 0.5,
            (p.rx + edge) / side,
            (p.ry + edge) / side,
        )
        for p in parts
    ]


def true_map(parts: list[Ellipse], size: int = 256) -> np.ndarray:
    """Returns the number of the part that each pixel shows, -1 for none, [size, size]."""
    rows, columns = (np.indices((size, size)) + 0.5) / size
    result = np.full((size, size), -1)
    for number, (x, y, rx, ry) in enumerate(in_square(parts)):
        result[((columns - x) / rx) ** 2 + ((rows - y) / ry) ** 2 <= 1] = number
    return result


def annotation_of(name: str, parts: list[Ellipse], split: str = "train") -> dict[str, object]:
    """Annotates a creature as a person would: polygons of twelve points."""
    angles = [2 * math.pi * step / 12 for step in range(12)]
    entries = [
        {
            "part": part.part,
            "attrs": list(part.attrs),
            "on": part.on,
            "poly": [
                [
                    round(100 * (x + rx * math.cos(angle)), 1),
                    round(100 * (y + ry * math.sin(angle)), 1),
                ]
                for angle in angles
            ],
        }
        for part, (x, y, rx, ry) in zip(parts, in_square(parts), strict=True)
    ]
    return {
        "id": name,
        "split": split,
        "kind": "bear",
        "view": "front",
        "pose": "sitting",
        "mood": "calm",
        "parts": entries,
        "captions": {
            "short": "A round bear with long ears.",
            "medium": "A calm, round bear with pointed ears sits upright.",
            "rich": "A calm, round bear sits upright. It has a light belly and a long tail.",
            "zh": "一只安静的圆熊。",
        },
    }


def make_data_set(folder: Path, count: int = 4, seed: int = 0) -> DataSet:
    """Writes a data set of ellipse creatures named `c1`, `c2`, ...; the last one is of the test.

    Args:
        folder: is created.
        count: number of drawings, at least 2; the second last is of the val split from 4 on.
        seed: equal seeds give equal files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    creatures = {f"c{number}": creature(rng) for number in range(1, count + 1)}
    splits = ["train"] * (count - 1) + ["test"]
    if count >= 4:
        splits[-2] = "val"
    lines, digests = [], []
    for (name, parts), split in zip(creatures.items(), splits, strict=True):
        svg = svg_of(parts).encode()
        (folder / f"{name}.svg").write_bytes(svg)
        digests.append(f"{hashlib.sha256(svg).hexdigest()}  {name}.svg\n")
        lines.append(json.dumps(annotation_of(name, parts, split), ensure_ascii=False) + "\n")
    data = DataSet(folder, creatures)
    data.annotations.write_text("".join(lines), encoding="utf-8")
    data.digests.write_text("".join(digests), encoding="utf-8")
    return data


def make_cache(folder: Path, count: int = 4, seed: int = 0) -> Path:
    """Writes a data set and builds its cache in one process; returns the cache's path."""
    from scenegan.data.annotations import read_annotations
    from scenegan.data.build import build_cache

    data = make_data_set(folder, count, seed)
    drawings = read_annotations(data.annotations)
    output = folder / "drawings.cache"
    build_cache(drawings, folder, output, species_facts=False, workers=1)
    return output


def _color(rng: np.random.Generator, value: float) -> str:
    """A random colour of clear hue and some brightness."""
    red, green, blue = colorsys.hsv_to_rgb(rng.uniform(), rng.uniform(0.3, 0.7), value)
    return f"#{int(red * 255):02x}{int(green * 255):02x}{int(blue * 255):02x}"
