"""The largest memory that a program takes."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Sequence

_BETWEEN = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""
"""A small process between: on Linux a program that another one starts is held to have taken as
much as that one took until then."""


def peak_memory(command: Sequence[str]) -> float | None:
    """Runs a program; returns its peak memory in bytes where the system tells it.

    Raises:
        RuntimeError: if it ends with anything but 0.
    """
    told = importlib.util.find_spec("resource") is not None
    wrapped = [sys.executable, "-c", _BETWEEN, *command] if told else list(command)
    done = subprocess.run(wrapped, capture_output=True, check=False)
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace")
        raise RuntimeError(f"`{' '.join(command[:4])}` ended with {done.returncode}: {said}")
    unit = 1 if sys.platform == "darwin" else 1024
    return float(done.stdout) * unit if told else None
