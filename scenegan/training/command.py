"""The command `scenegan-train`."""

from __future__ import annotations

import argparse
import dataclasses
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from scenegan.errors import DataError, SceneGANError
from scenegan.nn.model_words import ModelWords
from scenegan.training.batches import Drawings
from scenegan.training.cache_reader import read_drawings
from scenegan.training.context import TrainingContext
from scenegan.training.presets import (
    PHASES,
    PRESETS,
    SYSTEMS,
    SettingError,
    Settings,
    checked,
    flattened,
    preset,
    with_overrides,
)
from scenegan.training.run import TrainingRun
from scenegan.training.run_folder import RunOrigin, digest_of, read_run, start_run, words_of

INTERRUPTED = 130
_HELD_OUT = 64


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit code."""
    options = _parser().parse_intermixed_args(arguments)
    try:
        return _train(options)
    except SceneGANError as error:
        print(f"scenegan-train: {error}", file=sys.stderr)
        return error.exit_code


def _train(options: argparse.Namespace) -> int:
    if options.threads:
        torch.set_num_threads(options.threads)
    device = _device(options.device)
    origin, settings = _resumed(options) if options.resume else _new(options)
    initial = Path(origin.initial) if origin.initial else None
    words = words_of(initial)
    train, held_out = _data(Path(origin.data), settings, words)
    _say(f"{len(train)} drawings to learn from, {len(held_out)} held out")
    if options.dry_run:
        for key, value in flattened(settings).items():
            _say(f"  {key}={','.join(map(str, value)) if isinstance(value, tuple) else value}")
        return 0
    if not options.resume:
        start_run(options.out, origin, settings, words)
    context = TrainingContext(
        settings=settings,
        device=device,
        words=words,
        train=train.to(device),
        held_out=held_out.to(device),
        model=options.out / "model",
        initial=initial,
        say=_say,
    )
    if not TrainingRun(options.out, context).run(options.resume):
        _say(f"Stopped and saved. Go on with:\n  {_resume_command(options)}")
        return INTERRUPTED
    _say(f"Done: the weights are in {context.model}.")
    return 0


def _new(options: argparse.Namespace) -> tuple[RunOrigin, Settings]:
    """What a new run starts with."""
    if options.data is None:
        raise DataError("A new run needs drawings: name a cache with --data.")
    settings = dataclasses.replace(preset(options.preset or "cpu"), system=options.system)
    if options.phases:
        settings = dataclasses.replace(settings, phases=tuple(options.phases.split(",")))
    settings = with_overrides(checked(settings), options.overrides)
    initial = str(options.init.resolve()) if options.init else ""
    data = options.data.resolve()
    return RunOrigin(str(data), digest_of(data), initial), settings


def _resumed(options: argparse.Namespace) -> tuple[RunOrigin, Settings]:
    """What a run was started with; single settings may be changed."""
    if options.preset or options.phases or options.init:
        raise SettingError(
            "--resume goes on with the preset, phases and weights that the run was started with: "
            "leave out --preset, --phases and --init."
        )
    origin, settings = read_run(options.out)
    if options.data is not None:
        origin = dataclasses.replace(origin, data=str(options.data.resolve()))
    if digest_of(Path(origin.data)) != origin.digest:
        raise DataError(
            f"The cache {origin.data} is not the one that the run was started with: name that one "
            "with --data, or start a new run."
        )
    return origin, with_overrides(settings, options.overrides)


def _data(path: Path, settings: Settings, words: ModelWords) -> tuple[Drawings, Drawings]:
    """Reads the drawings to learn from and some that are held out."""
    train = read_drawings(path, "train", words, settings.drawings)
    try:
        return train, read_drawings(path, "val", words, settings.drawings or _HELD_OUT)
    except DataError:
        _say("The cache has no drawings of the split 'val': samples show training drawings.")
        return train, train.take(torch.arange(min(len(train), _HELD_OUT)))


def _device(name: str | None) -> torch.device:
    if name is None:
        name = "cuda" if torch.cuda.is_available() else "cpu"
    try:
        device = torch.device(name)
        torch.zeros(1, device=device)
    except (RuntimeError, AssertionError):
        raise SettingError(f"The device '{name}' is not there: try --device cpu.") from None
    if device.type == "cuda":
        torch.set_float32_matmul_precision("high")
        torch.backends.cudnn.benchmark = True
    return device


def _resume_command(options: argparse.Namespace) -> str:
    words = ["scenegan-train", "--out", str(options.out), "--resume"]
    if options.threads:
        words += ["--threads", str(options.threads)]
    if options.device:
        words += ["--device", options.device]
    return shlex.join([*words, *options.overrides])


def _say(text: str) -> None:
    print(text, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="scenegan-train",
        description="Trains a system on a cache of drawings, in phases, resumable to the step.",
        epilog="Settings such as painter.batch=8 or precision=bf16 change single values of the "
        "preset; --dry-run lists them all.",
    )
    parser.add_argument("--system", default="scenegan", choices=SYSTEMS, help="what is trained")
    parser.add_argument("--preset", choices=sorted(PRESETS), help="where settings start (cpu)")
    parser.add_argument("--data", type=Path, help="cache made by `scenegan data build`")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run")
    parser.add_argument("--resume", action="store_true", help="go on from the newest checkpoint")
    parser.add_argument("--init", type=Path, help="folder of weights to start from")
    parser.add_argument("--phases", help=f"what to train, of {','.join(PHASES)}")
    parser.add_argument("--device", help="cpu, cuda or cuda:N; cuda if there is one")
    parser.add_argument("--threads", type=int, help="threads on the CPU")
    parser.add_argument("--dry-run", action="store_true", help="show the settings and stop")
    parser.add_argument("overrides", nargs="*", metavar="key=value", help="single settings")
    return parser


if __name__ == "__main__":
    sys.exit(main())
