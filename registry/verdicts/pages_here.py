"""Validation of the records of one source in this process, a page of them at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from danhmuc.shapes import ValidationReport, Validator
from danhmuc.vocab.errors import RegistryError, ShapesError

if TYPE_CHECKING:
    from danhmuc.shapes import Context
    from danhmuc.shapes.validation.context import RecordLike

    from ..record.change import LaterValues


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
