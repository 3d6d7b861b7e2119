"""What can be done to a part of a drawing, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

OperationName = Literal["recolour", "drop", "scale", "turn", "shift", "mirror", "swap"]
OPERATIONS: tuple[OperationName, ...] = get_args(OperationName)


@dataclass(frozen=True)
class Recolour:
    """Gives a part another main colour, `#rrggbb`; what hangs on it keeps its own."""

    node: str
    hex: str

    def __str__(self) -> str:
        """Tells the operation in words."""
        return f"recolour {self.node} to {self.hex}"


@dataclass(frozen=True)
class Drop:
    """Takes a part away with all that hangs on it."""

    node: str

    def __str__(self) -> str:
        """Tells the operation in words."""
        return f"drop {self.node}"


@dataclass(frozen=True)
class Scale:
    """Makes a part larger or smaller about its attachment."""

    node: str
    factor: float

    def __str__(self) -> str:
        """Tells the operation in words."""
        return f"scale {self.node} by {self.factor:.2f}"


@dataclass(frozen=True)
class Turn:
    """Turns a part clockwise about its attachment."""

    node: str
    degrees: float

    def __str__(self) -> str:
        """Tells the operation in words."""
        return f"turn {self.node} by {self.degrees:.0f} degrees"


@dataclass(frozen=True)
class Shift:
    """Shifts a part; shares of the picture's side."""

    node: str
    right: float
    down: float

    def __str__(self) -> str:
        """Tells the operation in words."""
        across = f"{abs(self.right):.0%} {'right' if self.right >= 0 else 'left'}"
        return f"shift {self.node} {across}, {abs(self.down):.0%} {self._vertical}"

    @property
    def _vertical(self) -> str:
        return "down" if self.down >= 0 else "up"


@dataclass(frozen=True)
class Mirror:
    """Mirrors a part at its own axis, which goes through its attachment."""

    node: str

    def __str__(self) -> str:
        """Tells the operation in words."""
        return f"mirror {self.node}"


@dataclass(frozen=True)
class Swap:
    """Puts a part of another drawing, with all that hangs on it, in the place of one."""

    node: str
    donor: str
    other: str

    def __str__(self) -> str:
        """Tells the operation in words."""
        return f"swap {self.node} for {self.other} of {self.donor}"


Operation = Recolour | Drop | Scale | Turn | Shift | Mirror | Swap
