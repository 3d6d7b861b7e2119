"""Where the model is set to work: in a process for the editor, in a thread for its tests."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from gui.inference.client import ChannelInference
from gui.inference.interface import Inference
from gui.inference.model_skills import model_skills
from gui.inference.process_channel import ProcessChannel

if TYPE_CHECKING:
    from gui.inference.server import Skills


def local_inference(model: str | None = None) -> Inference:
    """Returns the usual inference, in a process of its own.

    Args:
        model: folder of weights; by default those that came with the program.
    """
    return cast(Inference, ChannelInference(ProcessChannel(partial(model_skills, model))))


def thread_inference(skills: Skills) -> Inference:
    """Returns an inference in a thread of this process, for skills that block nothing."""
    from gui.inference.thread_channel import ThreadChannel

    return cast(Inference, ChannelInference(ThreadChannel(skills)))
