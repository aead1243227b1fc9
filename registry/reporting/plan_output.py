"""The file that what plans would change is written to: it replaces neither the plans nor what they were made from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from danhmuc.vocab.errors import UsageError

from ..export.target import refuse_target, replacing
from ..harvest.saved_plans import SavedPlans
from ..messages.plans import PLAN_OUTPUT
from ..record.source_settings import DeclaredSource
from ..store.stored_rows import RegisteredSource

__all__ = ["plan_output"]


@contextmanager
def plan_output(plans: SavedPlans, target: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of the target once all is written.

    Raises:
        UsageError: the target is the file of the plans, one of a source of theirs or of a SQLite database, or cannot be
            written.
    """
    sources = [
        DeclaredSource(name=plan.source, location=plan.location, kind=plan.kind, profile=plan.profile) for plan in plans
    ]
    refuse_target(target, registry=None, sources=[RegisteredSource.of(0, one) for one in sources])
    if target.exists() and target.samefile(plans.path):
        raise UsageError(PLAN_OUTPUT(path=str(target)))
    with replacing(target) as out:
        yield out
