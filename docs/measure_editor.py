"""Measures what the editor promises: `python docs/measure_editor.py`.

Prints the time from the start of the process to the first painted window (warm disk, first start
and later ones, the best and the median of several), and the memory of 500 steps of a document
with real pictures.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

STARTS = 7
_PROBE = """
import sys, time
began = float(sys.argv.pop(1))
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Probe(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
            print(time.time() - began, time.process_time(), "torch" in sys.modules, flush=True)
            import os
            os._exit(0)
        return False
run = QApplication.exec
def watch(*_):
    app = QApplication.instance()
    app.probe = Probe()
    for window in app.topLevelWidgets():
        window.installEventFilter(app.probe)
    return run()
QApplication.exec = watch
from gui.command import main
main([])
"""


def main() -> None:
    """Prints both."""
    with tempfile.TemporaryDirectory() as home:
        _start(home, "warm")
        first = [_start(home, str(n)) for n in range(STARTS)]
        later = [_start(home, "0") for _ in range(STARTS)]
    for name, starts in (("first start", first), ("later start", later)):
        seconds, busy = zip(*starts, strict=True)
        print(
            f"{name}: best {min(seconds):.2f} s, median {statistics.median(seconds):.2f} s, "
            f"of which the processor was busy {statistics.median(busy):.2f} s"
        )
    print(f"500 steps: {history_megabytes():.0f} MB")


def _start(home: str, name: str) -> tuple[float, float]:
    """Starts the editor with data of its own; returns seconds, and those of the processor."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_DATA_HOME": f"{home}/{name}",
        "XDG_CONFIG_HOME": f"{home}/{name}",
        "PYTHONPYCACHEPREFIX": f"{home}/compiled",
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # As an installed program: compiled once.
    command = [sys.executable, "-c", _PROBE, repr(time.time())]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    seconds, busy, torch = done.stdout.split()
    assert torch == "False", "torch was imported before the window could be seen"
    return float(seconds), float(busy)


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
