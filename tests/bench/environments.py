"""The environments of the peers that we measure beside ours: each has its own, since their libraries do not agree.

`make bench` makes them from peers/*.txt beside the environment that measures; one that cannot be made keeps the reason.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

__all__ = ["PEERS", "peer_python", "peer_version"]

PEERS = Path(__file__).with_name("peers")
"""What runs in these environments, and what they need."""


def peer_python(peer: str) -> Path:
    """The interpreter that has the peer; where there is none the test is skipped and says why."""
    here = Path(sys.prefix)
    environment = here.with_name(f"{here.name}-{peer}")
    refused = environment / "refused.txt"
    if refused.exists():
        lines = [line for line in refused.read_text(encoding="utf-8").splitlines() if line.strip()]
        pytest.skip(f"{peer} could not be installed: {lines[-1] if lines else 'pip gave no reason'}")
    found = environment / "bin" / "python"
    if not found.exists():
        pytest.skip(f"{peer} has no environment {environment}; make bench makes it")
    return found


def peer_version(library: str, peer: str | None = None) -> str:
    """The version of a library in the environment of a peer, which is the library itself if none is named."""
    pins = PEERS / f"{peer or library}.txt"
    found = re.search(rf"^{re.escape(library)}==(.+)$", pins.read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None, f"{pins.name} pins no {library}"
    return found[1]
