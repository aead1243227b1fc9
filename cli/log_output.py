"""The log of libraries, on stderr: with --verbose alone, in workers as in the program."""

from __future__ import annotations

import logging

__all__ = ["print_log"]


def print_log(level: int) -> None:
    """Print what is logged from a level on, whatever level a library has set for itself, as SQLAlchemy does."""
    handler = logging.StreamHandler()
    handler.setLevel(level)
    logging.captureWarnings(capture=True)
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", level=level, handlers=[handler])
