"""Tables of how well descriptions are read, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from scenegan.evaluation.parser_report import PUBLISHED_F1, ParserReport, TextsReport
from scenegan.evaluation.parser_score import ParserScore


def parser_tables(report: ParserReport, worst: int = 5) -> list[Table | Text]:
    """Returns what to print of a report: scores of files, kinds of fact, and the worst texts.

    Args:
        report: of all gold texts.
        worst: so many texts are shown for each language.
    """
    tables: list[Table | Text] = [_scores(report), _kinds(report)]
    tables += [_worst(told, worst) for told in report.languages if told.worst and worst]
    return tables


def _scores(report: ParserReport) -> Table:
    table = Table(box=None, pad_edge=False)
    for column in ("texts", "F1", "recall", "precision", "texts all right", "published parser"):
        table.add_column(column, justify="left" if column == "texts" else "right")
    for told in report.files:
        table.add_row(told.name, *_cells(told.score), _published(told))
    table.add_section()
    for told in report.languages:
        table.add_row(f"all of {told.name}", *_cells(told.score), _published(told))
    return table


def _cells(score: ParserScore) -> Iterable[str]:
    yield f"{score.f1:.3f}"
    yield f"{score.recall:.3f}"
    yield f"{score.precision:.3f}"
    yield f"{score.exact:.0%} of {score.texts}"


def _published(told: TextsReport) -> str:
    """The published parser's F1; in brackets where it is only known from elsewhere."""
    if told.published is not None:
        return f"{told.published.f1:.3f} ({told.published.exact:.0%})"
    return f"({PUBLISHED_F1:.2f}, not run)" if told.language == "en" else ""


def _kinds(report: ParserReport) -> Table:
    table = Table("F1 by kind of fact", box=None, pad_edge=False)
    for told in report.languages:
        table.add_column(told.name, justify="right")
        table.add_column("facts", justify="right", style="dim")
    for kind in dict.fromkeys(k for told in report.languages for k in told.kinds):
        cells = [kind]
        for told in report.languages:
            score = told.kinds.get(kind)
            cells += [f"{score.f1:.3f}", str(score.facts)] if score else ["", ""]
        table.add_row(*cells)
    return table


def _worst(told: TextsReport, number: int) -> Text:
    lines = Text(f"Worst of {told.name}\n", style="bold")
    for outcome in told.worst[:number]:
        lines.append(f"{outcome.text}\n", style="not bold")
        if outcome.missed:
            lines.append(f"  missed: {', '.join(outcome.missed)}\n", style="not bold dim")
        if outcome.wrong:
            lines.append(f"  wrong:  {', '.join(outcome.wrong)}\n", style="not bold dim")
    return lines
