"""Messages about workers that validate pages of records."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class PageWorkersText(Messages):
    WORKERS_ENDED = message(
        "the processes that validate its records ended twice, perhaps for want of memory; use fewer workers",
    )
    WORKERS_UNGUARDED = message(
        "this script starts processes, and each of them runs it again; put what starts them under "
        'if __name__ == "__main__"',
    )
