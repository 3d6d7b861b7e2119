"""Measures what the editor promises: `python docs/measure_editor.py`.

Prints the time from the start of the process to the end of the first frame (warm disk, first start
and later ones, the best and the median of several), for how long the window does not answer while
the painter is loaded beside it, how long after an edit its first pixels and its whole picture are
in the window's process, and the memory of 500 steps of a document with real pictures.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

STARTS = 7
EDITS = 60
PARTS = 20
_WATCHED_SECONDS = 10
_PROBE = f"""
import os, sys, time
began, kept = float(sys.argv.pop(1)), sys.argv.pop(1) == "watch"
import gui.command
from gui.command import main
gaps, last = [], 0.0
def end(*found):
    print(*found, flush=True)
    os._exit(0)
def tick():
    global last
    now = time.perf_counter()
    gaps.append(now - last)
    last = now
    if time.time() - first > {_WATCHED_SECONDS}:
        end(max(gaps), sum(g for g in gaps if g > 0.03), "torch" in sys.modules)
def painted():
    global first, last, timer
    from PySide6.QtCore import Qt, QTimer
    if not kept:
        end(time.time() - began, time.process_time(), "torch" in sys.modules)
    first, last, timer = time.time(), time.perf_counter(), QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    timer.start(1)
log_to = gui.command._log_to
def watch(folder, program):
    from PySide6.QtCore import QEvent, QObject, QTimer
    class Probe(QObject):
        def eventFilter(self, window, event):
            if event.type() == QEvent.Type.Paint:
                window.removeEventFilter(self)
                QTimer.singleShot(0, painted)  # When the whole frame is there.
            return False
    program.probe = Probe()
    program.window.installEventFilter(program.probe)
    log_to(folder, program)
gui.command._log_to = watch
main([])
"""


def main() -> None:
    """Prints all of it."""
    with tempfile.TemporaryDirectory() as home:
        _start(home, "warm", "watch")  # All is compiled then, as where it was installed.
        first = [_start(home, str(n)) for n in range(STARTS)]
        later = [_start(home, "0") for _ in range(STARTS)]
        longest, stopped = _start(home, "watched", "watch")
    for name, starts in (("first start", first), ("later start", later)):
        seconds, busy = zip(*starts, strict=True)
        print(
            f"{name}: best {min(seconds):.2f} s, median {statistics.median(seconds):.2f} s, "
            f"of which the processor was busy {statistics.median(busy):.2f} s"
        )
    print(
        f"in the {_WATCHED_SECONDS} s after that: no answer for {longest * 1000:.0f} ms at worst, "
        f"{stopped * 1000:.0f} ms in all stops of over 30 ms"
    )
    firsts, wholes = edit_times()
    for name, found in (("first pixels", firsts), ("whole picture", wholes)):
        half, most = statistics.quantiles(found, n=20)[9], statistics.quantiles(found, n=20)[18]
        print(f"{name} of an edit of {PARTS} parts: {half:.0f} ms, p95 {most:.0f} ms")
    print(f"500 steps: {history_megabytes():.0f} MB")


def _start(home: str, name: str, task: str = "start") -> tuple[float, float]:
    """Starts the editor with data of its own.

    Returns:
        Seconds to the first frame, and those of the processor; with the task `watch` the longest
        stop of the window after it, and all long ones together.
    """
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_DATA_HOME": f"{home}/{name}",
        "XDG_CONFIG_HOME": f"{home}/{name}",
        "PYTHONPYCACHEPREFIX": f"{home}/compiled",
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # As an installed program: compiled once.
    command = [sys.executable, "-c", _PROBE, repr(time.time()), task]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    seconds, busy, torch = done.stdout.split()
    assert torch == "False", "torch is for the process that paints"
    return float(seconds), float(busy)


def edit_times() -> tuple[list[float], list[float]]:
    """Recolours parts of a creature one after another, as the window does.

    Returns:
        Milliseconds from each edit until its first pixels, and until its whole picture, were there.
    """
    from PySide6.QtCore import QCoreApplication, QEventLoop

    from gui.inference.places import local_inference
    from gui.templates.templates import shipped_templates
    from scenegan.graph import Color, edits

    QCoreApplication.instance() or QCoreApplication([])
    inference, loop, came = local_inference(), QEventLoop(), []
    inference.stage_painted.connect(lambda *_: came.append(time.perf_counter()))
    inference.painted.connect(lambda _, picture, *__: (came.append(picture), loop.quit()))
    inference.start()
    document = shipped_templates()[0].document()
    graph, firsts, wholes = document.graph, [], []
    root = next(p.id for p in graph.parts if p.on is None)
    while len(graph.parts) < PARTS:
        graph = edits.add_part(graph, "horn", on=root)
    nodes = [p.id for p in graph.parts]
    for n in range(-5, EDITS):  # The first ones warm it up.
        began = time.perf_counter()
        inference.paint(document, graph)
        loop.exec()
        wholes.append((time.perf_counter() - began) * 1000)
        firsts.append((came[0] - began) * 1000)
        document = came.pop().document
        came.clear()
        color = Color(name=f"color {n}", hex=f"#{abs(n) * 4:02x}8a40")
        graph = edits.recolour(document.graph, nodes[n % PARTS], colors=[color])
    inference.close()
    return firsts[5:], wholes[5:]


def history_megabytes(steps: int = 500) -> float:
    """Returns the memory that steps take, with the pictures of a template's edits."""
    import tracemalloc
    from functools import partial

    import numpy as np
    from PIL import Image

    from gui.document.model import DocumentModel
    from gui.templates.templates import shipped_templates
    from scenegan.graph import Color, edits
    from scenegan.rendering.picture import Picture

    template = shipped_templates()[0]
    document = template.document()
    rgba = np.array(Image.open(template.path).convert("RGBA"))
    part_map = np.where(rgba[..., 3] > 0, np.indices(rgba.shape[:2])[0] // 20, 255).astype("uint8")
    nodes = tuple(p.id for p in document.graph.parts)
    tracemalloc.start()
    model = DocumentModel()
    model.open(document)
    for n in range(steps):
        color = Color(name=f"color {n}", hex=f"#{n:06x}")
        node = nodes[n % len(nodes)]
        model.apply(f"step {n}", partial(edits.recolour, node=node, colors=[color]))
        pixels = rgba.copy()
        pixels[..., 0] ^= np.uint8(n % 64)
        places = {
            k: v.model_copy(update={"colors": (color.hex,)}) if k == node else v
            for k, v in model.document.layout.items()
        }
        painted = model.document.model_copy(update={"layout": places})
        model.settle(model.current.number, Picture(pixels, part_map.copy(), nodes, painted))
    assert len(model.steps) >= steps
    return tracemalloc.get_traced_memory()[0] / 1e6


if __name__ == "__main__":
    main()
