"""Where the files that travel with the program lie: vocabulary, annotations and weights."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from scenegan.errors import FileError

_PACKAGE = Path(__file__).resolve().parent


@cache
def assets_folder() -> Path:
    """Returns the folder of assets: inside an installed wheel, beside the package in a clone."""
    for folder in (_PACKAGE / "assets", _PACKAGE.parent / "assets"):
        if (folder / "pokescene" / "vocabulary.json").is_file():
            return folder
    raise FileError(
        f"The assets of SceneGAN are missing beside {_PACKAGE}: install the package again."
    )


def asset(*parts: str) -> Path:
    """Returns the path of one asset, such as `asset("weights", "layout.safetensors")`.

    Raises:
        FileError: if there is no such file or folder.
    """
    path = assets_folder().joinpath(*parts)
    if not path.exists():
        raise FileError(f"The asset {'/'.join(parts)} is missing in {assets_folder()}.")
    return path


@cache
def read_json_asset(*parts: str) -> Any:
    """Reads a JSON asset once; callers must not change what they get."""
    return json.loads(asset(*parts).read_text(encoding="utf-8"))
