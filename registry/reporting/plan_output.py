"""The file that what plans would change is written to: it replaces neither the plans nor what they were made from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ..harvest.saved_plans import SavedPlans
from ..record.source_settings import DeclaredSource
from ..store.target import refuse_targets, replacing


@contextmanager
def plan_output(plans: SavedPlans, target: Path, *, readable: bool) -> Iterator[BinaryIO]:
    """A file that takes the place of the target once all is written, for its owner alone unless it is `readable`.

    Raises:
        UsageError: the target is the file of the plans, one of a source of theirs or of a SQLite database, or cannot be
            written.
    """
    sources = [
        DeclaredSource(name=plan.source, location=plan.location, kind=plan.kind, profile=plan.profile) for plan in plans
    ]
    refuse_targets(target, sources=sources, named=[plans.path])
    with replacing(target, readable=readable) as out:
        yield out
