"""A graph as Graphviz DOT, for looking at it outside the editor."""

from __future__ import annotations

from scenegan.graph.model import Color, Part, SceneGraph


def to_dot(graph: SceneGraph) -> str:
    """Writes a graph in the DOT language: solid attachment edges, dashed relations."""
    creature = graph.creature
    title = " ".join(
        [creature.size or "", *(c.name for c in creature.colors), creature.kind or "creature"]
    ).strip()
    lines = [
        "digraph creature {",
        "  rankdir=BT;",
        '  node [shape=box, style="rounded,filled", fontname="Inter", fillcolor="#ffffff"];',
        f"  creature [label={_quoted(title)}, shape=oval{_fill(creature.colors)}];",
    ]
    lines += [
        f"  {_quoted(p.id)} [label={_quoted(_label(p))}{_fill(p.colors)}];" for p in graph.parts
    ]
    lines += [f"  {_quoted(p.id)} -> {_quoted(p.on) if p.on else 'creature'};" for p in graph.parts]
    for r in graph.relations:
        for target in r.objects:
            style = f"label={_quoted(r.predicate)}, style=dashed, constraint=false"
            lines.append(f"  {_quoted(r.subject)} -> {_quoted(target)} [{style}];")
    lines += [f"  {_quoted('no ' + w)} [style=dotted];" for w in graph.absent]
    return "\n".join([*lines, "}", ""])


def _label(part: Part) -> str:
    words = [*part.attrs, *(c.name for c in part.colors)]
    return part.id + ("\n" + " ".join(words) if words else "")


def _fill(colors: tuple[Color, ...]) -> str:
    if not colors:
        return ""
    value = colors[0].hex
    light = sum(int(value[i : i + 2], 16) * w for i, w in ((1, 0.3), (3, 0.59), (5, 0.11)))
    return f', fillcolor="{value}", fontcolor="{"#000000" if light > 120 else "#ffffff"}"'


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
