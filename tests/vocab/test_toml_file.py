"""Files of settings in TOML, as all their readers open them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from danhmuc.vocab.errors import SourceUnavailableError, UsageError
from danhmuc.vocab.files import TomlFile, read_toml
from danhmuc.vocab.messages import message

TOO_LARGE: Final = message("example-toml-too-large", "{file} has more than {limit} bytes")
NO_TOML: Final = message("example-toml-no-toml", "{file} is none: {reason}")


def read(document: str | Path | bytes, *, name: str | None = None) -> TomlFile:
    return read_toml(document, name=name, limit=20, too_large=TOO_LARGE, no_toml=NO_TOML)


def test_read_toml__of_a_path_and_of_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes("\ufeffa = 'Huế'".encode())
    assert read(path) == TomlFile(shown=str(path), content={"a": "Huế"})
    assert read(path.read_bytes(), name="a") == TomlFile(shown="a", content={"a": "Huế"})
    assert read(b"").shown == "–"


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"#" * 21, "f has more than 20 bytes"),
        (b"a", "f is none: "),
        (b"a = '\xff'", "f is none: 'utf-8' codec"),
        (b"a=1\na=2", "f is none: Cannot overwrite a value"),
    ],
)
def test_read_toml__that_cannot_be_used_is_one_line(data: bytes, wanted: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(data, name="f")
    assert str(caught.value).startswith(wanted)
    assert "\n" not in str(caught.value)


def test_read_toml__of_what_cannot_be_opened(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.toml", f"{tmp_path}/\0"):
        with pytest.raises(SourceUnavailableError):
            read(path)


def test_read_toml__of_a_device_ends() -> None:
    with pytest.raises(SourceUnavailableError, match="it is a pipe or a device"):
        read("/dev/zero")
