"""The command `scenegan-train`."""

from __future__ import annotations

import argparse
import dataclasses
import shlex
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import torch

from scenegan.errors import DataError, SceneGANError
from scenegan.nn.weights import read_config
from scenegan.training.cache_reader import read_own_words
from scenegan.training.config_file import RunConfig, read_run_config
from scenegan.training.context import TrainingContext
from scenegan.training.devices import Devices, check_shares, leave, start_devices, wait_for_all
from scenegan.training.dry_run import tell_costs, tell_settings
from scenegan.training.help_texts import localized_parser
from scenegan.training.presets import (
    PRESETS,
    SYSTEMS,
    SettingError,
    checked,
    preset,
    with_overrides,
)
from scenegan.training.run import TrainingRun
from scenegan.training.run_folder import (
    RunOrigin,
    digest_of,
    read_run,
    sized_like,
    start_run,
    words_of,
)
from scenegan.training.settings import EXTRA_PHASES, PHASES, Settings
from scenegan.training.training_data import make_cache, own_cache, read_training_data

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit code."""
    options = make_parser().parse_intermixed_args(arguments)
    try:
        return _train(options)
    except SceneGANError as error:
        print(f"scenegan-train: {error}", file=sys.stderr)
        return error.exit_code
    finally:
        leave()


def _train(options: argparse.Namespace) -> int:
    config = read_run_config(options.config) if options.config else RunConfig({}, ())
    _fill_in(options, config)
    if options.threads:
        torch.set_num_threads(options.threads)
    devices = start_devices(options.device)
    with tempfile.TemporaryDirectory(prefix="scenegan-train-") as work:
        folder = Path(work) if options.dry_run else options.out
        return _run(options, config, devices, folder)


def _run(options: argparse.Namespace, config: RunConfig, devices: Devices, folder: Path) -> int:
    """Trains in a folder, or only tells what it would take."""
    say = _say if devices.writes else _say_nothing
    if options.resume:
        origin, settings = _resumed(options, config)
    else:
        origin, settings = _new(options, config, devices, folder)
    check_shares(settings, devices.world)
    initial = Path(origin.initial) if origin.initial else None
    own = read_own_words(Path(origin.data))
    words = words_of(initial, own)
    pairs = Path(origin.pairs) if origin.pairs else None
    data = read_training_data(Path(origin.data), pairs, settings, words, say)
    edited = f", {len(data.edited)} edited" if data.edited is not None else ""
    say(f"{len(data.train)} drawings to learn from{edited}, {len(data.held_out)} held out")
    if not options.resume and devices.writes:
        start_run(folder, origin, settings, words, own.parts)
    wait_for_all()
    data = data.to(devices.device)
    context = TrainingContext(
        settings=settings,
        devices=devices,
        words=words,
        train=data.train,
        held_out=data.held_out,
        model=folder / "model",
        initial=initial,
        say=say,
        edited=data.edited,
        likenesses=own.parts,
    )
    if options.dry_run:
        tell_settings(settings, context)
        tell_costs(context)
        return 0
    if not TrainingRun(folder, context).run(options.resume):
        say(f"Stopped and saved. Go on with:\n  {_resume_command(options)}")
        return INTERRUPTED
    say(f"Done: the weights are in {context.model}.")
    return 0


def _fill_in(options: argparse.Namespace, config: RunConfig) -> None:
    """Takes from the configuration what the command line leaves open."""
    for name, value in config.options.items():
        if getattr(options, name) is None:
            kind = {"threads": int, "system": str, "preset": str, "device": str}.get(name, Path)
            setattr(options, name, kind(value))
    if options.out is None:
        raise SettingError("The run needs a folder: name one with --out.")


def _new(
    options: argparse.Namespace, config: RunConfig, devices: Devices, folder: Path
) -> tuple[RunOrigin, Settings]:
    """What a new run starts with."""
    if options.data is None:
        raise DataError("A new run needs drawings: name a cache or a folder with --data.")
    settings = preset(options.preset or "cpu", options.system or "scenegan")
    if options.phases:
        settings = dataclasses.replace(settings, phases=tuple(options.phases.split(",")))
    initial = str(options.init.resolve()) if options.init else ""
    if initial:
        settings = sized_like(settings, read_config(Path(initial)))
    settings = with_overrides(checked(settings), (*config.overrides, *_overrides(options)))
    data = options.data.resolve()
    if data.is_dir():
        if devices.writes:
            make_cache(data, folder, _say)
        wait_for_all()
        data = own_cache(folder)
    pairs = options.pairs.resolve() if options.pairs else None
    origin = RunOrigin(
        data=str(data),
        digest=digest_of(data),
        initial=initial,
        pairs=str(pairs) if pairs else "",
        pairs_digest=digest_of(pairs) if pairs else "",
    )
    return origin, settings


def _resumed(options: argparse.Namespace, config: RunConfig) -> tuple[RunOrigin, Settings]:
    """What a run was started with; single settings may be changed."""
    if options.preset or options.phases or options.init or options.system:
        raise SettingError(
            "--resume goes on with the system, preset, phases and weights that the run was started "
            "with: leave out --system, --preset, --phases and --init."
        )
    origin, settings = read_run(options.out)
    if options.data is not None:
        origin = dataclasses.replace(origin, data=str(options.data.resolve()))
    if options.pairs is not None:
        origin = dataclasses.replace(origin, pairs=str(options.pairs.resolve()))
    for file, digest, name in (
        (origin.data, origin.digest, "--data"),
        (origin.pairs, origin.pairs_digest, "--pairs"),
    ):
        if file and digest_of(Path(file)) != digest:
            raise DataError(
                f"The cache {file} is not the one that the run was started with: name that one "
                f"with {name}, or start a new run."
            )
    return origin, with_overrides(settings, (*config.overrides, *_overrides(options)))


def _overrides(options: argparse.Namespace) -> list[str]:
    seconds = [] if options.seconds is None else [f"seconds={options.seconds}"]
    return [*seconds, *(options.set or ()), *options.overrides]


def _resume_command(options: argparse.Namespace) -> str:
    words = ["scenegan-train", "--out", str(options.out), "--resume"]
    if options.threads:
        words += ["--threads", str(options.threads)]
    if options.device:
        words += ["--device", options.device]
    return shlex.join([*words, *_overrides(options)])


def _say(text: str) -> None:
    print(text, flush=True)


def _say_nothing(text: str) -> None:
    """What other processes than the first one say."""


def make_parser() -> argparse.ArgumentParser:
    """Returns what reads the command line, with its help in the language of the locale."""
    parser = argparse.ArgumentParser(
        prog="scenegan-train",
        description="Trains a system on drawings, in phases, resumable to the step.",
        epilog="Settings such as painter.batch=8 or precision=bf16 change single values of the "
        "preset; --dry-run lists them all. With several GPUs: torchrun --nproc-per-node N -m "
        "scenegan.training.command ...",
    )
    parser.add_argument("--system", choices=SYSTEMS, help="what is trained (scenegan)")
    parser.add_argument("--preset", choices=sorted(PRESETS), help="where settings start (cpu)")
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="YAML or JSON with options and settings"
    )
    parser.add_argument(
        "--data", type=Path, help="cache made by `scenegan data build`, or a folder of drawings"
    )
    parser.add_argument(
        "--pairs", type=Path, metavar="FILE", help="cache made by `scenegan data edits`"
    )
    parser.add_argument("--out", type=Path, help="folder of the run")
    parser.add_argument("--resume", action="store_true", help="go on from the newest checkpoint")
    parser.add_argument("--init", type=Path, help="folder of weights to start from")
    parser.add_argument(
        "--phases",
        help=f"what to train, of {','.join(PHASES)}, and of {','.join(EXTRA_PHASES)} if wanted",
    )
    parser.add_argument(
        "--seconds",
        type=float,
        metavar="N",
        help="seconds of computing that all phases share, in place of numbers of steps",
    )
    parser.add_argument("--device", help="cpu, cuda or cuda:N; cuda if there is one")
    parser.add_argument("--threads", type=int, help="threads on the CPU")
    parser.add_argument(
        "--dry-run", action="store_true", help="show settings, sizes and time, and stop"
    )
    parser.add_argument("--set", action="append", metavar="KEY=VALUE", help="a single setting")
    parser.add_argument("overrides", nargs="*", metavar="key=value", help="single settings")
    return localized_parser(parser)


if __name__ == "__main__":
    sys.exit(main())
