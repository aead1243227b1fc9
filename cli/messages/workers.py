"""Several locations at once."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class WorkersText(Messages, prefix="worker"):
    KILLED = message(
        "{location}: the process that validated it was killed, perhaps for want of memory; validate it "
        "by itself or with fewer --workers",
    )
    HARVEST_KILLED = message(
        "worker-of-harvest-killed",
        "{location}: the process that harvested it was killed, perhaps for want of memory; harvest it by itself or "
        "with fewer --workers",
    )
