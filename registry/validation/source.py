"""Validate sources without a registry: read, split, validate, report; one, or many with any executor.

Validate a source without a registry: read, split, validate, report.

A single document above some size is spooled, and so are results if there are many: neither is then held in memory.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Generic, Self, TypeVar

from danhmuc.shapes import ValidationReport, Validator, ValidatorOptions, load_profile, today_in_vietnam
from danhmuc.shapes.validation.parallel import write_each
from danhmuc.vocab.errors import DanhmucError
from danhmuc.vocab.findings import Finding, finding_from_json, finding_to_json
from danhmuc.vocab.lines import terms_used
from danhmuc.vocab.messages import FOREIGN_WORDS, Fact, Message, message_from_json, to_json
from danhmuc.vocab.place import places_text
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.renamed import getattr_of_renamed
from danhmuc.vocab.terms import DCAT, DMV, DQV, FOAF, ODRL, RDF

from ..harvest.pipeline import harvest
from ..messages.harvest import HarvestText
from ..record.change import PlannedChange
from ..record.contents import HarvestSource, Progress, SourceContents
from ..record.door import OFFLINE
from ..record.findings import meant_class, without_per_source
from ..record.harvested import Harvested
from ..record.record import IriSpace, is_cell_violation
from ..record.spools import replace_unloaded
from ..record.stored import StoredSource
from ..record.summary import Summary, dump_quickly, load_quickly, own_publisher_name, reducers
from ..spooling import SPOOLED_ABOVE, Spool, is_spooled, spooled_contents, within_space
from ..spooling.held_bodies import ByteFile
from ..verdicts.page_workers import Workers

if TYPE_CHECKING:
    from concurrent.futures import Executor

# ---------------------------------------------------------------- result pages
# A temporary file of validation results, written and read in one order, a page of them at a time.
#
# A page is a pickle, in which what many results share stands once: the message of a rule, its codes, the digests of a
# verdict. The file has no name.

_FULL: Final = 1_000
"""Number of results and findings in a page."""
_FAST: Final = 1
"""zlib level: repetitions make up most of a page, so it shrinks to a tenth."""
_Result = TypeVar("_Result")


class ResultPages(Generic[_Result]):
    """The results, of which those of the last page are in memory until it is full; all are of one class."""

    def __init__(self, made: type[_Result]) -> None:
        self._reducers = reducers(made)
        self._file: ByteFile | None = None
        self._places: list[tuple[int, int]] = []
        self._page: list[_Result] = []
        self._size = 0

    def add(self, result: _Result, size: int) -> None:
        """Add a result that counts `size`.

        Raises:
            OSError: there is no space for it.
        """
        self._page.append(result)
        self._size += size
        if self._size >= _FULL:
            self._write_page()

    def __iter__(self) -> Iterator[_Result]:
        """All results, as they were added."""
        for start, size in self._places:
            assert self._file is not None
            yield from load_quickly(zlib.decompress(self._file.read(start, size)))
        yield from self._page

    def close(self) -> None:
        """Remove the file."""
        self._file = None
        self._places.clear()
        self._page.clear()

    def _write_page(self) -> None:
        if self._file is None:
            self._file = ByteFile()
        body = zlib.compress(dump_quickly(self._page, self._reducers), _FAST)
        self._places.append((self._file.add(body), len(body)))
        self._page, self._size = [], 0


# ---------------------------------------------------------------- validated records

_HELD: Final = 5_000
"""Descriptions and findings that are held in memory."""
_PAGED: Final = "paged"
"""Stands as the digest of a change whose result is not held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidatedRecord:
    """One record with its results: from the profile, and from the reader.

    Attributes:
        publisher: its IRI, as in `Summary`.
        publisher_name: name of a publisher without IRI.
        place: the documents that describe it, only the first of them if there are many.
        is_catalog: whether it is a catalogue, as opposed to the records that it lists.
    """

    iri: str
    role: str
    title: str | None
    report: ValidationReport
    findings: tuple[Finding, ...] = ()
    publisher: str | None = None
    place: str | None = None
    is_catalog: bool = False
    publisher_name: str | None = None

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """The profile's findings, then the reader's."""
        return (*self.report.findings, *self.findings)

    def json_text(self) -> str:
        """All members as JSON, on one line."""
        return json.dumps(self, ensure_ascii=False, default=_to_json)

    @classmethod
    def from_json_text(cls, text: str) -> Self:
        """The record from the text of `json_text`."""
        members = json.loads(text)
        report = members.pop("report")
        return cls(
            **{**members, "findings": _findings(members["findings"])},
            report=ValidationReport(
                **{
                    **report,
                    "since": _day(report["since"]),
                    "until": _day(report["until"]),
                    "findings": _findings(report["findings"]),
                }
            ),
        )

    @classmethod
    def of(cls, change: PlannedChange) -> Self | None:
        """The result for a record; None if it was not validated."""
        if change.report is None:
            return None
        return cls(
            iri=change.iri,
            role=change.role,
            title=change.summary.title if change.summary is not None else None,
            report=change.report,
            findings=tuple(one for one in change.findings if not is_cell_violation(one)),
            publisher=change.summary.publisher if change.summary is not None else None,
            place=places_text(change.places),
            is_catalog=change.summary is not None and change.summary.main_class == DCAT.Catalog.value,
            publisher_name=_publisher_name(change),
        )


def _publisher_name(change: PlannedChange) -> str | None:
    """The name of a publisher without IRI, where the change has the graph."""
    if change.role != "record" or change.body is None or change.summary is None or change.summary.publisher is not None:
        return None
    return own_publisher_name(change.iri, zlib.decompress(change.body))


class ValidatedRecords:
    """The results of one source, on their way from the pipeline to a report.

    Args:
        place: name of the source in errors.
        spool: a temporary database of the source, which is closed with the results.
    """

    def __init__(self, place: str, spool: Spool | None = None) -> None:
        self._place = place
        self._spool = spool
        self._room = _HELD
        self._publisher_names: dict[str, str] = {}
        self._pages = ResultPages(ValidatedRecord)

    def keep(self, change: PlannedChange) -> PlannedChange:
        """Spool the result for a record if memory is used up; returns as much of the change as is to be held.

        Raises:
            RegistryError: there is no space for a temporary file, or its disk fails.
        """
        if not change.has_report:
            return replace_unloaded(change, digest="", body=None, links=(), summary=_without_search(change.summary))
        if change.report is not None:
            change = replace_unloaded(change, report=without_per_source(change.report))
        checked = ValidatedRecord.of(change)
        assert checked is not None, "it has a report"
        size = 1 + len(checked.report.findings) + len(checked.findings)
        self._room -= size
        if self._room >= 0:
            if checked.publisher_name is not None:
                self._publisher_names[change.iri] = checked.publisher_name
            return replace_unloaded(change, digest="", body=None, links=(), summary=_without_search(change.summary))
        with within_space(self._place):
            self._pages.add(checked, size)
        return replace_unloaded(change, digest=_PAGED, body=None, links=(), summary=None, report=None, findings=())

    def in_order(self, changes: Iterable[PlannedChange]) -> Iterator[ValidatedRecord]:
        """The results in the order of the changes, which `keep` returned in this order; all is closed at the end."""
        paged = iter(self._pages)
        try:
            for change in changes:
                if change.digest == _PAGED and change.kind != "quarantined":
                    with within_space(self._place):
                        found = _find(change.iri, paged)
                    yield found
                elif (checked := ValidatedRecord.of(change)) is not None:
                    name = self._publisher_names.get(change.iri)
                    yield checked if name is None else replace(checked, publisher_name=name)
        finally:
            self.close()

    def close(self) -> None:
        """Remove what is temporary."""
        self._pages.close()
        if self._spool is not None:
            self._spool.close()


def _without_search(summary: Summary | None) -> Summary | None:
    """The summary without the text for search, which is long."""
    return summary if summary is None or summary.search == "" else replace(summary, search="")


def _find(iri: str, paged: Iterator[ValidatedRecord]) -> ValidatedRecord:
    """The next result that is of this record: those before it are of records that were refused later."""
    for one in paged:
        if one.iri == iri:
            return one
    raise AssertionError(f"the result of {iri} was lost")


def _to_json(value: ValidatedRecord | ValidationReport | Finding | date) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Finding):
        return finding_to_json(value)
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def _findings(members: Iterable[Mapping[str, object]]) -> tuple[Finding, ...]:
    return tuple(map(finding_from_json, members))


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


# ---------------------------------------------------------------- lines
# A validated source as lines of JSON, so that one process can validate it and another report on it.
#
# One line has the facts about the source, and one follows for each record: neither process holds them all.


def source_to_lines(check: ValidatedSource) -> Iterator[bytes]:
    """The source, then its records, which are consumed."""
    header = {
        "location": check.location,
        "profile": check.profile,
        "failed": None if check.failed is None else to_json(check.failed),
        "unopened": check.unopened,
        "incomplete": None if check.incomplete is None else to_json(check.incomplete),
        "findings": [finding_to_json(finding) for finding in check.findings],
        "warnings": [to_json(warning) for warning in check.warnings],
    }
    yield _line(json.dumps(header, ensure_ascii=False))
    for record in check.records:
        yield _line(record.json_text())


def source_from_lines(lines: Iterator[bytes]) -> ValidatedSource:
    """The source from the lines of `source_to_lines`; records are read one at a time."""
    header = json.loads(_text(next(lines)))
    return ValidatedSource(
        location=header["location"],
        profile=header["profile"],
        failed=_reason(header["failed"]),
        unopened=header["unopened"],
        incomplete=_reason(header["incomplete"]),
        findings=tuple(map(finding_from_json, header["findings"])),
        warnings=tuple(map(message_from_json, header["warnings"])),
        records=(ValidatedRecord.from_json_text(_text(line)) for line in lines),
    )


def _reason(value: Mapping[str, object] | None) -> Message | None:
    return None if value is None else message_from_json(value)


def _line(text: str) -> bytes:
    # Half a surrogate pair, which JSON can hold, is no UTF-8.
    return f"{text}\n".encode("utf-8", "surrogatepass")


def _text(line: bytes) -> str:
    return line.decode("utf-8", "surrogatepass")


# ---------------------------------------------------------------- parallel
# Validation of many sources by any `concurrent.futures.Executor`, without a registry.
#
# The mechanism is that of `danhmuc.shapes.validation.parallel`; sources come back as JSON lines, so that records are
# read from a file one by one.


def validate_sources(
    sources: Iterable[HarvestSource],
    options: ValidatorOptions,
    executor: Executor,
    *,
    spooled_above: int = SPOOLED_ABOVE,
) -> Iterator[ValidatedSource]:
    """Validate many sources, each as `validate_source` does, in their order.

    Each thread or process of the executor makes its validator once, and all use the same reference date. Records of a
    source can be walked until the next source is asked for. An error of one source does not stop the others: it is the
    `error` of that source. If that is a `BrokenExecutor`, because a process was killed, the source may be tried again
    with a new executor.

    Args:
        sources: of kinds that can be pickled, unless the workers are threads.
        executor: a `ProcessPoolExecutor`, which should spawn its processes, a `ThreadPoolExecutor`, or any other.
        spooled_above: as for `validate_source`.

    Raises:
        UnknownNameError: no such profile or engine.
        ShapesError: the profile cannot be used.
    """
    if options.today is None:
        options = replace(options, today=today_in_vietnam())
    asked = tuple(sources)
    with closing(write_each(asked, _SourceWork(options, spooled_above), executor)) as results:
        for source, result in zip(asked, results, strict=True):
            if result.error is not None:
                yield failed_source(source.location, load_profile(options.profile).token, result.error)
            else:
                with result.path.open("rb") as lines:
                    yield source_from_lines(lines)


@dataclass(frozen=True, slots=True)
class _SourceWork:
    options: ValidatorOptions
    spooled_above: int

    def validator(self) -> Validator:
        return self.options.validator()

    def write(self, validator: Validator, source: HarvestSource, out: BinaryIO) -> None:
        out.writelines(source_to_lines(validate_source(source, validator, spooled_above=self.spooled_above)))
