"""RDF in files: one document, or a folder of documents that together are one source.

Turtle, RDF/XML, JSON-LD, N-Triples, N-Quads and TriG, each also gzipped. Knows files and the guarded reader.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

from danhmuc.vocab.errors import DocumentError, SourceUnavailableError, UsageError
from danhmuc.vocab.reading import RDF_ENDINGS, Document, read_document

from ..contents import Progress, ReadDocument, SourceContents
from ..records import IriSpace, Quarantined, SourceRecord
from ..splitting import assemble, split

__all__ = ["RdfSource"]

_FAST = 1
"""zlib level for raw bodies: they are kept in case, not to be small."""


class RdfSource:
    """A file, or the RDF files of a folder and its sub-folders in order of their names."""

    kind = "rdf"

    def __init__(self, location: str) -> None:
        if "://" in location and not location.startswith("file://"):
            raise UsageError(f"cannot harvest {location}: only files and folders can be read; download it first")
        self._path = Path(location.removeprefix("file://")).expanduser().absolute()
        self.location = str(self._path)
        self.name = _plain_name(self._path)

    def records(self) -> Iterator[SourceRecord]:
        """The records of one reading, under the source's own name.

        Raises:
            SourceUnavailableError: nothing could be opened, or nothing in it is DCAT.
        """
        contents = self.contents(IriSpace(source=self.name))
        if contents.failed is not None:
            raise SourceUnavailableError(self.location, contents.failed)
        for pending in contents.records:
            yield pending.make()

    def contents(self, space: IriSpace, *, progress: Progress | None = None) -> SourceContents:
        """Read every document once."""
        try:
            files, passed_over = self._files()
        except OSError as error:
            return _nothing(f"cannot open {self.location}: {error.strerror}", unopened=True)
        if not files:
            return _nothing(f"no RDF file in {self.location}; {passed_over} files passed over", passed_over=passed_over)
        documents: list[Document] = []
        read: list[ReadDocument] = []
        quarantined: list[Quarantined] = []
        opened = False
        for number, path in enumerate(files):
            if progress is not None:
                progress("read", number, len(files))
            place = path.name if path == self._path else path.relative_to(self._path).as_posix()
            try:
                data = path.read_bytes()
            except OSError as error:
                reason = f"cannot be opened: {error.strerror}"
                quarantined.append(Quarantined(place=place, code="read:unopened", reason=reason))
                continue
            opened = True
            try:
                document = read_document(data, place=place, base=space.document(place))
            except DocumentError as error:
                quarantined.append(_aside(error, data))
                continue
            documents.append(document)
            read.append(_note(document, data))
        return _assembled(documents, read, quarantined, passed_over, space, opened=opened)

    def _files(self) -> tuple[list[Path], int]:
        """The files to read, and how many were passed over."""
        if not self._path.is_dir():
            with self._path.open("rb"):
                return [self._path], 0
        found = sorted(path for path in self._path.rglob("*") if path.is_file() and not _is_hidden(path, self._path))
        files = [path for path in found if _ending(path.name) in RDF_ENDINGS]
        return files, len(found) - len(files)


def _assembled(
    documents: list[Document],
    read: list[ReadDocument],
    quarantined: list[Quarantined],
    passed_over: int,
    space: IriSpace,
    *,
    opened: bool,
) -> SourceContents:
    incomplete = None
    if quarantined:
        first = quarantined[0]
        where = first.place if first.line is None else f"{first.place}, line {first.line}"
        incomplete = f"{len(quarantined)} of {len(quarantined) + len(read)} documents unread; {where}: {first.reason}"
    if not documents:
        return SourceContents(
            records=iter(()),
            quarantined=tuple(quarantined),
            passed_over=passed_over,
            failed=incomplete,
            unopened=not opened,
        )
    parts = split(assemble(documents), space)
    documents.clear()
    return SourceContents(
        records=parts.records(),
        memberships=parts.memberships(),
        rest=parts.rest(),
        documents=tuple(read),
        quarantined=tuple(quarantined),
        passed_over=passed_over,
        failed=None if parts.speaks_dcat else "no DCAT resource found in " + _listed(read),
        incomplete=incomplete,
    )


def _nothing(why: str, *, unopened: bool = False, passed_over: int = 0) -> SourceContents:
    return SourceContents(records=iter(()), failed=why, unopened=unopened, passed_over=passed_over)


def _note(document: Document, data: bytes) -> ReadDocument:
    return ReadDocument(
        place=document.place,
        digest=document.raw_digest,
        triples=document.triples,
        findings=document.findings,
        body=zlib.compress(data, _FAST),
    )


def _aside(error: DocumentError, data: bytes) -> Quarantined:
    return Quarantined(
        place=error.place,
        code=error.code,
        reason=error.reason,
        line=error.line,
        column=error.column,
        body=zlib.compress(data, _FAST),
    )


def _listed(read: list[ReadDocument]) -> str:
    names = ", ".join(document.place for document in read[:3])
    return names if len(read) <= 3 else f"{names} and {len(read) - 3} more"


def _ending(name: str) -> str:
    plain = name.lower().removesuffix(".gz")
    return "." + plain.rpartition(".")[2] if "." in plain else ""


def _plain_name(path: Path) -> str:
    """The last part of the path, without the endings that tell a format."""
    name = path.name
    while name and "." in name.lstrip(".") and not path.is_dir():
        stem, _, ending = name.rpartition(".")
        if not stem or f".{ending.lower()}" not in {*RDF_ENDINGS, ".gz"}:
            break
        name = stem
    return name or "source"


def _is_hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)
