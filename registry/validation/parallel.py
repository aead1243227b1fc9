"""Validation of many sources by any `concurrent.futures.Executor`, without a registry.

The mechanism is that of `danhmuc.shapes.validation.parallel`; sources come back as JSON lines, so that records are read
from a file one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO

from danhmuc.shapes import ValidatorOptions, load_profile, today_in_vietnam
from danhmuc.shapes.validation.parallel import write_each

from ..spooling import SPOOLED_ABOVE
from .lines import source_from_lines, source_to_lines
from .source import failed_source, validate_source

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from danhmuc.shapes import Validator

    from ..record.contents import HarvestSource
    from .source import ValidatedSource


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
