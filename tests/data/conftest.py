from __future__ import annotations

from pathlib import Path

import pytest

from scenegan.data.annotations import Drawing, read_annotations
from scenegan.data.cache import Cache
from tests.data.drawings import DataSet, make_cache, make_data_set

COUNT = 4


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a cache that was built once from generated drawings."""
    return make_cache(tmp_path_factory.mktemp("built") / "set", COUNT)


@pytest.fixture(scope="session")
def cache(built: Path) -> Cache:
    return Cache.open(built)


@pytest.fixture
def data_set(tmp_path: Path) -> DataSet:
    """The same drawings as in `built`, in a folder of the test's own."""
    return make_data_set(tmp_path / "set", COUNT)


@pytest.fixture
def drawings(data_set: DataSet) -> tuple[Drawing, ...]:
    return read_annotations(data_set.annotations)
