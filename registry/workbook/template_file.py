"""Write the template to a file; one that is there is replaced only if that is asked for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from danhmuc.vocab.concepts import CodeList
from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.messages import languages, system_reason
from danhmuc.vocab.messages.errors import ErrorsText

from ..messages.workbooks import WorkbooksText
from ..store.target import make_readable, refuse_targets
from .book_reading import code_lists_of
from .cell_values import AGENCY_CODE
from .sheet_shapes import DEFAULT_PROFILE, text_in, workbook_shape
from .template import TemplateOptions, book_id, template_bytes

_ENDING: Final = ".xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenTemplate:
    """A template that was written.

    Attributes:
        path: of the file.
        book_id: the id by which the book is known.
        agency: code of the agency; empty if none was given.
        profile: token.
        sheets: titles of the sheets to fill in, in Vietnamese.
        rows: number of rows that are filled in.
        partly: IRIs of records that have more than the columns hold; that is kept on a hidden sheet.
        left_out: IRIs of records that cannot be rows, since they have no code or one that another has.
    """

    path: str
    book_id: str
    agency: str
    profile: str
    sheets: tuple[str, ...]
    rows: int = 0
    partly: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The same as JSON has it."""
        return {
            "path": self.path,
            "book_id": self.book_id,
            "agency": self.agency,
            "profile": self.profile,
            "sheets": list(self.sheets),
            "rows": self.rows,
            "partly": list(self.partly),
            "left_out": list(self.left_out),
        }


def write_template(
    target: str | Path,
    options: TemplateOptions | None = None,
    *,
    profile: str = DEFAULT_PROFILE,
    lists: Mapping[str, CodeList] | None = None,
    overwrite: bool = False,
    readable: bool = False,
    partly: tuple[str, ...] = (),
    left_out: tuple[str, ...] = (),
) -> WrittenTemplate:
    """Write the workbook that an agency fills in; the same input gives the same bytes.

    Args:
        target: path of an .xlsx.
        options: agency, language, and rows to fill in.
        profile: token or path of the profile that describes the sheets.
        lists: the code lists in force by their IRIs; None for those that come with danhmuc.
        overwrite: replace a file that is there.
        readable: whether others may read it, and not its owner alone; a blank one always.
        partly, left_out: of the rows, for the answer.

    Raises:
        UsageError: the file is there, cannot be written or is no .xlsx; the agency code has no known form; or the
            profile describes no sheets.
        UnknownNameError, ShapesError: the profile cannot be used.
    """
    chosen = TemplateOptions() if options is None else options
    path = Path(target)
    if path.suffix.lower() != _ENDING:
        raise UsageError(WorkbooksText.TEMPLATE_NOT_XLSX(target=str(target)))
    if chosen.agency and not AGENCY_CODE.fullmatch(chosen.agency):
        raise UsageError(WorkbooksText.AGENCY_CODE_REFUSED(code=chosen.agency))
    if chosen.language not in languages():
        raise UsageError(WorkbooksText.TEMPLATE_LANGUAGE(language=chosen.language, known=languages()))
    refuse_targets(path)
    if path.exists() and not overwrite:
        raise UsageError(WorkbooksText.TEMPLATE_EXISTS(target=str(target)))
    shape = workbook_shape(profile)
    data = template_bytes(shape, code_lists_of(shape) if lists is None else lists, chosen)
    try:
        _write(path, data, overwrite=overwrite, readable=readable or not (chosen.rows or chosen.kept or chosen.more))
    except FileExistsError as error:
        raise UsageError(WorkbooksText.TEMPLATE_EXISTS(target=str(target))) from error
    except OSError as error:
        raise UsageError(ErrorsText.CANNOT_OPEN(location=str(target), reason=system_reason(error))) from error
    return WrittenTemplate(
        path=str(target),
        book_id=book_id(shape, chosen),
        agency=chosen.agency,
        profile=shape.profile,
        sheets=tuple(text_in(one.title, chosen.language) for one in shape.sheets),
        rows=sum(map(len, chosen.rows.values())),
        partly=partly,
        left_out=left_out,
    )


def _write(path: Path, data: bytes, *, overwrite: bool, readable: bool) -> None:
    """Write beside the target first, so that a disk that is full leaves what was there."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.stem[:50]}-", suffix=_ENDING, delete=False) as file:
        beside = Path(file.name)
    try:
        beside.write_bytes(data)
        if readable:
            make_readable(beside)
        if overwrite:
            beside.replace(path)
        else:
            os.link(beside, path)  # fails if a file is there by now
    finally:
        beside.unlink(missing_ok=True)
