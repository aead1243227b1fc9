"""The one way to parse an XML part of a stranger's file: by expat, and never with a document type."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn
from xml.parsers import expat

from ..messages.workbook_marks import WorkbookMarksText
from .unchangeable import UnchangeableError


class _DoctypeError(Exception):
    """A document type is declared."""


def new_parser(encoding: str | None = None) -> expat.XMLParserType:
    """A parser for `parse_part`, whose names have their namespaces before a blank.

    Args:
        encoding: that of the part, whatever it declares.
    """
    parser = expat.ParserCreate(encoding, " ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def parse_part(parser: expat.XMLParserType, name: str, pieces: Iterable[bytes]) -> None:
    """Parse a part to its end.

    Args:
        name: the part's, for errors.

    Raises:
        UnchangeableError: it is not well-formed, a handler refused it by a ValueError, or it declares a document type.
    """
    try:
        for piece in pieces:
            parser.Parse(piece, False)  # noqa: FBT003 - expat takes it by position
        parser.Parse(b"", True)  # noqa: FBT003
    except (expat.ExpatError, ValueError) as error:
        raise UnchangeableError(WorkbookMarksText.PART_NOT_XML(part=name, reason=str(error))) from error
    except _DoctypeError:
        raise UnchangeableError(WorkbookMarksText.PART_HAS_DTD(part=name)) from None


def _refuse_doctype(*_: object) -> NoReturn:
    raise _DoctypeError
