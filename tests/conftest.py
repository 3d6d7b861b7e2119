"""Fixtures that several folders of tests share."""

from tests.cli_runner import scenegan

__all__ = ["scenegan"]
