"""The errors that a user can meet: what happened, where, and what to do about it."""

from __future__ import annotations


class SceneGANError(Exception):
    """A mistake in input or surroundings that is told in one sentence, without a traceback.

    The command line prints the message and ends with `exit_code`; the editor shows it.
    Messages say what is wrong, where it is, and what to do.
    """

    exit_code = 2


class GraphError(SceneGANError):
    """A graph, a document or an edit of one is not valid."""


class DescriptionError(SceneGANError):
    """A text cannot be read as the description of a creature."""


class ModelError(SceneGANError):
    """Weights are missing, damaged or belong to something else."""


class DataError(SceneGANError):
    """Drawings or their annotations are missing or damaged."""


class FileError(SceneGANError):
    """A file or folder cannot be read or written."""
