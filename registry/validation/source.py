"""Judge a source without a registry: read, split, check, tell.

A single document above some size is spooled, and of any source the answers that are many: then neither is held in
memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from danhmuc.shapes import Validator
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import Message
from danhmuc.vocab.renamed import getattr_of_renamed

from ..harvest.pipeline import harvest
from ..record.contents import HarvestSource, Progress, SourceContents
from ..record.record import IriSpace
from ..record.stored import StoredSource
from ..spooling import SPOOLED_ABOVE, Spool, is_spooled, spooled_contents, within_space
from .validated_records import ValidatedRecord, ValidatedRecords

__all__ = ["ValidatedRecord", "ValidatedSource", "validate_source"]


@dataclass(slots=True, kw_only=True)
class ValidatedSource:
    """A source as judged.

    Attributes:
        failed, unopened, incomplete: as in `SourceContents`.
        findings: about documents, records skipped, and state secrets, whose names are not told.
        records: node records, catalog records, records, each once; they can be walked once.
    """

    location: str
    profile: str
    failed: Message | None = None
    unopened: bool = False
    incomplete: Message | None = None
    findings: tuple[Finding, ...] = ()
    records: Iterator[ValidatedRecord] = field(default_factory=lambda: iter(()))


def validate_source(
    source: HarvestSource,
    validator: Validator,
    *,
    progress: Progress | None = None,
    spooled_above: int = SPOOLED_ABOVE,
) -> ValidatedSource:
    """Judge all that a source describes, just as the first harvest would; nothing is kept.

    What is said beyond the first 5,000 descriptions and findings waits in a temporary database, which is gone when
    the records are told, or when there is an end before that.

    Args:
        spooled_above: bytes; a single file of Turtle, TriG, N-Triples or N-Quads that is larger is read through a
            temporary database, too.

    Raises:
        RegistryError: there is no space for the temporary database, or its disk fails.
    """
    space = IriSpace(source=source.name)
    path = Path(source.location)
    if source.kind == "rdf" and is_spooled(path, above=spooled_above):
        return _validate_spooled(source, path, space, validator, progress)
    contents = source.contents(space, progress=progress)
    return _validate(source, contents, ValidatedRecords(path.name), validator, progress)


def _validate_spooled(
    source: HarvestSource, path: Path, space: IriSpace, validator: Validator, progress: Progress | None
) -> ValidatedSource:
    with within_space(path.name):
        spool = Spool()
    try:
        with within_space(path.name):
            contents = spooled_contents(path, spool, space, progress=progress)
            return _validate(source, contents, ValidatedRecords(path.name, spool), validator, progress)
    except BaseException:
        spool.close()
        raise


def _validate(
    source: HarvestSource,
    contents: SourceContents,
    records: ValidatedRecords,
    validator: Validator,
    progress: Progress | None,
) -> ValidatedSource:
    try:
        harvested = harvest(
            contents, StoredSource(), validator, source=source.name, progress=progress, shrink=records.keep
        )
    except BaseException:
        records.close()
        raise
    return ValidatedSource(
        location=source.location,
        profile=validator.profile.token,
        failed=contents.failed,
        unopened=contents.unopened,
        incomplete=contents.incomplete,
        findings=harvested.findings,
        records=records.in_order(harvested.changes),
    )


__getattr__ = getattr_of_renamed(
    __name__,
    {"CheckedRecord": "ValidatedRecord", "SourceCheck": "ValidatedSource", "check_source": "validate_source"},
)
