"""`scenegan parse`, `describe` and `complete`: between texts and graphs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer

from scenegan.atomic_files import write_atomically
from scenegan.cli.console import report_reading, say, write_result
from scenegan.cli.inputs import is_file, read_input, read_text_stream
from scenegan.errors import DescriptionError
from scenegan.graph import SceneGraph, to_dot, to_json
from scenegan.text_files import read_text_file

Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to a file instead of the screen.")
]
Length = Literal["short", "medium", "long"]
Language = Literal["en", "zh"]


class Format(StrEnum):
    """How a graph is written."""

    JSON = "json"
    JSONL = "jsonl"
    DOT = "dot"
    TEXT = "text"


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    app.command()(parse)
    app.command()(describe)
    app.command()(complete)


def parse(
    what: Annotated[
        str, typer.Argument(help="A description, or a text file with one a line, or -.")
    ] = "-",
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help="json, jsonl, dot or text.")
    ] = None,
    output: Output = None,
) -> None:
    """Read descriptions into graphs.

    A file or standard input gives one graph a line, in order; a line without a creature gives an
    empty graph. For example:

      scenegan parse "a red bird without a tail"

      scenegan parse "a red bird" --format dot | dot -Tpng > graph.png

      scenegan parse descriptions.txt > graphs.jsonl
    """
    path = Path(what)
    if what == "-" or path.suffix == ".txt" or is_file(what):
        text = read_text_stream() if what == "-" else read_text_file(path)
        _parse_lines(text.splitlines(), format or Format.JSONL, output)
        return
    given = read_input(what)
    report_reading(given.reading)
    _put(_written(given.graph, format or Format.JSON), output)


def _parse_lines(lines: list[str], format: Format, output: Path | None) -> None:
    from scenegan.language import read_many

    results = []
    for number, parsed in enumerate(read_many(lines), start=1):
        if parsed.graph.is_empty and parsed.text.strip():
            say(f"Line {number}: there is no creature in it.")
        results.append(_written(parsed.graph, format))
    if not results:
        raise DescriptionError("There is no line of text to read.")
    _put("".join(results), output)


def describe(
    what: Annotated[str, typer.Argument(help="graph.json, a document, a PNG of SceneGAN, or -.")],
    length: Annotated[
        Length, typer.Option("--length", "-l", help="How much is said: long says everything.")
    ] = "long",
    language: Annotated[Language, typer.Option("--language", help="English or Chinese.")] = "en",
    seed: Annotated[
        int, typer.Option("--seed", "-s", min=0, help="Another seed gives other sentences.")
    ] = 0,
) -> None:
    """Write a graph as sentences, in English or Chinese.

    For example:

      scenegan describe creature.png

      scenegan describe graph.json --length short --language zh
    """
    from scenegan.language import describe as in_words

    write_result(in_words(read_input(what).graph, length, language, seed) + "\n")


def complete(
    what: Annotated[str, typer.Argument(help="A description, graph.json, a document, or -.")],
    seed: Annotated[int, typer.Option("--seed", "-s", min=0)] = 0,
    format: Annotated[Format, typer.Option("--format", "-f")] = Format.JSON,
    output: Output = None,
) -> None:
    """Fill in what a description leaves unsaid; added parts are marked `completed`.

    For example:

      scenegan complete "a dragon" --format text

      scenegan complete graph.json --seed 3 -o whole.json
    """
    from scenegan.completion import complete as completed

    given = read_input(what)
    report_reading(given.reading)
    _put(_written(completed(given.graph, seed), format), output)


def _written(graph: SceneGraph, format: Format) -> str:
    if format is Format.DOT:
        return to_dot(graph)
    if format is Format.TEXT:
        return _outline(graph)
    return to_json(graph, indent=2 if format is Format.JSON else None) + "\n"


def _outline(graph: SceneGraph) -> str:
    creature = graph.creature
    said = [creature.size, *(c.name for c in creature.colors), *creature.attrs, creature.kind]
    lines = [" ".join(word for word in said if word) or "(no creature)"]
    for depth, p in graph.walk():
        more = ", ".join([*(c.name for c in p.colors), *p.attrs])
        note = "  [suggested]" if p.origin == "completed" else ""
        lines.append(f"{'  ' * (depth + 1)}{p.id}{': ' + more if more else ''}{note}")
    for r in graph.relations:
        lines.append(f"  {r.subject} {r.predicate} {' and '.join(r.objects)}")
    if graph.absent:
        lines.append(f"  without {', '.join(graph.absent)}")
    return "\n".join(lines) + "\n"


def _put(text: str, output: Path | None) -> None:
    if output is None:
        write_result(text)
    else:
        write_atomically(output, text)
        say(f"Written: {output}")
