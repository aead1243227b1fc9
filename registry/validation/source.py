"""Validate sources without a registry: read, split, validate, report; one, or many with any executor.

Validate a source without a registry: read, split, validate, report.

A single document above some size is spooled, and so are results if there are many: neither is then held in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from danhmuc.shapes import Validator
from danhmuc.vocab.errors import DanhmucError
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.lines import terms_used
from danhmuc.vocab.messages import FOREIGN_WORDS, Fact, Message
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.renamed import getattr_of_renamed
from danhmuc.vocab.terms import DMV, DQV, FOAF, ODRL, RDF

from ..harvest.pipeline import harvest
from ..messages.harvest import HarvestText
from ..record.contents import HarvestSource, Progress, SourceContents
from ..record.findings import meant_class
from ..record.harvested import Harvested
from ..record.record import IriSpace
from ..record.stored import StoredSource
from ..record.visit import OFFLINE
from ..spooling import SPOOLED_ABOVE, Spool, is_spooled, spooled_contents, within_space
from ..verdicts.page_workers import Workers
from .validated_records import ValidatedRecord, ValidatedRecords

# ---------------------------------------------------------------- recordless
# The reason why the validation of a source without a record fails, by what the source describes instead.

_NAMED: Final = 5
"""Number of classes that the reason names."""
_ABOUT_DATA: Final = frozenset(term.value for term in (DQV.UserQualityFeedback, DMV.DataRequest, ODRL.Agreement))
"""What is stored about records of others, so that a source may hold it alone."""
_BESIDE: Final = frozenset({FOAF.Agent.value})
_TYPE: Final = f"{RDF.type} <".encode()


def recordless_reason(harvested: Harvested) -> Message | None:
    """The reason; None if the source has a record, or was not read as a whole."""
    if harvested.report.state != "complete" or harvested.report.records.seen:
        return None
    classes = sorted(set(_classes(harvested)), key=lambda iri: (meant_class(iri) is None, iri))
    if _ABOUT_DATA.intersection(classes) and _ABOUT_DATA.union(_BESIDE).issuperset(classes):
        return HarvestText.ONLY_FEEDBACK()
    found: list[Fact] = [_class_text(iri) for iri in classes[:_NAMED]]
    if len(classes) > _NAMED:
        found.append("…")
    return HarvestText.NO_RECORD(classes=tuple(found) or HarvestText.NO_CLASS())


def _classes(harvested: Harvested) -> Iterator[str]:
    """The classes of what is described instead, also of what belongs to nothing."""
    for change in harvested.changes:
        if change.summary is not None and change.summary.main_class is not None:
            yield change.summary.main_class
    for rest in harvested.rest:
        for used in terms_used(rest.canonical.nquads):
            if used.startswith(_TYPE):
                yield used[len(_TYPE) : -1].decode()


def _class_text(iri: str) -> Fact:
    meant = meant_class(iri)
    return abbreviate(iri) if meant is None else HarvestText.CLASS_MEANT(term=abbreviate(iri), meant=abbreviate(meant))


# ---------------------------------------------------------------- source

_UNSTORED: Final = replace(OFFLINE, keeps_bodies=False)


@dataclass(slots=True, kw_only=True)
class ValidatedSource:
    """A source after validation.

    Attributes:
        failed: as in `SourceContents`, or that the source describes no record.
        unopened, incomplete: see `SourceContents`.
        findings: about documents, records skipped, and state secrets, whose names are not reported.
        records: node records, catalog records, records, each once; they can be walked once.
        warnings: of the validator: parts of the profile that it skips, and patterns that have taken too long so far.
        error: what ended the validation before its time; then all else but `failed` is empty.
    """

    location: str
    profile: str
    failed: Message | None = None
    unopened: bool = False
    incomplete: Message | None = None
    findings: tuple[Finding, ...] = ()
    records: Iterator[ValidatedRecord] = field(default_factory=lambda: iter(()))
    warnings: tuple[Message, ...] = ()
    error: Exception | None = None


def validate_source(
    source: HarvestSource,
    validator: Validator,
    *,
    progress: Progress | None = None,
    spooled_above: int = SPOOLED_ABOVE,
    workers: Workers | None = None,
) -> ValidatedSource:
    """Validate everything in a source, just as its first harvest would; nothing is stored.

    Results beyond the first 5,000 records and findings are kept in a temporary database, which is removed when all
    records have been read, or on an error before that.

    Args:
        spooled_above: bytes; a single file of Turtle, TriG, N-Triples or N-Quads that is larger is read through a
            temporary database, too.
        workers: processes that split a large source and validate its records, with the same result; see `Workers`.

    Raises:
        RegistryError: there is no space for the temporary database, or its disk fails.
        SourceFailedError: the workers ended twice.
    """
    space = IriSpace(source=source.name)
    path = Path(source.location)
    if source.kind == "rdf" and is_spooled(path, above=spooled_above):
        return _validate_spooled(source, path, space, validator, progress, workers)
    others = None if workers is None else workers.work_for(source.name, validator)
    contents = source.contents(space, progress=progress, visit=replace(_UNSTORED, workers=others))
    return _validate(source, contents, ValidatedRecords(path.name), validator, progress, workers)


def _validate_spooled(
    source: HarvestSource,
    path: Path,
    space: IriSpace,
    validator: Validator,
    progress: Progress | None,
    workers: Workers | None,
) -> ValidatedSource:
    with within_space(path.name):
        spool = Spool(workers=None if workers is None else workers.work_for(source.name, validator))
    try:
        with within_space(path.name):
            contents = spooled_contents(path, spool, space, progress=progress)
            return _validate(source, contents, ValidatedRecords(path.name, spool), validator, progress, workers)
    except BaseException:
        spool.close()
        raise


def _validate(
    source: HarvestSource,
    contents: SourceContents,
    records: ValidatedRecords,
    validator: Validator,
    progress: Progress | None,
    workers: Workers | None,
) -> ValidatedSource:
    try:
        harvested = harvest(
            contents,
            StoredSource(),
            validator,
            source=source.name,
            progress=progress,
            shrink=records.keep,
            workers=workers,
        )
    except BaseException:
        records.close()
        raise
    return ValidatedSource(
        location=source.location,
        profile=validator.profile.token,
        failed=contents.failed or recordless_reason(harvested),
        unopened=contents.unopened,
        incomplete=contents.incomplete,
        findings=harvested.findings,
        records=records.in_order(harvested.changes),
        warnings=validator.warnings,
    )


def failed_source(location: str, profile: str, error: Exception) -> ValidatedSource:
    """A source whose validation ended in an error."""
    if isinstance(error, DanhmucError):
        reason = error.message
    elif isinstance(error, BrokenExecutor):
        reason = HarvestText.CHECK_LOST()
    else:
        reason = FOREIGN_WORDS(words=str(error) or type(error).__name__)
    return ValidatedSource(location=location, profile=profile, failed=reason, error=error)


__getattr__ = getattr_of_renamed(
    __name__,
    {"CheckedRecord": "ValidatedRecord", "SourceCheck": "ValidatedSource", "check_source": "validate_source"},
)
