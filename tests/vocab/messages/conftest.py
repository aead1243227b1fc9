"""All messages that the code declares, whichever folder declares them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from danhmuc.vocab.messages import MessageTemplate, declared_messages, values


@pytest.fixture(scope="session")
def messages_script(root: Path) -> ModuleType:
    """The script of `make messages`."""
    spec = spec_from_file_location("messages_script", root / ".ci" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    script = module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


@pytest.fixture(scope="session")
def all_messages(messages_script: ModuleType) -> Mapping[str, MessageTemplate]:
    """Every message of the four folders, by id; those of examples in docstrings, which may have been run, are none."""
    messages_script.template()
    return {id_: template for id_, template in declared_messages().items() if not id_.startswith("example-")}


@pytest.fixture
def _declaring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget afterwards what a test declares."""
    monkeypatch.setattr(values, "_DECLARED", dict(values._DECLARED))
