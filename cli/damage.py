"""Whether a registry is damaged, asked after an error that nobody expected: rows of a damaged one may hold anything.

The check reads the whole registry, which takes minutes for a large one. It runs in a process of its own, which is ended
when its time is over: neither a database nor a loop over rows can be ended from within.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["CHECK_SECONDS", "Damage", "find_damage"]

CHECK_SECONDS: Final = 20
_URL: Final = "DANHMUC_CHECKED"
_WHOLE, _DAMAGED = 0, 10


@dataclass(frozen=True, slots=True)
class Damage:
    """The outcome of a check.

    Attributes:
        outcome: ``unknown`` if it took too long, or could not be made.
        said: the first problem, in the language of the check.
    """

    outcome: Literal["whole", "damaged", "unknown"]
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
    if done.returncode == _DAMAGED:
        return Damage("damaged", done.stdout.strip())
    return Damage("whole" if done.returncode == _WHOLE else "unknown")


def _check(url: str, lang: str) -> int:
    """Check, and print the first problem."""
    from danhmuc.registry import Registry

    with Registry.open(url) as registry:
        problems = registry.check().problems
    if not problems:
        return _WHOLE
    sys.stdout.write(problems[0].render(lang))
    return _DAMAGED


if __name__ == "__main__":
    sys.exit(_check(os.environ.pop(_URL), sys.argv[1]))
