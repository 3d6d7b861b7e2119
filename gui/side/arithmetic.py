"""Sums that are typed into number fields: `26+5`, `(40-10)/2`."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable

_OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_LONGEST = 60


def calculated(text: str) -> float | None:
    """Returns the value of a sum of numbers; None where it is none.

    A comma is a decimal point, × and ÷ are signs too, and a sign of per cent is left aside.
    """
    for sign, meant in ((",", "."), ("×", "*"), ("÷", "/"), ("−", "-"), ("%", "")):
        text = text.replace(sign, meant)
    if not text.strip() or len(text) > _LONGEST:
        return None
    try:
        value = _value(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, ValueError, ZeroDivisionError, OverflowError, RecursionError):
        return None
    return value if abs(value) < 1e9 else None


def _value(node: ast.expr) -> float:
    if isinstance(node, ast.Constant):
        if isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
            return float(node.value)
        raise ValueError(node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        value = _value(node.operand)
        return -value if isinstance(node.op, ast.USub) else value
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_value(node.left), _value(node.right))
    raise ValueError(ast.dump(node))
