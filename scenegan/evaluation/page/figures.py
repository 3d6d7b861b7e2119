"""The table of figures with bars, and the numbers behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from scenegan.evaluation.figures import Figure
from scenegan.evaluation.measures import SUFFIXES, Measure
from scenegan.evaluation.table import Row, table_rows


def figures_table(figures: Mapping[str, Figure], earlier: Mapping[str, Any] | None) -> str:
    """Returns the table of all figures; with earlier ones, what has changed since."""
    head = "<th>measure</th><th>figure</th><th></th><th>95 %</th><th>beside it</th>"
    if earlier:
        head += "<th>before</th><th>change</th>"
    body = "\n".join(_row(row, figures, earlier) for row in table_rows(figures, earlier))
    return f'<div class="wide"><table><tr>{head}</tr>\n{body}\n</table></div>'


def _row(row: Row, figures: Mapping[str, Figure], earlier: Mapping[str, Any] | None) -> str:
    measure, figure = row.measure, figures[row.key]
    goal = ""
    if measure.goal is not None:
        sign = "at least" if measure.better == "higher" else "at most"
        goal = f" (goal: {sign} {measure.written(measure.goal)})"
    state = {True: " reached", False: " missed", None: ""}[row.reached]
    cells = [
        f'<td><code>{row.key}</code><span class="title">{escape(measure.title + goal)}</span></td>',
        f'<td class="number{state}">{escape(row.value)}</td>',
        f"<td>{_bar(measure, figure, figures)}</td>",
        f'<td class="number">{escape(row.interval)}</td>',
        f"<td>{escape(row.companions)}</td>",
    ]
    if earlier:
        cells += [
            f'<td class="number">{escape(row.before)}</td>',
            _change(measure, figure, earlier),
        ]
    begins = ' class="group"' if row.begins_group else ""
    return f"<tr{begins}>{''.join(cells)}</tr>"


def _bar(measure: Measure, figure: Figure, figures: Mapping[str, Figure]) -> str:
    """A bar for the value, a thin line for its interval, a mark for each companion."""
    if measure.form not in ("share", "number"):
        return ""
    beside = {
        name: figures[measure.key + suffix].value
        for suffix, name in SUFFIXES.items()
        if measure.key + suffix in figures
    }
    if measure.form == "number" and not beside:
        return ""
    top = 1.0 if measure.form == "share" else max(figure.value, *beside.values(), 1e-9) * 1.05
    inner = f'<span class="fill" style="width:{_percent(figure.value, top)}%"></span>'
    if figure.low is not None and figure.high is not None:
        low, high = _percent(figure.low, top), _percent(figure.high, top)
        inner += f'<span class="range" style="left:{low}%;width:{high - low:.1f}%"></span>'
    for name, value in beside.items():
        text = escape(f"{name} {measure.written(value)}", quote=True)
        place = _percent(value, top)
        inner += f'<span class="mark" style="left:{place}%" title="{text}"></span>'
    return f'<span class="bar">{inner}</span>'


def _percent(value: float, top: float) -> float:
    return round(100 * min(max(value / top, 0.0), 1.0), 1)


def _change(measure: Measure, figure: Figure, earlier: Mapping[str, Any]) -> str:
    if measure.key not in earlier:
        return "<td></td>"
    step = figure.value - float(earlier[measure.key])
    sign = "+" if step >= 0 else "−"
    state = ""
    if measure.better != "none" and step:
        state = "better" if (step > 0) == (measure.better == "higher") else "worse"
    return f'<td class="number {state}">{sign}{escape(measure.written(abs(step)))}</td>'


def details_table(title: str, rows: Mapping[str, Any]) -> str:
    """Returns a folded table of further numbers, such as one line a part word."""
    lines = "\n".join(_detail_lines(rows))
    return (
        f"<details><summary>{escape(title)}</summary>"
        f'<div class="wide"><table>{lines}</table></div></details>'
    )


def _detail_lines(rows: Mapping[str, Any]) -> Iterator[str]:
    for name, value in rows.items():
        cells = value.items() if isinstance(value, Mapping) else [("", value)]
        text = ", ".join(f"{k} {_plain(v)}".strip() for k, v in cells)
        yield f"<tr><td>{escape(str(name))}</td><td>{escape(text)}</td></tr>"


def _plain(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)
