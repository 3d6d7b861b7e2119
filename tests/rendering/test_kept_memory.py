import os
import sys

import pytest
import torch

from scenegan.rendering.kept_memory import bound_kept_kernels, keep_freed_memory


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems keep it themselves")
def test_what_was_freed_is_taken_again_without_the_system() -> None:
    import resource

    def faults() -> int:
        before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
        for _ in range(8):
            pictures = [torch.zeros(4, 1024, 1024), torch.zeros(2, 1024, 1024)]
            del pictures
        return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before

    if not keep_freed_memory():
        pytest.skip("not the C library of GNU")
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    faults()
    # Without it each round touches 24 MB of new pages, some 6,000 of them.
    assert faults() < 2000
    torch.set_num_threads(threads)


def test_kept_kernels_are_bounded_unless_the_environment_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name = "ONEDNN_PRIMITIVE_CACHE_CAPACITY"
    monkeypatch.setenv(name, "7")
    bound_kept_kernels()
    assert os.environ[name] == "7"
    monkeypatch.delenv(name)
    bound_kept_kernels()
    assert 100 < int(os.environ[name]) < 1024
