"""The log of libraries, on stderr: with --verbose alone, in workers as in the program."""

from __future__ import annotations

import logging

from danhmuc.vocab.text import mask_passwords


def print_log(level: int) -> None:
    """Print what is logged from a level on, whatever level a library has set for itself, as SQLAlchemy does."""
    handler = logging.StreamHandler()
    handler.setLevel(level)
    handler.setFormatter(_Formatter("%(levelname)s %(name)s: %(message)s"))
    logging.captureWarnings(capture=True)
    logging.basicConfig(level=level, handlers=[handler])


class _Formatter(logging.Formatter):
    """Formats what is logged, tracebacks included, without the passwords of addresses."""

    def format(self, record: logging.LogRecord) -> str:
        return "\n".join(map(mask_passwords, super().format(record).split("\n")))
