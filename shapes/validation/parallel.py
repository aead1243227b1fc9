"""Validation of many inputs by any `concurrent.futures.Executor`, with results in the order of the inputs.

Inputs and options travel to a worker by pickle, results come back through temporary files: however large a result is,
only the one that is looked at is held in memory.
"""

from __future__ import annotations

import logging
import pickle
import threading
from collections import OrderedDict
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO, Final, Generic, Protocol, TypeVar, cast

from danhmuc.vocab.errors import DanhmucError

from .profile_validator import Validator
from .shacl_validator import ShaclValidator

if TYPE_CHECKING:
    from datetime import date

    from .inputs import RdfInput
    from .profile_validator import Engine
    from .shacl_report import ShaclReport

# ---------------------------------------------------------------- options
# Options of validators as values: small, hashable and picklable, so that any process can make the validator itself.


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidatorOptions:
    """Arguments of `Validator`; code lists are the bundled ones.

    Attributes:
        profile: a token, or the path of a Turtle file.
        today: the reference date of dated rules; None for the current day in Viet Nam.
    """

    profile: str | Path
    engine: Engine = "danhmuc"
    w3c_classes: bool = False
    today: date | None = None

    def validator(self) -> Validator:
        """A new validator.

        Raises:
            UnknownNameError: no such profile or engine.
            UsageError: the profile is neither a token nor a path, or `today` is no day.
            ShapesError: the profile cannot be used.
        """
        return Validator(self.profile, engine=self.engine, w3c_classes=self.w3c_classes, today=self.today)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShaclOptions:
    """Arguments of `danhmuc.shapes.validate`, all but the data.

    Attributes:
        shapes: a path, text, bytes or graph, or a tuple of these.
        details: whether the report graph has ``sh:detail``.
        allow_unread_shapes: whether parts of the shapes that were not read are left out of the report.
        today: the reference date of dated rules; None leaves what needs one unverified.
        data_format, shapes_format: names of formats; None detects them.
    """

    shapes: RdfInput | tuple[RdfInput, ...]
    engine: Engine = "danhmuc"
    w3c_classes: bool = False
    details: bool = False
    allow_unread_shapes: bool = False
    today: date | None = None
    data_format: str | None = None
    shapes_format: str | None = None

    def validator(self) -> ShaclValidator:
        """A new validator.

        Raises:
            ShapesError: the shapes cannot be used.
            UsageError: no such engine or format, or the shapes are none of these.
        """
        return ShaclValidator(
            self.shapes,
            engine=self.engine,
            w3c_classes=self.w3c_classes,
            details=self.details,
            allow_unread_shapes=self.allow_unread_shapes,
            format=self.shapes_format,
        )


# ---------------------------------------------------------------- parallel

_log = logging.getLogger(__name__)
_VALIDATORS: Final = 4
"""Validators that a thread keeps, one for each call at work."""

AnyInput = TypeVar("AnyInput")
Input_contra = TypeVar("Input_contra", contravariant=True)
AnyValidator = TypeVar("AnyValidator")


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidatedInput:
    """One input and its report.

    Attributes:
        report: None if the input could not be validated.
        error: why it could not; a `BrokenExecutor` if its worker ended early, so that it can be tried again.
    """

    report: ShaclReport | None = None
    error: Exception | None = None


def validate_each(
    inputs: Iterable[RdfInput | Sequence[RdfInput]], options: ShaclOptions, executor: Executor
) -> Iterator[ValidatedInput]:
    """Validate many inputs by the same shapes, each by itself, in their order.

    Each thread or process of the executor makes its validator once. An error of one input does not stop the others.

    Args:
        executor: a `ProcessPoolExecutor`, which should spawn its processes, a `ThreadPoolExecutor`, or any other.

    Raises:
        ShapesError: the shapes cannot be used.
        UsageError: no such engine or format.
    """
    with closing(write_each(inputs, _ShaclWork(options), executor)) as results:
        for result in results:
            if result.error is not None:
                yield ValidatedInput(error=result.error)
            else:
                with result.path.open("rb") as file:
                    report = cast("ShaclReport", pickle.load(file))  # noqa: S301 - written by `_ShaclWork`
                yield ValidatedInput(report=report)


@dataclass(frozen=True, slots=True)
class _ShaclWork:
    options: ShaclOptions

    def validator(self) -> ShaclValidator:
        return self.options.validator()

    def write(self, validator: ShaclValidator, data: RdfInput | Sequence[RdfInput], out: BinaryIO) -> None:
        report = validator.validate(data, today=self.options.today, format=self.options.data_format)
        pickle.dump(report, out, protocol=pickle.HIGHEST_PROTOCOL)


# ---------------------------------------------------------------- any validation


class Work(Protocol[AnyValidator, Input_contra]):
    """Validation of one input, as a value that can be pickled."""

    def validator(self) -> AnyValidator:
        """A new validator; each thread and process makes its own, once in a call."""
        ...

    def write(self, validator: AnyValidator, one: Input_contra, out: BinaryIO, /) -> None:
        """Validate an input and write the result."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenResult:
    """The result of one input.

    Attributes:
        path: the file with the result; it is removed when the next result is asked for.
        error: why there is none; a `BrokenExecutor` if its worker ended early.
    """

    path: Path
    error: Exception | None


def write_each(
    inputs: Iterable[AnyInput], work: Work[AnyValidator, AnyInput], executor: Executor
) -> Generator[WrittenResult, None, None]:
    """Write the result of each input to a temporary file, in their order.

    If the iterator is closed early, inputs that were not begun are cancelled.

    Raises:
        DanhmucError: the validator cannot be made.
    """
    with TemporaryDirectory(prefix="danhmuc-", ignore_cleanup_errors=True) as folder:
        tasks = [_Task(work, one, Path(folder) / str(number)) for number, one in enumerate(inputs)]
        futures: list[Future[Exception | None]] = []
        try:
            futures.extend(_submit(executor, task) for task in tasks)
            for task, future in zip(tasks, futures, strict=True):
                yield WrittenResult(path=task.path, error=_error(future))
                task.path.unlink(missing_ok=True)
        finally:
            for future in futures:
                future.cancel()


@dataclass(frozen=True, slots=True)
class _Task(Generic[AnyValidator, AnyInput]):
    """One input on its way to a worker.

    Attributes:
        path: of the result; its folder is another for each call.
    """

    work: Work[AnyValidator, AnyInput]
    input: AnyInput
    path: Path


def _submit(executor: Executor, task: _Task[AnyValidator, AnyInput]) -> Future[Exception | None]:
    task.path.touch()
    try:
        return executor.submit(_run, task)
    except BrokenExecutor as error:
        broken: Future[Exception | None] = Future()
        broken.set_exception(error)
        return broken


def _error(future: Future[Exception | None]) -> Exception | None:
    """The error of one input, if it has one; waits for its end.

    Raises:
        DanhmucError: the validator cannot be made.
    """
    try:
        raised = future.exception()
    except CancelledError as cancelled:  # by whoever owns the executor
        return cancelled
    if isinstance(raised, DanhmucError) or not isinstance(raised, Exception | None):
        raise raised
    error = future.result() if raised is None else raised
    if error is None or isinstance(error, DanhmucError):
        return error
    _log.info("one of several inputs was not validated", exc_info=error)
    return error


# ---------------------------------------------------------------- in the worker


class _Validators(threading.local):
    """The validators of one thread: none of them may be used by two at a time."""

    def __init__(self) -> None:
        self._made: OrderedDict[Path, object] = OrderedDict()

    def of(self, task: _Task[AnyValidator, AnyInput]) -> AnyValidator:
        """The validator of the call that a task belongs to."""
        call = task.path.parent
        if call not in self._made:
            self._made[call] = task.work.validator()
            if len(self._made) > _VALIDATORS:
                self._made.popitem(last=False)
        return cast("AnyValidator", self._made[call])


_validators: Final = _Validators()


def _run(task: _Task[AnyValidator, AnyInput]) -> Exception | None:
    """Write the result of a task; an error of the input is returned, one of the validator raised."""
    validator = _validators.of(task)
    try:
        # The file is there already: after an early end none comes into being in a folder that is being removed.
        with task.path.open("r+b") as out:
            task.work.write(validator, task.input, out)
    except Exception as error:  # noqa: BLE001 - the boundary of an input: the others go on
        return portable_error(error)
    return None


def portable_error(error: Exception) -> Exception:
    """The error, or one with its words if it cannot pass from one process to another and would break the executor."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    except Exception:  # noqa: BLE001 - whatever its own methods do
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
