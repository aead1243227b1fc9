"""Files are read; what may never end, or has next to nothing in it, is not."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from danhmuc.vocab.files import open_file, read_file


def test_read_file__gives_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a" * 2_000_000)
    assert read_file(tmp_path / "a") == b"a" * 2_000_000
    with pytest.raises(OSError) as refused:
        read_file(tmp_path / "a", limit=1_999_999)
    assert refused.value.errno == errno.EFBIG


@pytest.mark.parametrize(
    ("name", "reason"),
    [("pipe", errno.ESPIPE), ("/dev/zero", errno.ESPIPE), (".", errno.EISDIR), ("hollow", errno.ENODATA)],
)
def test_open_file__refuses_what_is_no_whole_file(tmp_path: Path, name: str, reason: int) -> None:
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "hollow").open("wb") as hollow:
        hollow.write(b"<a> <b> <c> .")
        hollow.truncate(2_000_000_000)
    with pytest.raises(OSError) as refused:
        open_file(tmp_path / name)
    assert refused.value.errno == reason
