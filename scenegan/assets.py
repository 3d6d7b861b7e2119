"""Where the files that travel with the program lie: vocabulary, annotations and weights."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from scenegan.errors import DataError, FileError

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


def read_table(name: str, form: str) -> Mapping[str, Any]:
    """Reads one of the tables that were written for the program.

    Args:
        name: of its file in `assets/tables`.
        form: the format that it has to have.

    Raises:
        DataError: if the table is of another format.
    """
    raw: Mapping[str, Any] = read_json_asset("tables", name)
    if raw.get("format") != form:
        raise DataError(
            f"tables/{name} is of format {raw.get('format')!r}, not {form!r}: "
            "install the package again."
        )
    return raw
