"""The command `scenegan`: what it offers, and how it ends."""

from __future__ import annotations

import os
import sys

import typer

from scenegan.cli import data, drawing, evaluation, graphs, information, rendering
from scenegan.cli.console import INTERRUPTED, complain
from scenegan.cli.help_texts import localized_command
from scenegan.errors import SceneGANError

app = typer.Typer(
    name="scenegan",
    help="Turn the description of a creature into a graph of parts, and the graph into a picture.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
drawing.register(app)
rendering.register(app)
graphs.register(app)
information.register(app)
evaluation.register(app)
app.add_typer(data.app, name="data")


def main() -> None:
    """Runs the command line; mistakes of the user end with one sentence and exit code 2."""
    try:
        localized_command(app)(prog_name="scenegan")
    except SceneGANError as error:
        complain(str(error))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        complain("Stopped.")
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output has gone, as `| head` does; keep Python quiet at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    main()
