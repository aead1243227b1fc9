"""Whether a registry is damaged, asked after an error that nobody expected: rows of a damaged one may hold anything.

The check reads the whole registry, which takes minutes for a large one. It runs in a process of its own, which is ended
when its time is over: neither a database nor a loop over rows can be ended from within.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Outcome = Literal["whole", "damaged", "unusable", "unknown"]

CHECK_SECONDS: Final = 20
_URL: Final = "DANHMUC_CHECKED"
_CODES: Final[Mapping[Outcome, int]] = {"whole": 0, "damaged": 10, "unusable": 11}
"""Exit codes of the check; any other one means that it broke down."""


@dataclass(frozen=True, slots=True)
class Damage:
    """The outcome of a check.

    Attributes:
        outcome: ``unusable`` if the registry cannot be opened or read any more; ``unknown`` if the check took too long,
            or could not be made.
        said: the first problem, or why the registry is unusable, in the language of the check.
    """

    outcome: Outcome
    said: str = ""


def find_damage(url: str, lang: str) -> Damage:
    """Check the registry at a URL for a limited time."""
    command = [sys.executable, "-P", "-m", __name__, lang]
    # Not an argument, which others can read: a URL may have a password.
    environment = {**os.environ, _URL: url, "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(  # noqa: S603
            command, env=environment, timeout=CHECK_SECONDS, capture_output=True, encoding="utf-8", check=False
        )
    except (OSError, subprocess.SubprocessError, ValueError):
        return Damage("unknown")
    outcome: Outcome = next((one for one, code in _CODES.items() if code == done.returncode), "unknown")
    return Damage(outcome, done.stdout.strip())


def _check(url: str, lang: str) -> Damage:
    from danhmuc.registry import Registry
    from danhmuc.vocab.errors import RegistryUnavailableError

    try:
        with Registry.open(url, create=False, migrate=False) as registry:
            problems = registry.upkeep.check().problems
    except RegistryUnavailableError as error:
        return Damage("unusable", error.reason.render(lang))
    return Damage("damaged", problems[0].render(lang)) if problems else Damage("whole")


def _print_check(url: str, lang: str) -> int:
    """Check, and print what was found; returns the exit code."""
    found = _check(url, lang)
    sys.stdout.write(found.said)
    return _CODES[found.outcome]


if __name__ == "__main__":
    sys.exit(_print_check(os.environ.pop(_URL), sys.argv[1]))
