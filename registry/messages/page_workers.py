"""Messages about workers that validate pages of records."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = ["WORKERS_ENDED", "WORKERS_UNGUARDED"]

WORKERS_ENDED: Final = message(
    "workers-ended",
    "the processes that validate its records ended twice, perhaps for want of memory; use fewer workers",
)
WORKERS_UNGUARDED: Final = message(
    "workers-unguarded",
    "this script starts processes, and each of them runs it again; put what starts them under "
    'if __name__ == "__main__"',
)
