"""What all tests share: fixtures, and how property tests draw their examples."""

from hypothesis import settings

from tests.cli_runner import scenegan
from tests.own_words import own_words_forgotten

__all__ = ["own_words_forgotten", "scenegan"]

# The same examples in every run, so that a red test is red for whoever looks into it; and no limit
# of time for one example, which a busy machine would not keep. `--hypothesis-profile=search` looks
# for new examples.
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile("repeatable")
