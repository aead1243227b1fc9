"""Workers that validate pages of records beside this process: those of any `concurrent.futures.Executor`.

What crosses to a worker is the records of a page, the part of the context that they may look up, and the validator, all
as bytes; what comes back is reports, and where they are wanted the values of graphs that are stored beside them. A
worker holds one page at a time, and a few pages wait for each.

docs/en/scale.md shows how to use them.
"""

from __future__ import annotations

import logging
import os
import pickle
import threading
import zlib
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, Protocol, Self, TypeAlias, TypeVar, cast

from danhmuc.shapes import Context, ValidationReport, Validator
from danhmuc.shapes.validation.context import ContextPart, NamedIris, cell_violations_of
from danhmuc.shapes.validation.parallel import portable_error
from danhmuc.vocab.canonical import CanonicalGraph
from danhmuc.vocab.errors import DanhmucError, RegistryError, ShapesError, SourceFailedError, UsageError
from danhmuc.vocab.reading.parsing import paused_collection

from ..messages.harvest import PageWorkersText
from ..record.change import GraphValues, LaterValues, PlannedChange
from ..record.record import SourceRecord
from ..record.spools import replace_unloaded
from ..record.stored import StoredGraph, StoredVersion
from ..record.summary import dump_quickly, load_quickly, reducers

if TYPE_CHECKING:
    from danhmuc.shapes.validation.context import RecordLike
    from danhmuc.vocab.findings import Finding
    from danhmuc.vocab.messages import Message

    from ..record.door import OrderedWork

# ---------------------------------------------------------------- pages here
# Validation of the records of one source in this process, a page of them at a time.

Outcome: TypeAlias = ValidationReport | Exception
"""The report on a record, or why there is none."""
PAGE: Final = 200
"""Records of a page."""
PAGE_BYTES: Final = 4 << 20
"""Bytes of the graphs of a page, after which it is full."""


class PagesHere:
    """The validation of the records of one source, as `PagedValidation` is by workers."""

    def __init__(self, validator: Validator) -> None:
        self._validator = validator
        self._page: list[RecordLike] = []
        self._size = 0
        self._context: Context | None = None
        self._outcomes: deque[Outcome] = deque()

    def add(self, record: RecordLike, context: Context, values: LaterValues | None = None) -> bool:  # noqa: ARG002
        """Take a record, whose outcome comes later.

        Args:
            context: it must not change until `end_page` is called.
            values: found with the record already.
        """
        self._page.append(record)
        self._context = context
        self._size += len(record.canonical.nquads)
        if len(self._page) >= PAGE or self._size >= PAGE_BYTES:
            self.end_page()
        return True

    def end_page(self) -> None:
        """Validate what was taken, since the context changes."""
        page, self._page, self._size = self._page, [], 0
        self._outcomes.extend(validate_each(self._validator, page, self._context))

    def outcomes(self, *, everything: bool = False) -> Iterator[Outcome]:
        """The outcomes that are there, in the order of the records, or all."""
        if everything:
            self.end_page()
        while self._outcomes:
            yield self._outcomes.popleft()

    def cancel(self) -> None:
        """Leave what was taken."""
        self._page.clear()
        self._outcomes.clear()


def validate_each(validator: Validator, page: Sequence[RecordLike], context: Context | None) -> list[Outcome]:
    """The outcomes of a page: the record boundary, where an error in one record is the outcome of that alone.

    Raises:
        ShapesError: the profile cannot be used.
        RegistryError: the disk fails.
    """
    try:
        return list(validator.validate_all(page, context))
    except (ShapesError, RegistryError):
        raise
    except Exception as error:  # noqa: BLE001 - the record boundary
        if len(page) == 1:
            return [error]
        return [outcome for one in page for outcome in validate_each(validator, [one], context)]


# ---------------------------------------------------------------- work in order
# Work that is given to workers, and comes back in its order; what a killed worker took with it is given once more.

_log = logging.getLogger(__name__)
_WAITING: Final = 2
"""Items that are at work or wait, for each worker."""

_DONE: Final = b"+"
_FAILED: Final = b"-"
"""Begins the pickle of an error."""

Given = TypeVar("Given")


class AnyWorkers(Protocol):
    """Workers, as `Workers` has them.

    Attributes:
        number: of workers.
    """

    number: int

    def submit(self, work: Callable[[Given], bytes], item: Given) -> Future[bytes]:
        """Give something to a worker."""
        ...

    def renew(self) -> None:
        """Leave workers that ended; the next work makes new ones."""
        ...


@dataclass(slots=True)
class _Waiting:
    work: Callable[[Any], bytes]
    item: object
    future: Future[bytes]


class WorkInOrder:
    """The work of one source that the workers have."""

    def __init__(self, workers: AnyWorkers, source: str) -> None:
        self._workers = workers
        self._source = source
        self._waiting: deque[_Waiting] = deque()
        self._was_renewed = False

    def __bool__(self) -> bool:
        return bool(self._waiting)

    @property
    def is_due(self) -> bool:
        """Whether the first result is to be taken: it is there, or too much waits behind it."""
        is_full = len(self._waiting) > _WAITING * self._workers.number
        return is_full or (bool(self._waiting) and self._waiting[0].future.done())

    def give(self, work: Callable[[Given], bytes], item: Given) -> None:
        """Give an item to a worker."""
        self._waiting.append(_Waiting(work, item, self._workers.submit(work, item)))

    def take(self) -> bytes:
        """The first result, which is waited for.

        Raises:
            SourceFailedError: the workers ended twice.
        """
        one = self._waiting[0]
        while True:
            try:
                result = one.future.result()
            except DanhmucError:
                raise
            except Exception as error:  # that a worker was killed has another name in each executor
                self._workers.renew()
                if self._was_renewed:
                    self.cancel()
                    raise SourceFailedError(self._source, PageWorkersText.WORKERS_ENDED()) from error
                _log.warning("workers of %s ended early; what they had is given to new ones", self._source)
                self._was_renewed = True
                for lost in self._waiting:
                    if not _has_result(lost.future):
                        lost.future = self._workers.submit(lost.work, lost.item)
            else:
                self._waiting.popleft()
                return result

    def cancel(self) -> None:
        """Take back what no worker has begun."""
        for one in self._waiting:
            one.future.cancel()
        self._waiting.clear()


class WorkForSource:
    """The workers of one source, for any work that is an `OrderedWork`.

    Args:
        start: prepares a worker.
    """

    def __init__(self, workers: AnyWorkers, source: str, start: Callable[[], Future[bytes]]) -> None:
        self._workers = workers
        self._source = source
        self._start = start

    def prepare(self) -> None:
        """Let the workers start; whether one ends early, the first work will tell."""
        for _ in range(self._workers.number):
            self._start()

    def run(self, work: Callable[[Given], bytes], items: Iterable[Given]) -> Iterator[bytes]:
        """The results of a function for each item; see `OrderedWork`.

        Raises:
            SourceFailedError: the workers ended twice.
        """
        waiting = WorkInOrder(self._workers, self._source)
        try:
            for item in items:
                waiting.give(partial(_attempt, work), item)
                while waiting.is_due:
                    yield _result_of(waiting.take())
            while waiting:
                yield _result_of(waiting.take())
        finally:
            waiting.cancel()


def _attempt(work: Callable[[Given], bytes], item: Given) -> bytes:
    """Work in a worker; an error comes back as one of the work, since no worker has ended."""
    try:
        return _DONE + work(item)
    except Exception as error:  # noqa: BLE001 - raised where the item came from
        return _FAILED + pickle.dumps(portable_error(error))


def _result_of(answer: bytes) -> bytes:
    if answer.startswith(_FAILED):
        raise pickle.loads(answer[1:])  # noqa: S301 - written by `_attempt`
    return answer[1:]


def _has_result(future: Future[bytes]) -> bool:
    """Whether a result is there already, though its executor may be broken by now."""
    return future.done() and not future.cancelled() and future.exception() is None


# ---------------------------------------------------------------- page workers

_VALIDATORS: Final = 2
"""Validators that a thread keeps; one takes tens of MB."""
_LEVEL: Final = 6


class Workers:
    """Workers that validate, for any number of harvests and revalidations, one after another; a context manager.

    An executor is made when the first page is full, so that a small source starts no process, and is shut down at the
    end. If it breaks, because a process was killed, a new one is made, and what was lost is validated again; the source
    in which that happens twice fails.

    Args:
        make_executor: makes an executor, such as a `ProcessPoolExecutor` that spawns its processes, or Dask's
            ``client.get_executor()``.
        number: of workers that it has; None for as many as this machine has processors.

    Raises:
        UsageError: a process is being started, and imports the script that starts it.
    """

    def __init__(self, make_executor: Callable[[], Executor], *, number: int | None = None) -> None:
        import multiprocessing  # costs more than the rest, and is loaded only by those who have workers

        # As Python itself asks before it refuses to start another process.
        if getattr(multiprocessing.current_process(), "_inheriting", False):
            raise UsageError(PageWorkersText.WORKERS_UNGUARDED())
        self._make_executor = make_executor
        self.number = max(1, number or os.cpu_count() or 1)
        self._executor: Executor | None = None
        self._packed: tuple[Validator, _PackedValidator] | None = None

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *error: object) -> None:
        """Shut the executor down; after an error nothing is waited for."""
        self.close(wait=error[0] is None)

    def close(self, *, wait: bool = True) -> None:
        """Shut the executor down; the next page would make a new one."""
        executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(wait=wait)  # what waits was cancelled, and not all executors can

    def validate_for(self, source: str, validator: Validator) -> PagedValidation:
        """The validation of the records of one source.

        Args:
            source: its name or location, for the error of a source whose workers end.
        """
        return PagedValidation(self, source, validator)

    def work_for(self, source: str, validator: Validator | None) -> OrderedWork:
        """The workers for any other work on one source.

        Args:
            source: as for `validate_for`.
            validator: of its records, which the workers make when they start; None if they are not validated.
        """
        return WorkForSource(self, source, lambda: self._start(validator))

    def _start(self, validator: Validator | None) -> Future[bytes]:
        return self.submit(_prepare, None if validator is None else self.pack(validator))

    def pack(self, validator: Validator) -> _PackedValidator:
        """A validator as it crosses; the last one is remembered."""
        if self._packed is None or self._packed[0] is not validator:
            body = zlib.compress(pickle.dumps(validator, pickle.HIGHEST_PROTOCOL), _LEVEL)
            self._packed = validator, _PackedValidator(sha256(body).hexdigest(), body)
        return self._packed[1]

    def submit(self, work: Callable[[Given], bytes], item: Given) -> Future[bytes]:
        """Give something to a worker."""
        if self._executor is None:
            self._executor = self._make_executor()
        try:
            return self._executor.submit(work, item)
        except BrokenExecutor as error:
            broken: Future[bytes] = Future()
            broken.set_exception(error)
            return broken

    def renew(self) -> None:
        """Leave a broken executor; the next page makes a new one."""
        self.close(wait=False)


@dataclass(frozen=True, slots=True)
class _PackedValidator:
    digest: str
    body: bytes


@dataclass(frozen=True, slots=True)
class _Page:
    """A page on its way to a worker.

    Attributes:
        body: the records, each its IRI and graph, and the part of the context.
    """

    validator: _PackedValidator
    body: bytes


@dataclass(slots=True)
class _Open:
    """A page that is not full yet.

    Attributes:
        context: all of it, where the page is so small that no worker gets it.
    """

    part: ContextPart
    context: Context
    records: list[tuple[RecordLike, LaterValues | None]] = field(default_factory=list)
    size: int = 0

    @property
    def is_full(self) -> bool:
        return len(self.records) >= PAGE or self.size >= PAGE_BYTES or self.part.is_full


class PagedValidation:
    """The validation of the records of one source, in their order; outcomes come back in the same order."""

    def __init__(self, workers: Workers, source: str, validator: Validator) -> None:
        self._workers = workers
        self._validator = validator
        self._named = NamedIris()
        self._open: _Open | None = None
        self._work = WorkInOrder(workers, source)
        # Of each page that the workers have, those that come with its outcomes.
        self._values: deque[tuple[LaterValues | None, ...]] = deque()

    def add(self, record: RecordLike, context: Context, values: LaterValues | None = None) -> bool:
        """Take a record, whose outcome comes later; False if it is to be validated here, beside all of its context.

        Args:
            context: it must not change until `end_page` is called.
            values: of its graph, which are to come with the outcome; None if they are not wanted.
        """
        if self._open is None:
            self._open = _Open(ContextPart(context, self._named), context)
        if not self._open.part.add_record(record):
            return False
        self._open.records.append((record, values))
        self._open.size += len(record.canonical.nquads)
        if self._open.is_full:
            self._submit(self._open)
            self._open = None
        return True

    def end_page(self) -> None:
        """Give what was taken to the workers, since the context changes."""
        if self._open is not None:
            self._submit(self._open)
        self._open = None
        self._named.forget()

    def outcomes(self, *, everything: bool = False) -> Iterator[Outcome]:
        """The outcomes that are there, in the order of the records; waits for them if too many pages wait, or for all.

        Raises:
            SourceFailedError: its workers ended twice.
        """
        if everything and self._open is not None:
            page, self._open = self._open, None
            if self._work:
                self._submit(page)
            else:
                yield from self._validate_here(page)
        while self._work and (everything or self._work.is_due):
            body = self._work.take()
            # The garbage collector would scan the findings again and again while they are made.
            with paused_collection():
                answers, warnings = cast("_Answers", load_quickly(body))
            self._validator.note_warnings(warnings)
            for (outcome, found), values in zip(answers, self._values.popleft(), strict=True):
                if found is not None and values is not None:
                    values.take(found)
                yield outcome

    def cancel(self) -> None:
        """Take back what no worker has begun."""
        self._work.cancel()
        self._values.clear()
        self._open = None

    def _submit(self, full: _Open) -> None:
        if not full.records:
            return
        records: list[_Asked] = [
            (
                one.iri,
                one.canonical.digest,
                one.canonical.nquads,
                None if values is None else values.is_stored,
                cell_violations_of(one),
            )
            for one, values in full.records
        ]
        body = pickle.dumps((records, full.part.context), pickle.HIGHEST_PROTOCOL)
        self._work.give(_validate_page, _Page(self._workers.pack(self._validator), body))
        self._values.append(tuple(values for _, values in full.records))

    def _validate_here(self, page: _Open) -> Iterator[Outcome]:
        """Validate what is less than a page, and the only one: that is quicker here."""
        yield from validate_each(self._validator, [record for record, _ in page.records], page.context)


# ---------------------------------------------------------------- in the worker

_Asked: TypeAlias = tuple[str, str, bytes, bool | None, "tuple[Finding, ...]"]
"""A record: its IRI, digest and graph, whether its values are to be stored (None if they are not wanted), and the
violations in its cells."""
_Answer: TypeAlias = tuple[Outcome, GraphValues | None]
_Answers: TypeAlias = tuple[Sequence[_Answer], Sequence["Message"]]
_QUICK: Final = reducers(GraphValues)


class _Validators(threading.local):
    """The validators of one thread: none may be used by two at a time."""

    def __init__(self) -> None:
        self._made: OrderedDict[str, Validator] = OrderedDict()

    def of(self, packed: _PackedValidator) -> Validator:
        """The validator, made once."""
        found = self._made.get(packed.digest)
        if found is None:
            found = self._made[packed.digest] = cast(
                "Validator",
                pickle.loads(zlib.decompress(packed.body)),  # noqa: S301 - written by `Workers`
            )
            if len(self._made) > _VALIDATORS:
                self._made.popitem(last=False)
        return found


_validators: Final = _Validators()


def _prepare(packed: _PackedValidator | None) -> bytes:
    if packed is not None:
        _validators.of(packed)
    return b""


def _validate_page(page: _Page) -> bytes:
    """The outcomes of a page, with the values that are wanted, and the warnings of the validator so far."""
    validator = _validators.of(page.validator)
    # A page is all that is made meanwhile, and the garbage collector would scan it again and again.
    with paused_collection():
        records, context = pickle.loads(page.body)  # noqa: S301 - written by `PagedValidation`
        answers = _answers(validator, records, context)
        return dump_quickly((answers, validator.warnings), _QUICK)


def _answers(validator: Validator, page: Sequence[_Asked], context: Context) -> list[_Answer]:
    found: list[tuple[SourceRecord, GraphValues | Exception | None]] = []
    for iri, digest, nquads, is_stored, cells in page:
        # Its terms are made once, for the validator and for its values.
        canonical = CanonicalGraph(digest, nquads, nquads.count(b"\n"))
        record = SourceRecord(iri=iri, role="record", types=(), canonical=canonical, findings=cells)
        found.append((record, None if is_stored is None else _values(record, is_stored=is_stored)))
    outcomes = iter(_validate(validator, [one for one, values in found if not isinstance(values, Exception)], context))
    return [(values, None) if isinstance(values, Exception) else (next(outcomes), values) for _, values in found]


def _values(record: SourceRecord, *, is_stored: bool) -> GraphValues | Exception:
    try:
        record.terms.make()
        found = GraphValues.of(record, is_stored=is_stored)
    except Exception as error:  # noqa: BLE001 - the record boundary is where its outcome is looked at
        return portable_error(error)
    return found if is_stored else replace(found, body=b"")


def _validate(validator: Validator, page: Sequence[RecordLike], context: Context) -> Iterator[Outcome]:
    for outcome in validate_each(validator, page, context):
        yield portable_error(outcome) if isinstance(outcome, Exception) else outcome


# ---------------------------------------------------------------- due
# Find stored verdicts that are no longer current, and replace them; knows neither RDF terms nor SQL.


def with_verdict(
    change: PlannedChange,
    graph: SourceRecord | StoredGraph,
    stored: StoredVersion | None,
    validator: Validator,
    context: Context,
) -> PlannedChange:
    """The change with a verdict on `graph`, unless the stored one is current."""
    if has_current_verdict(change, graph, stored, validator, context):
        return change
    return replace_unloaded(change, report=validator.validate(graph, context))


def has_current_verdict(
    change: PlannedChange,
    graph: SourceRecord | StoredGraph,
    stored: StoredVersion | None,
    validator: Validator,
    context: Context,
) -> bool:
    """Whether the stored verdict is current, also by the context of the record."""
    if stored is None or change.has_body or not is_current(stored, validator):
        return False
    return stored.verdict_key == f"{_basis(validator)} {context.of(graph).digest}"


def is_current(stored: StoredVersion, validator: Validator) -> bool:
    """Whether the stored verdict is by the same rules and lists, and the reference date is one of its days.

    The context of the record may still have changed.
    """
    today = validator.today.isoformat()
    return (
        stored.verdict_key.startswith(f"{_basis(validator)} ")
        and (stored.since is None or stored.since <= today)
        and (stored.until is None or today <= stored.until)
    )


def renew_verdicts(
    stored: Mapping[str, StoredVersion],
    graphs: Iterable[StoredGraph],
    validator: Validator,
    context: Context,
    *,
    everything: bool = False,
    validation: PagedValidation | None = None,
) -> Iterator[PlannedChange]:
    """New verdicts on stored records: on those whose stored one is no longer current, or on all.

    Args:
        validation: by workers; None to validate here.

    Raises:
        SourceFailedError: the workers ended twice.
    """
    pages = validation or PagesHere(validator)
    found: list[tuple[PlannedChange, ValidationReport | None]] = []
    for graph in graphs:
        one = stored[graph.iri]
        change = PlannedChange.of_stored(graph.iri, one, kind="unchanged")
        if has_current_verdict(change, graph, None if everything else one, validator, context):
            continue
        found.append((change, None if pages.add(graph, context) else validator.validate(graph, context)))
    outcomes = pages.outcomes(everything=True)
    for change, report in found:
        outcome = next(outcomes) if report is None else report
        if isinstance(outcome, Exception):
            raise outcome
        yield replace_unloaded(change, report=outcome)
    # The next page has a context of its own.
    pages.end_page()


def _basis(validator: Validator) -> str:
    return f"{validator.profile.digest} {validator.lists_digest}"
