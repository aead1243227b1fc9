"""Judge a source without a registry: read, split, check, tell.

A single document above some size is spooled: then neither it nor the answers are held in memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path

from danhmuc.shapes import ValidationReport, Validator
from danhmuc.vocab.findings import Finding

from .comparing import Memory
from .contents import HarvestSource, Progress, SourceContents
from .pipeline import Harvested, harvest
from .plan import PlannedChange
from .source_records import IriSpace
from .spooling import SPOOLED_ABOVE, Spool, is_spooled, spooled_contents, within_space

__all__ = ["CheckedRecord", "SourceCheck", "check_source"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedRecord:
    """One description and what there is to say of it: by the profile, and by the reader.

    Attributes:
        publisher: its IRI, as in `Summary`.
    """

    iri: str
    role: str
    title: str | None
    report: ValidationReport
    findings: tuple[Finding, ...] = ()
    publisher: str | None = None

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """The profile's findings, then the reader's."""
        return (*self.report.findings, *self.findings)


@dataclass(slots=True, kw_only=True)
class SourceCheck:
    """A source as judged.

    Attributes:
        failed, unopened, incomplete: as in `SourceContents`.
        findings: about documents, records put aside, and state secrets, whose names are not told.
        records: node records, catalog records, records, each once; they can be walked once.
    """

    location: str
    profile: str
    failed: str | None = None
    unopened: bool = False
    incomplete: str | None = None
    findings: tuple[Finding, ...] = ()
    records: Iterator[CheckedRecord] = field(default_factory=lambda: iter(()))


def check_source(
    source: HarvestSource,
    validator: Validator,
    *,
    progress: Progress | None = None,
    spooled_above: int = SPOOLED_ABOVE,
) -> SourceCheck:
    """Judge all that a source describes, just as the first harvest would; nothing is kept.

    Args:
        spooled_above: bytes; a single file of Turtle, TriG, N-Triples or N-Quads that is larger is read through a
            temporary database, which is gone when the records are told, or when there is an end before that.
    """
    space = IriSpace(source=source.name)
    path = Path(source.location)
    if source.kind == "rdf" and is_spooled(path, above=spooled_above):
        return _spooled(source, path, space, validator, progress)
    contents = source.contents(space, progress=progress)
    harvested = harvest(contents, Memory(), validator, source=source.name, progress=progress)
    return _check(source, validator, contents, harvested, map(_checked, harvested.changes))


def _spooled(
    source: HarvestSource, path: Path, space: IriSpace, validator: Validator, progress: Progress | None
) -> SourceCheck:
    with within_space(path.name):
        spool = Spool()

    def kept(change: PlannedChange) -> PlannedChange:
        checked = _checked(change)
        if checked is not None:
            spool.keep(change.iri, json.dumps(asdict(checked), ensure_ascii=False, default=date.isoformat))
            return replace(change, digest="", body=None, summary=None, report=None, findings=())
        if change.summary is not None:
            change = replace(change, summary=replace(change.summary, search=""))
        return replace(change, digest="", body=None)

    try:
        with within_space(path.name):
            contents = spooled_contents(path, spool, space, progress=progress)
            harvested = harvest(contents, Memory(), validator, source=source.name, progress=progress, kept=kept)
    except BaseException:
        spool.close()
        raise
    return _check(source, validator, contents, harvested, _told(spool, harvested.changes, path.name))


def _told(spool: Spool, changes: Iterable[PlannedChange], place: str) -> Iterator[CheckedRecord | None]:
    """What was said of each record, from the spool, which is closed at the end."""
    try:
        with within_space(place):
            for change in changes:
                # One that was put aside may have the IRI of another.
                answer = None if change.kind == "quarantined" else spool.answer(change.iri)
                yield None if answer is None else _from_json(answer)
    finally:
        spool.close()


def _check(
    source: HarvestSource,
    validator: Validator,
    contents: SourceContents,
    harvested: Harvested,
    checked: Iterable[CheckedRecord | None],
) -> SourceCheck:
    return SourceCheck(
        location=source.location,
        profile=validator.profile.token,
        failed=contents.failed,
        unopened=contents.unopened,
        incomplete=contents.incomplete,
        findings=harvested.findings,
        records=(one for one in checked if one is not None),
    )


def _checked(change: PlannedChange) -> CheckedRecord | None:
    if change.report is None:
        return None
    return CheckedRecord(
        iri=change.iri,
        role=change.role,
        title=change.summary.title if change.summary is not None else None,
        report=change.report,
        findings=change.findings,
        publisher=change.summary.publisher if change.summary is not None else None,
    )


def _from_json(text: str) -> CheckedRecord:
    said = json.loads(text)
    report = said.pop("report")
    return CheckedRecord(
        **{**said, "findings": _findings(said["findings"])},
        report=ValidationReport(
            **{
                **report,
                "since": _day(report["since"]),
                "until": _day(report["until"]),
                "findings": _findings(report["findings"]),
            }
        ),
    )


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def _findings(said: Iterable[dict[str, object]]) -> tuple[Finding, ...]:
    return tuple(Finding(**one) for one in said)  # type: ignore[arg-type]
