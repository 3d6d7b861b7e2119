"""The language of whoever reads what the commands say, as the locale tells."""

from __future__ import annotations

import os
from collections.abc import Mapping


def reader_language(environment: Mapping[str, str] | None = None) -> str:
    """Returns `zh` where the locale is a Chinese one, else `en`.

    Args:
        environment: the environment variables; those of the process where it is left out.
    """
    values = os.environ if environment is None else environment
    chosen = next((values[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if values.get(n)), "")
    return "zh" if chosen.lower().startswith(("zh", "chinese")) else "en"
